//! One network at a time, against as many multiply-adds as this core can do.

use std::error::Error;

use infer::{Engine, InstructionSet, Isa};

use crate::ROUNDS;
use crate::row::{Row, median};
use crate::tick;

/// Runs whose median is one round.
const RUNS: usize = 15;

/// A row for each network and instruction set; the limit is measured anew in every round.
pub fn rows() -> Result<Vec<Row>, Box<dyn Error>> {
    // Network, and its outputs that the tracker reads.
    let networks: [(models::Model, &[usize]); 5] = [
        (models::POSE_LITE, &[0, 1, 3, 4]),
        (models::POSE_FULL, &[0, 1, 3, 4]),
        (models::pose_heavy()?, &[0, 1, 3, 4]),
        (models::FACE_LANDMARK, &[0, 1]),
        (models::POSE_DETECTION, &[0, 1]),
    ];
    let mut rows = Vec::new();
    for isa in Isa::available().filter(|isa| *isa != Isa::PORTABLE) {
        for (model, outputs) in networks {
            let mut engine = Engine::load_with(model.bytes, outputs, isa)?;
            for (index, value) in engine.input_mut().iter_mut().enumerate() {
                *value = (index % 256) as f32 / 255.0;
            }
            engine.run();
            let (mut ours, mut limits) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                limits.push(engine.multiply_adds() as f64 / per_ms(isa));
                let runs: Vec<f64> = (0..RUNS).map(|_| milliseconds(|| engine.run())).collect();
                ours.push(median(&runs));
            }
            let name = format!("{}_1t_{}", model.name, format!("{isa:?}").to_lowercase());
            // Within 1.5 times the limit with AVX-512 and the tile unit, which is held against the same limit; 1.4 with
            // the others.
            let aim = if matches!(isa.set(), InstructionSet::Amx | InstructionSet::Avx512) {
                1.0 / 1.5
            } else {
                1.0 / 1.4
            };
            rows.push(Row::new(name, &ours, "limit of the core", &limits, aim));
        }
    }
    Ok(rows)
}

/// Multiply-adds of this core in a millisecond, the best of a few tries.
fn per_ms(isa: Isa) -> f64 {
    let tries = (0..8).map(|_| {
        let mut done = 0;
        let took = milliseconds(|| done = infer::busy_multipliers(isa, 200));
        done as f64 / took
    });
    tries.fold(0.0, f64::max)
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let start = tick();
    work();
    (tick() - start).as_secs_f64() * 1000.0
}
