//! Vectors of AVX-512 (16 lanes) and AVX2 (8 lanes).

use std::arch::x86_64::*;

use super::simd::Simd;

#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512;

#[inline(always)]
fn first_lanes(count: usize) -> u16 {
    ((1_u32 << count) - 1) as u16
}

impl Simd for Avx512 {
    type Vector = __m512;
    const LANES: usize = 16;
    const HAS_HALVES: bool = true;

    #[inline(always)]
    unsafe fn load_halves(from: *const u16) -> __m512 {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { _mm512_cvtph_ps(_mm256_loadu_si256(from.cast())) }
    }

    #[inline(always)]
    unsafe fn splat(value: f32) -> __m512 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> __m512 {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { _mm512_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> __m512 {
        // SAFETY: the caller has the instructions, and room for the lanes of the mask; the others are not touched.
        unsafe { _mm512_maskz_loadu_ps(first_lanes(count), from) }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: __m512) {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { _mm512_storeu_ps(to, vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: __m512, count: usize) {
        // SAFETY: the caller has the instructions, and room for the lanes of the mask; the others are not touched.
        unsafe { _mm512_mask_storeu_ps(to, first_lanes(count), vector) }
    }

    #[inline(always)]
    unsafe fn multiply_add(a: __m512, b: __m512, c: __m512) -> __m512 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    unsafe fn add(a: __m512, b: __m512) -> __m512 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn min(a: __m512, b: __m512) -> __m512 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_min_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn max(a: __m512, b: __m512) -> __m512 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm512_max_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn load_fours(from: [*const f32; 4]) -> __m512 {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe {
            let vector = _mm512_castps128_ps512(_mm_loadu_ps(from[0]));
            let vector = _mm512_insertf32x4::<1>(vector, _mm_loadu_ps(from[1]));
            let vector = _mm512_insertf32x4::<2>(vector, _mm_loadu_ps(from[2]));
            _mm512_insertf32x4::<3>(vector, _mm_loadu_ps(from[3]))
        }
    }

    #[inline(always)]
    unsafe fn store_fours(to: [*mut f32; 4], vector: __m512) {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe {
            _mm_storeu_ps(to[0], _mm512_castps512_ps128(vector));
            _mm_storeu_ps(to[1], _mm512_extractf32x4_ps::<1>(vector));
            _mm_storeu_ps(to[2], _mm512_extractf32x4_ps::<2>(vector));
            _mm_storeu_ps(to[3], _mm512_extractf32x4_ps::<3>(vector));
        }
    }

    #[inline(always)]
    unsafe fn transpose_fours([a, b, c, d]: [__m512; 4]) -> [__m512; 4] {
        // SAFETY: the caller has the instructions.
        unsafe {
            let pairs = |one, other| {
                (
                    _mm512_castps_pd(_mm512_unpacklo_ps(one, other)),
                    _mm512_castps_pd(_mm512_unpackhi_ps(one, other)),
                )
            };
            let ((low, high), (other_low, other_high)) = (pairs(a, b), pairs(c, d));
            [
                _mm512_castpd_ps(_mm512_unpacklo_pd(low, other_low)),
                _mm512_castpd_ps(_mm512_unpackhi_pd(low, other_low)),
                _mm512_castpd_ps(_mm512_unpacklo_pd(high, other_high)),
                _mm512_castpd_ps(_mm512_unpackhi_pd(high, other_high)),
            ]
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Avx2;

impl Avx2 {
    /// A mask whose first `count` lanes are set.
    #[inline(always)]
    unsafe fn first_lanes(count: usize) -> __m256i {
        const MASKS: [i32; 16] = [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];
        // SAFETY: `count` is at most 8, so that the eight integers lie within the sixteen.
        unsafe { _mm256_loadu_si256(MASKS.as_ptr().add(8 - count).cast()) }
    }
}

impl Simd for Avx2 {
    type Vector = __m256;
    const LANES: usize = 8;
    const HAS_HALVES: bool = true;

    #[inline(always)]
    unsafe fn load_halves(from: *const u16) -> __m256 {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { _mm256_cvtph_ps(_mm_loadu_si128(from.cast())) }
    }

    #[inline(always)]
    unsafe fn splat(value: f32) -> __m256 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm256_set1_ps(value) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> __m256 {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { _mm256_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> __m256 {
        // SAFETY: the caller has the instructions, and room for the lanes of the mask; the others are not touched.
        unsafe { _mm256_maskload_ps(from, Self::first_lanes(count)) }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: __m256) {
        // SAFETY: the caller has the instructions, and room for a whole vector.
        unsafe { _mm256_storeu_ps(to, vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: __m256, count: usize) {
        // SAFETY: the caller has the instructions, and room for the lanes of the mask; the others are not touched.
        unsafe { _mm256_maskstore_ps(to, Self::first_lanes(count), vector) }
    }

    #[inline(always)]
    unsafe fn multiply_add(a: __m256, b: __m256, c: __m256) -> __m256 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm256_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    unsafe fn add(a: __m256, b: __m256) -> __m256 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm256_add_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn min(a: __m256, b: __m256) -> __m256 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm256_min_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn max(a: __m256, b: __m256) -> __m256 {
        // SAFETY: the caller has the instructions.
        unsafe { _mm256_max_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn load_fours(from: [*const f32; 4]) -> __m256 {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe {
            let vector = _mm256_castps128_ps256(_mm_loadu_ps(from[0]));
            _mm256_insertf128_ps::<1>(vector, _mm_loadu_ps(from[1]))
        }
    }

    #[inline(always)]
    unsafe fn store_fours(to: [*mut f32; 4], vector: __m256) {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe {
            _mm_storeu_ps(to[0], _mm256_castps256_ps128(vector));
            _mm_storeu_ps(to[1], _mm256_extractf128_ps::<1>(vector));
        }
    }

    #[inline(always)]
    unsafe fn transpose_fours([a, b, c, d]: [__m256; 4]) -> [__m256; 4] {
        // SAFETY: the caller has the instructions.
        unsafe {
            let pairs = |one, other| {
                (
                    _mm256_castps_pd(_mm256_unpacklo_ps(one, other)),
                    _mm256_castps_pd(_mm256_unpackhi_ps(one, other)),
                )
            };
            let ((low, high), (other_low, other_high)) = (pairs(a, b), pairs(c, d));
            [
                _mm256_castpd_ps(_mm256_unpacklo_pd(low, other_low)),
                _mm256_castpd_ps(_mm256_unpackhi_pd(low, other_low)),
                _mm256_castpd_ps(_mm256_unpacklo_pd(high, other_high)),
                _mm256_castpd_ps(_mm256_unpackhi_pd(high, other_high)),
            ]
        }
    }
}
