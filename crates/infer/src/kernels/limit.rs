//! As many multiply-adds as the processor can do: what every network's time is held against.

#[cfg(target_arch = "aarch64")]
use super::neon::Neon;
use super::simd::{Portable, Simd};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use super::wasm::Simd128;
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};
use super::{InstructionSet, Isa};

/// Chains of multiply-adds that do not wait for each other: more than latency times units (4 x 2), fewer than
/// registers.
const CHAINS: usize = 12;
/// Multiply-adds of each chain in a round.
const STEPS: usize = 1024;

/// Keeps the multipliers of one core busy, `rounds` times over, with nothing to load or store; the multiply-adds done.
///
/// Its time is the least that any network of so many multiply-adds in `f32` can take on this core.
pub fn busy_multipliers(isa: Isa, rounds: usize) -> u64 {
    for _ in 0..rounds {
        // SAFETY: the processor has the instructions, or there were no `isa`.
        let sum = unsafe {
            match isa.set() {
                #[cfg(target_arch = "x86_64")]
                InstructionSet::Amx | InstructionSet::Avx512 => avx512(),
                #[cfg(target_arch = "x86_64")]
                InstructionSet::Avx2 => avx2(),
                #[cfg(target_arch = "aarch64")]
                InstructionSet::Neon => chains::<Neon>(),
                #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                InstructionSet::Simd128 => chains::<Simd128>(),
                _ => chains::<Portable>(),
            }
        };
        std::hint::black_box(sum);
    }
    (rounds * STEPS * CHAINS * isa.lanes()) as u64
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx2,fma")]
unsafe fn avx512() -> f32 {
    // SAFETY: as the caller's.
    unsafe { chains::<Avx512>() }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn avx2() -> f32 {
    // SAFETY: as the caller's.
    unsafe { chains::<Avx2>() }
}

#[inline(always)]
unsafe fn chains<S: Simd>() -> f32 {
    // SAFETY: as the caller's; the buffer holds a whole vector of any instruction set.
    unsafe {
        // Values that the compiler can't know, and that neither grow nor become denormal.
        let factor = S::splat(std::hint::black_box(0.5));
        let term = S::splat(std::hint::black_box(1.0));
        let mut sums = [term; CHAINS];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = S::multiply_add(*sum, factor, term);
            }
        }
        let total = sums.into_iter().fold(term, |total, sum| S::add(total, sum));
        let mut lanes = [0.0; 16];
        S::store(lanes.as_mut_ptr(), total);
        lanes[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chain_converges_and_is_counted() {
        for isa in Isa::available() {
            assert_eq!(busy_multipliers(isa, 3), (3 * STEPS * CHAINS * isa.lanes()) as u64);
        }
        // 1 + x / 2 again and again is 2; twelve of them, and the one that the sum begins with.
        // SAFETY: plain Rust needs no instructions.
        assert_eq!(unsafe { chains::<Portable>() }, 25.0);
    }
}
