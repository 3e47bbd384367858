//! The inner loops, for each instruction set the same: convolution as tiles of a matrix product, and depthwise rows.
//!
//! | file | what |
//! |---|---|
//! | `simd.rs` | a vector of `f32`, as a trait, with the portable one |
//! | `x86.rs` | AVX2 and AVX-512 vectors |
//! | `neon.rs` | 64-bit ARM's vectors |
//! | `wasm.rs` | WebAssembly's vectors |
//! | `convolve.rs` | convolution of a run of pixels, any window |
//! | `amx.rs` | the same by the tile unit, where there is one |
//! | `sparse.rs` | the same where most weights are zero |
//! | `depthwise.rs` | depthwise convolution of one row |
//! | `sample.rs` | colours between the pixels of a picture |
//! | `limit.rs` | nothing but multiply-adds, to measure the others against |
//!
//! The functions that other modules call are safe: they check every length before the first load.

// Vector loads and stores through pointers are the reason for this wall.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod amx;
mod convolve;
mod depthwise;
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
pub use limit::busy_multipliers;
pub use sample::{Line, Picture, sample_line};

/// An instruction set that the kernels are compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isa {
    /// The tile unit of Intel's servers for matrix products, AVX-512 for the rest.
    Amx,
    /// 16 lanes: AVX-512 F and VL.
    Avx512,
    /// 8 lanes: AVX2, FMA and F16C.
    Avx2,
    /// 4 lanes: 64-bit ARM.
    Neon,
    /// 4 lanes: WebAssembly SIMD.
    Simd128,
    /// 4 lanes in plain Rust, which the compiler maps to whatever the target has (SSE2).
    Portable,
}

impl Isa {
    /// The best one that this processor has.
    pub fn detect() -> Self {
        Self::available().next().unwrap_or(Isa::Portable)
    }

    /// All that this processor has, best first.
    pub fn available() -> impl Iterator<Item = Self> {
        [Isa::Amx, Isa::Avx512, Isa::Avx2, Isa::Neon, Isa::Simd128, Isa::Portable]
            .into_iter()
            .filter(|isa| isa.is_available())
    }

    /// Whether this processor has it.
    pub fn is_available(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Isa::Amx => Isa::Avx512.is_available() && amx::is_available(),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => {
                is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") && Isa::Avx2.is_available()
            }
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => {
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && is_x86_feature_detected!("f16c")
            }
            #[cfg(not(target_arch = "x86_64"))]
            Isa::Amx | Isa::Avx512 | Isa::Avx2 => false,
            Isa::Neon => cfg!(target_arch = "aarch64"),
            Isa::Simd128 => cfg!(all(target_arch = "wasm32", target_feature = "simd128")),
            Isa::Portable => true,
        }
    }

    /// What convolves best: windows of `rows` rows and `depth` values, to an answer of so many pixels and channels.
    fn for_convolution(self, rows: usize, depth: usize, pixels: usize, channels: usize) -> Self {
        match self {
            // A tile holds sixteen pixels, a window of several rows would have to be put together first, and splitting and
            // finishing cost more than small products save: 24 to 48 channels take 1.1 times as long, 32 to 32 0.84, 16 to
            // 64 0.84.
            Isa::Amx if rows > 1 || pixels < 16 || depth < 32 && channels < 64 => Isa::Avx512,
            isa => isa,
        }
    }

    /// `f32` values in one vector.
    pub(crate) fn lanes(self) -> usize {
        match self {
            Isa::Amx | Isa::Avx512 => 16,
            Isa::Avx2 => 8,
            Isa::Neon | Isa::Simd128 | Isa::Portable => 4,
        }
    }

    /// Vectors side by side in one tile of the matrix product.
    pub(crate) fn vectors(self) -> usize {
        match self {
            Isa::Amx | Isa::Avx512 => 3,
            Isa::Avx2 | Isa::Neon | Isa::Simd128 | Isa::Portable => 2,
        }
    }
}

/// What a processor must be told before its first convolution, and once more after the last; lives that long.
pub(crate) struct Prepared {
    #[cfg(target_arch = "x86_64")]
    _tiles: Option<amx::Configured>,
}

impl Prepared {
    pub(crate) fn new(_isa: Isa) -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            _tiles: (_isa == Isa::Amx).then(amx::Configured::new),
        }
    }
}

/// `f32::max` without its care for NaN, which is a function call for every value where the processor has no such instruction
/// (WebAssembly), and keeps the compiler from using vectors everywhere.
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
