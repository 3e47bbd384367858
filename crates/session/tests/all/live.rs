//! A live session of a person made of numbers: when it looks anew, what it asks, and what keeps it from seeing.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

use crate::made_up;

use std::sync::Arc;

use body::{Pose, SessionTime, Side};
use coach::{DoseStanding, EventKind, Plan, StepVerdict};
use guide::Vocabulary;
use made_up::{Posture, SIZE};
use session::{Live, Renewal, Settings, Stage, Surroundings, Trouble};

const FPS: f64 = 15.0;
const GUIDE: &str = "---\ntitle: Tilt\n---\n\n## Tilt {#neck-tilt}\n\n`each side`\n\n\
    - Let your {side} ear sink. `reach neck tilt {side}`\n\
    - Your chin stays. `keep chin level`\n\
    - Stay. `hold 3 s`\n\
    - You feel it at the side of your neck. `ask a stretch at the side`\n";

const REST: Posture = Posture {
    turn_left: 0.0,
    tilt_left: 0.0,
    look_down: 0.0,
    lean_right: 0.0,
    left_shoulder_up_px: 0.0,
    narrower_by: 0.0,
    forearms_forward: false,
};
const LEFT: Posture = Posture {
    tilt_left: 30.0,
    ..REST
};

/// Where the camera looks: everything in the picture is so much farther down, pixels.
type Lid = f32;

struct Room {
    live: Live,
    frames: u32,
    lid: Lid,
    surroundings: Surroundings,
    light: f32,
    events: Vec<EventKind>,
    posture: Posture,
}

impl Room {
    fn new(side: Option<Side>) -> Self {
        let id = "neck-tilt".to_owned();
        Self::of(GUIDE, Plan::Step { id, side })
    }

    fn of(text: &str, plan: Plan) -> Self {
        let guide = guide::parse("tilt", text, Vocabulary::builtin()).expect("the test's guide has no mistakes");
        let live = Live::new(Arc::new(guide), Vocabulary::builtin(), plan, Settings::default());
        Self {
            live: live.expect("the plan fits the guide"),
            frames: 0,
            lid: 0.0,
            surroundings: Surroundings { people: Some(1) },
            light: 0.4,
            events: Vec::new(),
            posture: REST,
        }
    }

    /// One that has been looked at, and has its neutral.
    fn ready(side: Option<Side>) -> Self {
        let mut room = Self::new(side);
        room.live.settle();
        room.stays(4.0);
        assert!(room.is_on(), "{:?}", room.live.stage());
        room
    }

    fn see(&mut self, pose: &Pose) {
        let at = SessionTime::from_secs_f64(f64::from(self.frames) / FPS);
        self.frames += 1;
        let events = self.live.frame(at, pose, &self.surroundings);
        self.events.extend(events.into_iter().map(|event| event.kind));
    }

    /// Stays as it is.
    fn stays(&mut self, seconds: f64) {
        for _ in 0..(seconds * FPS) as u32 {
            let pose = self.pose(self.posture);
            self.see(&pose);
        }
    }

    /// Moves there in a second.
    fn moves(&mut self, to: Posture) {
        let from = self.posture;
        for step in 1..=FPS as u32 {
            let share = f64::from(step) / FPS;
            let tilt_left = from.tilt_left + share * (to.tilt_left - from.tilt_left);
            let pose = self.pose(Posture { tilt_left, ..to });
            self.see(&pose);
        }
        self.posture = to;
    }

    /// The left tilt, whole, and back.
    fn tilts(&mut self) {
        self.moves(LEFT);
        self.stays(4.0);
        self.moves(REST);
        self.stays(1.5);
    }

    fn nobody(&mut self, seconds: f64) {
        let empty = Pose {
            image_size: SIZE,
            body: None,
            face: None,
            shoulder_edges: None,
            frozen: false,
            brightness: None,
        };
        for _ in 0..(seconds * FPS) as u32 {
            self.see(&empty);
        }
    }

    fn pose(&self, posture: Posture) -> Pose {
        let mut pose = posture.pose();
        pose.brightness = Some(self.light);
        for landmark in pose.body.iter_mut().flat_map(|body| &mut body.landmarks) {
            landmark.image.y += self.lid;
        }
        for point in pose.face.iter_mut().flat_map(|face| &mut face.points) {
            point.y += self.lid;
        }
        pose
    }

    fn is_on(&self) -> bool {
        matches!(self.live.stage(), Stage::On { trouble: None })
    }

    fn trouble(&self) -> Option<Trouble> {
        match self.live.stage() {
            Stage::On { trouble } | Stage::Neutral { trouble, .. } => trouble,
            _ => None,
        }
    }

    fn again(&self) -> Option<Renewal> {
        match self.live.stage() {
            Stage::Neutral { again, .. } => again,
            _ => None,
        }
    }

    fn is_asking(&self) -> bool {
        matches!(self.live.stage(), Stage::Asking { .. })
    }

    fn verdict(&self) -> StepVerdict {
        match self.live.state().doses[0].standing {
            DoseStanding::Closed(verdict) => verdict,
            other => panic!("{other:?}"),
        }
    }

    fn neutrals(&self) -> usize {
        self.events
            .iter()
            .filter(|kind| **kind == EventKind::NeutralSet)
            .count()
    }
}

#[test]
fn the_set_up_look_ends_when_the_model_is_chosen_and_nobody_sits_still_twice() {
    let mut room = Room::new(None);
    room.stays(5.0);
    assert!(matches!(room.live.stage(), Stage::SetUp { hints: [] }));
    room.live.settle();
    room.stays(0.2);
    assert!(room.is_on(), "what was seen before counts: {:?}", room.live.stage());
}

#[test]
fn a_lid_that_is_moved_at_rest_asks_for_a_new_neutral_and_is_no_fault() {
    let mut room = Room::ready(Some(Side::Left));
    room.lid = 60.0;
    room.stays(1.2);
    assert_eq!(room.again(), Some(Renewal::Moved));
    room.stays(2.5);
    assert!(room.is_on());
    assert_eq!(room.neutrals(), 2);
    room.tilts();
    assert_eq!(room.verdict(), StepVerdict::Good);
}

#[test]
fn a_sway_a_moment_elsewhere_and_a_move_in_a_hold_are_no_new_seat() {
    let mut room = Room::ready(Some(Side::Left));
    room.lid = 8.0;
    room.stays(5.0);
    (room.lid, room.events) = (60.0, Vec::new());
    room.stays(0.5);
    room.lid = 0.0;
    room.stays(2.0);
    room.moves(LEFT);
    room.stays(1.0);
    room.lid = 60.0;
    room.stays(2.0);
    assert_eq!(room.neutrals(), 0);
    assert_eq!(room.again(), None);
}

#[test]
fn who_asks_is_looked_at_anew() {
    let mut room = Room::ready(None);
    room.live.look_again();
    assert_eq!(room.again(), Some(Renewal::Asked));
    room.stays(3.0);
    assert!(room.is_on());
    assert_eq!(room.neutrals(), 2);
}

#[test]
fn another_model_takes_its_neutral_from_what_it_sees_of_the_last_one() {
    let mut room = Room::ready(Some(Side::Left));
    room.moves(LEFT);
    room.stays(1.0);
    // It has the whole person a little lower, which would read as shoulders that sank and a chin that fell.
    room.lid = 25.0;
    let seen: Vec<_> = (0..15)
        .map(|frame| (SessionTime::from_secs_f64(f64::from(frame) * 0.15), room.pose(REST)))
        .collect();
    room.live.see_anew(&seen);
    assert_eq!(room.again(), Some(Renewal::Model));
    room.stays(3.0);
    assert!(room.is_on(), "{:?}", room.live.stage());
    room.moves(REST);
    room.stays(1.5);
    assert_eq!(room.verdict(), StepVerdict::Good);
    // Where nobody is in the pictures, one has to sit still again.
    let mut room = Room::ready(None);
    room.live.see_anew(&[]);
    room.stays(0.5);
    assert_eq!(room.again(), Some(Renewal::Model));
    room.stays(3.0);
    assert!(room.is_on());
}

#[test]
fn what_keeps_it_from_seeing_is_told_when_it_lasts() {
    let mut room = Room::ready(None);
    room.nobody(0.6);
    room.stays(1.0);
    assert_eq!(room.trouble(), None);
    room.nobody(1.5);
    assert_eq!(room.trouble(), Some(Trouble::Nobody));
    room.stays(1.5);
    assert_eq!(room.trouble(), None);
    room.light = 0.02;
    room.stays(1.5);
    assert_eq!(room.trouble(), Some(Trouble::TooDark));
    room.light = 0.4;
    room.stays(1.5);
    room.surroundings.people = Some(2);
    room.stays(1.5);
    assert_eq!(room.trouble(), Some(Trouble::SeveralPeople));
    room.live.accept_several();
    room.stays(1.5);
    assert_eq!(room.trouble(), None);
}

#[test]
fn several_people_may_be_accepted_in_the_set_up_look_too() {
    let mut room = Room::new(None);
    room.live.settle();
    room.surroundings.people = Some(2);
    room.stays(5.0);
    assert!(matches!(room.live.stage(), Stage::SetUp { .. }));
    room.live.accept_several();
    room.stays(4.0);
    assert!(room.is_on(), "{:?}", room.live.stage());
}

#[test]
fn a_question_comes_after_its_step_and_all_is_over_after_the_last_one() {
    let mut room = Room::ready(Some(Side::Left));
    assert!(!room.is_asking());
    room.tilts();
    let Stage::Asking { question, .. } = room.live.stage() else {
        panic!("{:?}", room.live.stage());
    };
    assert_eq!(question.text, "You feel it at the side of your neck.");
    assert_eq!((question.step.as_str(), question.side), ("neck-tilt", Some(Side::Left)));
    room.live.answered();
    assert_eq!(room.live.stage(), Stage::Over);
}

#[test]
fn a_question_goes_by_itself_unless_the_person_had_paused() {
    let mut room = Room::ready(Some(Side::Left));
    room.tilts();
    room.stays(20.0);
    assert!(room.is_asking());
    // A pause of ten minutes: no frames.
    room.frames += 600 * FPS as u32;
    room.live
        .resumed(SessionTime::from_secs_f64(f64::from(room.frames) / FPS));
    room.stays(20.0);
    assert!(room.is_asking(), "{:?}", room.live.stage());
    room.stays(6.0);
    assert_eq!(room.live.stage(), Stage::Over);
}

#[test]
fn a_step_that_is_skipped_asks_nothing_and_a_question_that_is_skipped_skips_no_step() {
    let mut room = Room::ready(None);
    room.live.skip();
    room.stays(0.5);
    assert!(room.is_on());
    let mut room = Room::ready(None);
    room.tilts();
    assert!(room.is_asking());
    room.live.skip();
    room.stays(0.2);
    assert!(room.is_on());
    assert_eq!(room.live.state().side, Some(Side::Right));
    assert_eq!(room.live.state().doses[1].standing, DoseStanding::Now);
}

const CLOCKED: &str = "---\ntitle: Chin\n---\n\n## Chin {#chin}\n\n- Slide your chin back. `ask chin back`\n\
    - Stay. `hold 5 s`\n\n## Down {#down}\n\n- Your shoulders stay down. `keep shoulders down`\n\
    - Breathe. `ask breathing`\n- Three times. `repeat 3`\n\n\
    ## Tilt {#neck-tilt}\n\n- Let your left ear sink. `reach neck tilt left`\n- Stay. `hold 3 s`\n";

fn standings(room: &Room) -> Vec<DoseStanding> {
    room.live.state().doses.iter().map(|dose| dose.standing).collect()
}

#[test]
fn what_no_camera_sees_runs_on_the_clock_and_waits_for_the_answer_before() {
    let mut room = Room::of(CLOCKED, Plan::WholeGuide);
    room.live.settle();
    room.stays(4.0);
    assert!(room.is_on(), "{:?}", room.live.stage());
    // Get ready, read, five seconds, and back.
    room.stays(20.0);
    assert!(room.is_asking());
    assert_eq!(
        standings(&room),
        [
            DoseStanding::Closed(StepVerdict::SelfReported),
            DoseStanding::Now,
            DoseStanding::Waiting
        ]
    );
    let waits = room.live.state().remaining_s;
    room.stays(5.0);
    assert_eq!(
        room.live.state().remaining_s,
        waits,
        "a question comes before the next clock"
    );
    room.live.answered();
    room.stays(3.0);
    assert!(
        room.live.state().remaining_s < Some(5.0),
        "{:?}",
        room.live.state().remaining_s
    );
}

#[test]
fn where_nothing_can_be_seen_one_may_leave_the_picture_and_where_a_guard_is_watched_the_clock_waits() {
    let mut room = Room::of(CLOCKED, Plan::WholeGuide);
    room.live.settle();
    room.stays(4.0);
    room.nobody(20.0);
    assert_eq!(room.trouble(), None);
    assert_eq!(standings(&room)[0], DoseStanding::Closed(StepVerdict::SelfReported));
    room.live.answered();
    room.nobody(2.0);
    assert_eq!(room.trouble(), Some(Trouble::Nobody));
    let waits = room.live.state().remaining_s;
    room.nobody(10.0);
    assert_eq!(room.live.state().remaining_s, waits);
}

#[test]
fn who_is_done_sooner_is_asked_at_once() {
    let mut room = Room::of(CLOCKED, Plan::WholeGuide);
    room.live.settle();
    room.stays(14.0);
    let told: Vec<_> = room.live.done().into_iter().map(|event| event.kind).collect();
    assert!(told.contains(&EventKind::StepDone), "{told:?}");
    assert!(room.is_asking());
    room.live.answered();
    room.stays(1.0);
    room.live.skip();
    room.stays(1.0);
    // The last one is watched: it is done by doing it.
    assert!(room.live.done().is_empty());
    assert_eq!(
        standings(&room),
        [
            DoseStanding::Closed(StepVerdict::SelfReported),
            DoseStanding::Closed(StepVerdict::NotDone),
            DoseStanding::Now
        ]
    );
}
