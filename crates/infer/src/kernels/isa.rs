//! Which instructions the processor has. An [`Isa`] is the proof that it has them: nothing else makes one but a look at
//! the processor, so that whoever holds one may call the kernels that need them.

/// An instruction set that the kernels are compiled for, whether this processor has it or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstructionSet {
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

use InstructionSet::{Amx, Avx2, Avx512, Neon, Portable, Simd128};

/// An instruction set that this processor has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Isa(InstructionSet);

impl Isa {
    /// What every processor has.
    pub const PORTABLE: Self = Self(Portable);

    /// The best one that this processor has.
    pub fn detect() -> Self {
        Self::available().next().unwrap_or(Self::PORTABLE)
    }

    /// All that this processor has, best first.
    pub fn available() -> impl Iterator<Item = Self> {
        [Amx, Avx512, Avx2, Neon, Simd128, Portable]
            .into_iter()
            .filter_map(Self::of)
    }

    /// This one, if the processor has it.
    pub fn of(set: InstructionSet) -> Option<Self> {
        let there = match set {
            #[cfg(target_arch = "x86_64")]
            Amx => Self::of(Avx512).is_some() && super::amx::is_available(),
            #[cfg(target_arch = "x86_64")]
            Avx512 => {
                is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") && Self::of(Avx2).is_some()
            }
            #[cfg(target_arch = "x86_64")]
            Avx2 => {
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && is_x86_feature_detected!("f16c")
            }
            #[cfg(not(target_arch = "x86_64"))]
            Amx | Avx512 | Avx2 => false,
            Neon => cfg!(target_arch = "aarch64"),
            Simd128 => cfg!(all(target_arch = "wasm32", target_feature = "simd128")),
            Portable => true,
        };
        there.then_some(Self(set))
    }

    /// Which one it is.
    pub fn set(self) -> InstructionSet {
        self.0
    }

    /// What convolves best: windows of `rows` rows and `depth` values, to an answer of so many pixels and channels.
    pub(super) fn for_convolution(self, rows: usize, depth: usize, pixels: usize, channels: usize) -> Self {
        match self.0 {
            // A tile holds sixteen pixels, a window of several rows would have to be put together first, and splitting
            // and finishing cost more than small products save: 24 to 48 channels take 1.1 times as long, 32 to 32
            // 0.84, 16 to 64 0.84. A processor with tiles has AVX-512.
            Amx if rows > 1 || pixels < 16 || depth < 32 && channels < 64 => Self(Avx512),
            _ => self,
        }
    }

    /// `f32` values in one vector.
    pub(crate) fn lanes(self) -> usize {
        match self.0 {
            Amx | Avx512 => 16,
            Avx2 => 8,
            Neon | Simd128 | Portable => 4,
        }
    }

    /// Vectors side by side in one tile of the matrix product.
    pub(crate) fn vectors(self) -> usize {
        match self.0 {
            Amx | Avx512 => 3,
            Avx2 | Neon | Simd128 | Portable => 2,
        }
    }
}

impl std::fmt::Debug for Isa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
