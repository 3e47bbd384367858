//! Whether the person is turned to the camera as a dose wants it. While they are not, nothing of it is judged: what is seen
//! from another side is neither a fault nor done.

use body::{Measure, SessionTime, Side};
use guide::{StepView, ViewLimits};
use measure::{Measures, Unseen};

use crate::dwell::{comes_to, secs};

/// How the person is turned, over time.
#[derive(Debug, Clone)]
pub(crate) struct Turned {
    /// `None` where it does not matter.
    wanted: Option<StepView>,
    /// As wanted, or why not; `None` before anything was seen.
    now: Option<Result<(), Unseen>>,
    /// Since when the frames say otherwise.
    differs_since: Option<SessionTime>,
    /// What is judged while they are turned otherwise.
    blind: Option<Measures>,
}

impl Turned {
    /// Of a dose that wants this view.
    pub fn new(wanted: Option<StepView>) -> Self {
        Self {
            wanted,
            now: None,
            differs_since: None,
            blind: None,
        }
    }

    /// Looks at one frame.
    pub fn frame(&mut self, at: SessionTime, measures: &Measures, limits: &ViewLimits) {
        let Some(wanted) = self.wanted else { return };
        let Some(seen) = self.seen(wanted, measures.get(Measure::Facing), limits) else {
            self.differs_since = None;
            return;
        };
        let changes = self.now.is_some_and(|now| now.is_ok() != seen.is_ok());
        if changes {
            let since = *self.differs_since.get_or_insert(at);
            if !comes_to(secs(since, at), limits.steady_s) {
                return;
            }
        }
        self.differs_since = None;
        if self.now != Some(seen) {
            self.now = Some(seen);
            self.blind = seen.err().map(Measures::unseen);
        }
    }

    /// What is judged in place of the frame's measures.
    pub fn blind(&self) -> Option<&Measures> {
        self.blind.as_ref()
    }

    /// What the person should turn to the camera, where they are seen to be turned otherwise.
    pub fn asks_for(&self) -> Option<StepView> {
        let otherwise = matches!(
            self.now,
            Some(Err(Unseen::SeenFromFront
                | Unseen::SeenFromSide
                | Unseen::SeenFromOtherSide
                | Unseen::OtherView))
        );
        self.wanted.filter(|_| otherwise)
    }

    /// The view that is wanted; `None` where none matters.
    pub fn wanted(&self) -> Option<StepView> {
        self.wanted
    }

    /// Whether the person is seen to be turned as wanted.
    pub fn is_right(&self) -> bool {
        self.now == Some(Ok(()))
    }

    /// What one frame says; `None` where it says nothing.
    fn seen(
        &self,
        wanted: StepView,
        facing: Result<measure::Seen, Unseen>,
        limits: &ViewLimits,
    ) -> Option<Result<(), Unseen>> {
        match facing {
            Ok(facing) => {
                let turned_deg = f64::from(facing.value);
                let right = limits.shows(wanted, turned_deg, self.is_right());
                Some(right.then_some(()).ok_or_else(|| otherwise(wanted, turned_deg, limits)))
            }
            // From behind.
            Err(Unseen::OtherView) => Some(Err(Unseen::OtherView)),
            // Who sits so near that the hips are not seen is judged from the front by what is seen of them.
            Err(Unseen::Legs | Unseen::Shoulders) if !wanted.is_sideways() => Some(Ok(())),
            Err(why @ (Unseen::Legs | Unseen::Shoulders)) if self.now.is_none_or(|now| now.is_err()) => Some(Err(why)),
            Err(_) => None,
        }
    }
}

/// Why somebody who is turned so is not judged.
fn otherwise(wanted: StepView, turned_deg: f64, limits: &ViewLimits) -> Unseen {
    let shows = |view| limits.shows(view, turned_deg, true);
    match wanted {
        StepView::Front if shows(StepView::EitherSide) => Unseen::SeenFromSide,
        StepView::Front => Unseen::OtherView,
        StepView::Side(Side::Left) if shows(StepView::Side(Side::Right)) => Unseen::SeenFromOtherSide,
        StepView::Side(Side::Right) if shows(StepView::Side(Side::Left)) => Unseen::SeenFromOtherSide,
        _ if shows(StepView::Front) => Unseen::SeenFromFront,
        _ => Unseen::OtherView,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guide::Vocabulary;
    use measure::Seen;

    /// What is said after each second of this: degrees to the right, or `None` where the hips are not seen.
    fn told(wanted: StepView, seconds: &[Option<f32>]) -> Vec<Option<Result<(), Unseen>>> {
        let mut turned = Turned::new(Some(wanted));
        let limits = Vocabulary::builtin().timing().view;
        let mut told = Vec::new();
        for (second, facing) in seconds.iter().enumerate() {
            for frame in 0..10 {
                let mut measures = Measures::unseen(Unseen::Legs);
                if let Some(value) = *facing {
                    measures.set(Measure::Facing, Ok(Seen { value, confidence: 0.8 }));
                }
                let at = SessionTime::from_secs_f64(second as f64 + f64::from(frame) / 10.0);
                turned.frame(at, &measures, &limits);
                assert_eq!(turned.blind().is_some(), turned.now.is_some_and(|now| now.is_err()));
            }
            told.push(turned.now);
        }
        told
    }

    const LEFT: StepView = StepView::Side(Side::Left);

    #[test]
    fn who_faces_the_camera_is_not_judged_from_the_side() {
        let front = Some(Err(Unseen::SeenFromFront));
        let right = Some(Ok(()));
        assert_eq!(told(LEFT, &[Some(0.0), Some(90.0), Some(50.0)]), [front, right, right]);
        assert_eq!(told(LEFT, &[Some(90.0), Some(10.0)]), [right, front]);
        assert_eq!(told(LEFT, &[Some(-90.0)]), [Some(Err(Unseen::SeenFromOtherSide))]);
        assert_eq!(told(StepView::EitherSide, &[Some(-90.0)]), [right]);
    }

    #[test]
    fn who_is_sideways_is_not_judged_from_the_front() {
        let side = Some(Err(Unseen::SeenFromSide));
        assert_eq!(told(StepView::Front, &[Some(90.0), Some(0.0)]), [side, Some(Ok(()))]);
        // A trunk that twists is no person who turned away.
        assert_eq!(told(StepView::Front, &[Some(0.0), Some(50.0)]), [Some(Ok(())); 2]);
    }

    #[test]
    fn without_hips_the_front_is_believed_and_a_side_is_not() {
        assert_eq!(told(StepView::Front, &[None]), [Some(Ok(()))]);
        assert_eq!(told(LEFT, &[None]), [Some(Err(Unseen::Legs))]);
        // Once it was seen it stands.
        assert_eq!(told(LEFT, &[Some(90.0), None]), [Some(Ok(())); 2]);
    }

    #[test]
    fn a_moment_is_no_turn() {
        let mut turned = Turned::new(Some(LEFT));
        let limits = Vocabulary::builtin().timing().view;
        let mut look = |at_s: f64, value: f32| {
            let mut measures = Measures::unseen(Unseen::Legs);
            measures.set(Measure::Facing, Ok(Seen { value, confidence: 0.8 }));
            turned.frame(SessionTime::from_secs_f64(at_s), &measures, &limits);
            turned.is_right()
        };
        assert!(look(0.0, 90.0));
        assert!(look(0.1, 0.0) && look(0.4, 0.0) && look(0.5, 90.0) && look(0.7, 0.0) && look(1.1, 0.0));
        assert!(!look(1.3, 0.0));
    }
}
