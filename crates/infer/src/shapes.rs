//! Whether a network's operators fit each other: a damaged file must not make one compute outside of a tensor.

use crate::LoadError;
use crate::graph::{Graph, Kind, Operator, Padding};

/// Every operator reads what an earlier one has written, and gives the shape that follows from what it reads.
pub(crate) fn check(graph: &Graph<'_>) -> Result<(), LoadError> {
    let mut written = vec![false; graph.tensors.len()];
    written[graph.input] = true;
    for operator in &graph.operators {
        let read = match operator.kind {
            Kind::Concatenate => &operator.inputs[..],
            _ => &operator.inputs[..1],
        };
        if read.iter().any(|&tensor| !written[tensor]) {
            return Err(LoadError::Damaged("an operator reads what nothing has written"));
        }
        if written[operator.output] || graph.is_constant(operator.output) {
            return Err(LoadError::Damaged("a tensor is written twice"));
        }
        if graph.tensors[operator.output].len() == 0 || !agree(graph, operator)? {
            return Err(LoadError::Damaged("the shapes of an operator do not agree"));
        }
        written[operator.output] = true;
    }
    if graph.outputs.iter().any(|&output| !written[output]) {
        return Err(LoadError::Damaged("an output is written by nothing"));
    }
    Ok(())
}

fn agree(graph: &Graph<'_>, operator: &Operator) -> Result<bool, LoadError> {
    let (source, out) = (operator.inputs[0], operator.output);
    let shape = |tensor: usize| graph.tensors[tensor].shape.as_slice();
    let second = || {
        let second = operator.inputs.get(1).copied();
        second.ok_or(LoadError::Damaged("an operator lacks its second input"))
    };
    Ok(match operator.kind {
        // Of what is added and joined the shapes are looked at where the operator is planned.
        Kind::Add { .. } => shape(source) == shape(out),
        Kind::Concatenate => true,
        Kind::Relu | Kind::Prelu | Kind::Logistic => shape(source) == shape(out),
        Kind::Reshape => graph.tensors[source].len() == graph.tensors[out].len(),
        Kind::Convolve { stride, padding, .. } => {
            let (from, to) = (graph.picture(source)?, graph.picture(out)?);
            let &[count, height, width, depth] = shape(second()?) else {
                return Ok(false);
            };
            (count, depth) == (to[2], from[2]) && windows(from, to, [height, width], stride, padding)
        }
        Kind::Depthwise { stride, padding, .. } => {
            let (from, to) = (graph.picture(source)?, graph.picture(out)?);
            let &[_, height, width, channels] = shape(second()?) else {
                return Ok(false);
            };
            channels == to[2] && windows(from, to, [height, width], stride, padding)
        }
        Kind::MaxPool { size, stride, padding } => {
            let (from, to) = (graph.picture(source)?, graph.picture(out)?);
            from[2] == to[2] && windows(from, to, [size, size], stride, padding)
        }
        Kind::DepthToSpace { block } => {
            let ([height, width, depth], to) = (graph.picture(source)?, graph.picture(out)?);
            let area = block.checked_mul(block);
            area.is_some_and(|area| to[2].checked_mul(area) == Some(depth))
                && [height.checked_mul(block), width.checked_mul(block)] == [Some(to[0]), Some(to[1])]
        }
        Kind::ResizeBilinear => graph.picture(source)?[2] == graph.picture(out)?[2],
        Kind::Pad => {
            let sizes = graph.ints(second()?)?;
            let padded = |axis: usize| {
                let more = sizes.get(2 * axis..2 * axis + 2)?;
                let more = more.iter().map(|&size| usize::try_from(size).ok());
                shape(source).get(axis)?.checked_add(more.sum::<Option<usize>>()?)
            };
            let rank = shape(out).len();
            shape(source).len() == rank && (0..rank).all(|axis| padded(axis) == Some(shape(out)[axis]))
        }
    })
}

/// Whether windows of this `size`, `stride` apart, give a picture of the height and width of `to`.
fn windows(from: [usize; 3], to: [usize; 3], size: [usize; 2], stride: usize, padding: Padding) -> bool {
    (0..2).all(|axis| {
        let count = match padding {
            Padding::Same => Some(from[axis].div_ceil(stride)),
            Padding::Valid => from[axis].checked_sub(size[axis]).map(|rest| rest / stride + 1),
        };
        size[axis] > 0 && count == Some(to[axis])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_networks_that_we_run_are_sound_and_no_tensor_of_another_shape_is() {
        for model in [&models::POSE_DETECTION, &models::POSE_LITE, &models::FACE_LANDMARK] {
            let mut graph = Graph::read(model.bytes).unwrap();
            assert_eq!(check(&graph), Ok(()), "{}", model.name);
            for index in 0..graph.operators.len() {
                let (kind, out) = (graph.operators[index].kind.clone(), graph.operators[index].output);
                // A reshaped tensor has its number of values only; joined ones are looked at in the plan.
                if matches!(kind, Kind::Reshape | Kind::Concatenate) {
                    continue;
                }
                let last = graph.tensors[out].shape.len() - 1;
                for axis in 0..=last {
                    // A picture is resized to any size.
                    if kind == Kind::ResizeBilinear && axis != last {
                        continue;
                    }
                    let right = graph.tensors[out].shape[axis];
                    for wrong in [0, right + 1] {
                        graph.tensors[out].shape[axis] = wrong;
                        assert!(check(&graph).is_err(), "{} {kind:?} axis {axis}: {wrong}", model.name);
                    }
                    graph.tensors[out].shape[axis] = right;
                }
            }
        }
    }

    #[test]
    fn what_nothing_has_written_is_not_read() {
        let mut graph = Graph::read(models::FACE_LANDMARK.bytes).unwrap();
        graph.operators.swap(0, 1);
        assert!(check(&graph).is_err());
        graph.operators.swap(0, 1);
        let again = graph.operators[0].clone();
        graph.operators.push(again);
        assert_eq!(check(&graph), Err(LoadError::Damaged("a tensor is written twice")));
    }
}
