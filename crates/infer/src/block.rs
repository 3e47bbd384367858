//! Convolutions on whole pictures, and the block expand - depthwise - project as one step.
//!
//! The block walks down the picture a few rows at a time: it expands input rows into a ring of rows with a margin,
//! convolves them depthwise into a small buffer, and projects that. The widest tensor never leaves the cache.

use std::ops::Range;

use crate::aligned::Aligned;
use crate::kernels::{DepthwiseWeights, Finish, Lines, Run, Weights, convolve, depthwise_row};
use crate::threads::Share;

/// Where the windows of a convolution lie on a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub height: usize,
    pub width: usize,
    pub channels: usize,
    pub out_height: usize,
    pub out_width: usize,
    pub size: usize,
    pub stride: usize,
    /// Rows of zeros above; as many below as the last window needs.
    pub top: usize,
    /// Zeros to the left.
    pub left: usize,
}

impl Window {
    pub(crate) fn is_pointwise(&self) -> bool {
        self.size == 1 && self.stride == 1
    }

    /// Pixels in one row with its margins.
    fn padded_width(&self) -> usize {
        ((self.out_width - 1) * self.stride + self.size).max(self.left + self.width)
    }

    /// The source's row for row `y` of a window; `None` in the margin.
    fn source_row(&self, out_row: usize, y: usize) -> Option<usize> {
        (out_row * self.stride + y)
            .checked_sub(self.top)
            .filter(|&row| row < self.height)
    }
}

/// Buffers that live as long as the engine, so that convolutions and blocks need no new memory in each run.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    ring: Aligned,
    rest: Rest,
}

/// All but the ring.
#[derive(Debug, Default)]
struct Rest {
    zeros: Aligned,
    middle: Aligned,
    room: Room,
}

/// What one convolution needs beside its source.
#[derive(Debug, Default)]
struct Room {
    lines: Aligned,
    products: Aligned,
}

/// Pixels of one matrix product: enough to use loaded weights well, few enough to stay in the first cache.
const PIXELS_AT_ONCE: usize = 64;

/// A convolution with its residual and activation.
#[derive(Debug)]
pub(crate) struct Convolution {
    pub source: usize,
    pub residual: Option<usize>,
    pub window: Window,
    pub weights: Weights,
    pub finish: Finish,
}

impl Convolution {
    /// Computes some `rows` of the answer into `out`, which holds just these.
    pub(crate) fn run(
        &self,
        source: &[f32],
        residual: Option<&[f32]>,
        rows: Range<usize>,
        scratch: &mut Scratch,
        out: &mut [f32],
    ) {
        let (width, channels) = (self.window.out_width, self.weights.channels);
        let part = |first: usize| residual.map(|residual| &residual[first * channels..]);
        if self.window.is_pointwise() {
            let step = self.window.channels;
            let pixels = rows.start * width..rows.end * width;
            for (first, out) in pixels
                .clone()
                .step_by(PIXELS_AT_ONCE)
                .zip(out.chunks_mut(PIXELS_AT_ONCE * channels))
            {
                let run = Run {
                    rows: &[&source[first * step..]],
                    step,
                    pixels: PIXELS_AT_ONCE.min(pixels.end - first),
                    residual: part(first),
                    lines: Lines::ONE,
                };
                convolve(&self.weights, run, &self.finish, &mut scratch.rest.room.products, out);
            }
            return;
        }
        for (row, out) in rows.zip(out.chunks_exact_mut(width * channels)) {
            convolve_row(
                &self.window,
                &self.weights,
                &self.finish,
                source,
                row,
                part(row * width),
                &mut scratch.rest.room,
                out,
            );
        }
    }
}

/// One output row of a convolution with any window.
#[allow(clippy::too_many_arguments)] // Two callers, and no two of these belong together.
fn convolve_row(
    window: &Window,
    weights: &Weights,
    finish: &Finish,
    source: &[f32],
    row: usize,
    residual: Option<&[f32]>,
    room: &mut Room,
    out: &mut [f32],
) {
    let (width, channels) = (window.padded_width() * window.channels, window.channels);
    let lines = room.lines.at_least(window.size * width);
    lines.fill(0.0);
    for (y, line) in lines.chunks_exact_mut(width).enumerate() {
        if let Some(from) = window.source_row(row, y) {
            let values = &source[from * window.width * channels..][..window.width * channels];
            line[window.left * channels..][..values.len()].copy_from_slice(values);
        }
    }
    let mut rows: [&[f32]; MAX_SIZE] = [&[]; MAX_SIZE];
    for (slot, line) in rows.iter_mut().zip(lines.chunks_exact(width)) {
        *slot = line;
    }
    let run = Run {
        rows: &rows[..window.size],
        step: window.stride * channels,
        pixels: window.out_width,
        residual,
        lines: Lines::ONE,
    };
    convolve(weights, run, finish, &mut room.products, out);
}

/// Largest window of any network here.
pub(crate) const MAX_SIZE: usize = 7;

/// The convolution before a depthwise one.
#[derive(Debug)]
pub(crate) struct Expand {
    pub window: Window,
    pub weights: Weights,
    pub finish: Finish,
}

/// The pointwise convolution behind a depthwise one.
#[derive(Debug)]
pub(crate) struct Project {
    pub weights: Weights,
    pub finish: Finish,
}

/// A depthwise convolution with what stands before and behind it.
#[derive(Debug)]
pub(crate) struct Block {
    pub source: usize,
    pub residual: Option<usize>,
    pub expand: Option<Expand>,
    /// Of the depthwise convolution.
    pub window: Window,
    pub depthwise: DepthwiseWeights,
    pub finish: Finish,
    pub project: Option<Project>,
}

/// Some of the depthwise convolution's input rows, each with its margins.
struct Ring<'a> {
    values: &'a mut [f32],
    /// The row that lay at the beginning of `values` first, before the ring came round.
    first: usize,
    rows: usize,
    /// Values in a row.
    width: usize,
    /// Those of them between the margins.
    inside: Range<usize>,
}

impl Ring<'_> {
    fn clear_margins(&mut self) {
        for line in self.values.chunks_exact_mut(self.width) {
            line[..self.inside.start].fill(0.0);
            line[self.inside.end..].fill(0.0);
        }
    }

    fn place(&self, row: usize) -> usize {
        (row - self.first) % self.rows * self.width
    }

    fn line(&self, row: usize) -> &[f32] {
        &self.values[self.place(row)..][..self.width]
    }

    /// From the row's first value within the margins on.
    fn inside(&mut self, row: usize) -> &mut [f32] {
        let place = self.place(row) + self.inside.start;
        &mut self.values[place..]
    }

    /// Rows from this one on that lie one behind the other.
    fn in_line(&self, row: usize) -> usize {
        self.rows - (row - self.first) % self.rows
    }
}

/// Bytes that the rows between depthwise and projection may take.
const MIDDLE_BYTES: usize = 96 << 10;

/// Multiply-adds that take longer than it takes two threads to meet once more, and to read what the other one wrote.
/// Measured: with 2.4 million it is slower, with 5 million a little faster, with 10 million by a tenth.
const WORTH_MEETING: usize = 4_000_000;

/// Bytes of expanded rows that threads may share: they stay in the second cache.
const SHARED_BYTES: usize = 1 << 20;

impl Block {
    /// Computes some `rows` of the answer into `out`, which holds just these.
    pub(crate) fn run(
        &self,
        source: &[f32],
        residual: Option<&[f32]>,
        rows: Range<usize>,
        scratch: &mut Scratch,
        out: &mut [f32],
    ) {
        let window = &self.window;
        let rows_at_once = self.rows_at_once();
        let ring_rows = rows_at_once * window.stride + window.size;
        let Scratch { ring, rest } = scratch;
        let mut next = (rows.start * window.stride).saturating_sub(window.top);
        let mut ring = self.ring(ring.at_least(ring_rows * self.ring_line()), 0..ring_rows);
        ring.clear_margins();
        for first in rows.clone().step_by(rows_at_once) {
            let count = rows_at_once.min(rows.end - first);
            let end = ((first + count - 1) * window.stride + window.size)
                .saturating_sub(window.top)
                .min(window.height);
            if next < end {
                self.fill(source, next..end, &mut rest.room, &mut ring);
                next = end;
            }
            self.answer(
                &ring,
                residual,
                first..first + count,
                rest,
                &mut out[(first - rows.start) * self.line()..],
            );
        }
    }

    /// Values in a row of the answer.
    fn line(&self) -> usize {
        let project = self.project.as_ref();
        self.window.out_width * project.map_or(self.window.channels, |project| project.weights.channels)
    }

    /// Values in a row of the ring.
    fn ring_line(&self) -> usize {
        self.window.padded_width() * self.window.channels
    }

    fn ring<'a>(&self, values: &'a mut [f32], rows: Range<usize>) -> Ring<'a> {
        let (window, channels) = (&self.window, self.window.channels);
        Ring {
            values,
            first: rows.start,
            rows: rows.len(),
            width: self.ring_line(),
            inside: window.left * channels..(window.left + window.width) * channels,
        }
    }

    /// Whether `threads` that share the rows would expand many of them twice: those that the windows on both sides of a
    /// cut need. Then they expand all rows first, and share the rest.
    pub(crate) fn is_shared_in_two(&self, threads: usize) -> bool {
        let Some(expand) = &self.expand else { return false };
        let twice = (threads - 1) * self.window.size.saturating_sub(self.window.stride);
        let each = expand.window.out_width * expand.weights.channels * expand.weights.depth;
        twice * each > WORTH_MEETING && self.window.height * self.ring_line() * size_of::<f32>() <= SHARED_BYTES
    }

    /// The whole answer, by as many threads as there are pieces of `scratch`.
    pub(crate) fn run_in_two(
        &self,
        source: &[f32],
        residual: Option<&[f32]>,
        share: &Share,
        scratch: &mut [Scratch],
        out: &mut [f32],
    ) {
        let mut values = std::mem::take(&mut scratch[0].ring);
        let all = values.at_least(self.window.height * self.ring_line());
        share.rows(0..self.window.height, scratch, all, &|rows, scratch, part| {
            let mut ring = self.ring(part, rows.clone());
            ring.clear_margins();
            self.fill(source, rows, &mut scratch.rest.room, &mut ring);
        });
        let ring = self.ring(all, 0..self.window.height);
        share.rows(0..self.window.out_height, scratch, out, &|rows, scratch, part| {
            self.answer(&ring, residual, rows, &mut scratch.rest, part);
        });
        scratch[0].ring = values;
    }

    /// The depthwise convolution and what is behind it, from rows that are in the ring.
    fn answer(&self, ring: &Ring<'_>, residual: Option<&[f32]>, rows: Range<usize>, rest: &mut Rest, out: &mut [f32]) {
        let (window, channels) = (&self.window, self.window.channels);
        // Nothing ever writes to them.
        let zeros = rest.zeros.at_least(ring.width);
        let line_len = window.out_width * channels;
        let middle = rest.middle.at_least(rows.len() * line_len);
        for (index, row) in rows.clone().enumerate() {
            let mut lines: [&[f32]; MAX_SIZE] = [&[]; MAX_SIZE];
            for (y, slot) in lines.iter_mut().enumerate().take(window.size) {
                *slot = match window.source_row(row, y) {
                    Some(from) => ring.line(from),
                    None => zeros,
                };
            }
            let to = if self.project.is_some() {
                &mut *middle
            } else {
                &mut *out
            };
            let line = &mut to[index * line_len..][..line_len];
            depthwise_row(
                &self.depthwise,
                &lines[..window.size],
                window.out_width,
                &self.finish,
                line,
            );
        }
        if let Some(project) = &self.project {
            let run = Run {
                rows: &[middle],
                step: channels,
                pixels: rows.len() * window.out_width,
                residual: residual.map(|residual| &residual[rows.start * self.line()..]),
                lines: Lines::ONE,
            };
            convolve(&project.weights, run, &project.finish, &mut rest.room.products, out);
        }
    }

    fn rows_at_once(&self) -> usize {
        let fits = MIDDLE_BYTES / (self.window.out_width * self.window.channels * size_of::<f32>());
        fits.max(PIXELS_AT_ONCE.div_ceil(self.window.out_width))
            .clamp(1, self.window.out_height)
    }

    /// Computes the depthwise convolution's input rows into the ring.
    fn fill(&self, source: &[f32], rows: Range<usize>, room: &mut Room, ring: &mut Ring<'_>) {
        let line_len = self.window.width * self.window.channels;
        let Some(expand) = &self.expand else {
            for row in rows {
                ring.inside(row)[..line_len].copy_from_slice(&source[row * line_len..][..line_len]);
            }
            return;
        };
        if expand.window.is_pointwise() {
            let step = expand.window.channels;
            let at_once = PIXELS_AT_ONCE.div_ceil(self.window.width);
            let mut first = rows.start;
            while first < rows.end {
                // As many as lie one behind the other in the ring.
                let count = at_once.min(rows.end - first).min(ring.in_line(first));
                let run = Run {
                    rows: &[&source[first * self.window.width * step..]],
                    step,
                    pixels: count * self.window.width,
                    residual: None,
                    lines: Lines {
                        pixels: self.window.width,
                        gap: ring.width - line_len,
                    },
                };
                convolve(
                    &expand.weights,
                    run,
                    &expand.finish,
                    &mut room.products,
                    ring.inside(first),
                );
                first += count;
            }
            return;
        }
        for row in rows {
            convolve_row(
                &expand.window,
                &expand.weights,
                &expand.finish,
                source,
                row,
                None,
                room,
                ring.inside(row),
            );
        }
    }
}
