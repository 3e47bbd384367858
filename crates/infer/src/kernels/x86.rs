//! Vectors of AVX-512 (16 lanes) and AVX2 (8 lanes).

use std::arch::x86_64::*;

use super::simd::Simd;

#[derive(Debug, Clone, Copy)]
pub(super) struct Avx512;

#[inline(always)]
fn first_lanes(count: usize) -> u16 {
    ((1_u32 << count) - 1) as u16
}

// SAFETY, for all of these: the trait's callers have the instruction set and the room that each function needs; a
// masked load or store touches only the lanes of its mask.
impl Simd for Avx512 {
    type Vector = __m512;
    const LANES: usize = 16;
    const HAS_HALVES: bool = true;

    #[inline(always)]
    unsafe fn load_halves(from: *const u16) -> __m512 {
        unsafe { _mm512_cvtph_ps(_mm256_loadu_si256(from.cast())) }
    }

    #[inline(always)]
    unsafe fn splat(value: f32) -> __m512 {
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> __m512 {
        unsafe { _mm512_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> __m512 {
        unsafe { _mm512_maskz_loadu_ps(first_lanes(count), from) }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: __m512) {
        unsafe { _mm512_storeu_ps(to, vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: __m512, count: usize) {
        unsafe { _mm512_mask_storeu_ps(to, first_lanes(count), vector) }
    }

    #[inline(always)]
    unsafe fn multiply_add(a: __m512, b: __m512, c: __m512) -> __m512 {
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    unsafe fn add(a: __m512, b: __m512) -> __m512 {
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn min(a: __m512, b: __m512) -> __m512 {
        unsafe { _mm512_min_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn max(a: __m512, b: __m512) -> __m512 {
        unsafe { _mm512_max_ps(a, b) }
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

// SAFETY: as for AVX-512.
impl Simd for Avx2 {
    type Vector = __m256;
    const LANES: usize = 8;
    const HAS_HALVES: bool = true;

    #[inline(always)]
    unsafe fn load_halves(from: *const u16) -> __m256 {
        unsafe { _mm256_cvtph_ps(_mm_loadu_si128(from.cast())) }
    }

    #[inline(always)]
    unsafe fn splat(value: f32) -> __m256 {
        unsafe { _mm256_set1_ps(value) }
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> __m256 {
        unsafe { _mm256_loadu_ps(from) }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> __m256 {
        unsafe { _mm256_maskload_ps(from, Self::first_lanes(count)) }
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: __m256) {
        unsafe { _mm256_storeu_ps(to, vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: __m256, count: usize) {
        unsafe { _mm256_maskstore_ps(to, Self::first_lanes(count), vector) }
    }

    #[inline(always)]
    unsafe fn multiply_add(a: __m256, b: __m256, c: __m256) -> __m256 {
        unsafe { _mm256_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    unsafe fn add(a: __m256, b: __m256) -> __m256 {
        unsafe { _mm256_add_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn min(a: __m256, b: __m256) -> __m256 {
        unsafe { _mm256_min_ps(a, b) }
    }

    #[inline(always)]
    unsafe fn max(a: __m256, b: __m256) -> __m256 {
        unsafe { _mm256_max_ps(a, b) }
    }
}
