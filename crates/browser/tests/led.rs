//! A whole routine before the judge of the page, with another model from the middle of a step on; a picture that stands
//! still; a camera that mirrors.

#[allow(dead_code, reason = "shared with the other tests of the judge")]
mod camera;

use browser::Wish;
use camera::{FPS, FRAME_BYTES, Page, one, rgba, upper_back};
use results::StepVerdictName;

#[test]
fn another_model_in_the_middle_of_a_step_changes_no_verdict() {
    let mut page = Page::new(&upper_back(), false);
    let mut held_since_s = None;
    let mut changed_at_s = None;
    for (index, rgba) in rgba("s2_routine_correct.mp4", None)
        .chunks_exact(FRAME_BYTES)
        .enumerate()
    {
        let at_s = index as f64 / FPS;
        if changed_at_s.is_none() && held_since_s.is_some_and(|since_s| at_s > since_s + 2.0) {
            page.watch.change_landmarks(models::POSE_LITE.bytes).unwrap();
            changed_at_s = Some(page.views[page.views.len() - 1].at_s);
        }
        let view = page.frame(index, rgba);
        if view.phase == "holding" {
            held_since_s.get_or_insert(at_s);
        }
        if view.asking.is_some() {
            page.watch.wish(Wish::Answered, at_s * 1000.0).unwrap();
        }
    }
    // As `check` has them of the same clip, with one model all the time.
    let report = page.watch.finish(true).unwrap();
    let steps = report.steps.iter();
    let verdicts: Vec<_> = steps
        .map(|step| (step.step.as_str(), step.verdict, step.reps))
        .collect();
    let good = StepVerdictName::Good;
    assert_eq!(
        verdicts,
        [
            ("round-back", good, None),
            ("look-down", good, None),
            ("look-down", good, None),
            ("neck-tilt", good, None),
            ("neck-tilt", good, None),
            ("shoulder-squeeze", good, Some(5)),
        ]
    );
    let changed_at_s = changed_at_s.expect("the first step is held");
    let is_new = |neutral: &browser::view::NeutralView| neutral.again == Some("model");
    let anew = page
        .views
        .iter()
        .filter(|view| view.neutral.as_ref().is_some_and(is_new));
    let anew: Vec<f64> = anew.map(|view| view.at_s).collect();
    let (first_s, last_s) = (anew[0], anew[anew.len() - 1]);
    assert!(
        first_s - changed_at_s < 0.2 && last_s - first_s < 1.2,
        "{changed_at_s} {anew:?}"
    );
    let moved = |neutral: &browser::view::NeutralView| neutral.again == Some("moved");
    assert!(!page.views.iter().any(|view| view.neutral.as_ref().is_some_and(moved)));
    let said = page.said();
    assert!(said.iter().any(|text| text.contains("a little slow")), "{said:?}");
    assert!(said.iter().all(|text| !text.contains("model")), "{said:?}");
    let mut led: Vec<_> = page.views.iter().map(|view| (&view.step, view.side)).collect();
    led.dedup();
    assert_eq!(led.len(), 6, "each step and side once: {led:?}");
}

#[test]
fn a_picture_that_stands_still_is_told_and_the_clock_waits() {
    let mut page = Page::new(&one("neck-tilt", Some("left")), false);
    let frames = rgba("s2_lateral_neck_chin_drops_left.mp4", None);
    let frames: Vec<&[u8]> = frames.chunks_exact(FRAME_BYTES).collect();
    let stands_still = (3.0 * FPS) as usize;
    for index in 0..(9.0 * FPS) as usize {
        let view = page.frame(index, frames[index.min(stands_still)]);
        let frozen = view.trouble == Some("frozen");
        assert_eq!(frozen, index > stands_still + FPS as usize, "{index}");
    }
    assert_eq!(page.views.last().map(|view| view.hold_s), Some(0.0));
    assert!(
        page.said()
            .iter()
            .any(|text| text.starts_with("The picture stands still."))
    );
}

#[test]
fn a_camera_that_mirrors_gives_the_other_side_unless_told_so() {
    let frames = rgba("s2_lateral_neck_chin_drops_left.mp4", Some("hflip"));
    for mirrored in [false, true] {
        let mut page = Page::new(&one("neck-tilt", Some("left")), mirrored);
        let frames: Vec<&[u8]> = frames.chunks_exact(FRAME_BYTES).collect();
        // Back and forth, to stay for longer than the clip does: the tilt is held from 5 s to 9 s.
        let stays = (5.0 * FPS) as usize..(9.0 * FPS) as usize;
        let film = (0..stays.end).chain(stays.clone().rev()).chain(stays);
        for (index, shown) in film.enumerate() {
            page.frame(index, frames[shown]);
        }
        let standing = |view: &browser::view::View| view.sentences.get(1).is_some_and(|it| it.standing == "met");
        assert_eq!(page.views.iter().any(standing), mirrored);
        let said = page.said();
        assert_eq!(
            said.contains(&"That was your right; now the left."),
            !mirrored,
            "{said:?}"
        );
    }
}
