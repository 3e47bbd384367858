//! Prints how long one run of every network takes: least and median of fifty, in milliseconds.

// This is a measurement: it asks the clock.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

use infer::{Engine, Isa};

fn main() -> Result<(), infer::LoadError> {
    let networks: [(models::Model, &[usize]); 5] = [
        (models::POSE_DETECTION, &[0, 1]),
        (models::POSE_LITE, &[0, 1, 3, 4]),
        (models::POSE_FULL, &[0, 1, 3, 4]),
        (models::POSE_HEAVY, &[0, 1, 3, 4]),
        (models::FACE_LANDMARK, &[0, 1]),
    ];
    for isa in Isa::available() {
        for (model, outputs) in networks {
            let begin = Instant::now();
            let mut engine = Engine::load_with(model.bytes, outputs, isa)?;
            let load = begin.elapsed();
            engine.input_mut().fill(0.5);
            let mut times: Vec<f64> = (0..50)
                .map(|_| {
                    let begin = Instant::now();
                    engine.run();
                    begin.elapsed().as_secs_f64() * 1e3
                })
                .collect();
            times.sort_by(f64::total_cmp);
            println!(
                "{isa:?} {:20} least {:7.2}  median {:7.2}  load {:5.1}",
                model.name,
                times[0],
                times[25],
                load.as_secs_f64() * 1e3
            );
        }
    }
    Ok(())
}
