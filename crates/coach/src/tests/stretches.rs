//! A guide made by hand: the four stretches with the numbers of the design.

use body::Measure;
use guide::{
    Compare, Cue, Demand, Formula, Guide, Hold, Phrase, PhraseSide, Reading, Rule, Sentence, SideWords, SpeedLimit,
    Step, Test, Timing,
};

pub fn timing() -> Timing {
    Timing {
        enter_s: 0.5,
        gap_s: 1.0,
        fault_s: 1.0,
        cue_again_s: 6.0,
        shortest_stretch_s: 0.5,
        other_dose_s: 2.0,
        way_back_s: 10.0,
        moved_deg: 5.0,
        moved_share: 0.5,
        unseen_share: 0.5,
        rep_again_s: 0.8,
        cue_confidence: 0.7,
    }
}

pub fn test(measure: Measure, reading: Reading, compare: Compare, met: f32, lost: f32, good: Option<f32>) -> Test {
    Test {
        measure,
        reading,
        compare,
        met,
        lost,
        good,
    }
}

pub fn cue(text: &str) -> Cue {
    Cue::new(text, &SideWords::default())
}

pub fn phrase(name: &str, side: PhraseSide, tests: Vec<Test>) -> Phrase {
    Phrase {
        name: name.to_owned(),
        side,
        formula: Formula::all_of(tests.len()),
        tests,
        begin: None,
        cue: cue(&format!("cue: {name}")),
        instead: Vec::new(),
    }
}

pub fn sentence(text: &str, rules: Vec<(&str, Demand)>) -> Sentence {
    let rules = rules.into_iter().map(|(text, demand)| Rule {
        text: text.to_owned(),
        demand,
    });
    Sentence {
        text: text.to_owned(),
        sides: Default::default(),
        rules: rules.collect(),
    }
}

pub fn step(id: &str, each_side: bool, sentences: Vec<Sentence>) -> Step {
    Step {
        id: id.to_owned(),
        title: id.to_owned(),
        short: None,
        each_side,
        sentences,
    }
}

pub fn hold(at_least_s: f64, at_most_s: Option<f64>) -> Demand {
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
            cue("Sit tall: tilt only your head."),
        ),
        (
            test(Measure::HeadAzimuth, Magnitude, AtLeast, 20.0, 15.0, None),
            cue("Tilt, don't turn: ear to your {side} shoulder."),
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
        sides: Default::default(),
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
                                    cue: cue("Slower."),
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
