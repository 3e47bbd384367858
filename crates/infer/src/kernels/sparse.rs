//! Matrix products whose weights are mostly zeros: only the others are multiplied.
//!
//! The pixels lie side by side in the vectors, so that one weight is one multiply-add for all of them. For this they
//! are turned, from one pixel's channels in a row to one channel's pixels in a row, and the sums are turned back. A few
//! channels of the input are turned at a time: they stay in the first cache while every channel of the output reads
//! them.

use crate::aligned::Aligned;

use super::convolve::Run;
#[cfg(target_arch = "aarch64")]
use super::neon::Neon;
use super::simd::{Portable, Simd};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use super::wasm::Simd128;
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};
use super::{Finish, InstructionSet, Isa};

/// Channels of the input that are turned at a time: 32 kilobytes of 64 pixels.
const TURNED: usize = 128;

/// Share of zeros from which leaving them out is faster.
const LEAST_ZEROS: f32 = 0.6;

/// Depth from which turning pays off.
const LEAST_DEPTH: usize = 32;

/// Weights without their zeros, and biases.
#[derive(Debug, Clone)]
pub(super) struct Sparse {
    isa: Isa,
    depth: usize,
    biases: Vec<f32>,
    /// For each [`TURNED`] channels of the input and each one of the output, its pairs of weights.
    pairs: Vec<[Entry; 2]>,
    /// Where they end, `[depth / TURNED, channels]`.
    ends: Vec<usize>,
}

#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
struct Entry {
    weight: f32,
    /// Channel of the input, among those that are turned.
    channel: u32,
}

impl Sparse {
    /// Packs `weights`, `[channels, depth]`; `None` where too few of them are zero, or a shape does not divide by four.
    pub(super) fn pack(weights: &[f32], biases: &[f32], depth: usize, isa: Isa) -> Option<Self> {
        let zeros = weights.iter().filter(|&&weight| weight == 0.0).count();
        let too_few = (zeros as f32) < LEAST_ZEROS * weights.len() as f32 || depth < LEAST_DEPTH;
        if too_few || !depth.is_multiple_of(4) || !biases.len().is_multiple_of(4) {
            return None;
        }
        let (mut pairs, mut ends) = (Vec::new(), Vec::new());
        for first in (0..depth).step_by(TURNED) {
            for channel in weights.chunks_exact(depth) {
                let turned = &channel[first..depth.min(first + TURNED)];
                let entries = (0..).zip(turned).filter(|(_, weight)| **weight != 0.0);
                let entries: Vec<Entry> = entries.map(|(channel, &weight)| Entry { weight, channel }).collect();
                // An odd one is paired with a weight of zero.
                pairs.extend(
                    entries
                        .chunks(2)
                        .map(|pair| [pair[0], pair.get(1).copied().unwrap_or_default()]),
                );
                ends.push(pairs.len());
            }
        }
        Some(Self {
            isa,
            depth,
            biases: biases.to_vec(),
            pairs,
            ends,
        })
    }
}

/// Convolves a run whose lengths were checked; `scratch` is room for turned values.
pub(super) fn convolve(sparse: &Sparse, run: Run<'_>, finish: &Finish, scratch: &mut Aligned, out: &mut [f32]) {
    let lanes = sparse.isa.lanes();
    let channels = sparse.biases.len();
    let scratch = scratch.at_least((TURNED + channels) * MOST_VECTORS * lanes);
    let (turned, sums) = scratch.split_at_mut(TURNED * MOST_VECTORS * lanes);
    let mut first = 0;
    while first < run.pixels {
        let pixels = (run.pixels - first).min(most_vectors(sparse.isa) * lanes);
        let part = Part {
            sparse,
            run,
            first,
            pixels,
            finish,
        };
        // SAFETY: the lengths were checked for the whole run, `pixels` of which begin at `first`; the scratch holds as
        // many pixels as the widest kernel takes; the instruction set was found when the weights were packed.
        unsafe { dispatch(&part, pixels.div_ceil(lanes), turned, sums, out) };
        first += pixels;
    }
}

/// Vectors of pixels in the widest kernel of any instruction set.
const MOST_VECTORS: usize = 8;

/// Of this one: as many pixels as with AVX2, so that what is turned stays in the first cache.
fn most_vectors(isa: Isa) -> usize {
    if isa.set() == InstructionSet::Avx512 {
        4
    } else {
        MOST_VECTORS
    }
}

/// Some pixels of a run.
struct Part<'a> {
    sparse: &'a Sparse,
    run: Run<'a>,
    first: usize,
    pixels: usize,
    finish: &'a Finish,
}

/// The body of every kernel, for up to `VECTORS` vectors of pixels.
#[inline(always)]
unsafe fn body<S: Simd, const VECTORS: usize>(part: &Part<'_>, turned: &mut [f32], sums: &mut [f32], out: &mut [f32]) {
    let sparse = part.sparse;
    let channels = sparse.biases.len();
    let mut pairs = &sparse.pairs[..];
    let mut begin = 0;
    for (ends, first) in sparse.ends.chunks_exact(channels).zip((0..).step_by(TURNED)) {
        // SAFETY: as the caller's; a pair's channels are below `TURNED`.
        unsafe {
            turn::<S, VECTORS>(part, first, turned);
            for (channel, &end) in ends.iter().enumerate() {
                let sums = sums.as_mut_ptr().add(channel * VECTORS * S::LANES);
                let mut one = [S::splat(sparse.biases[channel]); VECTORS];
                if first > 0 {
                    for (v, sum) in one.iter_mut().enumerate() {
                        *sum = S::load(sums.add(v * S::LANES));
                    }
                }
                // Two sums for each pixel where no kernel is wider than four vectors, or every multiply-add would wait
                // for the one before. Never a matter of how many pixels there are: a sum must not depend on who shares
                // the picture.
                let two = S::LANES == MOST_LANES;
                let mut other = [S::splat(0.0); VECTORS];
                let (these, after) = pairs.split_at(end - begin);
                for pair in these {
                    add::<S, VECTORS>(pair[0], turned, &mut one);
                    add::<S, VECTORS>(pair[1], turned, if two { &mut other } else { &mut one });
                }
                (pairs, begin) = (after, end);
                for (v, (one, other)) in one.into_iter().zip(other).enumerate() {
                    S::store(sums.add(v * S::LANES), if two { S::add(one, other) } else { one });
                }
            }
        }
    }
    // SAFETY: as the caller's.
    unsafe { turn_back::<S, VECTORS>(part, sums, out) };
}

/// One weight times its channel of the input.
#[inline(always)]
unsafe fn add<S: Simd, const VECTORS: usize>(entry: Entry, turned: &[f32], sums: &mut [S::Vector; VECTORS]) {
    // SAFETY: as the caller's.
    unsafe {
        let weight = S::splat(entry.weight);
        let values = turned.as_ptr().add(entry.channel as usize * VECTORS * S::LANES);
        for (v, sum) in sums.iter_mut().enumerate() {
            *sum = S::multiply_add(weight, S::load(values.add(v * S::LANES)), *sum);
        }
    }
}

/// Most lanes of any instruction set.
const MOST_LANES: usize = 16;

/// `[TURNED, VECTORS * LANES]` from the channels of the input that begin at `first`.
#[inline(always)]
unsafe fn turn<S: Simd, const VECTORS: usize>(part: &Part<'_>, first: usize, turned: &mut [f32]) {
    let count = TURNED.min(part.sparse.depth - first);
    let (source, turned) = (part.run.rows[0].as_ptr(), turned.as_mut_ptr());
    for v in 0..VECTORS {
        // Past the last pixel comes the last pixel again.
        let pixels: [*const f32; MOST_LANES] = std::array::from_fn(|lane| {
            let pixel = (v * S::LANES + lane % S::LANES).min(part.pixels - 1);
            source.wrapping_add((part.first + pixel) * part.run.step + first)
        });
        for channel in (0..count).step_by(4) {
            // SAFETY: as the caller's.
            unsafe {
                // No closures around vectors: the compiler would pass them through memory.
                let mut fours = [S::splat(0.0); 4];
                for (k, vector) in fours.iter_mut().enumerate() {
                    *vector = S::load_fours(std::array::from_fn(|group| {
                        pixels[(4 * group + k) % MOST_LANES].wrapping_add(channel)
                    }));
                }
                for (k, vector) in S::transpose_fours(fours).into_iter().enumerate() {
                    S::store(turned.add(((channel + k) * VECTORS + v) * S::LANES), vector);
                }
            }
        }
    }
}

/// The finished sums, to where they belong.
#[inline(always)]
unsafe fn turn_back<S: Simd, const VECTORS: usize>(part: &Part<'_>, sums: &[f32], out: &mut [f32]) {
    let channels = part.sparse.biases.len();
    let (low, high, slopes) = match part.finish {
        Finish::Clamp { low, high } => (*low, *high, std::ptr::null()),
        Finish::Prelu { slopes } => (0.0, 0.0, slopes.as_ptr()),
    };
    let residual = part.run.residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
    let (sums, out) = (sums.as_ptr(), out.as_mut_ptr());
    // SAFETY: as the caller's; only pixels of the part are read and written.
    unsafe {
        let (low, high, zero) = (S::splat(low), S::splat(high), S::splat(0.0));
        for v in 0..VECTORS {
            let Some(pixels) = part.pixels.checked_sub(v * S::LANES).filter(|&left| left > 0) else {
                break;
            };
            let places: [usize; MOST_LANES] = std::array::from_fn(|lane| {
                let pixel = part.first + v * S::LANES + (lane % S::LANES).min(pixels - 1);
                part.run.lines.place(pixel, channels)
            });
            for channel in (0..channels).step_by(4) {
                let mut fours = [S::splat(0.0); 4];
                for (k, vector) in fours.iter_mut().enumerate() {
                    *vector = S::load(sums.add(((channel + k) * VECTORS + v) * S::LANES));
                }
                for (k, mut value) in S::transpose_fours(fours).into_iter().enumerate() {
                    let place: [usize; 4] = std::array::from_fn(|group| places[4 * group + k] + channel);
                    if !residual.is_null() {
                        value = S::add(value, S::load_fours(place.map(|place| residual.wrapping_add(place))));
                    }
                    value = if slopes.is_null() {
                        S::min(S::max(value, low), high)
                    } else {
                        let slopes = S::load_fours([slopes.wrapping_add(channel); 4]);
                        S::multiply_add(S::min(value, zero), slopes, S::max(value, zero))
                    };
                    // Past the last pixel the last one is written again, with the same sums.
                    S::store_fours(place.map(|place| out.wrapping_add(place)), value);
                }
            }
        }
    }
}

/// One instruction set's kernels.
macro_rules! parts {
    ($name:ident, $simd:ty, [$($vectors:literal)+] $(, $feature:literal)?) => {
        unsafe fn $name(part: &Part<'_>, vectors: usize, turned: &mut [f32], sums: &mut [f32], out: &mut [f32]) {
            $(#[target_feature(enable = $feature)])?
            #[inline(never)]
            unsafe fn kernel<const VECTORS: usize>(part: &Part<'_>, turned: &mut [f32], sums: &mut [f32], out: &mut [f32]) {
                // SAFETY: as the caller's.
                unsafe { body::<$simd, VECTORS>(part, turned, sums, out) }
            }
            // SAFETY: as the caller's.
            unsafe {
                match vectors {
                    $(..=$vectors => kernel::<$vectors>(part, turned, sums, out),)+
                    _ => unreachable!("a part has as many vectors as there is a kernel for"),
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
parts!(part_avx512, Avx512, [1 2 3 4], "avx512f,avx512vl,avx2,fma");
#[cfg(target_arch = "x86_64")]
parts!(part_avx2, Avx2, [1 2 4 6 8], "avx2,fma");
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
parts!(part_simd128, Simd128, [1 2 4 6 8]);
#[cfg(target_arch = "aarch64")]
parts!(part_neon, Neon, [1 2 4 6 8]);
parts!(part_portable, Portable, [1 2 4 6 8]);

unsafe fn dispatch(part: &Part<'_>, vectors: usize, turned: &mut [f32], sums: &mut [f32], out: &mut [f32]) {
    // SAFETY: as the caller's.
    unsafe {
        match part.sparse.isa.set() {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => part_avx512(part, vectors, turned, sums, out),
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => part_avx2(part, vectors, turned, sums, out),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            InstructionSet::Simd128 => part_simd128(part, vectors, turned, sums, out),
            #[cfg(target_arch = "aarch64")]
            InstructionSet::Neon => part_neon(part, vectors, turned, sums, out),
            _ => part_portable(part, vectors, turned, sums, out),
        }
    }
}
