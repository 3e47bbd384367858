//! Measures and coach, on landmarks that lie in memory.

use std::error::Error;
use std::sync::Arc;

use body::{Pose, SessionTime};
use coach::{EventKind, Plan};
use guide::Vocabulary;
use session::{Session, Settings};

use crate::ROUNDS;
use crate::row::Row;
use crate::tick;

/// Poses up to the one with which the neutral is found, and those after it.
struct Judged {
    before: Vec<(SessionTime, Pose)>,
    after: Vec<(SessionTime, Pose)>,
}

/// A row without the fit of the face mesh, and one with it.
pub fn rows(poses: &[(SessionTime, Pose)]) -> Result<Vec<Row>, Box<dyn Error>> {
    let judged = from_neutral(poses)?;
    // The neutral itself takes a face.
    let without_face = |(at, pose): &(SessionTime, Pose)| {
        let pose = Pose {
            face: None,
            ..pose.clone()
        };
        (*at, pose)
    };
    let bare = Judged {
        before: judged.before.clone(),
        after: judged.after.iter().map(without_face).collect(),
    };
    let (mut with_mesh, mut without) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        with_mesh.push(round(&judged)?);
        without.push(round(&bare)?);
    }
    Ok(vec![
        // 300,000 frames a second.
        Row::against_aim("judge_without_mesh_1t", &without, 1.0 / 300.0),
        // A tenth of a millisecond is nothing beside networks that take five.
        Row::against_aim("judge_with_mesh_1t", &with_mesh, 0.1),
    ])
}

/// The poses from the first place on from which a neutral is found within 60 frames: without one nothing is judged,
/// which would only look fast.
fn from_neutral(poses: &[(SessionTime, Pose)]) -> Result<Judged, Box<dyn Error>> {
    for first in (0..poses.len()).step_by(15) {
        let mut session = session()?;
        for (count, (at, pose)) in poses[first..].iter().take(60).enumerate() {
            if finds_neutral(&mut session, *at, pose) {
                let (before, after) = poses[first..].split_at(count + 1);
                return Ok(Judged {
                    before: before.to_vec(),
                    after: after.to_vec(),
                });
            }
        }
    }
    Err("the frames hold no neutral".into())
}

/// Judges one frame. Whether the neutral was found with it.
fn finds_neutral(session: &mut Session, at: SessionTime, pose: &Pose) -> bool {
    let events = session.frame(at, pose);
    events.iter().any(|event| event.kind == EventKind::NeutralSet)
}

fn session() -> Result<Session, Box<dyn Error>> {
    let vocabulary = Vocabulary::builtin();
    let (name, text) = guide::UPPER_BACK;
    let guide = Arc::new(guide::parse(name, text, vocabulary)?);
    Ok(Session::new(guide, vocabulary, Plan::WholeGuide, Settings::default())?)
}

/// Milliseconds a frame after the neutral, over the clip ten times: it is over too soon to time.
fn round(judged: &Judged) -> Result<f64, Box<dyn Error>> {
    const TIMES: usize = 10;
    let mut sessions = (0..TIMES).map(|_| session()).collect::<Result<Vec<_>, _>>()?;
    for session in &mut sessions {
        let found = judged
            .before
            .iter()
            .filter(|(at, pose)| finds_neutral(session, *at, pose))
            .count();
        if found == 0 {
            return Err("a session found no neutral".into());
        }
    }
    let start = tick();
    let mut events = 0;
    for session in &mut sessions {
        for (at, pose) in &judged.after {
            events += session.frame(*at, pose).len();
        }
    }
    let took = (tick() - start).as_secs_f64() * 1000.0;
    if events == 0 {
        return Err("the coach said nothing in all frames".into());
    }
    Ok(took / (TIMES * judged.after.len()) as f64)
}
