//! Which tensors share memory: a buffer is free again after the last step that reads it.

use std::collections::HashMap;

use crate::graph::Graph;
use crate::plan::Plan;

/// A buffer for every tensor that a plan touches.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Buffer of each tensor.
    pub buffer: HashMap<usize, usize>,
    /// Length of each buffer, in values.
    pub lengths: Vec<usize>,
}

pub(crate) fn lay_out(graph: &Graph<'_>, plan: &Plan) -> Layout {
    let mut last_read: HashMap<usize, usize> = HashMap::new();
    for (index, step) in plan.steps.iter().enumerate() {
        for source in step.work.sources() {
            last_read.insert(source, index);
        }
    }
    // The input is filled before every run, the outputs are read after it: both stay.
    for &tensor in plan.outputs.iter().chain(&[plan.input]) {
        last_read.insert(tensor, usize::MAX);
    }
    let mut layout = Layout {
        buffer: HashMap::from([(plan.input, 0)]),
        lengths: vec![graph.tensors[plan.input].len()],
    };
    let mut free: Vec<usize> = Vec::new();
    let mut live: Vec<usize> = Vec::new();
    for (index, step) in plan.steps.iter().enumerate() {
        let len = graph.tensors[step.out].len();
        // The smallest one that is large enough, or else the largest, which grows.
        let best = (0..free.len()).min_by_key(|&k| {
            let have = layout.lengths[free[k]];
            if have >= len { (0, have - len) } else { (1, len - have) }
        });
        let buffer = match best {
            Some(k) => free.swap_remove(k),
            None => {
                layout.lengths.push(0);
                layout.lengths.len() - 1
            }
        };
        layout.lengths[buffer] = layout.lengths[buffer].max(len);
        layout.buffer.insert(step.out, buffer);
        live.push(step.out);
        live.retain(|tensor| {
            let stays = last_read.get(tensor).is_some_and(|&last| last > index);
            if !stays {
                free.push(layout.buffer[tensor]);
            }
            stays
        });
    }
    layout
}
