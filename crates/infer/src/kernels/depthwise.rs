//! Depthwise convolution of one output row: every channel with its own small window.

use crate::aligned::Aligned;

#[cfg(target_arch = "aarch64")]
use super::neon::Neon;
use super::simd::{Portable, Simd};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use super::wasm::Simd128;
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};
use super::{Finish, InstructionSet, Isa, padded_len};

/// Weights and biases of a depthwise convolution, packed for one instruction set.
#[derive(Debug, Clone)]
pub(crate) struct DepthwiseWeights {
    pub channels: usize,
    /// Side of the window: 3 or 5.
    pub size: usize,
    pub stride: usize,
    isa: Isa,
    /// `[vector of channels][window][lanes]`.
    packed: Aligned,
    biases: Vec<f32>,
}

impl DepthwiseWeights {
    /// Packs `weights`, `[window, channels]` as the file holds them.
    pub(crate) fn pack(weights: &[f32], biases: &[f32], size: usize, stride: usize, isa: Isa) -> Self {
        let (channels, lanes) = (biases.len(), isa.lanes());
        assert_eq!(
            weights.len(),
            size * size * channels,
            "weights, biases and window agree"
        );
        let taps = size * size;
        let mut packed = Aligned::zeroed(channels.next_multiple_of(lanes) * taps);
        for (tap, row) in weights.chunks_exact(channels).enumerate() {
            for (vector, values) in row.chunks(lanes).enumerate() {
                let place = (vector * taps + tap) * lanes;
                packed[place..place + values.len()].copy_from_slice(values);
            }
        }
        let mut biases = biases.to_vec();
        biases.resize(padded_len(channels, isa), 0.0);
        Self {
            channels,
            size,
            stride,
            isa,
            packed,
            biases,
        }
    }
}

/// Convolves the window's `rows` (padded at both ends, `size` of them) into one row of `pixels` in `out`.
pub(crate) fn depthwise_row(
    weights: &DepthwiseWeights,
    rows: &[&[f32]],
    pixels: usize,
    finish: &Finish,
    out: &mut [f32],
) {
    let channels = weights.channels;
    assert_eq!(rows.len(), weights.size, "one row for each row of the window");
    assert!(pixels > 0 && out.len() >= pixels * channels, "out holds the row");
    let reach = ((pixels - 1) * weights.stride + weights.size) * channels;
    assert!(
        rows.iter().all(|row| row.len() >= reach),
        "every row holds the whole run"
    );
    let mut row = Row {
        rows,
        weights: weights.packed.as_ptr(),
        biases: weights.biases.as_ptr(),
        slopes: std::ptr::null(),
        low: f32::NEG_INFINITY,
        high: f32::INFINITY,
        out: out.as_mut_ptr(),
        pixels,
        channels,
    };
    match finish {
        Finish::Clamp { low, high } => (row.low, row.high) = (*low, *high),
        Finish::Prelu { slopes } => {
            assert!(slopes.len() >= weights.biases.len(), "slopes are padded like biases");
            row.slopes = slopes.as_ptr();
        }
    }
    // SAFETY: the lengths were checked above; weights, biases and slopes are padded to whole vectors; the
    // processor has the instructions, or there were no `isa`.
    unsafe {
        match weights.isa.set() {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Amx | InstructionSet::Avx512 => row_avx512(weights.size, weights.stride, &row),
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => row_avx2(weights.size, weights.stride, &row),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            InstructionSet::Simd128 => row_simd128(weights.size, weights.stride, &row),
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => row_neon(weights.size, weights.stride, &row),
            _ => row_portable(weights.size, weights.stride, &row),
        }
    }
}

struct Row<'a> {
    rows: &'a [&'a [f32]],
    weights: *const f32,
    biases: *const f32,
    /// Null unless PRELU.
    slopes: *const f32,
    low: f32,
    high: f32,
    out: *mut f32,
    pixels: usize,
    channels: usize,
}

/// The whole row: vectors of channels outside, tiles of pixels inside.
#[inline(always)]
unsafe fn body<S: Simd, const SIZE: usize, const STRIDE: usize, const TILE: usize, const SPAN: usize>(row: &Row<'_>) {
    let mut channel = 0;
    // SAFETY: see `depthwise_row`.
    unsafe {
        let mut weights = row.weights;
        while channel < row.channels {
            let mut pixel = 0;
            if row.channels - channel >= S::LANES {
                while pixel + TILE <= row.pixels {
                    pixels::<S, SIZE, STRIDE, TILE, SPAN, true>(row, weights, channel, pixel);
                    pixel += TILE;
                }
                while pixel < row.pixels {
                    pixels::<S, SIZE, STRIDE, 1, SIZE, true>(row, weights, channel, pixel);
                    pixel += 1;
                }
            } else {
                while pixel + TILE <= row.pixels {
                    pixels::<S, SIZE, STRIDE, TILE, SPAN, false>(row, weights, channel, pixel);
                    pixel += TILE;
                }
                while pixel < row.pixels {
                    pixels::<S, SIZE, STRIDE, 1, SIZE, false>(row, weights, channel, pixel);
                    pixel += 1;
                }
            }
            weights = weights.add(SIZE * SIZE * S::LANES);
            channel += S::LANES;
        }
    }
}

/// `PIXELS` neighbouring pixels, whose windows span `SPAN` pixels of each line: each is loaded once.
#[inline(always)]
unsafe fn pixels<
    S: Simd,
    const SIZE: usize,
    const STRIDE: usize,
    const PIXELS: usize,
    const SPAN: usize,
    const WHOLE: bool,
>(
    row: &Row<'_>,
    weights: *const f32,
    channel: usize,
    pixel: usize,
) {
    const { assert!(SPAN == (PIXELS - 1) * STRIDE + SIZE) };
    let count = row.channels - channel;
    // SAFETY: see `depthwise_row`.
    unsafe {
        let mut sums = [S::load(row.biases.add(channel)); PIXELS];
        for (y, line) in row.rows.iter().enumerate().take(SIZE) {
            let from = line.as_ptr().add(pixel * STRIDE * row.channels + channel);
            let mut span = [S::splat(0.0); SPAN];
            for (x, value) in span.iter_mut().enumerate() {
                let at = from.add(x * row.channels);
                *value = if WHOLE { S::load(at) } else { S::load_part(at, count) };
            }
            for x in 0..SIZE {
                let tap = S::load(weights.add((y * SIZE + x) * S::LANES));
                for (p, sum) in sums.iter_mut().enumerate() {
                    *sum = S::multiply_add(span[p * STRIDE + x], tap, *sum);
                }
            }
        }
        let zero = S::splat(0.0);
        for (p, &sum) in sums.iter().enumerate() {
            let value = if row.slopes.is_null() {
                S::min(S::max(sum, S::splat(row.low)), S::splat(row.high))
            } else {
                S::multiply_add(S::min(sum, zero), S::load(row.slopes.add(channel)), S::max(sum, zero))
            };
            let to = row.out.add((pixel + p) * row.channels + channel);
            if WHOLE {
                S::store(to, value)
            } else {
                S::store_part(to, value, count)
            }
        }
    }
}

/// One instruction set's kernels, for each window and stride: pixels in a tile, and the pixels that their windows span.
macro_rules! rows {
    ($name:ident, $simd:ty, [$(($size:literal, $stride:literal): $tile:literal, $span:literal;)+] $(, $feature:literal)?) => {
        unsafe fn $name(size: usize, stride: usize, row: &Row<'_>) {
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            unsafe fn kernel<const SIZE: usize, const STRIDE: usize, const TILE: usize, const SPAN: usize>(row: &Row<'_>) {
                // SAFETY: as the caller's.
                unsafe { body::<$simd, SIZE, STRIDE, TILE, SPAN>(row) }
            }
            // SAFETY: as the caller's.
            unsafe {
                match (size, stride) {
                    $(($size, $stride) => kernel::<$size, $stride, $tile, $span>(row),)+
                    _ => unreachable!("the plan refuses other windows and strides"),
                }
            }
        }
    };
}

// A tile, the line's span and a tap fit the registers: 32 of AVX-512, 16 of AVX2. NEON, which has 32, takes the same
// tiles as AVX2; of the 16 in a browser V8 keeps one, so that a window of 5 with stride 2 is one too many there.
#[cfg(target_arch = "x86_64")]
rows!(row_avx512, Avx512, [(3, 1): 8, 10; (3, 2): 8, 17; (5, 1): 8, 12; (5, 2): 4, 11;], "avx512f,avx512vl,avx2,fma");
#[cfg(target_arch = "x86_64")]
rows!(row_avx2, Avx2, [(3, 1): 4, 6; (3, 2): 4, 9; (5, 1): 4, 8; (5, 2): 4, 11;], "avx2,fma");
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
rows!(row_simd128, Simd128, [(3, 1): 4, 6; (3, 2): 4, 9; (5, 1): 4, 8; (5, 2): 4, 11;]);
#[cfg(target_arch = "aarch64")]
rows!(row_neon, Neon, [(3, 1): 4, 6; (3, 2): 4, 9; (5, 1): 4, 8; (5, 2): 4, 11;]);
rows!(row_portable, Portable, [(3, 1): 4, 6; (3, 2): 4, 9; (5, 1): 4, 8; (5, 2): 4, 11;]);
