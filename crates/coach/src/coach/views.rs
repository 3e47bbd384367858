//! How the person should be turned to the camera, and whether what is known of them at rest was seen from there.

use body::{Kind, Measure};
use guide::StepView;

use super::Coach;
use crate::dose::Dose;
use crate::plan::Order;

impl Coach {
    /// What the person should turn to the camera for the dose that is open or comes next, where they are seen to be turned
    /// otherwise.
    pub fn asks_to_turn(&self) -> Option<StepView> {
        self.current()?.turned.asks_for()
    }

    /// What has to be turned to the camera for the dose that is open or comes next; `None` where it does not matter.
    pub fn view(&self) -> Option<StepView> {
        self.current()?.turned.wanted()
    }

    /// Whether a person who is sideways to the camera may be judged next.
    pub fn looks_from_the_side(&self) -> bool {
        if !self.guide.has_views() {
            return self.needs(Measure::FROM_THE_SIDE);
        }
        let sideways = |dose: &Dose| dose.turned.wanted().is_some_and(StepView::is_sideways);
        match self.order {
            Order::Led => self.current().is_some_and(sideways),
            Order::AsTheyCome => !self.ended && self.doses.iter().any(|dose| !dose.is_closed() && sideways(dose)),
        }
    }

    /// Whether the person is turned for a dose that is on or may come, and that dose compares with them at rest as a neutral
    /// does not show it that was seen from `seen_from`: another one is needed, from where they are seen now.
    pub fn outgrows(&self, seen_from: StepView) -> bool {
        if self.ended || !self.guide.has_views() {
            return false;
        }
        let mut doses = self.open.into_iter().chain(self.candidates());
        let dose = doses.find(|index| self.doses[*index].turned.is_right());
        dose.is_some_and(|index| {
            let dose = &self.doses[index];
            let in_position = self.open == Some(index) && dose.rules.is_reached_now();
            !in_position
                && dose
                    .turned
                    .wanted()
                    .is_some_and(|wanted| needs_another(dose, wanted, seen_from))
        })
    }

    /// The dose that is open, or comes next.
    fn current(&self) -> Option<&Dose> {
        if self.ended {
            return None;
        }
        Some(&self.doses[self.open.or_else(|| self.expected())?])
    }
}

fn needs_another(dose: &Dose, wanted: StepView, seen_from: StepView) -> bool {
    match (wanted.is_sideways(), seen_from.is_sideways()) {
        (false, false) => false,
        // Sideways a person has no face and no width of the shoulders, so that there is nothing to compare with.
        (false, true) => true,
        // What has a zero of its own needs no neutral from there.
        (true, false) => compares(dose),
        (true, true) => wanted != StepView::EitherSide && wanted != seen_from && compares(dose),
    }
}

/// Whether a rule of it compares with the person at rest.
fn compares(dose: &Dose) -> bool {
    let offsets = Measure::ALL.iter().filter(|measure| measure.kind() == Kind::Offset);
    let offsets: Vec<Measure> = offsets.copied().collect();
    dose.rules.looks_at(&offsets)
}
