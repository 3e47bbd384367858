//! The inner loops, for each instruction set the same: convolution as tiles of a matrix product, depthwise rows, and
//! the sampling of pictures.
//!
//! | file | what |
//! |---|---|
//! | `isa.rs` | what the processor has, as a proof that it has it |
//! | `simd.rs` | a vector of `f32`, as a trait, with the portable one |
//! | `x86.rs` | AVX2 and AVX-512 vectors |
//! | `neon.rs` | 64-bit ARM's vectors |
//! | `wasm.rs` | WebAssembly's vectors |
//! | `convolve.rs` | convolution of a run of pixels, any window |
//! | `amx/` | the same by the tile unit, where there is one |
//! | `sparse.rs` | the same where most weights are zero |
//! | `depthwise.rs` | depthwise convolution of one row |
//! | `sample.rs` | colours between the pixels of a picture |
//! | `limit.rs` | nothing but multiply-adds, to measure the others against |
//!
//! The functions that other modules call check every length before the first load. One more thing is up to the caller:
//! [`Prepared`] must live while a convolution runs.

// Vector loads and stores through pointers are the reason for this wall.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod amx;
mod convolve;
mod depthwise;
mod isa;
mod limit;
#[cfg(target_arch = "aarch64")]
mod neon;
mod sample;
mod simd;
mod sparse;
#[cfg(test)]
mod tests;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use convolve::{Lines, Run, Weights, convolve};
pub(crate) use depthwise::{DepthwiseWeights, depthwise_row};
pub use isa::{InstructionSet, Isa};
pub use limit::busy_multipliers;
pub use sample::{Line, Picture, sample_line};

/// What a processor must be told before a thread's first convolution, and once more after its last one: keep it for so
/// long.
pub(crate) struct Prepared {
    #[cfg(target_arch = "x86_64")]
    _tiles: Option<amx::Configured>,
}

impl Prepared {
    pub(crate) fn new(_isa: Isa) -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            _tiles: (_isa.set() == InstructionSet::Amx).then(|| amx::Configured::new(_isa)),
        }
    }
}

/// `f32::max` without its care for NaN, which is a function call for every value where the processor has no such
/// instruction (WebAssembly), and keeps the compiler from using vectors everywhere.
pub(crate) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// What happens to a value on its way out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Finish {
    /// Clamped to a range; infinite bounds leave it as it is.
    Clamp { low: f32, high: f32 },
    /// Multiplied by its channel's slope where it is negative.
    Prelu { slopes: Vec<f32> },
}

impl Finish {
    pub(crate) const PLAIN: Self = Finish::Clamp {
        low: f32::NEG_INFINITY,
        high: f32::INFINITY,
    };

    /// Every value of `[pixels, channels]`.
    pub(crate) fn apply_to_all(&self, values: &mut [f32], channels: usize) {
        for pixel in values.chunks_exact_mut(channels) {
            match self {
                Finish::Clamp { low, high } => pixel
                    .iter_mut()
                    .for_each(|value| *value = smaller(larger(*value, *low), *high)),
                Finish::Prelu { slopes } => {
                    for (value, slope) in pixel.iter_mut().zip(slopes) {
                        *value = larger(*value, 0.0) + smaller(*value, 0.0) * slope;
                    }
                }
            }
        }
    }

    /// Slopes filled up to whole tiles, so that the kernels may load past the last channel.
    pub(crate) fn padded(self, isa: Isa) -> Self {
        match self {
            Finish::Prelu { mut slopes } => {
                slopes.resize(padded_len(slopes.len(), isa), 0.0);
                Finish::Prelu { slopes }
            }
            clamp => clamp,
        }
    }
}

/// Room for `channels` values and one whole tile past them.
fn padded_len(channels: usize, isa: Isa) -> usize {
    channels.next_multiple_of(isa.lanes()) + isa.lanes() * isa.vectors()
}
