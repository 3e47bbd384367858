//! Values into pairs of bfloat16.

use std::arch::x86_64::*;

use super::{DEPTH, LINE, Layout, ROWS};

/// Splits `count` pixels' values into rows of `high`, `low` and the rest.
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512bf16,avx2,fma")]
pub(super) unsafe fn split_pixels(layout: Layout, row: &[f32], step: usize, count: usize, left: &mut [f32]) {
    let (mut from, mut to) = (row.as_ptr(), left.as_mut_ptr().cast::<u8>());
    for _ in 0..count {
        // SAFETY: as the caller's; past the last pixel nothing is read.
        unsafe { split_row(layout, from, to) };
        from = from.wrapping_add(step);
        to = to.wrapping_add(layout.stride());
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512bf16,avx2,fma")]
unsafe fn split_row(layout: Layout, from: *const f32, to: *mut u8) {
    // SAFETY: the caller's `from` holds the depth, its `to` a row of the layout and a line more.
    unsafe {
        let whole = layout.whole;
        for step in 0..whole {
            let at = from.add(step * DEPTH);
            let (high, low) = split_line(_mm512_loadu_ps(at), _mm512_loadu_ps(at.add(ROWS)));
            _mm512_storeu_si512(to.add(step * LINE).cast(), high);
            _mm512_storeu_si512(to.add((whole + step) * LINE).cast(), low);
        }
        if layout.rest == 0 {
            return;
        }
        let (at, count) = (from.add(whole * DEPTH), layout.depth % DEPTH);
        let (one, two) = (first_lanes(count), first_lanes(count.saturating_sub(ROWS)));
        let (high, low) = split_line(
            _mm512_maskz_loadu_ps(one, at),
            _mm512_maskz_loadu_ps(two, at.wrapping_add(ROWS)),
        );
        let to = to.add(2 * whole * LINE);
        // The last line's end stays zero: what lies there would be multiplied by zeros, but may be no number.
        _mm512_storeu_si512(to.add((layout.rest - 1) * LINE).cast(), _mm512_setzero_si512());
        _mm512_storeu_si512(to.cast(), high);
        _mm512_storeu_si512(to.add(count * 2).cast(), low);
        _mm512_storeu_si512(to.add(count * 4).cast(), high);
    }
}

pub(super) fn first_lanes(count: usize) -> __mmask16 {
    if count >= ROWS { !0 } else { (1 << count) - 1 }
}

/// 32 values as two lines of bfloat16.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512bf16")]
fn split_line(first: __m512, second: __m512) -> (__m512i, __m512i) {
    let line = |first, second| -> __m512i {
        // SAFETY: both are 512 bits of plain data.
        unsafe { std::mem::transmute(_mm512_cvtne2ps_pbh(second, first)) }
    };
    let widened = |half| _mm512_castsi512_ps(_mm512_slli_epi32::<16>(_mm512_cvtepu16_epi32(half)));
    let high = line(first, second);
    let low = line(
        _mm512_sub_ps(first, widened(_mm512_castsi512_si256(high))),
        _mm512_sub_ps(second, widened(_mm512_extracti64x4_epi64::<1>(high))),
    );
    (high, low)
}
