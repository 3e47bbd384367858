//! Weights as tiles.

use crate::aligned::Aligned;
use crate::kernels::{Isa, padded_len};

use super::{CHANNELS, DEPTH, LINE, ROWS, TILE};

/// Weights in tiles, and biases.
#[derive(Debug, Clone)]
pub(in crate::kernels) struct Tiles {
    pub(super) layout: Layout,
    pub(super) channels: usize,
    /// For each pair of tiles of channels: for each whole step the tiles of `high`, then of `low`; then those of the
    /// rest. A tile's row holds two neighbours of the depth, side by side for each channel.
    pub(super) packed: Aligned,
    pub(super) biases: Aligned,
}

/// How the depth of a convolution is cut into steps of [`DEPTH`].
///
/// What is left of the depth would waste most of its three steps, so its three products lie side by side in as few
/// steps as hold them: on the left `high, low, high`, on the right `high, high, low`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) depth: usize,
    /// Whole steps.
    pub(super) whole: usize,
    /// Steps that hold what is left.
    pub(super) rest: usize,
}

impl Layout {
    fn new(depth: usize) -> Self {
        Self {
            depth,
            whole: depth / DEPTH,
            rest: (3 * (depth % DEPTH)).div_ceil(DEPTH),
        }
    }

    /// Bytes from one pixel's values on the left to the next one's: an odd number of lines, or they would compete for
    /// the same places of the cache.
    pub(super) fn stride(self) -> usize {
        ((2 * self.whole + self.rest) | 1) * LINE
    }

    /// Cells of a pair of tiles of channels (or of one, the last) on the right.
    pub(super) fn cells(self, tiles: usize) -> usize {
        (2 * self.whole + self.rest) * tiles * TILE
    }
}

impl Tiles {
    /// Packs `weights`, `[channels, depth]`.
    pub(in crate::kernels) fn pack(weights: &[f32], biases: &[f32], depth: usize, isa: Isa) -> Self {
        let (layout, channels) = (Layout::new(depth), biases.len());
        let all: usize = pairs(channels).map(|(_, tiles)| layout.cells(tiles)).sum();
        let mut packed = Aligned::zeroed(all);
        let mut left = &mut packed[..];
        for (first, tiles) in pairs(channels) {
            let (pair, after) = left.split_at_mut(layout.cells(tiles));
            left = after;
            for tile in 0..tiles {
                let first = first + tile * ROWS;
                let rows = &weights[first * depth..channels.min(first + ROWS) * depth];
                layout.pack_tiles(rows, |step, cells| {
                    pair[(step * tiles + tile) * TILE..][..TILE].copy_from_slice(cells);
                });
            }
        }
        let mut padded = Aligned::zeroed(padded_len(channels, isa));
        padded[..channels].copy_from_slice(biases);
        Self {
            layout,
            channels,
            packed,
            biases: padded,
        }
    }
}

impl Layout {
    /// Calls `put` with the number and the cells of each step's tile, for up to 16 channels.
    fn pack_tiles(self, channels: &[f32], mut put: impl FnMut(usize, &[f32; TILE])) {
        // One channel beside the other.
        let column = |from: usize, count: usize| {
            let mut values = [[0.0; ROWS]; DEPTH];
            for (column, channel) in channels.chunks_exact(self.depth).enumerate() {
                for (value, &weight) in values.iter_mut().zip(&channel[from..from + count]) {
                    value[column] = weight;
                }
            }
            values.map(|row| (row.map(high), row.map(low)))
        };
        for step in 0..self.whole {
            let values = column(step * DEPTH, DEPTH);
            put(2 * step, &cells(&values.map(|(high, _)| high)));
            put(2 * step + 1, &cells(&values.map(|(_, low)| low)));
        }
        let count = self.depth % DEPTH;
        let values = column(self.whole * DEPTH, count);
        let mut parts = [[0; ROWS]; 3 * DEPTH];
        for (k, (high, low)) in values.into_iter().enumerate().take(count) {
            (parts[k], parts[count + k], parts[2 * count + k]) = (high, high, low);
        }
        for (step, part) in parts.as_chunks().0.iter().enumerate().take(self.rest) {
            put(2 * self.whole + step, &cells(part));
        }
    }
}

/// A tile: two neighbours of the depth in each cell.
fn cells(values: &[[u16; ROWS]; DEPTH]) -> [f32; TILE] {
    let mut cells = [0.0; TILE];
    for (row, two) in cells.chunks_exact_mut(ROWS).zip(values.as_chunks().0) {
        let [first, second] = two;
        for ((cell, &first), &second) in row.iter_mut().zip(first).zip(second) {
            *cell = f32::from_bits(u32::from(second) << 16 | u32::from(first));
        }
    }
    cells
}

/// First channel and number of tiles of each product.
pub(super) fn pairs(channels: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..channels)
        .step_by(CHANNELS)
        .map(move |first| (first, if channels - first > ROWS { 2 } else { 1 }))
}

/// The nearest bfloat16, half to even, as the processor does it.
fn high(value: f32) -> u16 {
    let bits = value.to_bits();
    if value.is_nan() {
        // Rounded, a damaged file's might become a number.
        return (bits >> 16) as u16 | 0x40;
    }
    ((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16
}

/// The bfloat16 nearest to what is left.
fn low(value: f32) -> u16 {
    high(value - f32::from_bits(u32::from(high(value)) << 16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_to_the_nearest_and_leaves_what_is_no_number() {
        assert_eq!(high(1.0), 0x3f80);
        // Half-way between two: to the even one.
        assert_eq!(high(f32::from_bits(0x3f80_8000)), 0x3f80);
        assert_eq!(high(f32::from_bits(0x3f81_8000)), 0x3f82);
        assert_eq!(high(f32::NEG_INFINITY), 0xff80);
        for bits in [0x7f80_0001, 0x7fff_ffff, 0xffff_ffff] {
            let again = f32::from_bits(u32::from(high(f32::from_bits(bits))) << 16);
            assert!(again.is_nan(), "{bits:#x}");
        }
        assert!(f32::from_bits(u32::from(low(f32::NAN)) << 16).is_nan());
    }
}
