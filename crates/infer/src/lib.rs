//! Runs a `.tflite` network on the processor: bytes in, tensors out, on one thread or on several.
//!
//! Made for the small convolutional networks of pose and face (fp16 and sparse weights, NHWC, batch 1). The file is
//! read directly; only the operators that the wanted outputs need are kept; convolution, residual and activation run
//! as one step, and an expand - depthwise - project block never leaves the cache.
//!
//! A crate of its own so that `unsafe` lives behind one wall: in `kernels`, and nowhere else in the program.
//!
//! The sampling of pictures is here as well: filling a network's input is such an inner loop too.
//!
//! Must not know: poses, regions, files.

mod aligned;
mod arena;
mod block;
mod engine;
mod error;
mod flatbuffer;
mod graph;
mod kernels;
mod plan;
mod shapes;
mod simple;
mod sparse;
mod threads;
mod work;

pub use engine::Engine;
pub use error::LoadError;
pub use kernels::{InstructionSet, Isa, Line, Picture, busy_multipliers, sample_line};
pub use threads::Threads;
