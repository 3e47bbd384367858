//! What a page shows while a person moves.

use body::{Measure, SessionTime, Side};
use measure::Unseen;

use super::film::{FPS, frames, one};
use super::stretches::{guide, timing};
use super::{LEFT, SQUEEZE};
use crate::{Coach, CoachState, DoseStanding, FigureUnit, Live, Phase, Plan, RuleState, SentenceStanding, StepVerdict};

use SentenceStanding::{Asked, Broken, Met, Note, Unseen as NotSeen, Waiting};

/// The state at each of these times, seconds.
fn states<const N: usize>(plan: Plan, script: &str, at_s: [f64; N]) -> [CoachState; N] {
    at_s.map(|at_s| {
        let mut coach = Coach::new(guide(), timing(), plan.clone()).unwrap();
        let until = SessionTime::from_secs_f64(at_s);
        for (at, measures) in frames(script, FPS).into_iter().filter(|(at, _)| *at <= until) {
            coach.frame(at, &measures);
        }
        coach.state()
    })
}

fn tilt<const N: usize>(script: &str, at_s: [f64; N]) -> [CoachState; N] {
    states(one("neck-tilt", LEFT), script, at_s)
}

fn standings(state: &CoachState) -> Vec<SentenceStanding> {
    state.sentences.iter().map(|sentence| sentence.standing).collect()
}

fn deciding(state: &CoachState, sentence: usize) -> &RuleState {
    state.sentences[sentence].deciding().unwrap()
}

#[test]
fn a_tilt_from_ready_to_done() {
    let [ready, way, held, enough] = tilt("2; 1 tilt=-25; 12; 1 tilt=0; 3", [1.0, 2.4, 6.0, 14.0]);
    assert_eq!(
        (ready.phase, standings(&ready)),
        (Phase::Ready, vec![Met, Waiting, Met, Met, Waiting])
    );
    assert_eq!(
        (way.phase, standings(&way)),
        (Phase::Reaching, vec![Met, Waiting, Met, Met, Waiting])
    );
    assert_eq!(
        (held.phase, standings(&held)),
        (Phase::Holding, vec![Met, Met, Met, Met, Waiting])
    );
    assert_eq!(standings(&enough), [Met; 5]);
    assert_eq!(
        ready.title.as_deref(),
        Some("Tilt your neck to stretch the upper trapezius")
    );
    assert_eq!(ready.hold.unwrap().at_most_s, Some(30.0));
    assert_eq!((ready.reps_goal, ready.remaining_s), (None, None));
    let reach = deciding(&way, 1);
    assert_eq!((reach.measure, reach.threshold), (Some(Measure::NeckTilt), Some(20.0)));
    assert_eq!(reach.unit, Some(FigureUnit::Measure(body::Unit::Degrees)));
    assert!((reach.value.unwrap() - 10.0).abs() < 0.01, "{reach:?}");
    assert_eq!(reach.cue.as_deref(), Some("Let your left ear sink a little further."));
    assert_eq!(deciding(&held, 1).cue, None);
}

#[test]
fn a_dropped_chin_waits_for_a_second_and_then_is_broken() {
    let script = "2; 1 tilt=-25; 6; 0.3 down=16; 3; 0.3 down=3; 5";
    let [soon, broken, mended] = tilt(script, [9.8, 10.6, 13.0]);
    assert_eq!((soon.phase, standings(&soon)[2]), (Phase::Paused, Waiting));
    assert_eq!(standings(&broken), [Met, Met, Broken, Met, Waiting]);
    let chin = deciding(&broken, 2);
    assert_eq!((chin.live, chin.measure), (Live::Broken, Some(Measure::HeadDepression)));
    assert_eq!((chin.value, chin.threshold), (Some(16.0), Some(12.0)));
    assert_eq!(chin.cue.as_deref(), Some("Lift your chin a little."));
    assert_eq!((standings(&mended)[2], &deciding(&mended, 2).cue), (Met, &None));
}

#[test]
fn of_several_tests_the_one_that_is_missed_is_shown() {
    let [left, right] = ["lift", "right_lift"].map(|lift| {
        let [state] = tilt(&format!("2; 1 tilt=-25; 6; 0.1 {lift}=0.2; 3"), [11.0]);
        deciding(&state, 3).clone()
    });
    assert_eq!(left.measure, Some(Measure::ShoulderElevationLeft));
    assert_eq!(right.measure, Some(Measure::ShoulderElevationRight));
    assert_eq!((right.value, right.live), (Some(0.2), Live::Broken));
    let [hidden] = tilt("2 right_lift=?; 1 tilt=-25; 6", [6.0]);
    assert_eq!(deciding(&hidden, 3).measure, Some(Measure::ShoulderElevationRight));
    assert_eq!((deciding(&hidden, 3).value, standings(&hidden)[3]), (None, NotSeen));
}

#[test]
fn before_the_movement_nothing_looks_wrong_and_then_it_says_what_it_cannot_see() {
    let [ready, on] = tilt("2 lift=? right_lift=? down=20; 1 tilt=-25; 6", [1.9, 5.0]);
    assert_eq!(
        (ready.phase, standings(&ready)[3]),
        (Phase::Reaching, NotSeen),
        "a dropped head is a movement"
    );
    assert_eq!(standings(&on)[3], NotSeen);
    let [ready, on] = tilt("2 lift=? right_lift=?; 1 tilt=-25; 6", [1.9, 5.0]);
    assert_eq!(standings(&ready), [Met, Waiting, Met, Waiting, Waiting]);
    assert_eq!(deciding(&on, 3).live, Live::Unseen(Unseen::Shoulders));
    assert_eq!(deciding(&on, 3).cue, None);
    // A face that is not there would keep one waiting for ever without a word.
    let [lost] = tilt("1; 3 all=?", [3.0]);
    assert_eq!((lost.phase, standings(&lost)[1]), (Phase::Ready, NotSeen));
    // No neutral, no judgment.
    let [setup] = tilt("3 all=!", [2.0]);
    assert_eq!((setup.phase, standings(&setup)), (Phase::Setup, vec![Waiting; 5]));
}

#[test]
fn a_blink_of_the_camera_does_not_make_the_page_flicker() {
    let script = "2; 1 tilt=-25; 6; 3 all=?; 2 all=0";
    let [blink, lost, back] = tilt(script, [9.6, 10.4, 13.0]);
    assert_eq!(standings(&blink), [Met, Met, Met, Met, Waiting]);
    assert_eq!(deciding(&blink, 1).value, Some(25.0));
    assert_eq!(standings(&lost), [NotSeen, NotSeen, NotSeen, NotSeen, Waiting]);
    assert_eq!(deciding(&lost, 1).value, None);
    assert_eq!(standings(&back)[1], Met);
}

#[test]
fn what_one_does_instead_takes_the_place_of_the_reachs_cue() {
    let [turned] = tilt("2; 1 turn=-25; 6", [5.0]);
    assert_eq!(standings(&turned)[1], Waiting);
    assert_eq!(
        deciding(&turned, 1).cue.as_deref(),
        Some("Tilt, don't turn: keep your nose forward.")
    );
    let [straight] = tilt("2; 1 turn=-25; 6; 1 turn=0; 3", [12.0]);
    assert_eq!(
        deciding(&straight, 1).cue.as_deref(),
        Some("Let your left ear sink a little further.")
    );
    // Turned, with another stretch to come that begins with a turn: that may be the way into it.
    let mut coach = Coach::new(guide(), timing(), Plan::WholeGuide).unwrap();
    for (at, measures) in frames("2; 1 tilt=-25; 3; 1 tilt=0; 1 turn=-25; 3", FPS) {
        coach.frame(at, &measures);
    }
    let state = coach.state();
    assert_eq!((state.step.as_deref(), state.side), (Some("neck-tilt"), LEFT));
    assert_eq!(
        deciding(&state, 1).cue.as_deref(),
        Some("Let your left ear sink a little further.")
    );
}

#[test]
fn what_is_done_stays_done_on_the_way_back() {
    let look = one("look-down", Some(Side::Right));
    let script = "2; 1 turn=32 down=32; 22; 8 turn=0 down=0; 3";
    let [ready, held, back] = states(look, script, [1.0, 12.0, 30.7]);
    assert_eq!(standings(&ready), [Waiting, Waiting, Waiting, Note]);
    assert_eq!(
        standings(&held),
        [Met, Waiting, Waiting, Note],
        "a straight head before the hold is no return"
    );
    assert_eq!(
        (back.phase, standings(&back)),
        (Phase::Returning, vec![Met, Met, Waiting, Note])
    );
    assert_eq!(deciding(&back, 2).live, Live::Missed);
    assert_eq!(
        deciding(&back, 2).cue.as_deref(),
        Some("Bring your head back to the middle.")
    );
}

#[test]
fn a_squeeze_is_too_quick_until_it_is_let_go() {
    let plan = one("shoulder-squeeze", None);
    let script = "2; 0.3 squeeze=0.9; 1; 1 squeeze=0.1; 1; 1.5 squeeze=0.9; 1; 1 squeeze=0.1; 1";
    let [ready, quick, rest, slow, let_go] = states(plan, script, [1.0, 3.0, 5.0, 7.2, 9.0]);
    assert_eq!(standings(&ready), [Note, Met, Waiting, Asked, Waiting]);
    assert_eq!((ready.reps, ready.reps_goal), (Some(0), Some(5)));
    assert_eq!(standings(&quick), [Note, Met, Broken, Asked, Waiting]);
    assert_eq!(deciding(&quick, 2).rule, "slowly");
    assert_eq!(deciding(&quick, 2).cue.as_deref(), Some("Slow down a little."));
    assert_eq!(
        (rest.reps, standings(&rest)),
        (Some(1), vec![Note, Met, Waiting, Asked, Waiting])
    );
    assert_eq!(standings(&slow), [Note, Met, Met, Asked, Waiting]);
    let count = deciding(&let_go, 4);
    assert_eq!((count.rule.as_str(), count.value), ("repeat 5 to 12", Some(2.0)));
    let [tense] = states(one("shoulder-squeeze", None), "0.1 squeeze=0.9; 5", [3.0]);
    assert_eq!(
        standings(&tense),
        [Note, Waiting, Waiting, Asked, Waiting],
        "not rested before: nothing counts"
    );
    assert_eq!(
        deciding(&tense, 1).cue.as_deref(),
        Some("Let your shoulder blades come to rest.")
    );
}

#[test]
fn hands_that_are_not_in_the_picture_yet_are_waited_for() {
    let plan = one("round-back", None);
    let [ready] = states(plan, "2 gap=? elbows=?", [1.0]);
    // The script hides them as shoulders: those are said at once.
    assert_eq!(standings(&ready), [NotSeen, NotSeen, Asked, Waiting]);
    let mut coach = Coach::new(guide(), timing(), one("round-back", None)).unwrap();
    for (at, mut measures) in frames("2", FPS) {
        for arm in [Measure::WristGap, Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight] {
            measures.set(arm, Err(Unseen::Arms));
        }
        coach.frame(at, &measures);
    }
    assert_eq!(standings(&coach.state()), [Waiting, Waiting, Asked, Waiting]);
}

#[test]
fn the_bar_shows_every_dose() {
    use DoseStanding::{Closed, Now, Waiting};
    let standings = |coach: &Coach| -> Vec<_> { coach.state().doses.iter().map(|dose| dose.standing).collect() };
    let mut coach = Coach::new(guide(), timing(), Plan::WholeGuide).unwrap();
    assert_eq!(standings(&coach), [Now, Waiting, Waiting, Waiting, Waiting, Waiting]);
    let mut end = SessionTime::START;
    for (at, measures) in frames("2; 1 tilt=-25; 12; 1 tilt=0; 2", FPS) {
        coach.frame(at, &measures);
        end = at;
    }
    let done = Closed(StepVerdict::Done);
    assert_eq!(standings(&coach), [Waiting, Waiting, Waiting, done, Now, Waiting]);
    let tilt = &coach.state().doses[4];
    assert_eq!(
        (tilt.step.as_str(), tilt.short.as_str(), tilt.side),
        ("neck-tilt", "Neck tilt", Some(Side::Right))
    );
    coach.skip(end);
    let not = Closed(StepVerdict::NotDone);
    assert_eq!(standings(&coach), [Waiting, Waiting, Waiting, done, not, Now]);
    coach.finish(end);
    assert_eq!(standings(&coach), [not, not, not, done, not, not]);
    let verdicts: Vec<_> = coach.outcomes().into_iter().map(|dose| Closed(dose.verdict)).collect();
    assert_eq!(standings(&coach), verdicts);
    assert_eq!(coach.state().title, None);
}

#[test]
fn a_sentence_shows_its_worst_rule() {
    let note = guide::Rule {
        text: String::new(),
        demand: guide::Demand::Note,
    };
    let rule = |live| RuleState::bare(&note, None, live);
    let order = [
        Live::Broken,
        Live::Unseen(Unseen::Face),
        Live::Missed,
        Live::Waiting,
        Live::Asked,
        Live::Met,
        Live::Note,
    ];
    for (index, worst) in order.iter().enumerate() {
        let rules: Vec<_> = order[index..].iter().rev().map(|live| rule(*live)).collect();
        let sentence = crate::SentenceState::new(String::new(), rules);
        assert_eq!(sentence.standing, worst.standing());
        assert_eq!(sentence.deciding().unwrap().live, *worst);
    }
    let names = [Broken, NotSeen, Waiting, Asked, Met, Note].map(SentenceStanding::name);
    assert_eq!(names, ["broken", "unseen", "waiting", "asked", "met", "note"]);
}

#[test]
fn a_squeeze_may_be_watched_to_its_end() {
    let script = format!("2; {}", SQUEEZE.repeat(5));
    let [state] = states(one("shoulder-squeeze", None), &script, [24.4]);
    assert_eq!(state.reps, Some(5));
    assert_eq!(standings(&state), [Note, Met, Waiting, Asked, Met]);
}
