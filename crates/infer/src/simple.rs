//! The operators without weights: a small share of the time, in plain loops.

use std::ops::Range;

use crate::LoadError;
use crate::graph::{Activation, Graph, Kind, Operator, Padding};
use crate::kernels::{Finish, Isa, larger};

/// An operator without weights. `source`, `one`, `other`, `parts` and `residual` are numbers of tensors.
#[derive(Debug)]
pub(crate) enum Simple {
    Add {
        one: usize,
        other: usize,
        finish: Finish,
    },
    Concatenate {
        parts: Vec<usize>,
    },
    DepthToSpace {
        source: usize,
        block: usize,
        shape: [usize; 3],
    },
    Finish {
        source: usize,
        finish: Finish,
        channels: usize,
    },
    Logistic {
        source: usize,
    },
    MaxPool {
        source: usize,
        shape: [usize; 3],
        out: [usize; 2],
        size: usize,
        stride: usize,
        before: [usize; 2],
    },
    PadChannels {
        source: usize,
        from: usize,
        to: usize,
    },
    Resize {
        source: usize,
        /// Added to what is resized.
        residual: Option<usize>,
        shape: [usize; 3],
        out: [usize; 2],
        finish: Finish,
    },
}

impl Simple {
    pub(crate) fn read(graph: &Graph<'_>, operator: &Operator, isa: Isa) -> Result<Self, LoadError> {
        let source = operator.inputs[0];
        match operator.kind {
            Kind::Add { activation } => Self::add(graph, operator, clamp(activation)),
            Kind::Concatenate => Self::concatenate(graph, operator),
            Kind::DepthToSpace { block } => Ok(Simple::DepthToSpace {
                source,
                block,
                shape: graph.picture(source)?,
            }),
            Kind::Relu => Ok(Simple::Finish {
                source,
                finish: Finish::Clamp {
                    low: 0.0,
                    high: f32::INFINITY,
                },
                channels: channels(graph, operator),
            }),
            Kind::Prelu => Self::prelu(graph, operator, isa),
            Kind::Logistic => Ok(Simple::Logistic { source }),
            Kind::MaxPool { size, stride, padding } => Self::max_pool(graph, operator, size, stride, padding),
            Kind::Pad => Self::pad(graph, operator),
            Kind::Convolve { .. } | Kind::Depthwise { .. } | Kind::Reshape | Kind::ResizeBilinear => {
                unreachable!("the plan takes these itself")
            }
        }
    }

    fn add(graph: &Graph<'_>, operator: &Operator, finish: Finish) -> Result<Self, LoadError> {
        let &[one, other, ..] = operator.inputs.as_slice() else {
            return Err(LoadError::Damaged("an addition of one tensor"));
        };
        if graph.tensors[one].shape != graph.tensors[other].shape || graph.is_constant(other) {
            return Err(LoadError::NotSupported(
                "adding tensors of two shapes, or a constant".to_owned(),
            ));
        }
        Ok(Simple::Add { one, other, finish })
    }

    /// One behind the other in memory: right where everything before the joined axis has length 1.
    fn concatenate(graph: &Graph<'_>, operator: &Operator) -> Result<Self, LoadError> {
        let shape = |tensor: usize| graph.tensors[tensor].shape.as_slice();
        let (parts, whole) = (operator.inputs.clone(), shape(operator.output));
        let total: usize = parts.iter().map(|&part| graph.tensors[part].len()).sum();
        let ranks_agree = parts
            .iter()
            .all(|&part| shape(part).first() == Some(&1) && shape(part).len() == whole.len());
        let first = shape(operator.inputs[0]);
        let joined = (0..whole.len()).find(|&axis| whole[axis] != first.get(axis).copied().unwrap_or(0));
        if !ranks_agree || joined.is_some_and(|axis| axis > 1) || total != graph.tensors[operator.output].len() {
            return Err(LoadError::NotSupported("concatenating along an inner axis".to_owned()));
        }
        Ok(Simple::Concatenate { parts })
    }

    fn prelu(graph: &Graph<'_>, operator: &Operator, isa: Isa) -> Result<Self, LoadError> {
        let slopes = operator
            .inputs
            .get(1)
            .ok_or(LoadError::Damaged("a PRELU without slopes"))?;
        let slopes = graph.floats(*slopes)?;
        let channels = channels(graph, operator);
        if slopes.len() != channels {
            return Err(LoadError::NotSupported(
                "slopes that differ within a channel".to_owned(),
            ));
        }
        Ok(Simple::Finish {
            source: operator.inputs[0],
            finish: Finish::Prelu { slopes }.padded(isa),
            channels,
        })
    }

    fn max_pool(
        graph: &Graph<'_>,
        operator: &Operator,
        size: usize,
        stride: usize,
        padding: Padding,
    ) -> Result<Self, LoadError> {
        let source = operator.inputs[0];
        let shape = graph.picture(source)?;
        let [height, width, _] = graph.picture(operator.output)?;
        let before = [
            padding.before(shape[0], height, size, stride),
            padding.before(shape[1], width, size, stride),
        ];
        Ok(Simple::MaxPool {
            source,
            shape,
            out: [height, width],
            size,
            stride,
            before,
        })
    }

    /// Zeros behind the channels.
    fn pad(graph: &Graph<'_>, operator: &Operator) -> Result<Self, LoadError> {
        let source = operator.inputs[0];
        let paddings = graph.ints(operator.inputs[1])?;
        let (Some(&from), &[0, 0, 0, 0, 0, 0, 0, _]) = (graph.tensors[source].shape.last(), paddings) else {
            return Err(LoadError::NotSupported(format!("a padding of {paddings:?}")));
        };
        Ok(Simple::PadChannels {
            source,
            from,
            to: channels(graph, operator),
        })
    }

    /// Resizes, adds `residual` where there is one, and finishes.
    pub(crate) fn resize(
        graph: &Graph<'_>,
        operator: &Operator,
        residual: Option<usize>,
        finish: Finish,
    ) -> Result<Self, LoadError> {
        let source = operator.inputs[0];
        let [height, width, _] = graph.picture(operator.output)?;
        Ok(Simple::Resize {
            source,
            residual,
            shape: graph.picture(source)?,
            out: [height, width],
            finish,
        })
    }

    pub(crate) fn sources(&self) -> Vec<usize> {
        match self {
            Simple::Add { one, other, .. } => vec![*one, *other],
            Simple::Concatenate { parts } => parts.clone(),
            Simple::DepthToSpace { source, .. }
            | Simple::Finish { source, .. }
            | Simple::Logistic { source }
            | Simple::MaxPool { source, .. }
            | Simple::PadChannels { source, .. } => vec![*source],
            Simple::Resize { source, residual, .. } => [Some(*source), *residual].into_iter().flatten().collect(),
        }
    }

    pub(crate) fn rename(&mut self, root: impl Fn(usize) -> usize) {
        match self {
            Simple::Add { one, other, .. } => (*one, *other) = (root(*one), root(*other)),
            Simple::Concatenate { parts } => parts.iter_mut().for_each(|part| *part = root(*part)),
            Simple::DepthToSpace { source, .. }
            | Simple::Finish { source, .. }
            | Simple::Logistic { source }
            | Simple::MaxPool { source, .. }
            | Simple::PadChannels { source, .. } => *source = root(*source),
            Simple::Resize { source, residual, .. } => {
                *source = root(*source);
                *residual = residual.map(root);
            }
        }
    }

    /// Rows of the answer that can be computed one by one; 1 where that would bring nothing.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Simple::Resize { out: [height, _], .. } | Simple::MaxPool { out: [height, _], .. } => *height,
            _ => 1,
        }
    }

    /// Computes some `rows` of the answer into `out`, which holds just these. `sources` in the order of
    /// [`Self::sources`].
    pub(crate) fn run(&self, sources: &[&[f32]], rows: Range<usize>, out: &mut [f32]) {
        match self {
            Simple::Add { finish, .. } => {
                for ((out, one), other) in out.iter_mut().zip(sources[0]).zip(sources[1]) {
                    *out = one + other;
                }
                finish.apply_to_all(out, out.len());
            }
            Simple::Concatenate { .. } => {
                let mut rest = out;
                for part in sources {
                    let (here, after) = rest.split_at_mut(part.len());
                    here.copy_from_slice(part);
                    rest = after;
                }
            }
            Simple::DepthToSpace { block, shape, .. } => depth_to_space(sources[0], *block, *shape, out),
            Simple::Finish { finish, channels, .. } => {
                out.copy_from_slice(sources[0]);
                finish.apply_to_all(out, *channels);
            }
            Simple::Logistic { .. } => {
                for (out, value) in out.iter_mut().zip(sources[0]) {
                    *out = 1.0 / (1.0 + libm::expf(-value));
                }
            }
            Simple::MaxPool {
                shape,
                out: [_, width],
                size,
                stride,
                before,
                ..
            } => {
                max_pool(sources[0], *shape, rows, *width, *size, *stride, *before, out);
            }
            Simple::PadChannels { from, to, .. } => {
                for (out, pixel) in out.chunks_exact_mut(*to).zip(sources[0].chunks_exact(*from)) {
                    out[..*from].copy_from_slice(pixel);
                    out[*from..].fill(0.0);
                }
            }
            Simple::Resize {
                shape,
                out: [height, width],
                finish,
                ..
            } => {
                let residual = sources.get(1).copied();
                resize(sources[0], residual, *shape, [*height, *width], rows, finish, out);
            }
        }
    }
}

/// What an activation does to the values of an operator.
pub(crate) fn clamp(activation: Activation) -> Finish {
    match activation {
        Activation::None => Finish::PLAIN,
        Activation::Relu => Finish::Clamp {
            low: 0.0,
            high: f32::INFINITY,
        },
        Activation::Relu6 => Finish::Clamp { low: 0.0, high: 6.0 },
    }
}

/// Channels of what an operator gives.
fn channels(graph: &Graph<'_>, operator: &Operator) -> usize {
    graph.tensors[operator.output].shape.last().copied().unwrap_or(1)
}

fn depth_to_space(source: &[f32], block: usize, [height, width, depth]: [usize; 3], out: &mut [f32]) {
    let channels = depth / (block * block);
    for y in 0..height {
        for x in 0..width {
            let pixel = &source[(y * width + x) * depth..][..depth];
            for (k, values) in pixel.chunks_exact(channels).enumerate() {
                let place = ((y * block + k / block) * width * block + x * block + k % block) * channels;
                out[place..][..channels].copy_from_slice(values);
            }
        }
    }
}

#[allow(clippy::too_many_arguments)] // One caller, and no two of these belong together.
fn max_pool(
    source: &[f32],
    [height, width, channels]: [usize; 3],
    rows: Range<usize>,
    out_width: usize,
    size: usize,
    stride: usize,
    [top, left]: [usize; 2],
    out: &mut [f32],
) {
    // Of the window that begins `index` steps in, the first place inside the picture and the one after the last.
    let inside = |index: usize, before: usize, all: usize| {
        let first = index * stride;
        first.saturating_sub(before).min(all)..(first + size).saturating_sub(before).min(all)
    };
    // Down first, in long loops.
    let mut between = vec![0.0; width * channels];
    for (y, out) in rows.zip(out.chunks_exact_mut(out_width * channels)) {
        let mut window = inside(y, top, height).map(|row| &source[row * width * channels..][..width * channels]);
        match window.next() {
            Some(row) => between.copy_from_slice(row),
            None => between.fill(f32::NEG_INFINITY),
        }
        for row in window {
            between
                .iter_mut()
                .zip(row)
                .for_each(|(most, value)| *most = larger(*most, *value));
        }
        for (x, pixel) in out.chunks_exact_mut(channels).enumerate() {
            let columns = inside(x, left, width);
            let mut values = between[columns.start * channels..columns.end * channels].chunks_exact(channels);
            match (values.next(), values.next()) {
                (Some(one), Some(other)) => {
                    let both = one.iter().zip(other);
                    pixel
                        .iter_mut()
                        .zip(both)
                        .for_each(|(most, (one, other))| *most = larger(*one, *other));
                }
                (Some(one), None) => pixel.copy_from_slice(one),
                _ => pixel.fill(f32::NEG_INFINITY),
            }
            for more in values {
                pixel
                    .iter_mut()
                    .zip(more)
                    .for_each(|(most, value)| *most = larger(*most, *value));
            }
        }
    }
}

/// Bilinear, half-pixel centres, as TensorFlow Lite does it.
fn resize(
    source: &[f32],
    residual: Option<&[f32]>,
    [height, width, channels]: [usize; 3],
    [out_height, out_width]: [usize; 2],
    rows: Range<usize>,
    finish: &Finish,
    out: &mut [f32],
) {
    let columns: Vec<_> = (0..out_width).map(|x| neighbours(x, out_width, width)).collect();
    // Across first, which is the order of TensorFlow Lite, once for every row of the source.
    let across = |row: usize, line: &mut [f32]| {
        let row = &source[row * width * channels..][..width * channels];
        for (pixel, &(left, right, along)) in line.chunks_exact_mut(channels).zip(&columns) {
            let at = |column: usize| &row[column * channels..][..channels];
            for ((out, left), right) in pixel.iter_mut().zip(at(left)).zip(at(right)) {
                *out = left + (right - left) * along;
            }
        }
    };
    let (mut above, mut below) = (vec![0.0; out_width * channels], vec![0.0; out_width * channels]);
    // Which rows of the source these are.
    let (mut is_above, mut is_below) = (usize::MAX, usize::MAX);
    for (y, out) in rows.zip(out.chunks_exact_mut(out_width * channels)) {
        let (upper, lower, down) = neighbours(y, out_height, height);
        if is_above != upper {
            if is_below == upper {
                (above, below, is_above, is_below) = (below, above, is_below, is_above);
            } else {
                across(upper, &mut above);
                is_above = upper;
            }
        }
        if is_below != lower {
            across(lower, &mut below);
            is_below = lower;
        }
        for ((out, above), below) in out.iter_mut().zip(&above).zip(&below) {
            *out = above + (below - above) * down;
        }
        if let Some(residual) = residual {
            let residual = &residual[y * out_width * channels..][..out_width * channels];
            out.iter_mut().zip(residual).for_each(|(out, value)| *out += value);
        }
        if *finish != Finish::PLAIN {
            finish.apply_to_all(out, channels);
        }
    }
}

/// The two rows (or columns) that row `index` of `out` lies between, and how far it is to the second.
fn neighbours(index: usize, out: usize, size: usize) -> (usize, usize, f32) {
    let place = ((index as f32 + 0.5) * (size as f32 / out as f32) - 0.5).max(0.0);
    let first = (place as usize).min(size - 1);
    (first, (first + 1).min(size - 1), place - first as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resizing_by_two_mixes_one_quarter() {
        let mut out = [0.0; 4];
        resize(&[0.0, 8.0], None, [1, 2, 1], [1, 4], 0..1, &Finish::PLAIN, &mut out);
        assert_eq!(out, [0.0, 2.0, 6.0, 8.0]);
        let (added, clamp) = ([1.0, 1.0, -9.0, 1.0], Finish::Clamp { low: 0.0, high: 6.0 });
        resize(&[0.0, 8.0], Some(&added), [1, 2, 1], [1, 4], 0..1, &clamp, &mut out);
        assert_eq!(out, [1.0, 3.0, 0.0, 6.0]);
    }

    #[test]
    fn depth_becomes_space() {
        let mut out = [0.0; 4];
        depth_to_space(&[1.0, 2.0, 3.0, 4.0], 2, [1, 1, 4], &mut out);
        assert_eq!(out, [1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn pooling_takes_the_largest_inside() {
        let mut out = [0.0; 1];
        max_pool(&[-3.0, -1.0, -4.0, -2.0], [2, 2, 1], 0..1, 1, 3, 1, [1, 1], &mut out);
        assert_eq!(out, [-1.0]);
    }
}
