//! Vectors of NEON: 4 lanes. Checked against the scalar reference under emulation, and not timed: we build on x86-64.

use std::arch::aarch64::*;

use super::simd::Simd;

#[derive(Debug, Clone, Copy)]
pub(super) struct Neon;

// Every 64-bit ARM processor has these instructions.
impl Simd for Neon {
    type Vector = float32x4_t;
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f32) -> float32x4_t {
        // SAFETY: the caller has the instructions.
        unsafe { vdupq_n_f32(value) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> float32x4_t {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { vld1q_f32(from) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> float32x4_t {
        let mut values = [0.0_f32; 4];
        // SAFETY: the caller has room for `count` values, at most four.
        unsafe {
            from.copy_to_nonoverlapping(values.as_mut_ptr(), count);
            vld1q_f32(values.as_ptr())
        }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: float32x4_t) {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { vst1q_f32(to, vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: float32x4_t, count: usize) {
        let mut values = [0.0_f32; 4];
        // SAFETY: the caller has room for `count` values, at most four.
        unsafe {
            vst1q_f32(values.as_mut_ptr(), vector);
            values.as_ptr().copy_to_nonoverlapping(to, count);
        }
    }

    #[inline(always)]
    unsafe fn multiply_add(a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t {
        // SAFETY: the caller has the instructions.
        unsafe { vfmaq_f32(c, a, b) }
    }

    #[inline(always)]
    unsafe fn add(a: float32x4_t, b: float32x4_t) -> float32x4_t {
        // SAFETY: the caller has the instructions.
        unsafe { vaddq_f32(a, b) }
    }

    #[inline(always)]
    unsafe fn min(a: float32x4_t, b: float32x4_t) -> float32x4_t {
        // SAFETY: the caller has the instructions.
        unsafe { vminq_f32(a, b) }
    }

    #[inline(always)]
    unsafe fn max(a: float32x4_t, b: float32x4_t) -> float32x4_t {
        // SAFETY: the caller has the instructions.
        unsafe { vmaxq_f32(a, b) }
    }

    #[inline(always)]
    unsafe fn load_fours(from: [*const f32; 4]) -> float32x4_t {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe { Self::load(from[0]) }
    }

    #[inline(always)]
    unsafe fn store_fours(to: [*mut f32; 4], vector: float32x4_t) {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe { Self::store(to[0], vector) }
    }

    #[inline(always)]
    unsafe fn transpose_fours([a, b, c, d]: [float32x4_t; 4]) -> [float32x4_t; 4] {
        // SAFETY: the caller has the instructions.
        unsafe {
            let pairs = |one, other| {
                (
                    vreinterpretq_f64_f32(vzip1q_f32(one, other)),
                    vreinterpretq_f64_f32(vzip2q_f32(one, other)),
                )
            };
            let ((low, high), (other_low, other_high)) = (pairs(a, b), pairs(c, d));
            [
                vreinterpretq_f32_f64(vzip1q_f64(low, other_low)),
                vreinterpretq_f32_f64(vzip2q_f64(low, other_low)),
                vreinterpretq_f32_f64(vzip1q_f64(high, other_high)),
                vreinterpretq_f32_f64(vzip2q_f64(high, other_high)),
            ]
        }
    }
}
