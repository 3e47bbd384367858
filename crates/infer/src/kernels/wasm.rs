//! Vectors of WebAssembly SIMD: 4 lanes.

use std::arch::wasm32::*;

use super::simd::Simd;

#[derive(Debug, Clone, Copy)]
pub(super) struct Simd128;

// The module was compiled for these instructions, so that a browser without them refuses it as a whole.
impl Simd for Simd128 {
    type Vector = v128;
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f32) -> v128 {
        f32x4_splat(value)
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> v128 {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { v128_load(from.cast()) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> v128 {
        let mut values = [0.0_f32; 4];
        // SAFETY: the caller has room for `count` values, at most four.
        unsafe {
            from.copy_to_nonoverlapping(values.as_mut_ptr(), count);
            v128_load(values.as_ptr().cast())
        }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: v128) {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { v128_store(to.cast(), vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: v128, count: usize) {
        let mut values = [0.0_f32; 4];
        // SAFETY: the caller has room for `count` values, at most four.
        unsafe {
            v128_store(values.as_mut_ptr().cast(), vector);
            values.as_ptr().copy_to_nonoverlapping(to, count);
        }
    }

    /// One instruction where the module was built with relaxed SIMD, whose rounding is then the processor's.
    #[inline(always)]
    unsafe fn multiply_add(a: v128, b: v128, c: v128) -> v128 {
        #[cfg(target_feature = "relaxed-simd")]
        return f32x4_relaxed_madd(a, b, c);
        #[cfg(not(target_feature = "relaxed-simd"))]
        return f32x4_add(f32x4_mul(a, b), c);
    }

    #[inline(always)]
    unsafe fn add(a: v128, b: v128) -> v128 {
        f32x4_add(a, b)
    }

    // The pseudo-minimum is one instruction on x86; the IEEE one is seven.
    #[inline(always)]
    unsafe fn min(a: v128, b: v128) -> v128 {
        f32x4_pmin(a, b)
    }

    #[inline(always)]
    unsafe fn max(a: v128, b: v128) -> v128 {
        f32x4_pmax(a, b)
    }

    #[inline(always)]
    unsafe fn load_fours(from: [*const f32; 4]) -> v128 {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe { Self::load(from[0]) }
    }

    #[inline(always)]
    unsafe fn store_fours(to: [*mut f32; 4], vector: v128) {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe { Self::store(to[0], vector) }
    }

    #[inline(always)]
    unsafe fn transpose_fours([a, b, c, d]: [v128; 4]) -> [v128; 4] {
        let (low, high) = (i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
        let (other_low, other_high) = (i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
        [
            i64x2_shuffle::<0, 2>(low, other_low),
            i64x2_shuffle::<1, 3>(low, other_low),
            i64x2_shuffle::<0, 2>(high, other_high),
            i64x2_shuffle::<1, 3>(high, other_high),
        ]
    }
}
