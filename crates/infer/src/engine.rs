//! The public face: load a network, fill its input, run it, read its outputs.

use std::collections::HashSet;

use crate::LoadError;
use crate::arena::{Layout, lay_out};
use crate::block::Scratch;
use crate::graph::Graph;
use crate::kernels::Isa;
use crate::plan::{Plan, plan};
use crate::shapes;
use crate::threads::Threads;
use crate::work::{Work, share};

/// A network that is ready to run.
#[derive(Debug)]
pub struct Engine {
    steps: Vec<Placed>,
    buffers: Vec<Vec<f32>>,
    /// One for each thread.
    scratch: Vec<Scratch>,
    input_shape: Vec<usize>,
    /// Buffer and length of each output, those on request last.
    outputs: Vec<(usize, usize)>,
    /// How many outputs every run computes.
    always: usize,
    /// Whether the last run computed the others too.
    whole: bool,
    isa: Isa,
}

/// A step with its places in the buffers: index and length.
#[derive(Debug)]
struct Placed {
    work: Work,
    sources: Vec<(usize, usize)>,
    out: (usize, usize),
    /// Only outputs on request need it.
    on_request: bool,
}

impl Engine {
    /// Loads a network for the best instruction set of this processor.
    ///
    /// `outputs` are indices into the file's own list of outputs; only the operators that these need are kept.
    ///
    /// # Errors
    /// [`LoadError`] when the bytes are damaged, the network uses what is not supported, or it has no output of a
    /// number that is asked for.
    pub fn load(tflite: &[u8], outputs: &[usize]) -> Result<Self, LoadError> {
        Self::load_with(tflite, outputs, Isa::detect())
    }

    /// As [`Self::load`], with a given instruction set.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_with(tflite: &[u8], outputs: &[usize], isa: Isa) -> Result<Self, LoadError> {
        Self::load_all(tflite, outputs, &[], isa)
    }

    /// As [`Self::load`], with more outputs that only [`Self::run_whole`] computes: what they alone need costs
    /// memory, but no time in [`Self::run`]. The other outputs are the same, bit for bit, after either.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_with_requests(tflite: &[u8], outputs: &[usize], on_request: &[usize]) -> Result<Self, LoadError> {
        Self::load_all(tflite, outputs, on_request, Isa::detect())
    }

    fn load_all(tflite: &[u8], outputs: &[usize], on_request: &[usize], isa: Isa) -> Result<Self, LoadError> {
        let graph = Graph::read(tflite)?;
        shapes::check(&graph)?;
        let count = graph.outputs.len();
        let wanted = outputs
            .iter()
            .chain(on_request)
            .map(|&wanted| {
                graph
                    .outputs
                    .get(wanted)
                    .copied()
                    .ok_or(LoadError::NoOutput { wanted, count })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let plan = plan(&graph, &wanted, isa)?;
        let layout = lay_out(&graph, &plan);
        check_sizes(&graph, &plan, &layout)?;
        let place = |tensor: &usize| (layout.buffer[tensor], graph.tensors[*tensor].len());
        let always = outputs.len();
        let mut needed = needed_for(&plan, &plan.outputs[..always]).into_iter();
        let outputs = plan.outputs.iter().map(place).collect();
        let steps = plan
            .steps
            .into_iter()
            .map(|step| Placed {
                sources: step.work.sources().iter().map(place).collect(),
                out: place(&step.out),
                on_request: needed.next() == Some(false),
                work: step.work,
            })
            .collect();
        let buffers = layout.lengths.iter().map(|&len| vec![0.0; len]).collect();
        let input_shape = graph.tensors[plan.input].shape.clone();
        Ok(Self {
            steps,
            buffers,
            scratch: vec![Scratch::default()],
            input_shape,
            outputs,
            always,
            whole: false,
            isa,
        })
    }

    /// From now on each run is shared among these threads; it must be called within their [`Threads::run`]. At first
    /// there is one.
    pub fn share_among(&mut self, threads: &Threads) {
        self.scratch.resize_with(threads.count(), Scratch::default);
    }

    /// `[1, height, width, channels]`.
    pub fn input_shape(&self) -> &[usize] {
        &self.input_shape
    }

    /// Multiply-adds of one [`Self::run`], in its convolutions: what the processor's limit is held against.
    pub fn multiply_adds(&self) -> u64 {
        let wanted = self.steps.iter().filter(|step| !step.on_request);
        wanted.map(|step| step.work.multiply_adds()).sum()
    }

    /// The input, in the order of [`Self::input_shape`]. It keeps its values from run to run.
    pub fn input_mut(&mut self) -> &mut [f32] {
        &mut self.buffers[0]
    }

    /// Computes the outputs from the input, without those on request.
    pub fn run(&mut self) {
        self.run_steps(false);
    }

    /// Computes all outputs from the input.
    pub fn run_whole(&mut self) {
        self.run_steps(true);
    }

    fn run_steps(&mut self, whole: bool) {
        self.whole = whole;
        for step in self.steps.iter().filter(|step| whole || !step.on_request) {
            let (buffer, len) = step.out;
            let mut out = std::mem::take(&mut self.buffers[buffer]);
            let sources: Vec<&[f32]> = step
                .sources
                .iter()
                .map(|&(buffer, len)| &self.buffers[buffer][..len])
                .collect();
            share(&step.work, &sources, self.isa, &mut self.scratch, &mut out[..len]);
            self.buffers[buffer] = out;
        }
    }

    /// An output of the last run; `index` into the `outputs` given to [`Self::load`].
    ///
    /// # Panics
    /// When fewer outputs were asked for.
    pub fn output(&self, index: usize) -> &[f32] {
        assert!(index < self.always, "output {index} of {}", self.always);
        self.values(index)
    }

    /// An output on request; `index` into the `on_request` given to [`Self::load_with_requests`]. `None` when the
    /// last run did not compute it, or when fewer were asked for.
    pub fn output_on_request(&self, index: usize) -> Option<&[f32]> {
        let index = self.always + index;
        (self.whole && index < self.outputs.len()).then(|| self.values(index))
    }

    fn values(&self, index: usize) -> &[f32] {
        let (buffer, len) = self.outputs[index];
        &self.buffers[buffer][..len]
    }
}

/// Of each step, whether one of these outputs needs it.
fn needed_for(plan: &Plan, outputs: &[usize]) -> Vec<bool> {
    let mut tensors: HashSet<usize> = outputs.iter().copied().collect();
    let mut needed = vec![false; plan.steps.len()];
    // Backwards: every reader of a step's tensor comes after it.
    for (step, needed) in plan.steps.iter().zip(&mut needed).rev() {
        *needed = tensors.contains(&step.out);
        if *needed {
            tensors.extend(step.work.sources());
        }
    }
    needed
}

/// Every tensor that a step reads must have its memory, and the shapes of a convolution or block must agree: a damaged
/// file may say otherwise.
fn check_sizes(graph: &Graph<'_>, plan: &Plan, layout: &Layout) -> Result<(), LoadError> {
    let sources = plan.steps.iter().flat_map(|step| step.work.sources());
    if sources
        .chain(plan.outputs.iter().copied())
        .any(|tensor| !layout.buffer.contains_key(&tensor))
    {
        return Err(LoadError::Damaged("a tensor is read before it is written"));
    }
    for step in &plan.steps {
        let out = graph.tensors[step.out].len();
        let source = |tensor: usize| graph.tensors[tensor].len();
        let agrees = match &step.work {
            Work::Convolution(work) => {
                let window = &work.window;
                window.size <= crate::block::MAX_SIZE
                    && source(work.source) == window.height * window.width * window.channels
                    && out == window.out_height * window.out_width * work.weights.channels
                    && (!window.is_pointwise()
                        || (window.out_height, window.out_width) == (window.height, window.width))
            }
            Work::Block(work) => {
                let window = &work.window;
                let channels = work
                    .project
                    .as_ref()
                    .map_or(window.channels, |project| project.weights.channels);
                let before = match &work.expand {
                    Some(expand) => {
                        (expand.window.out_height, expand.window.out_width) == (window.height, window.width)
                            && expand.weights.channels == window.channels
                            && expand.window.size <= crate::block::MAX_SIZE
                            && source(work.source)
                                == expand.window.height * expand.window.width * expand.window.channels
                    }
                    None => source(work.source) == window.height * window.width * window.channels,
                };
                let projected = work
                    .project
                    .as_ref()
                    .is_none_or(|project| project.weights.depth == window.channels);
                before && projected && out == window.out_height * window.out_width * channels
            }
            Work::Simple(_) => true,
        };
        if !agrees {
            return Err(LoadError::Damaged("the shapes of a step do not agree"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_on_request_changes_no_other_and_is_not_there_unasked() {
        // Landmarks, score, heatmaps, world landmarks; on request the mask.
        let (tflite, outputs) = (models::POSE_LITE.bytes, [0, 1, 3, 4]);
        let mut engine = Engine::load_with_requests(tflite, &outputs, &[2]).unwrap();
        let mut mask_alone = Engine::load(tflite, &[2]).unwrap();
        let len = engine.input_mut().len();
        let pictures = [17, 31].map(|step| (0..len).map(|k| (k * step % 977) as f32 / 977.0).collect::<Vec<_>>());
        // The other picture before: what is left of it in the shared memory must not show.
        for (first, second) in [(0, 1), (1, 0)] {
            engine.input_mut().copy_from_slice(&pictures[first]);
            engine.run_whole();
            mask_alone.input_mut().copy_from_slice(&pictures[first]);
            mask_alone.run();
            assert_eq!(engine.output_on_request(0), Some(mask_alone.output(0)));
            assert_eq!(engine.output_on_request(1), None);
            engine.input_mut().copy_from_slice(&pictures[second]);
            engine.run_whole();
            let whole = [0, 1, 2, 3].map(|k| engine.output(k).to_vec());
            engine.run();
            assert_eq!([0, 1, 2, 3].map(|k| engine.output(k).to_vec()), whole);
            assert_eq!(engine.output_on_request(0), None);
        }
    }
}
