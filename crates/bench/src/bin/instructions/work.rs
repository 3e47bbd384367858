//! What is counted: the same numbers in, the same instructions run.
//!
//! The networks run with AVX2 whatever the processor has: it is the best that valgrind knows.

// Made-up postures turn by the platform's own sine: nothing is judged by it here, and it is not counted.
#[path = "../../../../measure/tests/made_up/mod.rs"]
#[allow(clippy::disallowed_methods, missing_docs)]
mod made_up;

use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;

use body::{Pose, SessionTime};
use coach::{EventKind, Plan};
use guide::Vocabulary;
use infer::{Engine, InstructionSet, Isa};
use made_up::Posture;
use session::{Session, Settings};

/// All works, as they stand in the table.
pub const NAMES: [&str; 5] = ["pose_lite", "pose_full", "pose_detection", "face_landmark", "judge"];

/// The function within which valgrind counts.
pub const COUNTED: &str = "*work::counted*";

/// Does the work of this name once.
pub fn run(name: &str) -> Result<(), Box<dyn Error>> {
    match name {
        "pose_lite" => network(&models::POSE_LITE, &[0, 1, 3, 4]),
        "pose_full" => network(&models::POSE_FULL, &[0, 1, 3, 4]),
        "pose_detection" => network(&models::POSE_DETECTION, &[0, 1]),
        "face_landmark" => network(&models::FACE_LANDMARK, &[0, 1]),
        "judge" => judge(),
        _ => Err(format!("no work is called {name:?}").into()),
    }
}

/// Not inlined, and more follows the call: otherwise there would be no function to enter and leave.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
    black_box(());
}

/// One run of a network on a made-up picture, with the outputs that the tracker reads.
fn network(model: &models::Model, outputs: &[usize]) -> Result<(), Box<dyn Error>> {
    let isa = Isa::of(InstructionSet::Avx2).ok_or("this processor has no AVX2")?;
    let mut engine = Engine::load_with(model.bytes, outputs, isa)?;
    for (index, value) in engine.input_mut().iter_mut().enumerate() {
        *value = (index % 256) as f32 / 255.0;
    }
    counted(&mut || engine.run());
    Ok(())
}

/// Measures, face mesh and coach over twenty seconds of a made-up person, who keeps still, tilts the head to either
/// side and turns it.
fn judge() -> Result<(), Box<dyn Error>> {
    let vocabulary = Vocabulary::builtin();
    let (name, text) = guide::UPPER_BACK;
    let guide = Arc::new(guide::parse(name, text, vocabulary)?);
    let mut session = Session::new(guide, vocabulary, Plan::WholeGuide, Settings::default())?;
    let poses = twenty_seconds();
    let mut events = Vec::new();
    counted(&mut || {
        for (at, pose) in &poses {
            events.extend(session.frame(*at, pose));
        }
    });
    // Before a neutral is found little is done: then this would guard nothing.
    let neutral = events.iter().any(|event| event.kind == EventKind::NeutralSet);
    if neutral {
        Ok(())
    } else {
        Err("the made-up person never stood still".into())
    }
}

fn twenty_seconds() -> Vec<(SessionTime, Pose)> {
    let still = Posture::default();
    let tilted = |tilt_left| Posture { tilt_left, ..still };
    let turned = |turn_left| Posture { turn_left, ..still };
    let pieces = [still, tilted(30.0), still, tilted(-30.0), still, turned(40.0), still];
    (0..300)
        .map(|frame| {
            // A piece takes three seconds, the way to it the first of them.
            let (piece, within) = (frame / 45, frame % 45);
            let target = pieces[piece];
            let last = if piece == 0 { still } else { pieces[piece - 1] };
            let share = (f64::from(within as u8) / 15.0).min(1.0);
            let between = |from: f64, to: f64| from + (to - from) * share;
            let posture = Posture {
                tilt_left: between(last.tilt_left, target.tilt_left),
                turn_left: between(last.turn_left, target.turn_left),
                ..still
            };
            (SessionTime::from_secs_f64(frame as f64 / 15.0), posture.pose())
        })
        .collect()
}
