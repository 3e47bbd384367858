//! Which way whole people are turned, live and recorded: what the set-up look asks for, that a step waits until it is seen
//! from where it is judged, and that what is seen from elsewhere is no verdict.

use crate::made_up;
use crate::skeleton;
use crate::whole_figures::{between, guide};

use std::sync::Arc;

use body::{Landmark, Pose, SessionTime, Side};
use coach::{DoseStanding, EventKind, Plan, StepVerdict};
use guide::{Guide, Vocabulary};
use measure::Unseen;
use session::{Hint, Live, Renewal, Session, SetUp, Settings, Stage, Surroundings, Trouble};
use skeleton::{Figure, Leg};

const FPS: f64 = 15.0;
const ALONE: Surroundings = Surroundings { people: Some(1) };
const PHRASES: &str = "  low: \"thigh_upright <= 0.6\"\n  knee bent: \"knee_flexion_{side}_deg >= 60 deg\"\n  \
    heel up: \"heel_rise_left_sw >= 0.12 sw\"\n";

fn steps(steps: &str) -> Arc<Guide> {
    guide(PHRASES, steps)
}

const SQUAT: &str = "## Squat {#squat}\n\n- Go down. `reach low`\n- Stay. `hold 2 s`\n\n";
const KNEE: &str = "## Knee {#knee}\n\n`view left`\n\n- Bend it. `reach knee bent left`\n- Stay. `hold 2 s`\n\n";
const HEEL: &str = "## Heel {#heel}\n\n`view side`\n\n- Lift it. `reach heel up`\n- Stay. `hold 2 s`\n\n";

/// From so near that a whole person is in the picture, and the shoulders are wide enough.
fn seen(figure: Figure) -> Pose {
    let mut pose = figure.pose_from(2.4);
    pose.face = (figure.facing_right.abs() < 40.0).then(|| made_up::Posture::default().face());
    pose
}

fn turned(facing_right: f64) -> Figure {
    Figure {
        facing_right,
        ..Figure::default()
    }
}

fn squatting() -> Figure {
    let leg = Leg {
        hip: 80.0,
        knee: 90.0,
        ankle: 10.0,
    };
    Figure {
        legs: [leg; 2],
        bend_forward: 20.0,
        ..Figure::default()
    }
}

fn with_knee(side: Side, figure: Figure) -> Figure {
    let leg = Leg {
        hip: 0.0,
        knee: 85.0,
        ankle: 0.0,
    };
    figure.with_leg(side, leg)
}

struct Room {
    live: Live,
    frames: u32,
    figure: Figure,
    events: Vec<EventKind>,
}

impl Room {
    /// Somebody who is looked at standing so, and has been for four seconds.
    fn begins(guide: Arc<Guide>, figure: Figure) -> Self {
        let live = Live::new(guide, Vocabulary::builtin(), Plan::WholeGuide, Settings::default()).unwrap();
        let mut room = Self {
            live,
            frames: 0,
            figure,
            events: Vec::new(),
        };
        room.live.settle();
        room.stays(4.0);
        room
    }

    fn see(&mut self, figure: Figure) {
        let at = SessionTime::from_secs_f64(f64::from(self.frames) / FPS);
        self.frames += 1;
        let events = self.live.frame(at, &seen(figure), &ALONE);
        self.events.extend(events.into_iter().map(|event| event.kind));
    }

    fn stays(&mut self, seconds: f64) {
        for _ in 0..(seconds * FPS) as u32 {
            self.see(self.figure);
        }
    }

    /// Gets there in a second, and stays.
    fn goes(&mut self, to: Figure, seconds: f64) {
        for step in 1..=FPS as u32 {
            self.see(between(self.figure, to, f64::from(step) / FPS));
        }
        self.figure = to;
        self.stays(seconds);
    }

    fn trouble(&self) -> Option<Trouble> {
        match self.live.stage() {
            Stage::On { trouble } | Stage::Neutral { trouble, .. } => trouble,
            _ => None,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self.live.stage() {
            Stage::SetUp { hints } => hints.to_vec(),
            _ => Vec::new(),
        }
    }

    fn is_on(&self) -> bool {
        matches!(self.live.stage(), Stage::On { trouble: None })
    }

    fn standings(&self) -> Vec<DoseStanding> {
        self.live.state().doses.iter().map(|dose| dose.standing).collect()
    }
}

const GOOD: DoseStanding = DoseStanding::Closed(StepVerdict::Good);

#[test]
fn the_set_up_look_asks_for_the_view_of_the_first_step() {
    let mut room = Room::begins(steps(KNEE), turned(0.0));
    assert_eq!(room.hints(), [Hint::TurnLeft]);
    room.goes(turned(-90.0), 1.0);
    assert_eq!(room.hints(), [Hint::TurnLeft], "the other side");
    room.goes(turned(90.0), 3.0);
    assert!(room.is_on(), "{:?}", room.live.stage());
    room.goes(with_knee(Side::Left, turned(90.0)), 3.0);
    room.goes(turned(90.0), 1.0);
    assert_eq!(room.live.stage(), Stage::Over);
    assert_eq!(room.standings(), [GOOD]);
}

#[test]
fn the_set_up_look_asks_one_to_step_back_until_all_is_seen_that_the_first_step_needs() {
    let look = |text: &str, gone: &[Landmark]| {
        let mut pose = seen(turned(0.0));
        for name in gone {
            pose.body.as_mut().unwrap().landmarks[*name as usize].image.y = 600.0;
        }
        let mut set_up = SetUp::new(&steps(text), Vocabulary::builtin());
        let states =
            (0..16).map(|frame| set_up.frame(SessionTime::from_secs_f64(f64::from(frame) / FPS), &pose, &ALONE));
        let state = states.last().unwrap();
        assert_eq!(state.well_since.is_none(), state.hints.iter().any(|hint| hint.blocks()));
        state.hints
    };
    let feet = [Landmark::LeftFootIndex, Landmark::LeftAnkle];
    let knees = [Landmark::RightKnee, Landmark::LeftFootIndex];
    let heel = HEEL.replace("`view side`\n\n", "");
    assert_eq!(look(SQUAT, &feet), []);
    assert_eq!(look(SQUAT, &knees), [Hint::KneesOut]);
    assert_eq!(look(&heel, &feet), [Hint::FeetOut]);
    assert_eq!(look(&heel, &[Landmark::LeftHip]), [Hint::HipsOut]);
    // What a later step needs is asked for then.
    assert_eq!(look(&format!("{SQUAT}{heel}"), &feet), []);
}

#[test]
fn a_later_step_waits_until_it_is_seen_from_its_side() {
    let mut room = Room::begins(steps(&format!("{SQUAT}{KNEE}")), turned(0.0));
    assert!(room.is_on(), "{:?}", room.live.stage());
    room.goes(squatting(), 3.0);
    room.goes(turned(0.0), 2.0);
    assert_eq!(room.standings(), [GOOD, DoseStanding::Now]);
    assert_eq!(room.trouble(), Some(Trouble::TurnLeft));
    room.goes(turned(-90.0), 1.0);
    room.goes(with_knee(Side::Left, turned(-90.0)), 4.0);
    assert_eq!(
        room.trouble(),
        Some(Trouble::TurnLeft),
        "the other side is turned to the camera"
    );
    assert_eq!(room.standings(), [GOOD, DoseStanding::Now]);
    assert_eq!(room.live.state().hold_s, 0.0);
    room.goes(turned(90.0), 1.0);
    // A bend has a zero of its own: nobody has to stand still again.
    assert!(room.is_on(), "{:?}", room.live.stage());
    room.goes(with_knee(Side::Left, turned(90.0)), 3.0);
    room.goes(turned(90.0), 1.0);
    assert_eq!(room.standings(), [GOOD, GOOD]);
    assert!(!room.events.contains(&EventKind::NeutralLost));
}

#[test]
fn what_compares_with_the_person_at_rest_looks_anew_from_its_side() {
    let mut room = Room::begins(
        steps(&format!("{SQUAT}{HEEL}{SQUAT}").replacen("#squat", "#down", 1)),
        turned(0.0),
    );
    room.goes(squatting(), 3.0);
    room.goes(turned(0.0), 2.0);
    assert_eq!(room.trouble(), Some(Trouble::TurnSide));
    room.goes(turned(-90.0), 1.0);
    assert!(
        matches!(
            room.live.stage(),
            Stage::Neutral {
                again: Some(Renewal::Turned),
                trouble: None,
                ..
            }
        ),
        "{:?}",
        room.live.stage()
    );
    room.stays(2.0);
    assert!(room.is_on(), "{:?}", room.live.stage());
    let up = Figure {
        heels_up_m: 0.08,
        ..turned(-90.0)
    };
    room.goes(up, 3.0);
    room.goes(turned(-90.0), 1.5);
    assert_eq!(room.standings(), [GOOD, GOOD, DoseStanding::Now]);
    // And from the front again.
    assert_eq!(room.trouble(), Some(Trouble::TurnFront));
    room.goes(turned(0.0), 4.0);
    assert!(room.is_on(), "{:?}", room.live.stage());
    room.goes(squatting(), 3.0);
    room.goes(turned(0.0), 1.0);
    assert_eq!(room.standings(), [GOOD; 3]);
}

#[test]
fn the_side_of_the_dose_is_turned_to_the_camera() {
    let each =
        "## Knee {#knee}\n\n`each side` `view {side}`\n\n- Bend it. `reach knee bent {side}`\n- Stay. `hold 2 s`\n";
    let mut room = Room::begins(steps(each), turned(90.0));
    assert!(room.is_on(), "{:?}", room.live.stage());
    room.goes(with_knee(Side::Left, turned(90.0)), 3.0);
    room.goes(turned(90.0), 1.0);
    assert_eq!(room.trouble(), Some(Trouble::TurnRight));
    room.goes(turned(-90.0), 1.0);
    room.goes(with_knee(Side::Right, turned(-90.0)), 3.0);
    room.goes(turned(-90.0), 1.0);
    assert_eq!(room.standings(), [GOOD, GOOD]);
}

#[test]
fn who_turns_away_in_a_hold_hears_so_and_is_not_blamed() {
    let guide = steps(&KNEE.replace("hold 2 s", "hold 6 s"));
    let mut room = Room::begins(guide, turned(90.0));
    room.goes(with_knee(Side::Left, turned(90.0)), 3.0);
    assert_eq!(room.trouble(), None);
    room.goes(with_knee(Side::Left, turned(0.0)), 3.0);
    assert_eq!(room.trouble(), Some(Trouble::TurnLeft));
    let held_s = room.live.state().hold_s;
    assert!((2.0..4.5).contains(&held_s), "{held_s}");
    room.goes(with_knee(Side::Left, turned(90.0)), 4.5);
    room.goes(turned(90.0), 1.0);
    assert_eq!(room.standings(), [GOOD]);
    assert!(!room.events.contains(&EventKind::RuleBroken));
}

#[test]
fn feet_that_a_later_step_needs_are_asked_for_when_its_turn_has_come() {
    let heel = HEEL.replace("`view side`\n\n", "");
    let mut room = Room::begins(steps(&format!("{SQUAT}{heel}")), turned(0.0));
    room.goes(squatting(), 3.0);
    room.goes(turned(0.0), 2.0);
    assert_eq!(room.trouble(), None);
    for frame in 0..30 {
        let mut pose = seen(turned(0.0));
        pose.body.as_mut().unwrap().landmarks[Landmark::LeftFootIndex as usize]
            .image
            .y = 600.0;
        let at = SessionTime::from_secs_f64(f64::from(room.frames + frame) / FPS);
        room.live.frame(at, &pose, &ALONE);
    }
    assert_eq!(room.trouble(), Some(Trouble::FeetOut));
}

/// A recording of somebody who stands, does this and stands again, turned so.
fn recorded(guide: Arc<Guide>, facing_right: f64, done: Figure) -> Session {
    let mut session = Session::new(guide, Vocabulary::builtin(), Plan::WholeGuide, Settings::default()).unwrap();
    let rest = turned(facing_right);
    let done = Figure { facing_right, ..done };
    let mut frame = 0;
    for (from, to, seconds) in [(rest, rest, 3.0), (rest, done, 4.0), (done, rest, 2.0)] {
        for step in 0..(seconds * FPS) as u32 {
            let figure = between(from, to, (f64::from(step) / FPS).min(1.0));
            session.frame(SessionTime::from_secs_f64(f64::from(frame) / FPS), &seen(figure));
            frame += 1;
        }
    }
    session.finish();
    session
}

#[test]
fn a_recording_from_another_side_is_unseen_and_says_why() {
    let from_the_side = SQUAT.replace("{#squat}\n\n", "{#squat}\n\n`view side`\n\n");
    let verdict = |text: &str, facing_right: f64| {
        let session = recorded(steps(text), facing_right, squatting());
        let outcome = &session.outcomes()[0];
        (outcome.verdict, outcome.rules().next().unwrap().unseen)
    };
    // How upright the thighs are is seen from any side; the step is not.
    assert_eq!(
        verdict(&from_the_side, 0.0),
        (StepVerdict::Unseen, Some(Unseen::SeenFromFront))
    );
    assert_eq!(verdict(&from_the_side, 90.0), (StepVerdict::Good, None));
    let from_the_left = from_the_side.replace("view side", "view left");
    assert_eq!(
        verdict(&from_the_left, -90.0),
        (StepVerdict::Unseen, Some(Unseen::SeenFromOtherSide))
    );
    // The first of two: the second one asks for a view, so that the first does, too.
    let both = format!("{SQUAT}{KNEE}");
    assert_eq!(verdict(&both, 90.0), (StepVerdict::Unseen, Some(Unseen::SeenFromSide)));
    assert_eq!(verdict(&both, 0.0).0, StepVerdict::Good);
    // Where no step has a view, nobody has to turn.
    assert_eq!(verdict(SQUAT, 0.0).0, StepVerdict::Good);
}

#[test]
fn a_mirror_image_turns_the_sides_round() {
    let settings = Settings {
        mirrored: true,
        ..Settings::default()
    };
    let mut live = Live::new(steps(KNEE), Vocabulary::builtin(), Plan::WholeGuide, settings).unwrap();
    let pose = skeleton::in_a_mirror(&seen(turned(90.0)));
    for frame in 0..30 {
        live.frame(SessionTime::from_secs_f64(f64::from(frame) / FPS), &pose, &ALONE);
    }
    assert_eq!(live.stage(), Stage::SetUp { hints: &[] });
}
