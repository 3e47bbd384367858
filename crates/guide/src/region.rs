//! Whether phrases can hold at once: what each allows of every measure, put on top of each other.
//!
//! Errs on the side of "they can": what is not known to exclude each other is allowed.

use body::{Measure, Side, Unit};

use crate::model::{Compare, Formula, Phrase, PhraseSide, Reading, Test};

/// Most cases that are looked at for one guide.
const MOST_CASES: usize = 200_000;
/// Most phrases that are put on top of each other: no step needs so many, and each makes the search go deeper.
const MOST_TOGETHER: usize = 32;
/// Turned farther, a face has half of its confidence left (docs/measures.md, "Signal rules"): degrees.
const FARTHEST_TURN_DEG: f64 = 60.0;

/// Which of a test's thresholds counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// It must become so.
    Met,
    /// It must stay so.
    Lost,
}

/// A phrase of which so much is demanded, on the side of a dose.
#[derive(Clone, Copy)]
pub(crate) struct Demanded<'a> {
    pub phrase: &'a Phrase,
    pub dose: Option<Side>,
    pub edge: Edge,
}

/// Looks whether phrases can hold at once. Once it has looked at too many cases, it takes it that they can.
pub(crate) struct Search {
    cases_left: usize,
}

impl Search {
    pub fn new() -> Self {
        Self { cases_left: MOST_CASES }
    }

    /// Whether all can hold at once.
    pub fn can_be_together(&mut self, demands: &[Demanded]) -> bool {
        if demands.len() > MOST_TOGETHER {
            return true;
        }
        let waiting = demands
            .iter()
            .map(|demanded| (*demanded, &demanded.phrase.formula))
            .collect();
        search(&Bounds::human(), waiting, &mut self.cases_left)
    }
}

fn search(bounds: &Bounds, mut waiting: Vec<(Demanded, &Formula)>, cases: &mut usize) -> bool {
    if *cases == 0 {
        return true;
    }
    *cases -= 1;
    let Some((demanded, formula)) = waiting.pop() else {
        return bounds.head_can_nod_so();
    };
    match formula {
        Formula::All(parts) => {
            waiting.extend(parts.iter().map(|part| (demanded, part)));
            search(bounds, waiting, cases)
        }
        Formula::Any(parts) => parts.iter().any(|part| {
            let mut waiting = waiting.clone();
            waiting.push((demanded, part));
            search(bounds, waiting, cases)
        }),
        Formula::Test(place) => {
            let Some(test) = demanded.phrase.tests.get(*place) else {
                return true;
            };
            let side = match demanded.phrase.side {
                PhraseSide::None => None,
                PhraseSide::OfDose => demanded.dose,
                PhraseSide::Fixed(side) => Some(side),
            };
            allowed(test, side, demanded.edge).into_iter().flatten().any(|range| {
                bounds
                    .narrowed(test.measure_for(side), range)
                    .is_some_and(|bounds| search(&bounds, waiting.clone(), cases))
            })
        }
    }
}

/// The values of the measure itself that a test allows: one range, or two for a magnitude.
fn allowed(test: &Test, side: Option<Side>, edge: Edge) -> [Option<(f32, f32)>; 2] {
    const FAR: f32 = f32::INFINITY;
    let edge = match edge {
        Edge::Met => test.met,
        Edge::Lost => test.lost,
    };
    // How the test reads a value of 1 tells whether it turns the sign.
    let turned = test.reading == Reading::TowardsSide && test.read(1.0, side) < 0.0;
    match (test.reading, test.compare) {
        (Reading::Magnitude, Compare::AtLeast) => [Some((edge, FAR)), Some((-FAR, -edge))],
        (Reading::Magnitude, Compare::AtMost) => [Some((-edge, edge)), None],
        (_, Compare::AtLeast) if turned => [Some((-FAR, -edge)), None],
        (_, Compare::AtMost) if turned => [Some((-edge, FAR)), None],
        (_, Compare::AtLeast) => [Some((edge, FAR)), None],
        (_, Compare::AtMost) => [Some((-FAR, edge)), None],
    }
}

/// What is left for each measure.
#[derive(Clone)]
struct Bounds(Vec<(f32, f32)>);

impl Bounds {
    /// What a body can do at all, generously.
    fn human() -> Self {
        let of = |measure: &Measure| match (measure.is_signed(), measure.unit()) {
            (true, _) => (-f32::INFINITY, f32::INFINITY),
            // Just below 0, so that 0 itself can be.
            (false, Unit::Degrees) => (-0.01, 180.0),
            (false, _) => (-0.01, f32::INFINITY),
        };
        Self(Measure::ALL.iter().map(of).collect())
    }

    fn of(&self, measure: Measure) -> (f32, f32) {
        let place = Measure::ALL.iter().position(|known| *known == measure);
        place
            .and_then(|place| self.0.get(place).copied())
            .unwrap_or((-f32::INFINITY, f32::INFINITY))
    }

    /// With less left for a measure; `None` when nothing is left. A single value is nothing: nobody holds it.
    fn narrowed(&self, measure: Measure, (low, high): (f32, f32)) -> Option<Self> {
        let (from, to) = self.of(measure);
        let (from, to) = (from.max(low), to.min(high));
        let place = Measure::ALL.iter().position(|known| *known == measure)?;
        let mut bounds = self.clone();
        *bounds.0.get_mut(place)? = (from, to);
        (from < to).then_some(bounds)
    }

    /// Whether flexion and depression fit each other: both tell how far the head is bowed, and
    /// tan(flexion) = tan(depression) / cos(azimuth), for a face that is turned by [`FARTHEST_TURN_DEG`].
    fn head_can_nod_so(&self) -> bool {
        let (flexion_low, flexion_high) = self.of(Measure::NeckFlexion);
        let (depression_low, depression_high) = self.of(Measure::HeadDepression);
        flexion_low <= widest(depression_high) && flexion_high >= -widest(-depression_low)
    }
}

/// The largest flexion that goes with a depression, degrees.
fn widest(depression: f32) -> f32 {
    let depression = f64::from(depression);
    if depression >= 90.0 {
        return f32::INFINITY;
    }
    if depression <= 0.0 {
        return depression as f32;
    }
    let turned = libm::cos(FARTHEST_TURN_DEG.to_radians());
    libm::atan(libm::tan(depression.to_radians()) / turned).to_degrees() as f32
}
