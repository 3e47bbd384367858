//! Matrix products by the tile unit of Intel processors (AMX), as right as in `f32`.
//!
//! The unit multiplies tiles of bfloat16, which holds the first 8 bits of an `f32`, and adds them up in `f32`. So every
//! value is split into two such numbers, `high + low`, which hold 16 of its 24 bits; the weights, fp16 in their files,
//! are whole in two. Of the four products `low * low` is left out: each sum is right to some 2^-17 of its largest term.
//!
//! Three products on a unit that is sixteen times as fast as the multipliers of AVX-512 leave a factor of five, less
//! what splitting and finishing cost.

mod finish;
mod pack;
mod product;
mod split;

use std::arch::asm;
use std::arch::x86_64::{__cpuid, __cpuid_count, CpuidResult};
use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::OnceLock;

use crate::aligned::Aligned;

use super::convolve::Run;
use super::{Finish, InstructionSet, Isa};
use finish::Place;
pub(super) use pack::Tiles;
use pack::{Layout, pairs};
use product::{Product, Sums, one_tile, two_tiles};
use split::split_pixels;

/// Rows of a tile: pixels on the left, pairs of the depth on the right.
const ROWS: usize = 16;
/// Depth of one tile.
const DEPTH: usize = 32;
/// Bytes of a tile's row.
const LINE: usize = 64;
/// `f32` cells of one tile, each a pair of bfloat16.
const TILE: usize = ROWS * LINE / size_of::<f32>();
/// Pixels of one product: two tiles.
const PIXELS: usize = 2 * ROWS;
/// Output channels of one product: two tiles.
const CHANNELS: usize = 2 * ROWS;
/// Pixels that are split at a time: enough to use loaded weights well.
const PIXELS_AT_ONCE: usize = 2 * PIXELS;

/// Whether this processor has the unit and this system lets the process use it.
pub(in crate::kernels) fn is_available() -> bool {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    *AVAILABLE.get_or_init(|| {
        // Leaf 7: bit 22 of EDX is AMX-BF16, bit 24 AMX-TILE.
        let has = |leaf: CpuidResult| leaf.edx & (1 << 22) != 0 && leaf.edx & (1 << 24) != 0;
        is_x86_feature_detected!("avx512bf16")
            && is_x86_feature_detected!("avx512bw")
            && __cpuid(0).eax >= 7
            && has(__cpuid_count(7, 0))
            && permitted()
    })
}

/// Asks for the tiles: Linux keeps their eight kilobytes only for processes that do.
#[cfg(target_os = "linux")]
fn permitted() -> bool {
    const ARCH_REQ_XCOMP_PERM: libc::c_int = 0x1023;
    const XFEATURE_XTILEDATA: libc::c_int = 18;
    // SAFETY: this call takes two integers, and touches no memory of ours.
    unsafe { libc::syscall(libc::SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0 }
}

/// Not tried on other systems.
#[cfg(not(target_os = "linux"))]
fn permitted() -> bool {
    false
}

/// Convolves a run whose lengths were checked, while [`Configured`] lives; `left` is room for the split values.
pub(in crate::kernels) fn convolve(tiles: &Tiles, run: Run<'_>, finish: &Finish, left: &mut Aligned, out: &mut [f32]) {
    assert!(CONFIGURED.get(), "the tiles have their shape");
    let stride = tiles.layout.stride();
    // A line more, as the last row's rest is written in whole lines.
    let left = left.at_least((PIXELS_AT_ONCE * stride + LINE) / size_of::<f32>());
    let [row] = *run.rows else {
        unreachable!("windows of one row only: see `Isa::for_convolution`");
    };
    // One product's sums are finished while the tile unit works on the next one.
    let (mut one, mut other) = (Sums::zeroed(), Sums::zeroed());
    let (mut sums, mut waiting_sums) = (&mut one, &mut other);
    let mut waiting: Option<Place> = None;
    for first in (0..run.pixels).step_by(PIXELS_AT_ONCE) {
        let count = PIXELS_AT_ONCE.min(run.pixels - first);
        // SAFETY: weights of this kind are packed only where the processor has the instructions; the row holds the
        // whole run, and `left` a row for each of `PIXELS_AT_ONCE` pixels.
        unsafe { split_pixels(tiles.layout, &row[first * run.step..], run.step, count, left) };
        let mut right = &tiles.packed[..];
        for (channel, width) in pairs(tiles.channels) {
            for pixel in (0..count).step_by(PIXELS) {
                let product = Product {
                    left: left[pixel * stride / size_of::<f32>()..].as_ptr(),
                    stride,
                    layout: tiles.layout,
                    right: right.as_ptr(),
                };
                let place = Place {
                    pixels: first + pixel..first + count.min(pixel + PIXELS),
                    channels: channel..tiles.channels.min(channel + width * ROWS),
                    all: tiles.channels,
                    lines: run.lines,
                };
                std::mem::swap(&mut sums, &mut waiting_sums);
                // SAFETY: as above; `right` holds the pair's tiles, `biases` are padded, and the places lie within the
                // run.
                unsafe {
                    match width {
                        2 => two_tiles(&product, sums),
                        _ => one_tile(&product, sums),
                    }
                    if let Some(before) = waiting.replace(place) {
                        before.finish(waiting_sums, &tiles.biases, finish, run.residual, out);
                    }
                }
            }
            right = &right[tiles.layout.cells(width)..];
        }
    }
    if let Some(last) = waiting {
        // SAFETY: as above.
        unsafe { last.finish(sums, &tiles.biases, finish, run.residual, out) };
    }
}

thread_local! {
    /// Whether this thread's tiles have their shape.
    static CONFIGURED: Cell<bool> = const { Cell::new(false) };
}

/// The shape of this thread's tiles, for as long as this lives: all eight of 16 rows of 64 bytes. Never two at a time.
///
/// A pointer is not sent to other threads, and so this is not, either.
pub(in crate::kernels) struct Configured(PhantomData<*const ()>);

impl Configured {
    /// # Panics
    /// If this is the proof of another instruction set.
    pub(in crate::kernels) fn new(isa: Isa) -> Self {
        assert_eq!(isa.set(), InstructionSet::Amx, "this processor has tiles");
        #[repr(align(64))]
        struct Shape([u8; 64]);
        const SHAPE: Shape = {
            let mut shape = [0; 64];
            shape[0] = 1;
            let mut tile = 0;
            while tile < 8 {
                shape[16 + 2 * tile] = LINE as u8;
                shape[48 + tile] = ROWS as u8;
                tile += 1;
            }
            Shape(shape)
        };
        // SAFETY: the processor has the instructions; the shape is one that it takes. The compiler uses no tiles.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &SHAPE.0, options(nostack, readonly, preserves_flags)) };
        CONFIGURED.set(true);
        Self(PhantomData)
    }
}

impl Drop for Configured {
    /// Empty tiles need not be saved when the system takes the core.
    fn drop(&mut self) {
        CONFIGURED.set(false);
        // SAFETY: as in `new`.
        unsafe { asm!("tilerelease", options(nostack, nomem, preserves_flags)) };
    }
}
