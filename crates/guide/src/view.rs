//! From which side a step is watched: `view side` under its heading.

use body::Side;

use crate::timing::ViewLimits;
use crate::vocabulary::View;

/// What the person turns to the camera in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StepView {
    /// The face.
    #[default]
    Front,
    /// One side, whichever.
    EitherSide,
    /// This side.
    Side(Side),
    /// The side of the dose, in a step for each side.
    SideOfDose,
}

impl StepView {
    /// Every one, as authors may write it.
    pub(crate) const ALL: [Self; 5] = [
        StepView::EitherSide,
        StepView::Side(Side::Left),
        StepView::Side(Side::Right),
        StepView::SideOfDose,
        StepView::Front,
    ];

    /// As it is written: `view left`.
    pub fn words(self) -> &'static str {
        match self {
            StepView::Front => "view front",
            StepView::EitherSide => "view side",
            StepView::Side(Side::Left) => "view left",
            StepView::Side(Side::Right) => "view right",
            StepView::SideOfDose => "view {side}",
        }
    }

    /// What these words, with single blanks, mean.
    pub(crate) fn read(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.words() == words)
    }

    /// In a dose of this side.
    pub fn for_side(self, dose: Option<Side>) -> Self {
        match (self, dose) {
            (StepView::SideOfDose, Some(side)) => StepView::Side(side),
            (StepView::SideOfDose, None) => StepView::EitherSide,
            (view, _) => view,
        }
    }

    /// From where the camera looks in it.
    pub fn seen_from(self) -> View {
        match self {
            StepView::Front => View::Front,
            StepView::EitherSide | StepView::Side(_) | StepView::SideOfDose => View::Side,
        }
    }

    /// Whether the person stands or sits sideways to the camera in it.
    pub fn is_sideways(self) -> bool {
        self.seen_from() == View::Side
    }
}

impl ViewLimits {
    /// Whether somebody who is turned by so many degrees to their right, which shows the left side, is turned as `view` wants
    /// it; `before`: they were so in the last frame. `view` is that of a dose.
    pub fn shows(&self, view: StepView, turned_deg: f64, before: bool) -> bool {
        let front = if before { self.front_left_deg } else { self.front_deg };
        let side = if before { self.side_left_deg } else { self.side_deg };
        let sideways = |shown_deg: f64| (side..=180.0 - side).contains(&shown_deg);
        match view {
            StepView::Front => turned_deg.abs() <= front,
            StepView::EitherSide | StepView::SideOfDose => sideways(turned_deg.abs()),
            StepView::Side(Side::Left) => sideways(turned_deg),
            StepView::Side(Side::Right) => sideways(-turned_deg),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_view_is_read_as_it_is_written() {
        for view in StepView::ALL {
            assert_eq!(StepView::read(view.words()), Some(view));
        }
        assert_eq!(StepView::read("view behind"), None);
    }

    #[test]
    fn the_side_of_a_dose_is_turned_to_the_camera() {
        assert_eq!(
            StepView::SideOfDose.for_side(Some(Side::Right)),
            StepView::Side(Side::Right)
        );
        assert_eq!(
            StepView::Side(Side::Left).for_side(Some(Side::Right)),
            StepView::Side(Side::Left)
        );
    }

    #[test]
    fn who_is_turned_right_stays_so_a_little_longer() {
        let limits = Vocabulary::builtin().timing().view;
        let left = StepView::Side(Side::Left);
        for (turned_deg, before, shows) in [
            (90.0, false, true),
            (50.0, false, false),
            (50.0, true, true),
            (30.0, true, false),
            (-90.0, true, false),
            (130.0, false, false),
        ] {
            assert_eq!(limits.shows(left, turned_deg, before), shows, "{turned_deg} {before}");
        }
        assert!(limits.shows(StepView::EitherSide, -90.0, false));
        assert!(limits.shows(StepView::Front, -20.0, false));
        assert!(!limits.shows(StepView::Front, 45.0, false));
        assert!(limits.shows(StepView::Front, 45.0, true));
    }
}
