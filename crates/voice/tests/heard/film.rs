//! A person in few words: a script of movements, as measures over time.

use body::{Measure, SessionTime};
use measure::{Measures, Seen, Unseen};

pub const FPS: f64 = 15.0;

const NAMES: [(&str, &[Measure]); 10] = [
    ("turn", &[Measure::HeadAzimuth]),
    ("down", &[Measure::HeadDepression]),
    ("flex", &[Measure::NeckFlexion]),
    ("tilt", &[Measure::NeckTilt]),
    ("lift", &[Measure::ShoulderElevationLeft]),
    ("squeeze", &[Measure::ShoulderRetraction]),
    ("elbows", &[Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight]),
    ("gap", &[Measure::WristGap]),
    ("height", &[Measure::WristHeight]),
    ("all", Measure::ALL),
];

/// The frames of a script: `2; 1 tilt=-25 down=4; 10; 1 tilt=0; 3 all=?; 1 all=0`.
///
/// Every part lasts so many seconds and moves evenly to what it names; right is positive; `?` is unseen, and `all=0`
/// brings everything into view again. It begins at rest, with the hands in the lap.
pub fn frames(script: &str) -> Vec<(SessionTime, Measures)> {
    let mut values = vec![0.0; Measure::ALL.len()];
    for (measure, value) in [
        (Measure::ElbowFlexionLeft, 90.0),
        (Measure::ElbowFlexionRight, 90.0),
        (Measure::WristGap, 1.5),
        (Measure::WristHeight, -1.4),
    ] {
        values[measure as usize] = value;
    }
    let mut hidden = vec![false; Measure::ALL.len()];
    let mut frames = Vec::new();
    let (mut starts_s, mut next_frame) = (0.0, 0_u32);
    for part in script.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let mut words = part.split_whitespace();
        let lasts_s: f64 = words.next().unwrap().parse().unwrap();
        let mut goals = values.clone();
        for word in words {
            let (name, goal) = word.split_once('=').unwrap();
            let (_, measures) = NAMES.iter().find(|(known, _)| *known == name).unwrap();
            for measure in *measures {
                hidden[*measure as usize] = goal == "?";
                if name != "all" {
                    goals[*measure as usize] = goal.parse().unwrap();
                }
            }
        }
        while f64::from(next_frame) / FPS < starts_s + lasts_s - 1e-9 {
            let at_s = f64::from(next_frame) / FPS;
            let share = (at_s - starts_s) / lasts_s;
            let mut measures = Measures::unseen(Unseen::NotMeasured);
            for measure in Measure::ALL {
                let place = *measure as usize;
                let seen = Seen {
                    value: (values[place] + share * (goals[place] - values[place])) as f32,
                    confidence: 0.9,
                };
                let seen = if hidden[place] { Err(Unseen::Face) } else { Ok(seen) };
                measures.set(*measure, seen);
            }
            frames.push((SessionTime::from_secs_f64(at_s), measures));
            next_frame += 1;
        }
        starts_s += lasts_s;
        values = goals;
    }
    frames
}
