//! What a step needs of the person in the picture: how far down they are seen, how they are turned, and room for their
//! hands. It follows from the measures that its rules look at.

use body::{Down, Measure, Side};
use guide::{Compare, Demand, Guide, Phrase, Step, StepView, Test};

/// What a dose needs in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Needs {
    /// What is turned to the camera; `None` where it does not matter.
    pub view: Option<StepView>,
    pub down: Down,
}

impl Needs {
    /// Of a person who is only to be seen.
    pub const NOTHING: Self = Self {
        view: None,
        down: Down::Shoulders,
    };

    pub fn of(guide: &Guide, step: &Step, side: Option<Side>) -> Self {
        let view = guide.view_of(step, side);
        let leads = |demand: &Demand| matches!(demand, Demand::Start(_) | Demand::Reach(_));
        let any = step.rules().any(|(_, rule)| leads(&rule.demand));
        // Nobody has to get up from the desk for a guard: it is unseen, and says so.
        let rules = step.rules().filter(|(_, rule)| !any || leads(&rule.demand));
        let tests = rules
            .filter_map(|(_, rule)| rule.demand.phrase())
            .flat_map(|phrase| &phrase.tests);
        let measures = tests.map(|test| test.measure_for(side).shows_down_to());
        // By the hips it is known that a person is sideways.
        let for_view = view.filter(|view| view.is_sideways()).map(|_| Down::Hips);
        Self {
            view,
            down: measures.chain(for_view).max().unwrap_or(Down::Shoulders),
        }
    }

    /// Whether the person has to be sideways.
    pub fn sideways(self) -> bool {
        self.view.is_some_and(StepView::is_sideways)
    }
}

/// Where raised hands go, in lengths of an arm from the shoulders.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Room {
    pub above: f64,
    pub aside: f64,
}

/// From here on an arm that is raised by so many degrees points up, and not aside.
const UP_DEG: f32 = 120.0;
/// From here on it points aside.
const ASIDE_DEG: f32 = 45.0;

impl Room {
    /// What the hands need in all steps of a guide together.
    pub fn of(guide: &Guide) -> Self {
        let tests = guide.steps.iter().flat_map(tests);
        tests.fold(Self::default(), |room, test| {
            let Self { above, aside } = Self::of_test(test);
            Self {
                above: room.above.max(above),
                aside: room.aside.max(aside),
            }
        })
    }

    fn of_test(test: &Test) -> Self {
        let (above, aside) = match test.measure {
            _ if test.compare == Compare::AtMost => (0.0, 0.0),
            Measure::WristHeight | Measure::WristHeightLeft | Measure::WristHeightRight if test.met > 0.0 => (1.0, 0.0),
            Measure::ArmAbductionLeft
            | Measure::ArmAbductionRight
            | Measure::ArmFlexionLeft
            | Measure::ArmFlexionRight => match test.met {
                UP_DEG.. => (1.0, 0.0),
                ASIDE_DEG.. => (0.0, 1.0),
                _ => (0.0, 0.0),
            },
            _ => (0.0, 0.0),
        };
        Self { above, aside }
    }
}

/// Whether a step asks for hands at some height: before the body, at its sides or over the head, they need room.
pub(crate) fn arms_reach_forward(guide: &Guide) -> bool {
    let rules = guide.steps.iter().flat_map(|step| step.rules());
    rules.into_iter().any(|(_, rule)| match &rule.demand {
        Demand::Reach(phrase) | Demand::Keep(phrase) => {
            phrase.tests.iter().any(|test| test.measure == Measure::WristHeight)
        }
        _ => false,
    })
}

fn tests(step: &Step) -> impl Iterator<Item = &Test> {
    let phrases = step.rules().filter_map(|(_, rule)| rule.demand.phrase());
    phrases.flat_map(|phrase: &Phrase| &phrase.tests)
}

#[cfg(test)]
mod tests {
    use super::*;
    use guide::Vocabulary;

    fn guide(phrase: &str, step: &str) -> Guide {
        let text = format!("---\ntitle: T\nphrases:\n  own: \"{phrase}\"\n---\n\n## S {{#s}}\n\n{step}\n");
        guide::parse("t", &text, Vocabulary::builtin()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    }

    fn down(phrase: &str, step: &str) -> Down {
        let guide = guide(phrase, step);
        Needs::of(&guide, &guide.steps[0], None).down
    }

    #[test]
    fn what_is_measured_says_how_far_down_one_has_to_be_seen() {
        let once = "- Do. `reach own`";
        assert_eq!(down("neck_tilt_deg >= 20", once), Down::Shoulders);
        assert_eq!(down("trunk_side_bend_deg >= 10", once), Down::Hips);
        assert_eq!(down("thigh_upright <= 0.6", once), Down::Knees);
        assert_eq!(down("heel_rise_left_sw >= 0.1", once), Down::Feet);
        // The most of all that a step looks at; and by the hips one knows how a person is turned.
        assert_eq!(down("thigh_upright <= 0.6 or foot_lift_sw >= 0.2", once), Down::Feet);
        let sideways = "`view side`\n\n- Do. `reach own`";
        assert_eq!(down("elbow_bend_left_deg >= 40", sideways), Down::Hips);
        // A guard alone has nobody step back, unless it is all that is watched.
        let guarded = "- Turn. `reach head turned left`\n- So. `keep own`";
        assert_eq!(down("foot_lift_sw <= 0.2", guarded), Down::Shoulders);
        assert_eq!(down("foot_lift_sw <= 0.2", "- So. `keep own` `hold 5 s`"), Down::Feet);
        // What is asked needs nothing.
        assert_eq!(
            down("heel_rise_left_sw >= 0.1", "- Do. `ask heels up`"),
            Down::Shoulders
        );
    }

    #[test]
    fn raised_hands_need_room() {
        let room = |phrase: &str| {
            let Room { above, aside } = Room::of(&guide(phrase, "- Do. `reach own`"));
            (above, aside)
        };
        assert_eq!(room("wrist_height_sw >= 0.5"), (1.0, 0.0));
        assert_eq!(room("arm_abduction_left_deg >= 80"), (0.0, 1.0));
        assert_eq!(
            room("arm_flexion_left_deg >= 150 and arm_abduction_left_deg >= 60"),
            (1.0, 1.0)
        );
        assert_eq!(room("|wrist_height_sw| <= 0.5"), (0.0, 0.0));
    }
}
