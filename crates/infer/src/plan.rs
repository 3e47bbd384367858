//! Turns the graph into steps: prunes what no output needs, and folds paddings, residuals and activations into the
//! convolutions they belong to.

use crate::LoadError;
use crate::block::{Block, Convolution, Expand, Project, Window};
use crate::graph::{Activation, Constant, Graph, Kind, Operator, Padding};
use crate::kernels::{DepthwiseWeights, Finish, Isa, Weights};
use crate::simple::{Simple, clamp};
use crate::work::{Step, Work};

/// Steps in the order in which they run. Tensor numbers are the graph's; reshaped tensors go by their source's number.
pub(crate) struct Plan {
    pub steps: Vec<Step>,
    pub input: usize,
    pub outputs: Vec<usize>,
}

pub(crate) fn plan(graph: &Graph<'_>, outputs: &[usize], isa: Isa) -> Result<Plan, LoadError> {
    Planner::new(graph, outputs, isa).run()
}

struct Planner<'a> {
    graph: &'a Graph<'a>,
    isa: Isa,
    wanted: &'a [usize],
    needed: Vec<bool>,
    /// Needed operators that read each tensor.
    readers: Vec<Vec<usize>>,
    /// Operator that writes each tensor.
    writer: Vec<Option<usize>>,
    /// Operators that are part of an earlier operator's step.
    folded: Vec<bool>,
    /// What a reshaped tensor is the same memory as.
    same_as: Vec<usize>,
}

/// What follows a convolution or a resize within its own step.
struct Tail {
    /// Last operator of the step: the step runs in its place.
    end: usize,
    residual: Option<usize>,
    finish: Finish,
}

impl<'a> Planner<'a> {
    fn new(graph: &'a Graph<'a>, wanted: &'a [usize], isa: Isa) -> Self {
        let mut writer = vec![None; graph.tensors.len()];
        for (index, operator) in graph.operators.iter().enumerate() {
            writer[operator.output] = Some(index);
        }
        let mut needed = vec![false; graph.operators.len()];
        let mut open = wanted.to_vec();
        while let Some(tensor) = open.pop() {
            if let Some(index) = writer[tensor].filter(|&index| !needed[index]) {
                needed[index] = true;
                open.extend(&graph.operators[index].inputs);
            }
        }
        let mut readers = vec![Vec::new(); graph.tensors.len()];
        for (index, operator) in graph.operators.iter().enumerate().filter(|&(index, _)| needed[index]) {
            for &input in &operator.inputs {
                readers[input].push(index);
            }
        }
        let folded = vec![false; graph.operators.len()];
        Self {
            graph,
            isa,
            wanted,
            needed,
            readers,
            writer,
            folded,
            same_as: (0..graph.tensors.len()).collect(),
        }
    }

    fn run(mut self) -> Result<Plan, LoadError> {
        // A step with several operators runs in the place of its last one: all that it reads is there by then.
        let mut places: Vec<Option<Step>> = (0..self.graph.operators.len()).map(|_| None).collect();
        for index in 0..self.graph.operators.len() {
            if self.needed[index]
                && !self.folded[index]
                && let Some((place, step)) = self.step(index)?
            {
                places[place] = Some(step);
            }
        }
        let mut steps: Vec<Step> = places.into_iter().flatten().collect();
        let root = |tensor: usize| self.root(tensor);
        for step in &mut steps {
            match &mut step.work {
                Work::Convolution(work) => {
                    work.source = root(work.source);
                    work.residual = work.residual.map(root);
                }
                Work::Block(work) => {
                    work.source = root(work.source);
                    work.residual = work.residual.map(root);
                }
                Work::Simple(work) => work.rename(root),
            }
        }
        let outputs = self.wanted.iter().map(|&tensor| self.root(tensor)).collect();
        Ok(Plan {
            steps,
            input: self.graph.input,
            outputs,
        })
    }

    fn root(&self, mut tensor: usize) -> usize {
        while self.same_as[tensor] != tensor {
            tensor = self.same_as[tensor];
        }
        tensor
    }

    fn operator(&self, index: usize) -> &'a Operator {
        &self.graph.operators[index]
    }

    /// The step that begins with this operator, and the operator in whose place it runs; none where nothing is
    /// computed.
    fn step(&mut self, index: usize) -> Result<Option<(usize, Step)>, LoadError> {
        let operator = self.operator(index);
        let source = operator.inputs[0];
        let simple = |work| {
            Ok(Some((
                index,
                Step {
                    out: operator.output,
                    work: Work::Simple(work),
                },
            )))
        };
        match operator.kind {
            Kind::Reshape => {
                self.same_as[operator.output] = source;
                Ok(None)
            }
            Kind::Pad if self.spatial_pad(operator)?.is_some() => {
                let by_windows = |&reader: &usize| {
                    matches!(
                        self.operator(reader).kind,
                        Kind::Convolve { .. } | Kind::Depthwise { .. }
                    )
                };
                if !self.readers[operator.output].iter().all(by_windows) || self.wanted.contains(&operator.output) {
                    return Err(LoadError::NotSupported(
                        "a padding before something else than a convolution".to_owned(),
                    ));
                }
                Ok(None)
            }
            Kind::Convolve { .. } => self.convolution(index).map(Some),
            Kind::Depthwise { .. } => self.block(None, index).map(Some),
            Kind::ResizeBilinear => {
                let tail = self.tail(index, Activation::None)?;
                let work = Work::Simple(Simple::resize(self.graph, operator, tail.residual, tail.finish)?);
                let out = self.operator(tail.end).output;
                Ok(Some((tail.end, Step { out, work })))
            }
            _ => simple(Simple::read(self.graph, operator, self.isa)?),
        }
    }

    /// A convolution alone, or as the beginning of a block.
    fn convolution(&mut self, index: usize) -> Result<(usize, Step), LoadError> {
        let operator = self.operator(index);
        let Kind::Convolve {
            stride,
            padding,
            activation,
        } = operator.kind
        else {
            unreachable!("the caller looked")
        };
        let (source, window) = self.window(operator, stride, padding, self.kernel_size(operator)?)?;
        let weights = self.weights(operator)?;
        // Few input channels: the stem, whose wide output would not stay in the cache either.
        let may_expand = window.is_pointwise() || window.channels <= 4;
        if may_expand && let Some((depthwise, finish)) = self.leads_to_depthwise(operator.output, activation)? {
            let expand = Expand {
                window,
                weights,
                finish,
            };
            return self.block(Some((source, expand)), depthwise);
        }
        let tail = self.tail(index, activation)?;
        let out = self.operator(tail.end).output;
        let work = Convolution {
            source,
            residual: tail.residual,
            window,
            weights,
            finish: tail.finish,
        };
        Ok((
            tail.end,
            Step {
                out,
                work: Work::Convolution(work),
            },
        ))
    }

    /// The depthwise convolution that alone reads `tensor`, perhaps through an activation or a padding; they are
    /// folded.
    fn leads_to_depthwise(
        &mut self,
        tensor: usize,
        activation: Activation,
    ) -> Result<Option<(usize, Finish)>, LoadError> {
        let mut path = Vec::new();
        let mut finish = clamp(activation);
        let mut tensor = tensor;
        while let Some(next) = self.only_reader(tensor) {
            let operator = self.operator(next);
            match operator.kind {
                Kind::Depthwise { .. } => {
                    path.push(next);
                    for &part in &path {
                        self.folded[part] = true;
                    }
                    return Ok(Some((next, finish.padded(self.isa))));
                }
                Kind::Prelu if finish == Finish::PLAIN && path.is_empty() => finish = self.slopes(operator)?,
                Kind::Pad if self.spatial_pad(operator)?.is_some() => {}
                _ => return Ok(None),
            }
            path.push(next);
            tensor = operator.output;
        }
        Ok(None)
    }

    /// A depthwise convolution with what stands before (already read) and behind it.
    fn block(&mut self, expand: Option<(usize, Expand)>, index: usize) -> Result<(usize, Step), LoadError> {
        let operator = self.operator(index);
        let Kind::Depthwise {
            stride,
            padding,
            activation,
        } = operator.kind
        else {
            unreachable!("the caller looked")
        };
        let size = self.kernel_size(operator)?;
        let (source, window) = self.window(operator, stride, padding, size)?;
        if !matches!((size, stride), (3 | 5, 1 | 2))
            || self.graph.tensors[operator.inputs[1]].len() != size * size * window.channels
        {
            return Err(LoadError::NotSupported(format!(
                "a depthwise window of {size} with stride {stride}, or a multiplier"
            )));
        }
        let biases = self.graph.floats(self.bias(operator)?)?;
        let weights = DepthwiseWeights::pack(&self.graph.floats(operator.inputs[1])?, &biases, size, stride, self.isa);
        let (mut end, finish) = self.finish(index, clamp(activation))?;
        let (project, residual) = match self.projection(end)? {
            Some((project, tail)) => {
                end = tail.end;
                (Some(project), tail.residual)
            }
            None => (None, None),
        };
        let (source, expand) = match expand {
            Some((source, expand)) => (source, Some(expand)),
            None => (source, None),
        };
        let work = Block {
            source,
            residual,
            expand,
            window,
            depthwise: weights,
            finish,
            project,
        };
        Ok((
            end,
            Step {
                out: self.operator(end).output,
                work: Work::Block(Box::new(work)),
            },
        ))
    }

    /// The pointwise convolution that alone reads what `end` gives, with what follows it; they are folded.
    fn projection(&mut self, end: usize) -> Result<Option<(Project, Tail)>, LoadError> {
        let Some(index) = self.only_reader(self.operator(end).output) else {
            return Ok(None);
        };
        let operator = self.operator(index);
        let Kind::Convolve {
            stride: 1, activation, ..
        } = operator.kind
        else {
            return Ok(None);
        };
        if self.kernel_size(operator) != Ok(1) {
            return Ok(None);
        }
        self.folded[index] = true;
        let tail = self.tail(index, activation)?;
        let project = Project {
            weights: self.weights(operator)?,
            finish: tail.finish.clone(),
        };
        Ok(Some((project, tail)))
    }

    /// Residual and activation behind the operator `index`, a convolution or a resize; what is taken is folded.
    fn tail(&mut self, index: usize, activation: Activation) -> Result<Tail, LoadError> {
        let mut tail = Tail {
            end: index,
            residual: None,
            finish: clamp(activation),
        };
        if tail.finish == Finish::PLAIN
            && let Some(add) = self.only_reader(self.operator(index).output)
        {
            let operator = self.operator(add);
            if let Kind::Add { activation } = operator.kind {
                let mine = self.operator(index).output;
                let other = if operator.inputs[0] == mine {
                    operator.inputs[1]
                } else {
                    operator.inputs[0]
                };
                let alike = self.graph.tensors[other].shape == self.graph.tensors[mine].shape;
                if alike && other != mine && !self.graph.is_constant(other) {
                    self.folded[add] = true;
                    tail = Tail {
                        end: add,
                        residual: Some(other),
                        finish: clamp(activation),
                    };
                }
            }
        }
        (tail.end, tail.finish) = self.finish(tail.end, tail.finish)?;
        Ok(tail)
    }

    /// The last operator and what is done to each value, where `end` does `finish`: a PRELU that alone reads what it
    /// gives is folded, unless something else is done already.
    fn finish(&mut self, end: usize, finish: Finish) -> Result<(usize, Finish), LoadError> {
        let next = self.only_reader(self.operator(end).output);
        match next.filter(|&next| finish == Finish::PLAIN && self.operator(next).kind == Kind::Prelu) {
            Some(prelu) => {
                self.folded[prelu] = true;
                Ok((prelu, self.slopes(self.operator(prelu))?.padded(self.isa)))
            }
            None => Ok((end, finish.padded(self.isa))),
        }
    }

    /// The one needed operator that reads `tensor`, unless it is wanted itself or folded into another step already.
    fn only_reader(&self, tensor: usize) -> Option<usize> {
        match self.readers[tensor][..] {
            [reader] if !self.wanted.contains(&tensor) && !self.folded[reader] => Some(reader),
            _ => None,
        }
    }

    /// Side of the (square) window: weights are `[out, size, size, in]`, depthwise `[1, size, size, channels]`.
    fn kernel_size(&self, operator: &Operator) -> Result<usize, LoadError> {
        match operator
            .inputs
            .get(1)
            .map(|&weights| &self.graph.tensors[weights].shape[..])
        {
            Some(&[_, height, width, _]) if height == width => Ok(height),
            _ => Err(LoadError::NotSupported("a window that is not square".to_owned())),
        }
    }

    fn bias(&self, operator: &Operator) -> Result<usize, LoadError> {
        operator
            .inputs
            .get(2)
            .copied()
            .ok_or(LoadError::NotSupported("a convolution without biases".to_owned()))
    }

    fn weights(&self, operator: &Operator) -> Result<Weights, LoadError> {
        let weights = self.graph.floats(operator.inputs[1])?;
        let biases = self.graph.floats(self.bias(operator)?)?;
        let depth = weights.len().checked_div(biases.len()).unwrap_or(0);
        let window = self.graph.tensors[operator.inputs[1]].shape[1..].iter().product();
        if depth == 0 || depth != window || weights.len() != depth * biases.len() {
            return Err(LoadError::Damaged("weights and biases do not agree"));
        }
        let [height, width, _] = self.graph.picture(operator.output)?;
        let rows = self.kernel_size(operator)?;
        Ok(Weights::pack(&weights, &biases, depth, rows, height * width, self.isa))
    }

    fn slopes(&self, prelu: &Operator) -> Result<Finish, LoadError> {
        let slopes = prelu
            .inputs
            .get(1)
            .ok_or(LoadError::Damaged("a PRELU without slopes"))?;
        let channels = self.graph.tensors[prelu.output].shape.last();
        let slopes = self.graph.floats(*slopes)?;
        if channels != Some(&slopes.len()) {
            return Err(LoadError::NotSupported(
                "slopes that differ within a channel".to_owned(),
            ));
        }
        Ok(Finish::Prelu { slopes })
    }

    /// Rows above and values to the left that a PAD adds, if it pads height and width only.
    fn spatial_pad(&self, operator: &Operator) -> Result<Option<(usize, usize)>, LoadError> {
        let Some(&paddings) = operator.inputs.get(1) else {
            return Err(LoadError::Damaged("a padding without sizes"));
        };
        if !matches!(self.graph.tensors[paddings].constant, Constant::Ints(_)) {
            return Err(LoadError::NotSupported("paddings that are computed".to_owned()));
        }
        Ok(match *self.graph.ints(paddings)? {
            [0, 0, top, _, left, _, 0, 0] if top >= 0 && left >= 0 => Some((top as usize, left as usize)),
            _ => None,
        })
    }

    /// Where the operator's windows lie on its source, seen through a padding before it.
    fn window(
        &self,
        operator: &Operator,
        stride: usize,
        padding: Padding,
        size: usize,
    ) -> Result<(usize, Window), LoadError> {
        let mut source = operator.inputs[0];
        let mut outside = (0, 0);
        if let Some(writer) = self.writer[source]
            .map(|index| self.operator(index))
            .filter(|w| w.kind == Kind::Pad)
            && let Some(pad) = self.spatial_pad(writer)?
        {
            (source, outside) = (writer.inputs[0], pad);
        }
        let [height, width, channels] = self.graph.picture(source)?;
        let [out_height, out_width, _] = self.graph.picture(operator.output)?;
        if padding == Padding::Same {
            outside = (
                padding.before(height, out_height, size, stride),
                padding.before(width, out_width, size, stride),
            );
        }
        let weights_shape = &self.graph.tensors[operator.inputs[1]].shape;
        if weights_shape.last() != Some(&channels) || out_height == 0 || out_width == 0 {
            return Err(LoadError::Damaged("weights and channels do not agree"));
        }
        let (top, left) = outside;
        Ok((
            source,
            Window {
                height,
                width,
                channels,
                out_height,
                out_width,
                size,
                stride,
                top,
                left,
            },
        ))
    }
}
