//! The statistics: agreement of two readings, precision and recall, and intervals by a cluster bootstrap.
//!
//! All of them are made of sums, so that a resample is a weighted sum of its clusters.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use statrs::statistics::{Data, OrderStatistics};

/// Sums over pairs of a true value and its estimate.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    n: f64,
    error: f64,
    absolute: f64,
    squared: f64,
    truth: f64,
    estimate: f64,
    truth_squared: f64,
    estimate_squared: f64,
    product: f64,
}

impl Sums {
    /// One more pair.
    pub fn add(&mut self, truth: f64, estimate: f64) {
        let error = estimate - truth;
        self.n += 1.0;
        self.error += error;
        self.absolute += error.abs();
        self.squared += error * error;
        self.truth += truth;
        self.estimate += estimate;
        self.truth_squared += truth * truth;
        self.estimate_squared += estimate * estimate;
        self.product += truth * estimate;
    }

    /// All of `other`, `times` times.
    pub fn merge(&mut self, other: &Sums, times: f64) {
        self.n += other.n * times;
        self.error += other.error * times;
        self.absolute += other.absolute * times;
        self.squared += other.squared * times;
        self.truth += other.truth * times;
        self.estimate += other.estimate * times;
        self.truth_squared += other.truth_squared * times;
        self.estimate_squared += other.estimate_squared * times;
        self.product += other.product * times;
    }

    /// Pairs.
    pub fn n(&self) -> u64 {
        self.n as u64
    }

    /// Mean absolute error; `None` without pairs.
    pub fn mae(&self) -> Option<f64> {
        (self.n > 0.0).then(|| self.absolute / self.n)
    }

    /// Root of the mean squared error.
    pub fn rmse(&self) -> Option<f64> {
        (self.n > 0.0).then(|| (self.squared / self.n).sqrt())
    }

    /// Mean of estimate minus truth.
    pub fn bias(&self) -> Option<f64> {
        (self.n > 0.0).then(|| self.error / self.n)
    }

    /// Bland and Altman's 95 % limits of agreement: bias -+ 1.96 standard deviations of the differences.
    ///
    /// Source: Bland, Altman, Lancet 1986; 327:307. Frames of one clip are no independent pairs: the limits say how far
    /// frames differ, and not how well the limits are known.
    pub fn limits(&self) -> Option<[f64; 2]> {
        let bias = self.bias().filter(|_| self.n > 1.0)?;
        let variance = (self.squared - self.n * bias * bias).max(0.0) / (self.n - 1.0);
        let half = normal_975() * variance.sqrt();
        Some([bias - half, bias + half])
    }

    /// Pearson's correlation; `None` when one of both does not vary.
    pub fn correlation(&self) -> Option<f64> {
        let spread = self.of_truth() * self.of_estimate();
        (spread > 0.0).then(|| (self.together() / spread.sqrt()).clamp(-1.0, 1.0))
    }

    /// Slope of the least-squares line of the estimate on the truth: 0.8 reads a movement of 10 degrees as 8.
    pub fn gain(&self) -> Option<f64> {
        let spread = self.of_truth();
        (spread > 0.0).then(|| self.together() / spread)
    }

    fn of_truth(&self) -> f64 {
        about_the_mean(self.truth_squared, self.truth, self.truth, self.n)
    }

    fn of_estimate(&self) -> f64 {
        about_the_mean(self.estimate_squared, self.estimate, self.estimate, self.n)
    }

    fn together(&self) -> f64 {
        about_the_mean(self.product, self.truth, self.estimate, self.n)
    }
}

/// Sum of products about the means; 0 where rounding is all that is left.
fn about_the_mean(product: f64, one: f64, other: f64, n: f64) -> f64 {
    if n < 2.0 {
        return 0.0;
    }
    let about = product - one * other / n;
    if about.abs() <= 1e-12 * product.abs() {
        0.0
    } else {
        about
    }
}

fn normal_975() -> f64 {
    use statrs::distribution::{ContinuousCDF, Normal};
    Normal::standard().inverse_cdf(0.975)
}

/// What was found of what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// There, and found.
    pub found: u32,
    /// There, and not found.
    pub missed: u32,
    /// Not there, and said to be.
    pub false_alarms: u32,
    /// Not there, and not said to be.
    pub rightly_quiet: u32,
}

impl Counts {
    /// One more.
    pub fn add(&mut self, there: bool, said: bool) {
        *match (there, said) {
            (true, true) => &mut self.found,
            (true, false) => &mut self.missed,
            (false, true) => &mut self.false_alarms,
            (false, false) => &mut self.rightly_quiet,
        } += 1;
    }

    /// All of `other`, `times` times.
    pub fn merge(&mut self, other: Counts, times: u32) {
        self.found += other.found * times;
        self.missed += other.missed * times;
        self.false_alarms += other.false_alarms * times;
        self.rightly_quiet += other.rightly_quiet * times;
    }

    /// Of what was said, the share that was there; `None` when nothing was said.
    pub fn precision(self) -> Option<f64> {
        share(self.found, self.found + self.false_alarms)
    }

    /// Of what was there, the share that was found; `None` when nothing was there.
    pub fn recall(self) -> Option<f64> {
        share(self.found, self.found + self.missed)
    }

    /// Harmonic mean of both; `None` when nothing was there, for then there is nothing to find.
    pub fn f1(self) -> Option<f64> {
        self.recall()?;
        share(2 * self.found, 2 * self.found + self.missed + self.false_alarms)
    }
}

/// Exact 95 % interval of a share (Clopper and Pearson 1934, Biometrika 26:404): 2 of 2 is [0.16, 1], not [1, 1].
///
/// For independent tries only. `None` without any.
pub fn exact_interval(part: u32, whole: u32) -> Option<Interval> {
    use statrs::distribution::{Beta, ContinuousCDF};
    if whole == 0 || part > whole {
        return None;
    }
    let (part, rest) = (f64::from(part), f64::from(whole - part));
    let end = |a: f64, b: f64, share: f64| Beta::new(a, b).map(|beta| beta.inverse_cdf(share)).ok();
    let low = if part > 0.0 { end(part, rest + 1.0, 0.025)? } else { 0.0 };
    let high = if rest > 0.0 { end(part + 1.0, rest, 0.975)? } else { 1.0 };
    Some([low, high])
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// The quantile `share` (0..=1) of values; `None` of none. Interpolated: median-unbiased (Hyndman, Fan 1996, type 8).
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    (!values.is_empty()).then(|| Data::new(values.to_vec()).quantile(share))
}

/// Lower and upper end of a 95 % interval.
pub type Interval = [f64; 2];

/// Draws clusters again and again: persons first, then the motions of each drawn person, both with replacement.
///
/// A motion is one performance; clips of it from several cameras stay together, for they are not independent.
/// Source: Davison, Hinkley, Bootstrap Methods and their Application, 1997, 3.8 (two-stage resampling).
#[derive(Debug, Clone)]
pub struct Bootstrap {
    clusters: usize,
    /// One for each resample: how often each cluster was drawn.
    draws: Vec<Vec<u32>>,
}

/// Enough for the second digit of an end of an interval, and done in a moment.
const RESAMPLES: usize = 1000;
/// Any; fixed, so that the same clips give the same intervals.
const SEED: u64 = 1986;
/// With fewer usable resamples an interval would be made of few values.
const FEWEST: usize = RESAMPLES / 2;

impl Bootstrap {
    /// For clusters that are named by their person and motion; the place in `names` is the cluster's number.
    pub fn new(names: &[(String, String)]) -> Self {
        let mut persons: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (cluster, (person, _)) in names.iter().enumerate() {
            persons.entry(person).or_default().push(cluster);
        }
        let persons: Vec<Vec<usize>> = persons.into_values().collect();
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        // 32 bits: a wider draw would use up the generator differently on machines with other words.
        let mut draw = |count: usize| random.random_range(0..count.max(1) as u32) as usize;
        let resamples = if names.len() < 2 { 0 } else { RESAMPLES };
        let draws = (0..resamples)
            .map(|_| {
                let mut drawn = vec![0; names.len()];
                for _ in 0..persons.len() {
                    let motions = &persons[draw(persons.len())];
                    for _ in 0..motions.len() {
                        drawn[motions[draw(motions.len())]] += 1;
                    }
                }
                drawn
            })
            .collect();
        Self {
            clusters: names.len(),
            draws,
        }
    }

    /// The 2.5 and 97.5 % quantiles of a statistic over all resamples.
    ///
    /// `statistic` gets how often each cluster was drawn. `None` with fewer than two clusters, when the statistic has a
    /// value in fewer than half of the resamples, or when all resamples agree: that comes of few clusters, and says
    /// nothing of how sure the statistic is.
    pub fn interval(&self, statistic: impl Fn(&[u32]) -> Option<f64>) -> Option<Interval> {
        debug_assert!(self.draws.iter().all(|drawn| drawn.len() == self.clusters));
        let values: Vec<f64> = self.draws.iter().filter_map(|drawn| statistic(drawn)).collect();
        if values.len() < FEWEST {
            return None;
        }
        let mut values = Data::new(values);
        Some([values.quantile(0.025), values.quantile(0.975)]).filter(|[low, high]| low < high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::statistics::Statistics;

    fn sums(pairs: &[(f64, f64)]) -> Sums {
        let mut sums = Sums::default();
        pairs.iter().for_each(|&(truth, estimate)| sums.add(truth, estimate));
        sums
    }

    fn near(value: Option<f64>, expected: f64) {
        let value = value.expect("there is a value");
        assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
    }

    /// Worked by hand: truth 0, 10, 20, 30; estimate 1, 9, 17, 25; differences 1, -1, -3, -5.
    #[test]
    fn agreement_of_four_pairs() {
        let four = sums(&[(0.0, 1.0), (10.0, 9.0), (20.0, 17.0), (30.0, 25.0)]);
        assert_eq!(four.n(), 4);
        near(four.mae(), 2.5); // (1 + 1 + 3 + 5) / 4
        near(four.rmse(), 3.0); // sqrt((1 + 1 + 9 + 25) / 4)
        near(four.bias(), -2.0);
        near(four.gain(), 0.8); // the points lie on 1 + 0.8 x
        near(four.correlation(), 1.0);
        // Differences about -2: 3, 1, -1, -3; variance 20 / 3.
        let half = 1.959_963_984_540_054 * (20.0_f64 / 3.0).sqrt();
        let [low, high] = four.limits().unwrap();
        assert!((low - (-2.0 - half)).abs() < 1e-9 && (high - (-2.0 + half)).abs() < 1e-9);
    }

    #[test]
    fn spread_and_correlation_are_those_of_the_library() {
        let pairs = [(1.0, 2.0), (2.0, 1.5), (3.5, 4.0), (5.0, 4.5), (8.0, 6.0)];
        let truth: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
        let estimate: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
        let covariance = truth.iter().covariance(estimate.iter());
        let expected = covariance / (truth.iter().std_dev() * estimate.iter().std_dev());
        near(sums(&pairs).correlation(), expected);
        near(sums(&pairs).gain(), covariance / truth.iter().variance());
    }

    #[test]
    fn nothing_has_no_statistics_and_a_constant_no_correlation() {
        assert_eq!(Sums::default().mae(), None);
        assert_eq!(sums(&[(1.0, 2.0)]).limits(), None);
        let constant = sums(&[(3.1, 1.0), (3.1, 2.0), (3.1, 7.0)]);
        assert_eq!((constant.correlation(), constant.gain()), (None, None));
    }

    #[test]
    fn merging_twice_is_adding_twice() {
        let once = sums(&[(1.0, 2.0), (4.0, 3.0)]);
        let mut twice = Sums::default();
        twice.merge(&once, 2.0);
        assert_eq!(twice, sums(&[(1.0, 2.0), (4.0, 3.0), (1.0, 2.0), (4.0, 3.0)]));
    }

    /// 8 found, 2 missed, 1 false alarm: precision 8/9, recall 0.8, F1 16/19.
    #[test]
    fn precision_recall_and_f1() {
        let counts = Counts {
            found: 8,
            missed: 2,
            false_alarms: 1,
            rightly_quiet: 9,
        };
        near(counts.precision(), 8.0 / 9.0);
        near(counts.recall(), 0.8);
        near(counts.f1(), 16.0 / 19.0);
        let nothing_there = Counts {
            false_alarms: 1,
            ..Counts::default()
        };
        assert_eq!((nothing_there.recall(), nothing_there.f1()), (None, None));
    }

    /// All of n: the lower end is the n-th root of 0.025. 8 of 10: the tables' 0.4439 to 0.9748.
    #[test]
    fn exact_intervals_of_shares() {
        let near = |found: Option<Interval>, expected: Interval| {
            let found = found.expect("there is an interval");
            let off = (found[0] - expected[0]).abs().max((found[1] - expected[1]).abs());
            assert!(off < 1e-4, "{found:?} is not {expected:?}");
        };
        near(exact_interval(2, 2), [0.025_f64.sqrt(), 1.0]);
        near(exact_interval(0, 2), [0.0, 1.0 - 0.025_f64.sqrt()]);
        near(exact_interval(8, 10), [0.4439, 0.9748]);
        assert_eq!(exact_interval(0, 0), None);
    }

    #[test]
    fn quantiles_interpolate() {
        near(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(&[], 0.5), None);
    }

    fn names(persons: &[(&str, usize)]) -> Vec<(String, String)> {
        let motions = |&(person, count): &(&str, usize)| {
            let person = person.to_owned();
            (0..count).map(move |k| (person.clone(), k.to_string()))
        };
        persons.iter().flat_map(motions).collect()
    }

    #[test]
    fn the_same_clusters_give_the_same_interval_and_a_wider_one_for_fewer_persons() {
        // Persons differ, motions of one person do not: only persons count.
        let value = |names: &[(String, String)]| -> Vec<f64> {
            names.iter().map(|(person, _)| person.parse().unwrap()).collect()
        };
        let mean = |values: Vec<f64>| {
            move |drawn: &[u32]| {
                let n: f64 = drawn.iter().map(|&times| f64::from(times)).sum();
                let sum: f64 = drawn
                    .iter()
                    .zip(&values)
                    .map(|(&times, value)| f64::from(times) * value)
                    .sum();
                (n > 0.0).then(|| sum / n)
            }
        };
        let few = names(&[("0", 10), ("10", 10)]);
        let many = names(&[
            ("0", 2),
            ("2", 2),
            ("3", 2),
            ("4", 2),
            ("5", 2),
            ("6", 2),
            ("8", 2),
            ("10", 2),
        ]);
        let of = |names: &[(String, String)]| Bootstrap::new(names).interval(mean(value(names))).unwrap();
        assert_eq!(of(&few), of(&few));
        assert_eq!(of(&few), [0.0, 10.0]); // both persons the same in a quarter of the draws at each end
        let [low, high] = of(&many);
        assert!(low > 1.0 && high < 9.0 && low < 4.75 && high > 4.75, "{low} to {high}");
        assert_eq!(Bootstrap::new(&few[..1]).interval(|_| Some(1.0)), None);
    }
}
