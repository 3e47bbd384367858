//! Convolution of a run of pixels: a matrix product whose left side is read where it lies.
//!
//! For one output pixel the window is a few rows of neighbouring values: `rows` slices in which pixel `x` begins at
//! `x * step`. A 1x1 convolution has one such row. Weights are packed into panels of a few vectors of output
//! channels, so that the inner loop reads them in a line.

use crate::aligned::Aligned;

#[cfg(target_arch = "x86_64")]
use super::amx;
#[cfg(target_arch = "aarch64")]
use super::neon::Neon;
use super::simd::{Portable, Simd};
use super::sparse::{self, Sparse};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use super::wasm::Simd128;
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};
use super::{Finish, InstructionSet, Isa, padded_len};

/// Pixels that are so few that their convolution waits for its weights: read in half precision, 4 pixels take 0.55
/// times as long, 16 take 0.8; 64 take longer, as widening costs more than waiting.
const FEW_PIXELS: usize = 16;

/// Weights and biases of a convolution, packed for one instruction set.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    /// Values of the window per output pixel.
    pub depth: usize,
    /// Output channels.
    pub channels: usize,
    packed: Packed,
}

#[derive(Debug, Clone)]
enum Packed {
    Panels(Panels),
    Sparse(Sparse),
    #[cfg(target_arch = "x86_64")]
    Tiles(amx::Tiles),
}

#[derive(Debug, Clone)]
struct Panels {
    isa: Isa,
    /// `[panel][depth][vectors * lanes]`.
    packed: Aligned,
    /// Whether each value of `packed` holds two weights of half precision.
    halves: bool,
    biases: Vec<f32>,
    panels: Vec<Panel>,
}

#[derive(Debug, Clone, Copy)]
struct Panel {
    first_channel: usize,
    vectors: usize,
    /// Channels in the last vector.
    last: usize,
    offset: usize,
}

impl Weights {
    /// Packs `weights`, `[channels, depth]` as the file holds them, for windows of `rows` rows and an answer of
    /// `pixels`.
    pub(crate) fn pack(weights: &[f32], biases: &[f32], depth: usize, rows: usize, pixels: usize, isa: Isa) -> Self {
        let channels = biases.len();
        assert_eq!(weights.len(), channels * depth, "weights, biases and window agree");
        let isa = isa.for_convolution(rows, depth, pixels, channels);
        // A tile has no way to leave a weight out, and is faster all the same.
        let sparse = (rows == 1 && pixels >= 16 && isa.set() != InstructionSet::Amx)
            .then(|| Sparse::pack(weights, biases, depth, isa))
            .flatten();
        let packed = match (sparse, isa.set()) {
            (Some(sparse), _) => Packed::Sparse(sparse),
            #[cfg(target_arch = "x86_64")]
            (None, InstructionSet::Amx) => Packed::Tiles(amx::Tiles::pack(weights, biases, depth, isa)),
            _ if pixels <= FEW_PIXELS => Packed::Panels(Panels::pack(weights, biases, depth, isa).halved()),
            _ => Packed::Panels(Panels::pack(weights, biases, depth, isa)),
        };
        Self {
            depth,
            channels,
            packed,
        }
    }
}

#[cfg(test)]
impl Weights {
    pub(super) fn is_sparse(&self) -> bool {
        matches!(self.packed, Packed::Sparse(_))
    }
}

impl Panels {
    /// With weights of half precision, where they have no more digits and the processor reads them: the same sums, bit
    /// for bit, from half as much memory.
    fn halved(mut self) -> Self {
        let halves = |value: f32| {
            half(value).filter(|_| matches!(self.isa.set(), InstructionSet::Avx512 | InstructionSet::Avx2))
        };
        let Some(halves) = self
            .packed
            .iter()
            .map(|&value| halves(value))
            .collect::<Option<Vec<u16>>>()
        else {
            return self;
        };
        let mut packed = Aligned::zeroed(halves.len() / 2);
        for (pair, value) in halves.as_chunks().0.iter().zip(packed.iter_mut()) {
            let [first, second]: [u16; 2] = *pair;
            *value = f32::from_bits(u32::from(second) << 16 | u32::from(first));
        }
        self.packed = packed;
        self.halves = true;
        for panel in &mut self.panels {
            panel.offset /= 2;
        }
        self
    }

    fn pack(weights: &[f32], biases: &[f32], depth: usize, isa: Isa) -> Self {
        let channels = biases.len();
        let lanes = isa.lanes();
        let mut panels = Vec::new();
        let mut packed = Aligned::zeroed(channels.next_multiple_of(lanes) * depth);
        let (mut first_channel, mut offset) = (0, 0);
        while first_channel < channels {
            let vectors = (channels - first_channel).div_ceil(lanes).min(isa.vectors());
            let across = vectors * lanes;
            let width = across.min(channels - first_channel);
            panels.push(Panel {
                first_channel,
                vectors,
                last: width - (vectors - 1) * lanes,
                offset,
            });
            let panel = &mut packed[offset..offset + depth * across];
            let rows = weights[first_channel * depth..].chunks_exact(depth).take(width);
            for (channel, row) in rows.enumerate() {
                for (place, weight) in panel[channel..].iter_mut().step_by(across).zip(row) {
                    *place = *weight;
                }
            }
            offset += depth * across;
            first_channel += across;
        }
        let mut biases = biases.to_vec();
        biases.resize(padded_len(channels, isa), 0.0);
        Self {
            isa,
            packed,
            halves: false,
            biases,
            panels,
        }
    }
}

/// A run of neighbouring pixels to convolve.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'a> {
    /// The window's rows, from the first pixel on; each holds the whole run, or more.
    pub rows: &'a [&'a [f32]],
    /// Values from one pixel's window to the next one's.
    pub step: usize,
    /// How many pixels.
    pub pixels: usize,
    /// Added before the finish: `[pixels, channels]`.
    pub residual: Option<&'a [f32]>,
    /// Where `out` has gaps.
    pub lines: Lines,
}

/// Lines of pixels with values between them that are left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lines {
    /// Pixels in a line.
    pub pixels: usize,
    /// Values from a line's last one to the next line's first one.
    pub gap: usize,
}

impl Lines {
    /// No gaps.
    pub(crate) const ONE: Self = Self {
        pixels: usize::MAX,
        gap: 0,
    };

    /// Where a pixel's values begin in `out`.
    pub(super) fn place(self, pixel: usize, channels: usize) -> usize {
        pixel * channels + pixel / self.pixels * self.gap
    }

    /// Pixels from this one to the end of its line.
    pub(super) fn left(self, pixel: usize) -> usize {
        self.pixels - pixel % self.pixels
    }
}

/// Convolves a run into `out`, `[pixels, channels]` with the gaps of its [`Lines`]. `scratch` is room that some kinds
/// of weights need. To be called while [`super::Prepared`] lives.
pub(crate) fn convolve(weights: &Weights, run: Run<'_>, finish: &Finish, scratch: &mut Aligned, out: &mut [f32]) {
    if run.pixels == 0 {
        return;
    }
    let segment = weights.depth / run.rows.len();
    let reach = (run.pixels - 1) * run.step + segment;
    assert_eq!(segment * run.rows.len(), weights.depth, "the rows make up the window");
    assert!(
        run.rows.iter().all(|row| row.len() >= reach),
        "every row holds the whole run"
    );
    let end = run.lines.place(run.pixels - 1, weights.channels) + weights.channels;
    assert!(out.len() >= end, "out holds the whole run");
    assert!(
        run.residual
            .is_none_or(|residual| residual.len() >= end && run.lines == Lines::ONE),
        "what is added has no gaps"
    );
    if let Finish::Prelu { slopes } = finish {
        assert!(slopes.len() >= weights.channels, "every channel has a slope");
    }
    match &weights.packed {
        Packed::Panels(panels) => panels.convolve(weights.channels, run, segment, finish, out),
        Packed::Sparse(sparse) => sparse::convolve(sparse, run, finish, scratch, out),
        #[cfg(target_arch = "x86_64")]
        Packed::Tiles(tiles) => amx::convolve(tiles, run, finish, scratch, out),
    }
}

impl Panels {
    fn convolve(&self, channels: usize, run: Run<'_>, segment: usize, finish: &Finish, out: &mut [f32]) {
        if let Finish::Prelu { slopes } = finish {
            assert!(slopes.len() >= self.biases.len(), "slopes are padded like biases");
        }
        for panel in &self.panels {
            let mut pixel = 0;
            while pixel < run.pixels {
                let mut tile = Tile {
                    rows: run.rows,
                    first: pixel * run.step,
                    segment,
                    step: run.step,
                    weights: self.packed[panel.offset..].as_ptr(),
                    halves: self.halves,
                    biases: self.biases[panel.first_channel..].as_ptr(),
                    slopes: std::ptr::null(),
                    low: f32::NEG_INFINITY,
                    high: f32::INFINITY,
                    residual: std::ptr::null(),
                    out: out[run.lines.place(pixel, channels) + panel.first_channel..].as_mut_ptr(),
                    channels,
                    last: panel.last,
                };
                match finish {
                    Finish::Clamp { low, high } => (tile.low, tile.high) = (*low, *high),
                    Finish::Prelu { slopes } => tile.slopes = slopes[panel.first_channel..].as_ptr(),
                }
                if let Some(residual) = run.residual {
                    tile.residual = residual[pixel * channels + panel.first_channel..].as_ptr();
                }
                let left = run.lines.left(pixel).min(run.pixels - pixel);
                // SAFETY: `convolve` checked the lengths for the whole run, and the tile lies within one line of it;
                // weights, biases and slopes are padded to whole panels; the processor has the instructions, or there
                // were no `isa`.
                pixel += unsafe { dispatch(self.isa, panel.vectors, left, &tile) };
            }
        }
    }
}

/// Some pixels by one panel of channels.
struct Tile<'a> {
    rows: &'a [&'a [f32]],
    first: usize,
    segment: usize,
    step: usize,
    weights: *const f32,
    /// Whether the weights have half precision.
    halves: bool,
    biases: *const f32,
    /// Null unless PRELU.
    slopes: *const f32,
    low: f32,
    high: f32,
    /// Null where there is none.
    residual: *const f32,
    out: *mut f32,
    channels: usize,
    last: usize,
}

/// The body of every microkernel: `PIXELS` x `VECTORS` accumulators that stay in registers.
#[inline(always)]
unsafe fn body<S: Simd, const PIXELS: usize, const VECTORS: usize, const PRELU: bool, const HALVES: bool>(
    tile: &Tile<'_>,
) {
    // SAFETY: see `Panels::convolve`, from which alone the way leads here.
    unsafe {
        let mut sums = [[S::splat(0.0); VECTORS]; PIXELS];
        for sum in &mut sums {
            for (v, lane) in sum.iter_mut().enumerate() {
                *lane = S::load(tile.biases.add(v * S::LANES));
            }
        }
        let mut weights = tile.weights;
        for row in tile.rows {
            let values = row.as_ptr().add(tile.first);
            for k in 0..tile.segment {
                let mut panel = [S::splat(0.0); VECTORS];
                for (v, vector) in panel.iter_mut().enumerate() {
                    *vector = if HALVES {
                        S::load_halves(weights.cast::<u16>().add(v * S::LANES))
                    } else {
                        S::load(weights.add(v * S::LANES))
                    };
                }
                // Two halves lie where one whole value would.
                weights = weights.add(VECTORS * S::LANES / if HALVES { 2 } else { 1 });
                for (pixel, sum) in sums.iter_mut().enumerate() {
                    let value = S::splat(*values.add(pixel * tile.step + k));
                    for (lane, &vector) in sum.iter_mut().zip(&panel) {
                        *lane = S::multiply_add(value, vector, *lane);
                    }
                }
            }
        }
        finish::<S, PIXELS, VECTORS, PRELU>(tile, &sums);
    }
}

/// Residual, activation and store of every sum.
#[inline(always)]
unsafe fn finish<S: Simd, const PIXELS: usize, const VECTORS: usize, const PRELU: bool>(
    tile: &Tile<'_>,
    sums: &[[S::Vector; VECTORS]; PIXELS],
) {
    // SAFETY: as the caller's.
    unsafe {
        let (low, high, zero) = (S::splat(tile.low), S::splat(tile.high), S::splat(0.0));
        for (pixel, sum) in sums.iter().enumerate() {
            for (v, &vector) in sum.iter().enumerate() {
                let place = pixel * tile.channels + v * S::LANES;
                let whole = v + 1 < VECTORS || tile.last == S::LANES;
                let mut value = vector;
                if !tile.residual.is_null() {
                    let from = tile.residual.add(place);
                    value = S::add(
                        value,
                        if whole {
                            S::load(from)
                        } else {
                            S::load_part(from, tile.last)
                        },
                    );
                }
                value = if PRELU {
                    let slopes = S::load(tile.slopes.add(v * S::LANES));
                    S::multiply_add(S::min(value, zero), slopes, S::max(value, zero))
                } else {
                    S::min(S::max(value, low), high)
                };
                let to = tile.out.add(place);
                if whole {
                    S::store(to, value)
                } else {
                    S::store_part(to, value, tile.last)
                }
            }
        }
    }
}

/// One instruction set's microkernels: each its own function, or the compiler spills the accumulators to memory.
macro_rules! tiles {
    ($name:ident, $simd:ty, $pixels:literal, [$($vectors:literal)+] $(, $feature:literal)?) => {
        /// Does as many pixels as it has a kernel for, and says how many.
        unsafe fn $name(vectors: usize, pixels: usize, tile: &Tile<'_>) -> usize {
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            unsafe fn kernel<const PIXELS: usize, const VECTORS: usize, const PRELU: bool, const HALVES: bool>(tile: &Tile<'_>) {
                // SAFETY: as the caller's.
                unsafe { body::<$simd, PIXELS, VECTORS, PRELU, HALVES>(tile) }
            }
            #[inline(always)]
            unsafe fn one<const PIXELS: usize, const VECTORS: usize>(tile: &Tile<'_>) -> usize {
                // SAFETY: as the caller's.
                unsafe {
                    match (tile.slopes.is_null(), <$simd>::HAS_HALVES && tile.halves) {
                        (true, false) => kernel::<PIXELS, VECTORS, false, false>(tile),
                        (true, true) => kernel::<PIXELS, VECTORS, false, true>(tile),
                        (false, false) => kernel::<PIXELS, VECTORS, true, false>(tile),
                        (false, true) => kernel::<PIXELS, VECTORS, true, true>(tile),
                    }
                }
                PIXELS
            }
            // Unreachable where the widest kernel is the one for four pixels.
            #[allow(unreachable_patterns)]
            // SAFETY: as the caller's.
            unsafe {
                match (vectors, pixels) {
                    $(
                        ($vectors, $pixels..) => one::<$pixels, $vectors>(tile),
                        ($vectors, 4..) => one::<4, $vectors>(tile),
                        ($vectors, 2..) => one::<2, $vectors>(tile),
                        ($vectors, _) => one::<1, $vectors>(tile),
                    )+
                    _ => unreachable!("panels have as many vectors as there are kernels for"),
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
tiles!(tile_avx512, Avx512, 8, [3 2 1], "avx512f,avx512vl,avx2,fma,f16c");
#[cfg(target_arch = "x86_64")]
tiles!(tile_avx2, Avx2, 6, [2 1], "avx2,fma,f16c");
// Fits the fifteen registers that V8 leaves on x86; with 3x2, 5x2, 3x3 and 4x3 a frame takes 1 to 14 % longer there
// (docs/performance.md, "What was tried").
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
tiles!(tile_simd128, Simd128, 4, [2 1]);
#[cfg(target_arch = "aarch64")]
tiles!(tile_neon, Neon, 8, [2 1]);
tiles!(tile_portable, Portable, 6, [2 1]);

unsafe fn dispatch(isa: Isa, vectors: usize, pixels: usize, tile: &Tile<'_>) -> usize {
    // SAFETY: as the caller's.
    unsafe {
        match isa.set() {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => tile_avx512(vectors, pixels, tile),
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => tile_avx2(vectors, pixels, tile),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            InstructionSet::Simd128 => tile_simd128(vectors, pixels, tile),
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => tile_neon(vectors, pixels, tile),
            _ => tile_portable(vectors, pixels, tile),
        }
    }
}

/// The same value in half precision; `None` where it has more digits.
fn half(value: f32) -> Option<u16> {
    let bits = value.to_bits();
    let (sign, exponent, mantissa) = (bits >> 16 & 0x8000, (bits >> 23 & 0xff) as i32 - 127, bits & 0x7f_ffff);
    let half = match exponent {
        -127 if mantissa == 0 => 0,
        -14..=15 if mantissa & 0x1fff == 0 => ((exponent + 15) as u32) << 10 | mantissa >> 13,
        // Subnormal: every halving below the smallest normal one costs a digit.
        -24..=-15 => {
            let (digits, lost) = (mantissa | 0x80_0000, (-1 - exponent) as u32);
            (digits & ((1 << lost) - 1) == 0).then_some(digits >> lost)?
        }
        _ => return None,
    };
    Some((sign | half) as u16)
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn a_half_is_the_same_value_or_none() {
        for bits in 0..1_u32 << 16 {
            let (sign, exponent, mantissa) = (bits >> 15, (bits >> 10 & 31) as i32, bits & 0x3ff);
            let value = match exponent {
                0 => mantissa as f32 * libm::exp2f(-24.0),
                31 => continue,
                _ => (1024 + mantissa) as f32 * libm::exp2f((exponent - 25) as f32),
            };
            let value = if sign == 1 { -value } else { value };
            assert_eq!(half(value).map(u32::from), Some(bits), "{value}");
        }
        for value in [
            1.0 + f32::EPSILON,
            65536.0,
            libm::exp2f(-25.0),
            1e-30,
            f32::INFINITY,
            f32::NAN,
        ] {
            assert_eq!(half(value), None, "{value}");
        }
    }
}
