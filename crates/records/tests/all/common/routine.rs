//! A report with steps, sides and rules of every kind, made by hand.

use results::{
    Feedback, Report, Rule, RuleVerdictName, Sentence, SideName, Skipped, Source, Step, StepVerdictName, StretchFelt,
    UnitName, VerbName, View, ViewName,
};

use super::session;

/// A session of `pairs` steps with two sides each and one without, whose values are told from others by `number`.
pub fn routine(id: &str, started_at: &str, number: u32, pairs: u32) -> Report {
    let mut report = session(id, started_at);
    let far = f64::from(number) * 0.1 + 20.0;
    let watched = number % 3 != 2;
    if let Some(video) = report.video.as_mut().filter(|_| number.is_multiple_of(2)) {
        video.view = Some(View {
            from: ViewName::Front,
            turned_deg: -1.0 / 3.0,
            above_deg: far,
        });
    }
    for pair in 0..pairs {
        for side in [SideName::Left, SideName::Right] {
            report
                .steps
                .push(part(&format!("step-{pair}"), Some(side), far, watched));
        }
    }
    report.steps.push(part("squeeze", None, far, watched));
    let facts = report.session.as_mut().unwrap();
    if !watched {
        report.video = None;
        facts.source = Source::SelfReported;
    }
    facts.skipped = (number % 4 == 1).then(|| {
        vec![Skipped {
            step: "squeeze".to_owned(),
            side: None,
        }]
    });
    facts.feedback = (number % 5 == 1).then_some(Feedback {
        stretch_felt: Some(StretchFelt::ALittle),
        pain: None,
        effort: Some(7),
    });
    report
}

fn part(step: &str, side: Option<SideName>, far: f64, watched: bool) -> Step {
    let word = side.map_or(String::new(), |side| format!(" {}", side.name()));
    let sentence = |text: &str, rules| Sentence {
        text: text.to_owned(),
        rules,
    };
    let verdict = match (watched, side) {
        (false, _) => StepVerdictName::SelfReported,
        (true, Some(SideName::Left)) => StepVerdictName::Good,
        (true, Some(SideName::Right)) => StepVerdictName::Done,
        (true, None) => StepVerdictName::NotDone,
    };
    Step {
        step: step.to_owned(),
        side,
        verdict,
        hold_s: far / 3.0,
        holds: Vec::new(),
        reps: side.is_none().then_some(5),
        sets: None,
        other_side: None,
        sentences: vec![
            sentence(
                "Lass dein Ohr sinken – langsam.",
                vec![
                    measured(
                        &format!("reach neck tilt{word}"),
                        VerbName::Reach,
                        RuleVerdictName::Met,
                        far,
                    ),
                    // Of the first shape.
                    Rule {
                        verb: None,
                        ..measured("keep chin level", VerbName::Keep, RuleVerdictName::Broken, far)
                    },
                ],
            ),
            sentence("Stay there.", vec![asked("hold 10 s", VerbName::Hold)]),
            sentence("You may feel it.", vec![asked("note", VerbName::Note)]),
            sentence("Without rules.", Vec::new()),
        ],
    }
}

fn measured(rule: &str, verb: VerbName, verdict: RuleVerdictName, far: f64) -> Rule {
    Rule {
        rule: rule.to_owned(),
        verb: Some(verb),
        verdict,
        confidence: Some(0.1 + 0.2),
        threshold: Some(20.0),
        decisive: Some(Some(far)),
        unit: Some(UnitName::Degrees),
        measure: Some("neck_tilt_deg".to_owned()),
        broken_s: Some(far / 7.0),
        first_broken_at_s: Some(None),
        reason: None,
    }
}

fn asked(rule: &str, verb: VerbName) -> Rule {
    Rule {
        rule: rule.to_owned(),
        verb: Some(verb),
        verdict: RuleVerdictName::Asked,
        confidence: None,
        threshold: None,
        decisive: None,
        unit: None,
        measure: None,
        broken_s: None,
        first_broken_at_s: None,
        reason: None,
    }
}
