//! The report for a person: per step and side one line, under it what was amiss, at the end what to do better.

mod rules;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use body::Side;
use coach::{DoseOutcome, RuleVerdict, SentenceOutcome, StepVerdict};
use guide::Verb;
use results::{Next, SideName};
use textwrap::Options;

use crate::check::Findings;
use crate::wording::clock;
use rules::{amiss, amount, times};

/// Below this share of frames with a person, the report says so.
const LOW_COVERAGE: f64 = 0.95;
/// Whoever sits still only after this many seconds is told since when they were judged.
const LATE_NEUTRAL_S: f64 = 5.0;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const AMBER: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default();

/// The whole report, styled; the stream that it goes to takes the colours out where they are not wanted.
pub fn report(findings: &Findings, width: usize) -> String {
    let mut page = Page {
        text: String::new(),
        width,
    };
    page.wrapped(&findings.guide.title, "", BOLD);
    let length = clock(findings.duration.as_secs_f64());
    page.wrapped(
        &format!("{}, {length}, {} frames", findings.source, findings.frames),
        "",
        DIM,
    );
    page.gap();
    let columns = Columns::for_doses(&findings.doses);
    for dose in &findings.doses {
        page.dose(dose, &findings.doses, &columns);
    }
    page.gap();
    if let Some(why) = &findings.no_neutral {
        page.wrapped(
            &format!("Nothing could be judged, as there was no neutral: {why}."),
            "",
            AMBER,
        );
    }
    if let Some(at) = findings.neutral_at.filter(|at| at.as_secs_f64() >= LATE_NEUTRAL_S) {
        let at = clock(at.as_secs_f64());
        page.wrapped(
            &format!("Judged from {at} on: only then had you sat still for two seconds."),
            "",
            AMBER,
        );
    }
    for doubt in &findings.doubts {
        page.wrapped(&format!("Not sure: {doubt}."), "", AMBER);
    }
    if findings.coverage < LOW_COVERAGE {
        let share = (findings.coverage * 100.0).floor();
        page.wrapped(
            &format!("You were in the picture for {share:.0} % of the time."),
            "",
            AMBER,
        );
    }
    page.wrapped(&advice(findings), "", BOLD);
    page.text
}

struct Page {
    text: String,
    width: usize,
}

/// Widths of the columns, so that the lines of all steps stand under each other.
struct Columns {
    step: usize,
    side: usize,
    verdict: usize,
}

impl Columns {
    fn for_doses(doses: &[DoseOutcome]) -> Self {
        let widest = |of: &dyn Fn(&DoseOutcome) -> usize| doses.iter().map(of).max().unwrap_or(0);
        Self {
            step: widest(&|dose| dose.step.chars().count()),
            side: widest(&|dose| side_name(dose.side).len()),
            verdict: widest(&|dose| verdict_words(dose).1.len()),
        }
    }
}

impl Page {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Words, wrapped; what follows the first line stands under it.
    fn wrapped(&mut self, words: &str, indent: &str, style: Style) {
        let hanging = " ".repeat(indent.chars().count());
        let options = Options::new(self.width)
            .initial_indent(indent)
            .subsequent_indent(&hanging);
        for line in textwrap::wrap(words, options) {
            let _ = writeln!(self.text, "{style}{line}{style:#}");
        }
    }

    fn dose(&mut self, dose: &DoseOutcome, doses: &[DoseOutcome], columns: &Columns) {
        let (mark, words, style) = verdict_words(dose);
        let Columns { step, side, verdict } = *columns;
        let mut label = format!("{:step$}", dose.step);
        if side > 0 {
            let _ = write!(label, "  {:side$}", side_name(dose.side));
        }
        let figures = figures_line(dose);
        let used = label.chars().count() + verdict + figures.chars().count() + 6;
        let _ = if figures.is_empty() {
            writeln!(
                self.text,
                "{style}{mark}{style:#} {BOLD}{label}{BOLD:#}  {style}{words}{style:#}"
            )
        } else if used <= self.width {
            writeln!(
                self.text,
                "{style}{mark}{style:#} {BOLD}{label}{BOLD:#}  {style}{words:verdict$}{style:#}  {figures}"
            )
        } else {
            writeln!(
                self.text,
                "{style}{mark}{style:#} {BOLD}{label}{BOLD:#}  {style}{words}{style:#}\n    {figures}"
            )
        };
        if let Some(reason) = all_unseen(dose) {
            self.wrapped(
                &format!("nothing of it could be judged: {reason}"),
                "    ",
                Style::new(),
            );
            return;
        }
        for sentence in &dose.sentences {
            self.sentence(sentence);
        }
        if let (Some(other), Some(side)) = (results::mixed_up(doses, dose), dose.side) {
            let (other_side, best) = (
                side.other().name(),
                other.decisive.map(|best| amount(best, other.unit, 0)),
            );
            let best = best.map_or_else(String::new, |best| format!(", {best}"));
            self.wrapped(
                &format!(
                    "It was the {other_side} side that got there{best}. If your camera mirrors its picture, add \
                     --mirrored."
                ),
                "    ",
                AMBER,
            );
        }
    }

    fn sentence(&mut self, sentence: &SentenceOutcome) {
        match sentence.verdict() {
            RuleVerdict::Broken | RuleVerdict::Unseen | RuleVerdict::NotReached => {}
            RuleVerdict::Asked => return self.wrapped(&format!("ask yourself: {}", sentence.text), "    ", DIM),
            RuleVerdict::Met | RuleVerdict::Note => return,
        }
        self.wrapped(&sentence.text, "    ", Style::new());
        let mut said: Vec<&str> = Vec::new();
        for rule in &sentence.rules {
            let Some((what, style)) = amiss(rule) else { continue };
            self.wrapped(&what, "      ", style);
            // What was not judged needs no correction.
            let cue = rule.cue.as_deref().filter(|_| !rule.is_of_no_movement());
            if let Some(cue) = cue.filter(|cue| !said.contains(cue)) {
                self.wrapped(cue, "      → ", Style::new());
                said.push(cue);
            }
        }
    }
}

/// A mark, the verdict in words, and its colour. A done step with a broken or unseen rule says so.
fn verdict_words(dose: &DoseOutcome) -> (&'static str, &'static str, Style) {
    let any = |verdict: RuleVerdict| {
        dose.sentences
            .iter()
            .flat_map(|sentence| &sentence.rules)
            .any(|rule| rule.verdict == verdict)
    };
    match dose.verdict {
        StepVerdict::NotDone => ("✗", "not done", RED),
        StepVerdict::Unseen => ("?", "not seen", AMBER),
        StepVerdict::Good | StepVerdict::Done if any(RuleVerdict::Broken) => ("!", "done, not cleanly", AMBER),
        StepVerdict::Good | StepVerdict::Done if any(RuleVerdict::Unseen) => ("?", "done, partly seen", AMBER),
        StepVerdict::Done => ("✓", "done", GREEN),
        StepVerdict::Good => ("✓", "good", GREEN),
        StepVerdict::SelfReported => ("·", "self-reported", Style::new()),
    }
}

fn side_name(side: Option<Side>) -> &'static str {
    side.map_or("", Side::name)
}

/// `held 8.0 s of 20 s`, `3 of 5 times`.
fn figures_line(dose: &DoseOutcome) -> String {
    let asked = |verb| {
        let rule = dose.rules().find(|rule| rule.verb == verb);
        rule.and_then(|rule| rule.figures).map(|figures| figures.threshold)
    };
    let mut parts = Vec::new();
    match asked(Verb::Hold) {
        Some(asked) if dose.hold_s < asked => parts.push(format!("held {:.1} s of {asked:.0} s", dose.hold_s)),
        Some(_) => parts.push(format!("held {:.1} s", dose.hold_s)),
        None if dose.hold_s > 0.0 && dose.reps.is_none() => parts.push(format!("held {:.1} s", dose.hold_s)),
        None => {}
    }
    match (dose.reps, asked(Verb::Repeat)) {
        (Some(reps), Some(asked)) if f64::from(reps) < asked => parts.push(format!("{reps} of {asked:.0} times")),
        (Some(reps), Some(_)) => parts.push(times(f64::from(reps))),
        _ => {}
    }
    parts.join(", ")
}

/// The one reason why nothing of a dose could be judged.
fn all_unseen(dose: &DoseOutcome) -> Option<&'static str> {
    let rules = dose.sentences.iter().flat_map(|sentence| &sentence.rules);
    let mut judged = rules.filter(|rule| !matches!(rule.verdict, RuleVerdict::Asked | RuleVerdict::Note));
    let first = judged.next()?.unseen?;
    let same = judged.all(|rule| rule.verdict == RuleVerdict::Unseen && rule.unseen == Some(first));
    (same && dose.verdict == StepVerdict::Unseen).then(|| first.reason())
}

/// One sentence on what to do better; which thing that is, `results` decides.
fn advice(findings: &Findings) -> String {
    let next_time = |step: &str, side: Option<SideName>, words: &str| {
        let side = side.map_or_else(String::new, |side| format!(", {}", side.name()));
        format!("Next time, in {step}{side}: {}.", words.trim_end_matches('.'))
    };
    match findings.next() {
        Some(Next::SitStill {}) => {
            "Next time: before you begin, sit upright and still, and face the camera for two seconds.".to_owned()
        }
        Some(
            Next::Keep {
                step,
                side,
                sentence,
                cue,
                ..
            }
            | Next::Reach {
                step,
                side,
                sentence,
                cue,
            },
        ) => next_time(&step, side, &cue.unwrap_or(sentence)),
        Some(Next::Hold { step, side, missing_s }) => next_time(&step, side, &format!("stay {missing_s:.0} s longer")),
        Some(Next::Repeat { step, side, missing }) => {
            next_time(&step, side, &format!("do it {} more", times(f64::from(missing))))
        }
        Some(Next::Show { step, side, reason }) => {
            let why = reason.as_deref().unwrap_or("something was hidden");
            next_time(&step, side, &format!("sit so that the camera sees all of it ({why})"))
        }
        Some(Next::OtherSide { step, side }) => {
            let side_name = side.map_or("other", SideName::name);
            next_time(&step, side, &format!("do it to your {side_name} side"))
        }
        Some(Next::Finish { step, side }) => next_time(&step, side, "follow it to its end"),
        Some(Next::Watched {} | Next::Same {}) | None => "Well done: everything was as the guide says.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use body::{ImageSize, SessionTime, Unit};
    use coach::{FigureUnit, Figures, RuleOutcome};
    use measure::Unseen;
    use std::sync::Arc;

    fn rule(text: &str, verdict: RuleVerdict, figures: Option<Figures>, cue: Option<&str>) -> RuleOutcome {
        let broken = verdict == RuleVerdict::Broken;
        RuleOutcome {
            verb: match text.split(' ').next() {
                Some("keep") => Verb::Keep,
                Some("hold") => Verb::Hold,
                Some("repeat") => Verb::Repeat,
                _ => Verb::Reach,
            },
            rule: text.to_owned(),
            verdict,
            confidence: Some(0.9),
            figures,
            broken_s: if broken { 2.3 } else { 0.0 },
            first_broken_at: broken.then(|| SessionTime::from_micros(82_400_000)),
            unseen: (verdict == RuleVerdict::Unseen).then_some(Unseen::Shoulders),
            cue: cue.map(str::to_owned),
        }
    }

    fn figures(threshold: f64, worst: f64, unit: FigureUnit) -> Option<Figures> {
        Some(Figures {
            threshold,
            decisive: Some(worst),
            unit,
        })
    }

    fn sentence(text: &str, rules: Vec<RuleOutcome>) -> SentenceOutcome {
        SentenceOutcome {
            text: text.to_owned(),
            rules,
        }
    }

    fn dose(
        step: &str,
        side: Option<Side>,
        verdict: StepVerdict,
        hold_s: f64,
        sentences: Vec<SentenceOutcome>,
    ) -> DoseOutcome {
        let holds = Vec::new();
        DoseOutcome {
            step: step.to_owned(),
            title: step.to_owned(),
            side,
            verdict,
            hold_s,
            holds,
            reps: None,
            sets: None,
            other_side: None,
            sentences,
        }
    }

    fn findings(doses: Vec<DoseOutcome>) -> Findings {
        let guide = guide::Guide {
            name: "upper-back".to_owned(),
            title: "How to Stretch the Upper Back".to_owned(),
            author: None,
            source: None,
            difficulty: None,
            plan: None,
            sides: Default::default(),
            summary: String::new(),
            sha256: String::new(),
            steps: Vec::new(),
        };
        Findings {
            guide: Arc::new(guide),
            source: "clip.mp4".to_owned(),
            image_size: ImageSize {
                width: 640,
                height: 480,
            },
            frames: 2071,
            duration: SessionTime::from_micros(138_100_000),
            coverage: 0.72,
            view: None,
            no_neutral: None,
            neutral_at: Some(SessionTime::from_micros(2_000_000)),
            doubts: Vec::new(),
            doses,
            events: Vec::new(),
            stopped_early: false,
        }
    }

    fn plain(findings: &Findings, width: usize) -> String {
        anstream::adapter::strip_str(&report(findings, width)).to_string()
    }

    fn routine() -> Findings {
        let degrees = FigureUnit::Measure(Unit::Degrees);
        let held = |best| {
            sentence(
                "Stay there.",
                vec![rule(
                    "hold 10 s",
                    RuleVerdict::Met,
                    figures(10.0, best, FigureUnit::Seconds),
                    None,
                )],
            )
        };
        let chin = sentence(
            "Your chin stays where it was.",
            vec![rule(
                "keep chin level",
                RuleVerdict::Broken,
                figures(12.0, 17.2, degrees),
                Some("Lift your chin."),
            )],
        );
        let shoulders = sentence(
            "Your shoulders stay down, both of them.",
            vec![rule("keep shoulders down", RuleVerdict::Unseen, None, None)],
        );
        let turn = sentence(
            "Look diagonally down to the hem of your shirt.",
            vec![
                rule(
                    "reach head turned right",
                    RuleVerdict::NotReached,
                    figures(20.0, 14.4, degrees),
                    Some("Turn further to the right."),
                ),
                rule(
                    "reach head lowered",
                    RuleVerdict::Met,
                    figures(20.0, 31.0, degrees),
                    None,
                ),
            ],
        );
        let short = rule(
            "hold 20 s",
            RuleVerdict::NotReached,
            figures(20.0, 8.0, FigureUnit::Seconds),
            None,
        );
        let asked = sentence(
            "Pull your shoulders forward.",
            vec![rule("ask shoulders forward", RuleVerdict::Asked, None, None)],
        );
        findings(vec![
            dose("round-back", None, StepVerdict::Good, 14.2, vec![asked, held(14.2)]),
            dose(
                "look-down",
                Some(Side::Right),
                StepVerdict::NotDone,
                8.0,
                vec![turn, sentence("Hold the gaze.", vec![short])],
            ),
            dose(
                "neck-tilt",
                Some(Side::Left),
                StepVerdict::Done,
                11.0,
                vec![chin, shoulders, held(11.0)],
            ),
        ])
    }

    #[test]
    fn a_report_reads_well() {
        insta::assert_snapshot!(plain(&routine(), 80));
    }

    #[test]
    fn a_narrow_terminal_wraps_and_keeps_its_edges() {
        let text = plain(&routine(), 40);
        assert!(text.lines().all(|line| line.chars().count() <= 44), "{text}");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn all_well_is_said_in_one_sentence() {
        let text = plain(
            &findings(vec![dose("round-back", None, StepVerdict::Done, 14.2, vec![])]),
            80,
        );
        assert!(
            text.ends_with("Well done: everything was as the guide says.\n"),
            "{text}"
        );
    }

    #[test]
    fn the_other_side_is_named_with_what_to_do() {
        let degrees = FigureUnit::Measure(Unit::Degrees);
        let tilt = sentence(
            "Tilt your head to your left shoulder.",
            vec![rule(
                "reach neck tilt left",
                RuleVerdict::NotReached,
                figures(20.0, 0.0, degrees),
                Some("Let your ear sink a little further."),
            )],
        );
        let mut tilted = dose("neck-tilt", Some(Side::Left), StepVerdict::NotDone, 0.0, vec![tilt]);
        tilted.other_side = figures(20.0, 37.2, degrees);
        insta::assert_snapshot!(plain(&findings(vec![tilted]), 80));
    }
}
