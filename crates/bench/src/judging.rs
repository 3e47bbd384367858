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

/// A row with the fit of the face mesh, and one without.
pub fn rows(poses: &[(SessionTime, Pose)]) -> Result<Vec<Row>, Box<dyn Error>> {
    let poses = &from_neutral(poses)?;
    let bare: Vec<_> = poses
        .iter()
        .map(|(at, pose)| {
            (
                *at,
                Pose {
                    face: None,
                    ..pose.clone()
                },
            )
        })
        .collect();
    let (mut with_mesh, mut without) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        with_mesh.push(round(poses)?);
        without.push(round(&bare)?);
    }
    Ok(vec![
        // 300,000 frames a second.
        Row::against_aim("judge_without_mesh_1t", &without, 1.0 / 300.0),
        // A tenth of a millisecond beside a network of five is nothing.
        Row::against_aim("judge_with_mesh_1t", &with_mesh, 0.1),
    ])
}

/// The poses from the first ones on in which a neutral is found soon: without one nothing is judged, and fast.
fn from_neutral(poses: &[(SessionTime, Pose)]) -> Result<Vec<(SessionTime, Pose)>, Box<dyn Error>> {
    let found = (0..poses.len()).step_by(15).find(|&first| {
        let Ok(mut session) = session() else { return false };
        let mut soon = poses.iter().skip(first).take(60);
        soon.any(|(at, pose)| {
            let events = session.frame(*at, pose);
            events.iter().any(|event| event.kind == EventKind::NeutralSet)
        })
    });
    Ok(poses[found.ok_or("the frames hold no neutral")?..].to_vec())
}

fn session() -> Result<Session, Box<dyn Error>> {
    let vocabulary = Vocabulary::builtin();
    let (name, text) = guide::UPPER_BACK;
    let guide = Arc::new(guide::parse(name, text, vocabulary)?);
    Ok(Session::new(guide, vocabulary, Plan::WholeGuide, Settings::default())?)
}

/// Milliseconds a frame, over the clip ten times: it is over too soon to time.
fn round(poses: &[(SessionTime, Pose)]) -> Result<f64, Box<dyn Error>> {
    const TIMES: usize = 10;
    let mut sessions = (0..TIMES).map(|_| session()).collect::<Result<Vec<_>, _>>()?;
    let start = tick();
    let mut events = 0;
    for session in &mut sessions {
        for (at, pose) in poses {
            events += session.frame(*at, pose).len();
        }
    }
    let took = (tick() - start).as_secs_f64() * 1000.0;
    std::hint::black_box(events);
    Ok(took / (TIMES * poses.len()) as f64)
}
