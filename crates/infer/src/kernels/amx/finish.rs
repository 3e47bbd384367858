//! Sums on their way out: bias, residual, activation.

use std::arch::x86_64::*;
use std::ops::Range;

use crate::kernels::{Finish, Lines};

use super::product::Sums;
use super::split::first_lanes;
use super::{CHANNELS, ROWS};

/// Where the sums of one product belong.
pub(super) struct Place {
    pub(super) pixels: Range<usize>,
    pub(super) channels: Range<usize>,
    /// Channels of a pixel in `out`.
    pub(super) all: usize,
    pub(super) lines: Lines,
}

impl Place {
    #[target_feature(enable = "avx512f,avx512vl,avx2,fma")]
    pub(super) unsafe fn finish(
        &self,
        sums: &Sums,
        biases: &[f32],
        finish: &Finish,
        residual: Option<&[f32]>,
        out: &mut [f32],
    ) {
        let mut pixel = self.pixels.start;
        while pixel < self.pixels.end {
            let count = self.lines.left(pixel).min(self.pixels.end - pixel);
            // SAFETY: as the caller's.
            unsafe { self.finish_line(pixel..pixel + count, sums, biases, finish, residual, out) };
            pixel += count;
        }
    }

    /// Pixels of one line.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vl,avx2,fma")]
    unsafe fn finish_line(
        &self,
        pixels: Range<usize>,
        sums: &Sums,
        biases: &[f32],
        finish: &Finish,
        residual: Option<&[f32]>,
        out: &mut [f32],
    ) {
        let row = pixels.start - self.pixels.start;
        for (column, first) in self.channels.clone().step_by(ROWS).enumerate() {
            let lanes = first_lanes(self.channels.end - first);
            let place = self.lines.place(pixels.start, self.all) + first;
            // SAFETY: the caller's `out`, residual, biases and slopes hold these lanes of every pixel.
            unsafe {
                let column = Column {
                    sums: sums.0.as_ptr().add(row * CHANNELS + column * ROWS),
                    pixels: pixels.len(),
                    bias: _mm512_loadu_ps(biases.as_ptr().add(first)),
                    residual: residual.map(|residual| residual.as_ptr().add(place)),
                    out: out.as_mut_ptr().add(place),
                    all: self.all,
                    lanes,
                };
                match finish {
                    Finish::Clamp { low, high } => {
                        let (low, high) = (_mm512_set1_ps(*low), _mm512_set1_ps(*high));
                        column.each(|value| _mm512_min_ps(_mm512_max_ps(value, low), high));
                    }
                    Finish::Prelu { slopes } => {
                        let slopes = _mm512_maskz_loadu_ps(lanes, slopes.as_ptr().add(first));
                        let zero = _mm512_setzero_ps();
                        column.each(|value| {
                            _mm512_fmadd_ps(_mm512_min_ps(value, zero), slopes, _mm512_max_ps(value, zero))
                        });
                    }
                }
            }
        }
    }
}

/// The sums of one tile.
struct Column {
    sums: *const f32,
    pixels: usize,
    bias: __m512,
    residual: Option<*const f32>,
    out: *mut f32,
    pub(super) all: usize,
    lanes: __mmask16,
}

impl Column {
    #[inline]
    #[target_feature(enable = "avx512f,avx512vl,avx2,fma")]
    unsafe fn each(&self, finished: impl Fn(__m512) -> __m512) {
        for row in 0..self.pixels {
            // SAFETY: as the caller's.
            unsafe {
                let mut value = _mm512_add_ps(_mm512_load_ps(self.sums.add(row * CHANNELS)), self.bias);
                if let Some(residual) = self.residual {
                    value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(self.lanes, residual.add(row * self.all)));
                }
                _mm512_mask_storeu_ps(self.out.add(row * self.all), self.lanes, finished(value));
            }
        }
    }
}
