//! The public face: load a network, fill its input, run it, read its outputs.

use crate::LoadError;
use crate::arena::{Layout, lay_out};
use crate::block::Scratch;
use crate::graph::Graph;
use crate::kernels::Isa;
use crate::plan::{Plan, Work, plan};

/// A network that is ready to run.
#[derive(Debug)]
pub struct Engine {
    steps: Vec<Placed>,
    buffers: Vec<Vec<f32>>,
    scratch: Scratch,
    input_shape: Vec<usize>,
    /// Buffer and length of each output.
    outputs: Vec<(usize, usize)>,
}

/// A step with its places in the buffers: index and length.
#[derive(Debug)]
struct Placed {
    work: Work,
    sources: Vec<(usize, usize)>,
    out: (usize, usize),
}

impl Engine {
    /// Loads a network for the best instruction set of this processor.
    ///
    /// `outputs` are indices into the file's own list of outputs; only the operators that these need are kept.
    ///
    /// # Errors
    /// [`LoadError`] when the bytes are damaged, or the network uses what is not supported.
    pub fn load(tflite: &[u8], outputs: &[usize]) -> Result<Self, LoadError> {
        Self::load_with(tflite, outputs, Isa::detect())
    }

    /// As [`Self::load`], with a given instruction set.
    ///
    /// # Errors
    /// As [`Self::load`], and [`LoadError::NotSupported`] when this processor does not have `isa`.
    pub fn load_with(tflite: &[u8], outputs: &[usize], isa: Isa) -> Result<Self, LoadError> {
        if !isa.is_available() {
            return Err(LoadError::NotSupported(format!("{isa:?} on this processor")));
        }
        let graph = Graph::read(tflite)?;
        let count = graph.outputs.len();
        let wanted = outputs
            .iter()
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
        let outputs = plan.outputs.iter().map(place).collect();
        let steps = plan
            .steps
            .into_iter()
            .map(|step| Placed {
                sources: step.work.sources().iter().map(place).collect(),
                out: place(&step.out),
                work: step.work,
            })
            .collect();
        let buffers = layout.lengths.iter().map(|&len| vec![0.0; len]).collect();
        let input_shape = graph.tensors[plan.input].shape.clone();
        Ok(Self {
            steps,
            buffers,
            scratch: Scratch::default(),
            input_shape,
            outputs,
        })
    }

    /// `[1, height, width, channels]`.
    pub fn input_shape(&self) -> &[usize] {
        &self.input_shape
    }

    /// The input, in the order of [`Self::input_shape`]. It keeps its values from run to run.
    pub fn input_mut(&mut self) -> &mut [f32] {
        &mut self.buffers[0]
    }

    /// Computes the outputs from the input.
    pub fn run(&mut self) {
        for step in &self.steps {
            let (buffer, len) = step.out;
            let mut out = std::mem::take(&mut self.buffers[buffer]);
            let source = |k: usize| step.sources.get(k).map(|&(buffer, len)| &self.buffers[buffer][..len]);
            match &step.work {
                Work::Convolution(work) => {
                    work.run(source(0).unwrap_or(&[]), source(1), &mut self.scratch, &mut out[..len])
                }
                Work::Block(work) => work.run(source(0).unwrap_or(&[]), source(1), &mut self.scratch, &mut out[..len]),
                Work::Simple(work) => {
                    let sources: Vec<&[f32]> = (0..step.sources.len()).filter_map(source).collect();
                    work.run(&sources, &mut out[..len]);
                }
            }
            self.buffers[buffer] = out;
        }
    }

    /// An output of the last run; `index` into the `outputs` given to [`Self::load`].
    ///
    /// # Panics
    /// When fewer outputs were asked for.
    pub fn output(&self, index: usize) -> &[f32] {
        let (buffer, len) = self.outputs[index];
        &self.buffers[buffer][..len]
    }
}

/// Every tensor a step reads must have been written: a damaged file may say otherwise.
fn check_sizes(graph: &Graph, plan: &Plan, layout: &Layout) -> Result<(), LoadError> {
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
