//! The short memory between frames: smoothed measures and the head's speed.

use std::collections::VecDeque;

use body::{Measure, OneEuro, SessionTime, Unit};
use measure::{HeadSource, Measures, Seen, UNSURE, Unseen};

/// Smooths every measure over time and adds the head's speed.
#[derive(Debug)]
pub(crate) struct History {
    filters: Vec<Filter>,
    face: Steadiness,
    head: VecDeque<(SessionTime, [f32; 3])>,
}

#[derive(Debug)]
struct Filter {
    measure: Measure,
    smoother: OneEuro,
    last: Option<SessionTime>,
    bridge: Bridge,
}

/// Carries an angle of the head over from the face to the body's landmarks, which read it differently: a head
/// does not jump between two frames.
#[derive(Debug, Default)]
struct Bridge {
    /// Last value from the face.
    face: Option<(SessionTime, f64)>,
    /// What the landmarks read less than the face did, and since when they are used.
    offset: Option<(SessionTime, f64)>,
}

/// After this long without a face the landmarks stand alone.
const BRIDGE_S: f64 = 3.0;

impl Bridge {
    fn carry(&mut self, at: SessionTime, value: f64, source: Option<HeadSource>) -> f64 {
        if source != Some(HeadSource::Body) {
            self.face = Some((at, value));
            self.offset = None;
            return value;
        }
        if self.offset.is_none() {
            let last_face = self.face.filter(|(then, _)| at.since(*then).as_secs_f64() <= FORGET_S);
            self.offset = Some((at, last_face.map_or(0.0, |(_, face)| face - value)));
        }
        let (since, offset) = self.offset.unwrap_or((at, 0.0));
        value + offset * (1.0 - at.since(since).as_secs_f64() / BRIDGE_S).max(0.0)
    }
}

/// How steadily the face is seen: a mask, cloth or a hand before it is a face in some frames and none in others, and its
/// chin is anywhere.
#[derive(Debug, Default)]
struct Steadiness {
    /// When a face was looked for last, and the mean of its scores up to then; of none the score is 0.
    mean: Option<(SessionTime, f64)>,
}

/// The mean looks back over this time, seconds.
const STEADY_OVER_S: f64 = 1.0;
/// Below this mean the angles of the head are shown, but neither spoken of nor a fault: a real person in a medical mask
/// stays under it, and read a level chin as dropped by 43 degrees; faces without one score 0.99 and more.
const STEADY: f64 = 0.85;

impl Steadiness {
    /// The highest confidence that the angles of the head can have after this frame.
    fn surest(&mut self, at: SessionTime, face: Option<f32>) -> f32 {
        let score = f64::from(face.unwrap_or(0.0));
        let mean = self.mean.map_or(score, |(then, mean)| {
            let kept = libm::exp(-at.since(then).as_secs_f64() / STEADY_OVER_S);
            kept * mean + (1.0 - kept) * score
        });
        self.mean = Some((at, mean));
        if mean < STEADY { UNSURE } else { 1.0 }
    }
}

/// A measure that was away for longer starts afresh.
const FORGET_S: f64 = 0.5;
/// Speed is the change over this time, so that noise between two frames is no speed.
const SPEED_OVER_S: f64 = 0.25;
/// Speed can be judged from 10 frames a second (docs/measures.md, "head_speed_deg_s").
const SPEED_NEEDS_STEP_S: f64 = 0.11;

impl History {
    pub(crate) fn new() -> Self {
        let filters = Measure::ALL
            .iter()
            .map(|&measure| {
                let (min_cutoff, beta) = cutoffs(measure);
                Filter {
                    measure,
                    smoother: OneEuro::new(min_cutoff, beta),
                    last: None,
                    bridge: Bridge::default(),
                }
            })
            .collect();
        Self {
            filters,
            face: Steadiness::default(),
            head: VecDeque::new(),
        }
    }

    /// The same measures, smoothed, with [`Measure::HeadSpeed`]. `face` is the score of the face in this frame.
    pub(crate) fn smooth(&mut self, at: SessionTime, raw: &Measures, face: Option<f32>) -> Measures {
        let mut smooth = raw.clone();
        let surest = self.face.surest(at, face);
        for filter in &mut self.filters {
            let Ok(seen) = raw.get(filter.measure) else { continue };
            if filter.last.is_some_and(|last| at.since(last).as_secs_f64() > FORGET_S) {
                filter.smoother.reset();
            }
            filter.last = Some(at);
            let mut value = f64::from(seen.value);
            if filter.measure.turns_the_head() {
                value = filter.bridge.carry(at, value, raw.head_source());
            }
            let value = filter.smoother.smooth(value, at) as f32;
            let confidence = match filter.measure.turns_the_head() {
                true => seen.confidence.min(surest),
                false => seen.confidence,
            };
            smooth.set(filter.measure, Ok(Seen { value, confidence }));
        }
        smooth.set(Measure::HeadSpeed, self.head_speed(at, &smooth));
        smooth
    }

    fn head_speed(&mut self, at: SessionTime, smooth: &Measures) -> Result<Seen, Unseen> {
        let angles = [Measure::HeadAzimuth, Measure::HeadDepression, Measure::NeckTilt].map(|name| smooth.get(name));
        let [Ok(azimuth), Ok(depression), Ok(tilt)] = angles else {
            self.head.clear();
            return Err(angles.into_iter().find_map(Result::err).unwrap_or(Unseen::TooFewFrames));
        };
        let now = [azimuth.value, depression.value, tilt.value];
        self.head.push_back((at, now));
        while self
            .head
            .get(1)
            .is_some_and(|(then, _)| at.since(*then).as_secs_f64() >= SPEED_OVER_S)
        {
            self.head.pop_front();
        }
        let (then, before) = self.head[0];
        let seconds = at.since(then).as_secs_f64();
        let step = seconds / (self.head.len() as f64 - 1.0).max(1.0);
        if seconds <= 0.0 || step > SPEED_NEEDS_STEP_S {
            return Err(Unseen::TooFewFrames);
        }
        let change = now
            .iter()
            .zip(before)
            .map(|(now, before)| (now - before).abs())
            .fold(0.0, f32::max);
        Ok(Seen {
            value: change / seconds as f32,
            confidence: azimuth.confidence,
        })
    }
}

/// Cut-off at rest (Hz) and its growth with speed, for each kind of measure.
///
/// Head angles follow within 0.1 s; widths and heights, whose signal is near the landmarks' noise of 1 to 2 %,
/// are averaged over about a third of a second (docs/measures.md, "shoulder_retraction").
fn cutoffs(measure: Measure) -> (f64, f64) {
    match (measure, measure.unit()) {
        (Measure::ShoulderRetraction, _) => (0.9, 0.6),
        (_, Unit::Degrees | Unit::DegreesPerSecond) => (1.5, 0.05),
        (_, Unit::ShoulderWidths) => (1.0, 2.0),
        (_, Unit::Index) => (1.0, 1.0),
    }
}
