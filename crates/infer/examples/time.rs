//! Prints how long one run of every network takes, least and median of fifty, and how long loading it takes, in
//! milliseconds; and the most multiply-adds that the core can do.

// This is a measurement: it asks the clock.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

use infer::{Engine, Isa};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let networks: [(models::Model, &[usize]); 5] = [
        (models::POSE_DETECTION, &[0, 1]),
        (models::POSE_LITE, &[0, 1, 3, 4]),
        (models::POSE_FULL, &[0, 1, 3, 4]),
        (models::pose_heavy()?, &[0, 1, 3, 4]),
        (models::FACE_LANDMARK, &[0, 1]),
    ];
    for isa in Isa::available() {
        let best = (0..20)
            .map(|_| {
                let begin = Instant::now();
                let done = infer::busy_multipliers(isa, 500);
                done as f64 / begin.elapsed().as_secs_f64() / 1e9
            })
            .fold(0.0, f64::max);
        println!("{isa:?} {best:.1} thousand million multiply-adds a second at most");
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
                "{isa:?} {:20} {:4} million, least {:7.2}  median {:7.2}  load {:5.1}",
                model.name,
                engine.multiply_adds() / 1_000_000,
                times[0],
                times[25],
                load.as_secs_f64() * 1e3
            );
        }
    }
    Ok(())
}
