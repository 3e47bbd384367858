//! A person in few words: a script of movements, as measures over time. The tests of `voice` read it, too.

use body::{Measure, SessionTime};
use measure::{Measures, Seen, Unseen};

pub const FPS: f64 = 15.0;

const NAMES: [(&str, &[Measure]); 12] = [
    ("turn", &[Measure::HeadAzimuth]),
    ("down", &[Measure::HeadDepression]),
    ("flex", &[Measure::NeckFlexion]),
    ("tilt", &[Measure::NeckTilt]),
    ("lean", &[Measure::TrunkLean]),
    ("lift", &[Measure::ShoulderElevationLeft]),
    ("right_lift", &[Measure::ShoulderElevationRight]),
    ("squeeze", &[Measure::ShoulderRetraction]),
    ("elbows", &[Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight]),
    ("gap", &[Measure::WristGap]),
    ("height", &[Measure::WristHeight]),
    ("speed", &[Measure::HeadSpeed]),
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
