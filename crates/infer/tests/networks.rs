//! The real networks, whole: every instruction set gives the same answer, and damaged files are errors.
//!
//! That the answer is TensorFlow Lite's own is tested where the pictures are, in the crate `pose`.

use infer::{Engine, InstructionSet, Isa, LoadError, Threads};

const NETWORKS: [(models::Model, &[usize]); 4] = [
    (models::POSE_DETECTION, &[0, 1]),
    (models::POSE_LITE, &[0, 1, 3, 4]),
    (models::POSE_FULL, &[0, 1, 3, 4]),
    (models::FACE_LANDMARK, &[0, 1]),
];

/// A picture of soft waves, in 0..=1: anything but flat.
fn picture(len: usize) -> Vec<f32> {
    (0..len)
        .map(|k| ((k * 31 % 977) as f32 / 977.0 + (k / 3 % 256) as f32 / 256.0) / 2.0)
        .collect()
}

fn outputs(model: models::Model, wanted: &[usize], isa: Isa) -> Vec<Vec<f32>> {
    let mut engine = Engine::load_with(model.bytes, wanted, isa).expect("the model is sound");
    let picture = picture(engine.input_mut().len());
    engine.input_mut().copy_from_slice(&picture);
    engine.run();
    (0..wanted.len()).map(|k| engine.output(k).to_vec()).collect()
}

#[test]
fn every_instruction_set_gives_the_same_answer() {
    for (model, wanted) in NETWORKS {
        let expected = outputs(model, wanted, Isa::PORTABLE);
        assert!(
            expected.iter().flatten().all(|value| value.is_finite()),
            "{}",
            model.name
        );
        for isa in Isa::available() {
            for (output, expected) in outputs(model, wanted, isa).iter().zip(&expected) {
                let largest = expected.iter().fold(1.0_f32, |largest, value| largest.max(value.abs()));
                for (value, expected) in output.iter().zip(expected) {
                    // Pixels of 256, in the unit of the output. The tile unit multiplies with 16 bits of each value.
                    let tolerance = if isa.set() == InstructionSet::Amx { 0.05 } else { 0.01 };
                    assert!(
                        (value - expected).abs() < largest * tolerance / 256.0,
                        "{isa:?} {}: {value} {expected}",
                        model.name
                    );
                }
            }
        }
    }
}

#[test]
fn more_threads_give_the_same_bits() {
    for (model, wanted) in NETWORKS {
        for isa in Isa::available() {
            let alone = outputs(model, wanted, isa);
            let mut engine = Engine::load_with(model.bytes, wanted, isa).unwrap();
            let picture = picture(engine.input_mut().len());
            engine.input_mut().copy_from_slice(&picture);
            for count in [2, 3] {
                // In a new thread each time: one that belongs to a set of threads can't join another.
                std::thread::scope(|scope| {
                    scope.spawn(|| {
                        let threads = Threads::new(count).unwrap();
                        engine.share_among(&threads);
                        threads.run(|| engine.run());
                    });
                });
                let shared: Vec<_> = (0..wanted.len()).map(|k| engine.output(k).to_vec()).collect();
                assert!(shared == alone, "{} by {count} threads with {isa:?}", model.name);
            }
        }
    }
}

#[test]
fn a_second_run_gives_the_same_bits() {
    let (model, wanted) = NETWORKS[3];
    let mut engine = Engine::load(model.bytes, wanted).unwrap();
    let picture = picture(engine.input_mut().len());
    engine.input_mut().copy_from_slice(&picture);
    engine.run();
    let first = engine.output(0).to_vec();
    engine.run();
    assert_eq!(engine.output(0), first);
}

#[test]
fn an_output_that_is_not_there_is_an_error() {
    let error = Engine::load(models::FACE_LANDMARK.bytes, &[7]).unwrap_err();
    assert_eq!(error, LoadError::NoOutput { wanted: 7, count: 2 });
    assert_eq!(error.to_string(), "the network has no output 7: it has 2");
}

#[test]
fn damaged_files_are_errors_and_never_panics() {
    let whole = models::FACE_LANDMARK.bytes;
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        assert!(Engine::load(&whole[..cut], &[0]).is_err(), "cut at {cut}");
    }
    // Single damaged bytes in the part that describes the network: any answer will do but a panic.
    let mut damaged = whole.to_vec();
    for at in (0..whole.len().min(20_000)).step_by(97) {
        let byte = damaged[at];
        damaged[at] = byte.wrapping_add(101);
        let _ = Engine::load(&damaged, &[0, 1]);
        damaged[at] = byte;
    }
    let end = whole.len() - 40_000;
    for at in (end..whole.len()).step_by(97) {
        let byte = damaged[at];
        damaged[at] = byte.wrapping_add(101);
        let _ = Engine::load(&damaged, &[0, 1]);
        damaged[at] = byte;
    }
}
