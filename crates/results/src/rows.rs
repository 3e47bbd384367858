//! A report as rows of three tables: what is kept in columns, shown over time and exported.
//!
//! Every column is a plain value with the unit in its name. What is not in a row (events, stretches of hold, answers)
//! is in the report.

use serde::Serialize;

use crate::names::{RuleVerdictName, SideName, StepVerdictName, UnitName, VerbName, ViewName};
use crate::report::{Report, Rule, Step};
use crate::saved::{Ending, ModelName, Source, StretchFelt};

/// All rows of one saved session.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The one row of the session.
    pub session: SessionRow,
    /// One for each step and side, in the report's order.
    pub steps: Vec<StepRow>,
    /// One for each rule of each sentence of each step and side, in the report's order.
    pub rules: Vec<RuleRow>,
}

/// The rows of many sessions, table by table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    /// One for each session, oldest first.
    pub sessions: Vec<SessionRow>,
    /// In the order of the sessions, then of the report.
    pub steps: Vec<StepRow>,
    /// In the order of the sessions, then of the report.
    pub rules: Vec<RuleRow>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionRow {
    /// Its UUID.
    pub session: String,
    /// Name of the guide.
    pub guide: String,
    /// Of the guide's file, hexadecimal.
    pub guide_sha256: String,
    /// RFC 3339, with the offset of the place where it was done.
    pub started_at: String,
    /// Who saw it.
    pub source: Source,
    /// How it ended.
    pub ending: Ending,
    /// Which model looked last; `None` where no camera did.
    pub model: Option<ModelName>,
    /// Version of the program that judged.
    pub unhunch: String,
    /// Seconds from the first frame to the last, or as far as the events go.
    pub duration_s: f64,
    /// Share of frames in which a person was seen, 0..=1; `None` where no camera watched.
    pub coverage: Option<f64>,
    /// From where the camera looked; `None` where it is not known.
    pub view: Option<ViewName>,
    /// How far to the person's right of where the face looked the camera stood, degrees; together with `view`.
    pub view_turned_deg: Option<f64>,
    /// How far above it, degrees; together with `view`.
    pub view_above_deg: Option<f64>,
    /// Steps and sides.
    pub parts: u32,
    /// Of these, done: by the judge or by the person's own word.
    pub done: u32,
    /// Of these, left out by the person's own choice.
    pub skipped: u32,
    /// Seconds held in all.
    pub hold_s: f64,
    /// What the person said afterwards, each `None` when it was not said.
    pub stretch_felt: Option<StretchFelt>,
    /// 0..=10.
    pub pain: Option<u8>,
    /// 0..=10.
    pub effort: Option<u8>,
}

/// One step and side of a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepRow {
    /// The session's UUID.
    pub session: String,
    /// Number of the step and side in its session, from 0.
    pub part: u32,
    /// Id of the step.
    pub step: String,
    /// `None` for a step without sides.
    pub side: Option<SideName>,
    /// The verdict.
    pub verdict: StepVerdictName,
    /// Whether the person chose to leave it out.
    pub skipped: bool,
    /// Seconds held, all stretches together.
    pub hold_s: f64,
    /// `None` for a step without repetitions.
    pub reps: Option<u32>,
}

/// One rule of a step and side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleRow {
    /// The session's UUID.
    pub session: String,
    /// [`StepRow::part`] of the step and side.
    pub part: u32,
    /// Id of the step.
    pub step: String,
    /// `None` for a step without sides.
    pub side: Option<SideName>,
    /// Number of the sentence in its step, from 0.
    pub sentence: u32,
    /// Number of the rule in its sentence, from 0.
    pub place: u32,
    /// The sentence, side filled in.
    pub text: String,
    /// The rule, side filled in.
    pub rule: String,
    /// Its first word, which the first shape wrote in the rule only; `None` where that is no verb.
    pub verb: Option<VerbName>,
    /// The verdict.
    pub verdict: RuleVerdictName,
    /// 0..=1; `None` where nothing was measured.
    pub confidence: Option<f64>,
    /// Name of the measure; `None` for clocks and counts.
    pub measure: Option<String>,
    /// The worst value of a guard, the best of a reach, in `unit`; `None` where nothing was seen.
    pub decisive: Option<f64>,
    /// What it was held against, in `unit`.
    pub threshold: Option<f64>,
    /// Unit of both.
    pub unit: Option<UnitName>,
    /// Seconds for which it was broken; `None` for rules that are not judged.
    pub broken_s: Option<f64>,
}

impl Rows {
    /// The rows of a saved session; `None` for a report without one.
    pub fn of(report: &Report) -> Option<Self> {
        let facts = report.session.as_ref()?;
        let is_skipped = |step: &Step| {
            let skipped = facts.skipped.as_deref().unwrap_or_default();
            !is_done(step) && skipped.iter().any(|one| one.step == step.step && one.side == step.side)
        };
        let mut steps = Vec::with_capacity(report.steps.len());
        let mut rules = Vec::new();
        for (part, step) in (0..).zip(&report.steps) {
            steps.push(StepRow {
                session: facts.id.clone(),
                part,
                step: step.step.clone(),
                side: step.side,
                verdict: step.verdict,
                skipped: is_skipped(step),
                hold_s: step.hold_s,
                reps: step.reps,
            });
            for (sentence, line) in (0..).zip(&step.sentences) {
                for (place, rule) in (0..).zip(&line.rules) {
                    rules.push(rule_row(&facts.id, part, step, sentence, &line.text, place, rule));
                }
            }
        }
        let count = |counted: &dyn Fn(&Step) -> bool| {
            let of = report.steps.iter().filter(|step| counted(step)).count();
            u32::try_from(of).unwrap_or(u32::MAX)
        };
        let last_event = report.events.last().map_or(0.0, |event| event.at_s);
        let feedback = facts.feedback.as_ref();
        let view = report.video.as_ref().and_then(|video| video.view);
        let session = SessionRow {
            session: facts.id.clone(),
            guide: report.guide.name.clone(),
            guide_sha256: report.guide.sha256.clone(),
            started_at: facts.started_at.clone(),
            source: facts.source,
            ending: facts.ending,
            model: facts.model,
            unhunch: report.unhunch.clone(),
            duration_s: report.video.as_ref().map_or(last_event, |video| video.duration_s),
            coverage: report.video.as_ref().map(|video| video.coverage),
            view: view.map(|view| view.from),
            view_turned_deg: view.map(|view| view.turned_deg),
            view_above_deg: view.map(|view| view.above_deg),
            parts: count(&|_| true),
            done: count(&is_done),
            skipped: count(&is_skipped),
            hold_s: report.steps.iter().map(|step| step.hold_s).sum(),
            stretch_felt: feedback.and_then(|said| said.stretch_felt),
            pain: feedback.and_then(|said| said.pain),
            effort: feedback.and_then(|said| said.effort),
        };
        Some(Self { session, steps, rules })
    }
}

/// Done, by the judge or by the person's own word.
fn is_done(step: &Step) -> bool {
    match step.verdict {
        StepVerdictName::Good | StepVerdictName::Done | StepVerdictName::SelfReported => true,
        StepVerdictName::NotDone | StepVerdictName::Unseen => false,
    }
}

fn rule_row(session: &str, part: u32, step: &Step, sentence: u32, text: &str, place: u32, rule: &Rule) -> RuleRow {
    RuleRow {
        session: session.to_owned(),
        part,
        step: step.step.clone(),
        side: step.side,
        sentence,
        place,
        text: text.to_owned(),
        rule: rule.rule.clone(),
        verb: rule.verb.or_else(|| VerbName::named(rule.rule.split(' ').next()?)),
        verdict: rule.verdict,
        confidence: rule.confidence,
        measure: rule.measure.clone(),
        decisive: rule.decisive.flatten(),
        threshold: rule.threshold,
        unit: rule.unit,
        broken_s: rule.broken_s,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> Report {
        let mut report: Report = serde_json::from_str(include_str!("../tests/saved.json")).unwrap();
        let step = report.steps[0].clone();
        let of = |verdict, side| Step {
            verdict,
            side,
            ..step.clone()
        };
        report.steps = vec![
            of(StepVerdictName::Good, Some(SideName::Left)),
            of(StepVerdictName::SelfReported, Some(SideName::Right)),
            of(StepVerdictName::NotDone, None),
            of(StepVerdictName::Unseen, Some(SideName::Right)),
        ];
        report
    }

    fn skipping(report: &mut Report, step: &str, side: Option<SideName>) {
        let facts = report.session.as_mut().unwrap();
        facts.skipped = Some(vec![crate::Skipped {
            step: step.to_owned(),
            side,
        }]);
    }

    #[test]
    fn every_step_and_every_rule_is_one_row_and_says_where_it_stood() {
        let report = saved();
        let rows = Rows::of(&report).unwrap();
        assert_eq!(rows.steps.len(), report.steps.len());
        let placed = rows.rules.iter().map(|row| {
            let step = &report.steps[row.part as usize];
            let sentence = &step.sentences[row.sentence as usize];
            let rule = &sentence.rules[row.place as usize];
            assert_eq!(
                (&row.step, row.side, &row.text),
                (&step.step, step.side, &sentence.text)
            );
            assert_eq!((&row.rule, row.decisive), (&rule.rule, rule.decisive.flatten()));
            (row.part, row.sentence, row.place)
        });
        let placed: Vec<_> = placed.collect();
        let all = report.steps.iter().flat_map(|step| &step.sentences);
        assert_eq!(placed.len(), all.map(|sentence| sentence.rules.len()).sum::<usize>());
        assert!(placed.is_sorted_by(|one, next| one < next), "in order, none twice");
    }

    #[test]
    fn what_is_done_is_not_left_out_and_what_is_left_out_is_not_done() {
        let mut report = saved();
        let counts = |report: &Report| {
            let session = Rows::of(report).unwrap().session;
            (session.parts, session.done, session.skipped)
        };
        assert_eq!(counts(&report), (4, 2, 0));
        // By its step and its side.
        skipping(&mut report, "neck-tilt", None);
        assert_eq!(counts(&report), (4, 2, 1));
        // Done after all, and so of the other part on that side only.
        skipping(&mut report, "neck-tilt", Some(SideName::Right));
        assert_eq!(counts(&report), (4, 2, 1));
        skipping(&mut report, "another", Some(SideName::Right));
        assert_eq!(counts(&report), (4, 2, 0));
    }

    #[test]
    fn a_session_says_when_from_where_and_how_long() {
        let report = saved();
        let session = Rows::of(&report).unwrap().session;
        assert_eq!(session.started_at, "2026-11-23T10:30:00+01:00");
        assert_eq!(session.view, Some(ViewName::Right));
        assert_eq!(
            (session.view_turned_deg, session.view_above_deg),
            (Some(18.5), Some(-4.25))
        );
        assert_eq!((session.duration_s, session.coverage), (10.5, Some(0.99)));
        let unwatched = Report { video: None, ..report };
        let session = Rows::of(&unwatched).unwrap().session;
        assert_eq!((session.view, session.coverage), (None, None));
        assert_eq!(session.duration_s, 4.0, "as far as the events go");
        assert_eq!(
            Rows::of(&Report {
                session: None,
                ..unwatched
            }),
            None
        );
    }

    #[test]
    fn a_rule_of_the_first_shape_has_its_verb_too() {
        let rows = Rows::of(&saved()).unwrap();
        // The second of the three has none of its own.
        let verbs: Vec<_> = rows.rules[..3].iter().map(|row| row.verb).collect();
        assert_eq!(
            verbs,
            [Some(VerbName::Keep), Some(VerbName::Keep), Some(VerbName::Note)]
        );
    }
}
