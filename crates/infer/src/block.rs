//! Convolutions on whole pictures, and the block expand - depthwise - project as one step.
//!
//! The block walks down the picture a few rows at a time: it expands input rows into a ring of rows with a margin,
//! convolves them depthwise into a small buffer, and projects that. The widest tensor never leaves the cache.

use crate::aligned::Aligned;
use crate::kernels::{DepthwiseWeights, Finish, Lines, Run, Weights, convolve, depthwise_row};

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

/// Buffers that live as long as the engine, so that a run allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    ring: Aligned,
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
    pub(crate) fn run(&self, source: &[f32], residual: Option<&[f32]>, scratch: &mut Scratch, out: &mut [f32]) {
        let channels = self.weights.channels;
        let part = |first: usize| residual.map(|residual| &residual[first * channels..]);
        if self.window.is_pointwise() {
            let step = self.window.channels;
            let all = self.window.height * self.window.width;
            for first in (0..all).step_by(PIXELS_AT_ONCE) {
                let pixels = PIXELS_AT_ONCE.min(all - first);
                let run = Run {
                    rows: &[&source[first * step..]],
                    step,
                    pixels,
                    residual: part(first),
                    lines: Lines::ONE,
                };
                convolve(
                    &self.weights,
                    run,
                    &self.finish,
                    &mut scratch.room.products,
                    &mut out[first * channels..],
                );
            }
            return;
        }
        for row in 0..self.window.out_height {
            let first = row * self.window.out_width;
            convolve_row(
                &self.window,
                &self.weights,
                &self.finish,
                source,
                row,
                part(first),
                &mut scratch.room,
                &mut out[first * channels..],
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

/// The depthwise convolution's last input rows, each with its margins.
struct Ring<'a> {
    values: &'a mut [f32],
    rows: usize,
    /// Values in a row.
    width: usize,
    /// Those of them between the margins.
    inside: std::ops::Range<usize>,
}

impl Ring<'_> {
    fn clear_margins(&mut self) {
        for line in self.values.chunks_exact_mut(self.width) {
            line[..self.inside.start].fill(0.0);
            line[self.inside.end..].fill(0.0);
        }
    }

    fn line(&self, row: usize) -> &[f32] {
        &self.values[(row % self.rows) * self.width..][..self.width]
    }

    /// From the row's first value within the margins on.
    fn inside(&mut self, row: usize) -> &mut [f32] {
        &mut self.values[(row % self.rows) * self.width + self.inside.start..]
    }
}

/// Bytes that the rows between depthwise and projection may take.
const MIDDLE_BYTES: usize = 96 << 10;

impl Block {
    pub(crate) fn run(&self, source: &[f32], residual: Option<&[f32]>, scratch: &mut Scratch, out: &mut [f32]) {
        let window = &self.window;
        let channels = window.channels;
        let rows_at_once = self.rows_at_once();
        let ring_rows = rows_at_once * window.stride + window.size;
        let width = window.padded_width() * channels;
        let Scratch {
            ring,
            zeros,
            middle,
            room,
        } = scratch;
        let mut ring = Ring {
            values: ring.at_least(ring_rows * width),
            rows: ring_rows,
            width,
            inside: window.left * channels..(window.left + window.width) * channels,
        };
        ring.clear_margins();
        let zeros = zeros.at_least(width);
        zeros.fill(0.0);
        let line_len = window.out_width * channels;
        let middle = middle.at_least(rows_at_once * line_len);
        let mut next = 0;
        for first in (0..window.out_height).step_by(rows_at_once) {
            let count = rows_at_once.min(window.out_height - first);
            let end = ((first + count - 1) * window.stride + window.size)
                .saturating_sub(window.top)
                .min(window.height);
            if next < end {
                self.fill(source, next..end, room, &mut ring);
                next = end;
            }
            for row in 0..count {
                let mut rows: [&[f32]; MAX_SIZE] = [&[]; MAX_SIZE];
                for (y, slot) in rows.iter_mut().enumerate().take(window.size) {
                    *slot = match window.source_row(first + row, y) {
                        Some(from) => ring.line(from),
                        None => zeros,
                    };
                }
                let line = match &self.project {
                    Some(_) => &mut middle[row * line_len..][..line_len],
                    None => &mut out[(first + row) * line_len..][..line_len],
                };
                depthwise_row(
                    &self.depthwise,
                    &rows[..window.size],
                    window.out_width,
                    &self.finish,
                    line,
                );
            }
            if let Some(project) = &self.project {
                let first = first * window.out_width * project.weights.channels;
                let run = Run {
                    rows: &[middle],
                    step: channels,
                    pixels: count * window.out_width,
                    residual: residual.map(|residual| &residual[first..]),
                    lines: Lines::ONE,
                };
                convolve(
                    &project.weights,
                    run,
                    &project.finish,
                    &mut room.products,
                    &mut out[first..],
                );
            }
        }
    }

    fn rows_at_once(&self) -> usize {
        let fits = MIDDLE_BYTES / (self.window.out_width * self.window.channels * size_of::<f32>());
        fits.max(PIXELS_AT_ONCE.div_ceil(self.window.out_width))
            .clamp(1, self.window.out_height)
    }

    /// Computes the depthwise convolution's input rows into the ring.
    fn fill(&self, source: &[f32], rows: std::ops::Range<usize>, room: &mut Room, ring: &mut Ring<'_>) {
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
                let count = at_once.min(rows.end - first).min(ring.rows - first % ring.rows);
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
