use infer::Engine;

/// Larger than any picture that a network of ours takes, 256 x 256 of three colours.
const MOST_INPUT: usize = 256 * 256 * 3;

/// Any bytes are refused, or give a network that can be run.
pub fn network(bytes: &[u8]) -> bool {
    let Ok(mut engine) = Engine::load(bytes, &[0]) else {
        return false;
    };
    let length = engine
        .input_shape()
        .iter()
        .try_fold(1, |all: usize, &side| all.checked_mul(side));
    if length.is_some_and(|length| length <= MOST_INPUT) {
        engine.input_mut().fill(0.5);
        engine.run();
    }
    true
}
