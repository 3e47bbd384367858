//! One step of a network: what is computed, by a convolution, a block, or something simple.

use std::ops::Range;

use crate::block::{Block, Convolution, Scratch, Window};
use crate::kernels::{Isa, Weights};
use crate::simple::Simple;
use crate::threads::Share;

/// One step: what is computed, into which tensor.
#[derive(Debug)]
pub(crate) struct Step {
    pub out: usize,
    pub work: Work,
}

#[derive(Debug)]
pub(crate) enum Work {
    Convolution(Convolution),
    Block(Box<Block>),
    Simple(Simple),
}

impl Work {
    /// Tensors that the step reads.
    pub(crate) fn sources(&self) -> Vec<usize> {
        match self {
            Work::Convolution(convolution) => [Some(convolution.source), convolution.residual]
                .into_iter()
                .flatten()
                .collect(),
            Work::Block(block) => [Some(block.source), block.residual].into_iter().flatten().collect(),
            Work::Simple(simple) => simple.sources(),
        }
    }

    /// Rows of the answer that can be computed one by one.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Work::Convolution(work) => work.window.out_height,
            Work::Block(work) => work.window.out_height,
            Work::Simple(work) => work.rows(),
        }
    }

    /// Computes some `rows` of the answer into `out`, which holds just these. `sources` in the order of
    /// [`Self::sources`].
    pub(crate) fn run(&self, sources: &[&[f32]], rows: Range<usize>, scratch: &mut Scratch, out: &mut [f32]) {
        let residual = sources.get(1).copied();
        match self {
            Work::Convolution(work) => work.run(sources[0], residual, rows, scratch, out),
            Work::Block(work) => work.run(sources[0], residual, rows, scratch, out),
            Work::Simple(work) => work.run(sources, rows, out),
        }
    }

    /// Multiply-adds of its convolutions; the rest (resizing, pooling, adding) is not counted.
    pub(crate) fn multiply_adds(&self) -> u64 {
        let pixels = |window: &Window| window.out_height * window.out_width;
        let each = |weights: &Weights| weights.channels * weights.depth;
        let sum = match self {
            Work::Convolution(convolution) => pixels(&convolution.window) * each(&convolution.weights),
            Work::Block(block) => {
                let expand = block.expand.as_ref();
                let per_pixel = block.window.channels * block.window.size * block.window.size
                    + block.project.as_ref().map_or(0, |project| each(&project.weights));
                expand.map_or(0, |expand| pixels(&expand.window) * each(&expand.weights))
                    + pixels(&block.window) * per_pixel
            }
            Work::Simple(_) => 0,
        };
        sum as u64
    }
}

/// Multiply-adds below which handing half of a step to another core takes longer than the half.
const WORTH_SHARING: u64 = 200_000;

/// Multiply-adds that take as long as one value of an answer that needs none.
const PER_VALUE: u64 = 8;

/// Computes a step into `out`, by as many threads as there are pieces of `scratch`.
pub(crate) fn share(work: &Work, sources: &[&[f32]], isa: Isa, scratch: &mut [Scratch], out: &mut [f32]) {
    let cost = work.multiply_adds().max(PER_VALUE * out.len() as u64);
    let threads = if cost < WORTH_SHARING { 1 } else { scratch.len() };
    let (share, scratch) = (Share { isa }, &mut scratch[..threads]);
    match work {
        Work::Block(block) if threads > 1 && block.is_shared_in_two(threads) => {
            block.run_in_two(sources[0], sources.get(1).copied(), &share, scratch, out);
        }
        _ => share.rows(0..work.rows(), scratch, out, &|rows, scratch, part| {
            work.run(sources, rows, scratch, part);
        }),
    }
}
