//! Every kernel against plain loops, on every instruction set that this processor has.

use proptest::prelude::*;

use super::*;
use crate::aligned::Aligned;

/// Numbers without a pattern that a mistake could hide behind.
fn numbers(count: usize, seed: usize) -> Vec<f32> {
    (0..count)
        .map(|k| (((k + seed) * 7919 % 2003) as f32 / 1001.5) - 1.0)
        .collect()
}

fn finishes(channels: usize) -> [Finish; 3] {
    [
        Finish::PLAIN,
        Finish::Clamp { low: 0.0, high: 6.0 },
        Finish::Prelu {
            slopes: numbers(channels, 5),
        },
    ]
}

/// What the finish does to one value, in the plainest words.
fn finished(finish: &Finish, value: f32, channel: usize) -> f32 {
    match finish {
        Finish::Clamp { low, high } => value.max(*low).min(*high),
        Finish::Prelu { slopes } => value.max(0.0) + value.min(0.0) * slopes[channel],
    }
}

#[test]
fn finishing_all_values_is_finishing_each() {
    let channels = 7;
    for finish in finishes(channels) {
        let before = numbers(5 * channels, 3);
        let mut after = before.clone();
        finish.apply_to_all(&mut after, channels);
        for (index, (before, after)) in before.iter().zip(&after).enumerate() {
            assert_eq!(finished(&finish, *before, index % channels), *after);
        }
    }
}

proptest! {
    #[test]
    fn convolution_equals_plain_loops(channels in 1..70_usize, inputs in 1..20_usize, window in 1..4_usize,
                                      stride in 1..3_usize, pixels in 1..50_usize, line in 1..20_usize, gap in 0..9_usize,
                                      with_residual: bool, finish in 0..3_usize) {
        let segment = window * inputs;
        let depth = window * segment;
        let (weights, biases) = (numbers(channels * depth, 1), numbers(channels, 2));
        let lines: Vec<_> = (0..window).map(|k| numbers((pixels - 1) * stride * inputs + segment, 10 * k)).collect();
        let rows: Vec<&[f32]> = lines.iter().map(Vec::as_slice).collect();
        let residual = numbers(pixels * channels, 3);
        let finish = finishes(channels)[finish].clone();
        for isa in Isa::available() {
            let _prepared = Prepared::new(isa);
            let packed = Weights::pack(&weights, &biases, depth, window, pixels, isa);
            let lines = if with_residual { Lines::ONE } else { Lines { pixels: line, gap } };
            let mut out = vec![f32::NAN; lines.place(pixels - 1, channels) + channels];
            let run = Run { rows: &rows, step: stride * inputs, pixels, residual: with_residual.then_some(&residual), lines };
            convolve(&packed, run, &finish.clone().padded(isa), &mut Aligned::default(), &mut out);
            for pixel in 0..pixels {
                for channel in 0..channels {
                    let mut sum = f64::from(biases[channel]);
                    for (y, row) in rows.iter().enumerate() {
                        for k in 0..segment {
                            let weight = weights[channel * depth + y * segment + k];
                            sum += f64::from(row[pixel * stride * inputs + k]) * f64::from(weight);
                        }
                    }
                    if with_residual {
                        sum += f64::from(residual[pixel * channels + channel]);
                    }
                    let expected = finished(&finish, sum as f32, channel);
                    prop_assert!((out[lines.place(pixel, channels) + channel] - expected).abs() < 1e-3, "{isa:?}");
                }
            }
            prop_assert_eq!(out.iter().filter(|value| !value.is_nan()).count(), pixels * channels, "gaps stay");
        }
    }

    #[test]
    fn depthwise_equals_plain_loops(channels in 1..70_usize, five: bool, stride in 1..3_usize, pixels in 1..20_usize,
                                    finish in 0..3_usize) {
        let size = if five { 5 } else { 3 };
        let (weights, biases) = (numbers(size * size * channels, 1), numbers(channels, 2));
        let lines: Vec<_> = (0..size).map(|k| numbers(((pixels - 1) * stride + size) * channels, 10 * k)).collect();
        let rows: Vec<&[f32]> = lines.iter().map(Vec::as_slice).collect();
        let finish = finishes(channels)[finish].clone();
        for isa in Isa::available() {
            let packed = DepthwiseWeights::pack(&weights, &biases, size, stride, isa);
            let mut out = vec![f32::NAN; pixels * channels];
            depthwise_row(&packed, &rows, pixels, &finish.clone().padded(isa), &mut out);
            for pixel in 0..pixels {
                for channel in 0..channels {
                    let mut sum = f64::from(biases[channel]);
                    for (y, row) in rows.iter().enumerate() {
                        for x in 0..size {
                            let weight = weights[(y * size + x) * channels + channel];
                            sum += f64::from(row[(pixel * stride + x) * channels + channel]) * f64::from(weight);
                        }
                    }
                    let expected = finished(&finish, sum as f32, channel);
                    prop_assert!((out[pixel * channels + channel] - expected).abs() < 1e-3, "{isa:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Deep enough for every way in which a product is cut into steps and tiles.
    #[test]
    fn a_deep_product_equals_plain_loops(channels in 1..70_usize, depth in 1..200_usize, pixels in 1..70_usize, coarse: bool) {
        let (mut weights, biases) = (numbers(channels * depth, 1), numbers(channels, 2));
        if coarse {
            // As in the files: of half precision.
            weights.iter_mut().for_each(|weight| *weight = (*weight * 256.0).round() / 256.0);
        }
        let line = numbers(pixels * depth, 3);
        for isa in Isa::available() {
            let _prepared = Prepared::new(isa);
            let packed = Weights::pack(&weights, &biases, depth, 1, pixels, isa);
            let mut out = vec![f32::NAN; pixels * channels];
            let run = Run { rows: &[&line], step: depth, pixels, residual: None, lines: Lines::ONE };
            convolve(&packed, run, &Finish::PLAIN, &mut Aligned::default(), &mut out);
            for (pixel, values) in line.chunks_exact(depth).enumerate() {
                for (channel, row) in weights.chunks_exact(depth).enumerate() {
                    let products = values.iter().zip(row).map(|(value, weight)| f64::from(*value) * f64::from(*weight));
                    let expected = products.sum::<f64>() + f64::from(biases[channel]);
                    prop_assert!((f64::from(out[pixel * channels + channel]) - expected).abs() < 1e-3, "{isa:?}");
                }
            }
        }
    }

    /// Three quarters of the weights are zeros, as in the detector.
    #[test]
    fn a_sparse_product_equals_plain_loops(channels in 1..20_usize, depth in 8..80_usize, pixels in 16..150_usize,
                                           line in 1..20_usize, gap in 0..9_usize, with_residual: bool, finish in 0..3_usize) {
        let (channels, depth) = (4 * channels, 4 * depth);
        let (mut weights, biases) = (numbers(channels * depth, 1), numbers(channels, 2));
        for (k, weight) in weights.iter_mut().enumerate() {
            if k * 31 % 97 % 4 != 0 {
                *weight = 0.0;
            }
        }
        let values = numbers(pixels * depth, 3);
        let residual = numbers(pixels * channels, 4);
        let finish = finishes(channels)[finish].clone();
        for isa in Isa::available() {
            let _prepared = Prepared::new(isa);
            let packed = Weights::pack(&weights, &biases, depth, 1, pixels, isa);
            prop_assert!(packed.is_sparse() || isa.set() == InstructionSet::Amx);
            let lines = if with_residual { Lines::ONE } else { Lines { pixels: line, gap } };
            let mut out = vec![f32::NAN; lines.place(pixels - 1, channels) + channels];
            let run = Run { rows: &[&values], step: depth, pixels, residual: with_residual.then_some(&residual), lines };
            convolve(&packed, run, &finish.clone().padded(isa), &mut Aligned::default(), &mut out);
            for (pixel, values) in values.chunks_exact(depth).enumerate() {
                for (channel, row) in weights.chunks_exact(depth).enumerate() {
                    let products = values.iter().zip(row).map(|(value, weight)| f64::from(*value) * f64::from(*weight));
                    let mut sum = products.sum::<f64>() + f64::from(biases[channel]);
                    if with_residual {
                        sum += f64::from(residual[pixel * channels + channel]);
                    }
                    let expected = finished(&finish, sum as f32, channel);
                    prop_assert!((out[lines.place(pixel, channels) + channel] - expected).abs() < 1e-3, "{isa:?}");
                }
            }
            prop_assert_eq!(out.iter().filter(|value| !value.is_nan()).count(), pixels * channels, "gaps stay");
        }
    }
}
