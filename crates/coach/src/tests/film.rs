//! A person in few words: a script of movements, a guide made by hand, and what the coach says of both.

use std::fmt::Write;

use body::{Measure, SessionTime, Side};
use guide::{
    Compare, Demand, Guide, Hold, Phrase, PhraseSide, Reading, Rule, Sentence, SpeedLimit, Step, Test, Timing,
};
use measure::{Measures, Seen, Unseen};

use crate::{Coach, DoseOutcome, Event, EventKind, Plan};

pub const FPS: f64 = 15.0;

pub fn timing() -> Timing {
    Timing {
        enter_s: 0.5,
        gap_s: 1.0,
        fault_s: 1.0,
        cue_again_s: 6.0,
        shortest_stretch_s: 0.5,
        other_dose_s: 2.0,
        moved_deg: 5.0,
        moved_share: 0.5,
        unseen_share: 0.5,
        rep_again_s: 0.8,
        cue_confidence: 0.7,
    }
}

fn test(measure: Measure, reading: Reading, compare: Compare, met: f32, lost: f32, good: Option<f32>) -> Test {
    Test {
        measure,
        reading,
        compare,
        met,
        lost,
        good,
    }
}

fn phrase(name: &str, side: PhraseSide, tests: Vec<Test>) -> Phrase {
    Phrase {
        name: name.to_owned(),
        side,
        tests,
        cue: format!("cue: {name}"),
        instead: Vec::new(),
    }
}

fn sentence(text: &str, rules: Vec<(&str, Demand)>) -> Sentence {
    let rules = rules.into_iter().map(|(text, demand)| Rule {
        text: text.to_owned(),
        demand,
    });
    Sentence {
        text: text.to_owned(),
        rules: rules.collect(),
    }
}

fn step(id: &str, each_side: bool, sentences: Vec<Sentence>) -> Step {
    Step {
        id: id.to_owned(),
        title: id.to_owned(),
        each_side,
        sentences,
    }
}

fn hold(at_least_s: f64, at_most_s: Option<f64>) -> Demand {
    Demand::Hold(Hold {
        at_least_s,
        at_most_s,
        breaths: None,
    })
}

/// The four stretches with the numbers of the design.
pub fn guide() -> Guide {
    use Compare::{AtLeast, AtMost};
    use PhraseSide::{None as NoSide, OfDose};
    use Reading::{Magnitude, Plain, TowardsSide};
    let chin = test(Measure::HeadDepression, Plain, AtMost, 8.0, 12.0, None);
    let forward = test(Measure::HeadAzimuth, Magnitude, AtMost, 15.0, 20.0, None);
    let shoulders = || {
        vec![
            test(Measure::ShoulderElevationLeft, Plain, AtMost, 0.05, 0.08, None),
            test(Measure::ShoulderElevationRight, Plain, AtMost, 0.05, 0.08, None),
        ]
    };
    let turned = test(Measure::HeadAzimuth, TowardsSide, AtLeast, 20.0, 15.0, Some(30.0));
    let lowered = test(Measure::HeadDepression, Plain, AtLeast, 20.0, 15.0, Some(30.0));
    let mut tilt = phrase(
        "neck tilt",
        OfDose,
        vec![test(Measure::NeckTilt, TowardsSide, AtLeast, 20.0, 15.0, Some(30.0))],
    );
    tilt.instead = vec![
        (
            test(Measure::TrunkLean, Magnitude, AtLeast, 8.0, 5.0, None),
            "Sit tall: tilt only your head.".to_owned(),
        ),
        (
            test(Measure::HeadAzimuth, Magnitude, AtLeast, 20.0, 15.0, None),
            "Tilt, don't turn: ear to your {side} shoulder.".to_owned(),
        ),
    ];
    let straight = [Measure::HeadAzimuth, Measure::HeadDepression, Measure::NeckTilt];
    let straight = straight.map(|measure| test(measure, Magnitude, AtMost, 8.0, 10.0, None));
    let elbows = [Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight];
    let elbows = elbows.map(|measure| test(measure, Plain, AtMost, 50.0, 60.0, None));
    let resting = || {
        phrase(
            "shoulders resting",
            NoSide,
            vec![test(Measure::ShoulderRetraction, Plain, AtMost, 0.25, 0.3, None)],
        )
    };
    let down = || Demand::Keep(phrase("shoulders down", NoSide, shoulders()));
    Guide {
        name: "upper-back".to_owned(),
        title: "Upper back".to_owned(),
        author: None,
        source: None,
        difficulty: None,
        summary: String::new(),
        sha256: String::new(),
        steps: vec![
            step(
                "round-back",
                false,
                vec![
                    sentence(
                        "Clasp your hands, chin to your chest.",
                        vec![
                            (
                                "reach hands clasped",
                                Demand::Reach(phrase(
                                    "hands clasped",
                                    NoSide,
                                    vec![test(Measure::WristGap, Plain, AtMost, 0.8, 1.1, None)],
                                )),
                            ),
                            (
                                "reach chin to chest",
                                Demand::Reach(phrase(
                                    "chin to chest",
                                    NoSide,
                                    vec![test(Measure::NeckFlexion, Plain, AtLeast, 25.0, 20.0, Some(40.0))],
                                )),
                            ),
                        ],
                    ),
                    sentence(
                        "Arms straight.",
                        vec![(
                            "reach arms straight",
                            Demand::Reach(phrase("arms straight", NoSide, elbows.to_vec())),
                        )],
                    ),
                    sentence(
                        "Shoulders forward.",
                        vec![("ask shoulders forward", Demand::Ask("Forward?".to_owned()))],
                    ),
                    sentence("A few breaths.", vec![("hold 3 breaths", hold(12.0, None))]),
                ],
            ),
            step(
                "look-down",
                true,
                vec![
                    sentence(
                        "Look down to your {side}.",
                        vec![
                            (
                                "reach head turned {side}",
                                Demand::Reach(phrase("head turned", OfDose, vec![turned])),
                            ),
                            (
                                "reach head lowered",
                                Demand::Reach(phrase("head lowered", NoSide, vec![lowered])),
                            ),
                        ],
                    ),
                    sentence("Hold your gaze.", vec![("hold 20 s", hold(20.0, None))]),
                    sentence(
                        "Back to straight.",
                        vec![(
                            "return head straight",
                            Demand::Return(phrase("head straight", NoSide, straight.to_vec())),
                        )],
                    ),
                    sentence("It stretches.", vec![("note", Demand::Note)]),
                ],
            ),
            step(
                "neck-tilt",
                true,
                vec![
                    sentence(
                        "Face straight ahead.",
                        vec![(
                            "keep facing forward",
                            Demand::Keep(phrase("facing forward", NoSide, vec![forward])),
                        )],
                    ),
                    sentence(
                        "Ear to your {side} shoulder.",
                        vec![("reach neck tilt {side}", Demand::Reach(tilt))],
                    ),
                    sentence(
                        "Your chin stays.",
                        vec![(
                            "keep chin level",
                            Demand::Keep(phrase("chin level", NoSide, vec![chin])),
                        )],
                    ),
                    sentence("Shoulders down.", vec![("keep shoulders down", down())]),
                    sentence("Stay.", vec![("hold 10 s to 30 s", hold(10.0, Some(30.0)))]),
                ],
            ),
            step(
                "shoulder-squeeze",
                false,
                vec![
                    sentence("Rest.", vec![("start shoulders resting", Demand::Start(resting()))]),
                    sentence(
                        "Squeeze slowly.",
                        vec![
                            (
                                "reach blades together",
                                Demand::Reach(phrase(
                                    "blades together",
                                    NoSide,
                                    vec![test(Measure::ShoulderRetraction, Plain, AtLeast, 0.5, 0.4, Some(0.75))],
                                )),
                            ),
                            ("keep shoulders down", down()),
                            (
                                "slowly",
                                Demand::Slowly(SpeedLimit {
                                    shortest_rise_s: 0.4,
                                    fastest_head_deg_s: 90.0,
                                    cue: "Slower.".to_owned(),
                                }),
                            ),
                        ],
                    ),
                    sentence(
                        "Back, again.",
                        vec![
                            ("return shoulders resting", Demand::Return(resting())),
                            (
                                "repeat 5 to 12",
                                Demand::Repeat {
                                    at_least: 5,
                                    at_most: Some(12),
                                },
                            ),
                        ],
                    ),
                ],
            ),
        ],
    }
}

const NAMES: [(&str, &[Measure]); 9] = [
    ("turn", &[Measure::HeadAzimuth]),
    ("down", &[Measure::HeadDepression]),
    ("flex", &[Measure::NeckFlexion]),
    ("tilt", &[Measure::NeckTilt]),
    ("lean", &[Measure::TrunkLean]),
    ("lift", &[Measure::ShoulderElevationLeft]),
    ("squeeze", &[Measure::ShoulderRetraction]),
    ("elbows", &[Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight]),
    ("gap", &[Measure::WristGap]),
];

/// The frames of a script: `2; 1 tilt=25 down=4; 10; 1 tilt=0; 3 all=?`.
///
/// Every part lasts so many seconds and moves evenly to what it names; right is positive; `?` is unseen, `!` is
/// without a neutral, and `all=0` brings everything into view again.
pub fn frames(script: &str, fps: f64) -> Vec<(SessionTime, Measures)> {
    let mut values = vec![0.0; Measure::ALL.len()];
    let mut hidden: Vec<Option<Unseen>> = vec![None; Measure::ALL.len()];
    for measure in [Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight] {
        values[measure as usize] = 90.0;
    }
    values[Measure::WristGap as usize] = 1.5;
    let mut frames = Vec::new();
    let (mut starts_s, mut next_frame) = (0.0, 0_u32);
    for part in script.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let mut words = part.split_whitespace();
        let lasts_s: f64 = words.next().unwrap().parse().unwrap();
        let mut goals = values.clone();
        for word in words {
            let (name, goal) = word.split_once('=').unwrap();
            let (goal, reason) = match goal {
                "?" => (None, Some(Unseen::Shoulders)),
                "!" => (None, Some(Unseen::NoNeutral)),
                number => (Some(number.parse::<f64>().unwrap()), None),
            };
            let named = NAMES
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, measures)| *measures);
            let measures = named.unwrap_or_else(|| {
                if name == "all" {
                    Measure::ALL
                } else {
                    panic!("what is {name}?")
                }
            });
            for measure in measures {
                hidden[*measure as usize] = reason;
                if let Some(goal) = goal.filter(|_| name != "all") {
                    goals[*measure as usize] = goal;
                }
            }
        }
        while f64::from(next_frame) / fps < starts_s + lasts_s - 1e-9 {
            let at_s = f64::from(next_frame) / fps;
            let share = (at_s - starts_s) / lasts_s;
            let mut measures = Measures::unseen(Unseen::NotMeasured);
            for measure in Measure::ALL {
                let (from, to) = (values[*measure as usize], goals[*measure as usize]);
                let seen = Seen {
                    value: (from + share * (to - from)) as f32,
                    confidence: 0.9,
                };
                measures.set(*measure, hidden[*measure as usize].map_or(Ok(seen), Err));
            }
            frames.push((SessionTime::from_secs_f64(at_s), measures));
            next_frame += 1;
        }
        starts_s += lasts_s;
        values = goals;
    }
    frames
}

pub fn one(id: &str, side: Option<Side>) -> Plan {
    Plan::Step {
        id: id.to_owned(),
        side,
    }
}

/// Events and outcomes of a script.
pub fn run(plan: Plan, script: &str, fps: f64) -> (Vec<Event>, Vec<DoseOutcome>) {
    let mut coach = Coach::new(guide(), timing(), plan).unwrap();
    let mut events = Vec::new();
    let mut end = SessionTime::START;
    for (at, measures) in frames(script, fps) {
        events.extend(coach.frame(at, &measures));
        coach.state();
        end = at;
    }
    events.extend(coach.finish(end));
    (events, coach.outcomes())
}

/// What the coach says of a script, to read.
pub fn walk(plan: Plan, script: &str) -> String {
    let (events, outcomes) = run(plan, script, FPS);
    let mut text = String::new();
    for event in events {
        write!(text, "{:.2} {}", event.at.as_secs_f64(), event.kind.name()).unwrap();
        for word in [event.step, event.side.map(|side| side.to_string()), event.rule]
            .into_iter()
            .flatten()
        {
            write!(text, " {word}").unwrap();
        }
        if let EventKind::Cue(cue) = event.kind {
            write!(text, ": {cue}").unwrap();
        }
        text.push('\n');
    }
    text + &outcomes.iter().map(show).collect::<String>()
}

/// One outcome, to read.
pub fn show(dose: &DoseOutcome) -> String {
    let side = dose.side.map_or(String::new(), |side| format!(" {side}"));
    let mut text = format!("= {}{side}: {}, {:.2} s", dose.step, dose.verdict.name(), dose.hold_s);
    for hold in &dose.holds {
        write!(text, " [{:.2} {:.2}]", hold.start.as_secs_f64(), hold.end.as_secs_f64()).unwrap();
    }
    if let Some(reps) = dose.reps {
        write!(text, ", {reps} reps").unwrap();
    }
    text.push('\n');
    for rule in dose.sentences.iter().flat_map(|sentence| &sentence.rules) {
        write!(text, "  {}: {}", rule.rule, rule.verdict.name()).unwrap();
        if let Some(figures) = rule.figures {
            let worst = figures.worst.map_or("-".to_owned(), |worst| format!("{worst:.2}"));
            write!(text, " {worst} of {} {}", figures.threshold, figures.unit.name()).unwrap();
        }
        if let Some(first) = rule.first_broken_at {
            write!(text, ", {:.2} s from {:.2}", rule.broken_s, first.as_secs_f64()).unwrap();
        }
        if let Some(reason) = rule.unseen {
            write!(text, ", {}", reason.reason()).unwrap();
        }
        if let Some(cue) = &rule.cue {
            write!(text, " ({cue})").unwrap();
        }
        text.push('\n');
    }
    text
}
