//! A clip through the judge of the page: a tilt in which the chin drops, frame by frame as the camera gives it.

#[allow(dead_code, reason = "shared with the other tests of the judge")]
mod camera;

use browser::view::View;
use browser::{OnTheClock, Problem, Start, Watch};
use camera::{FPS, FRAME_BYTES, HEIGHT, WIDTH, one, upper_back, watch};
use results::{Report, RuleVerdictName, StepVerdictName};

/// By the clip's own truth: the chin begins to drop at 3.7 s and is past the threshold of 12 degrees at 4.4 s.
const CHIN_BEGINS_S: f64 = 3.7;
const CHIN_IS_DOWN_S: f64 = 4.4;

fn frames() -> Vec<u8> {
    camera::rgba("s2_lateral_neck_chin_drops_left.mp4", None)
}

fn start(watch: &mut Watch) {
    watch.start(&one("neck-tilt", Some("left")), false).unwrap();
    watch.settle().unwrap();
}

fn follow(watch: &mut Watch) -> Vec<(f64, View)> {
    let mut views = Vec::new();
    for (index, rgba) in frames().chunks_exact(FRAME_BYTES).enumerate() {
        let at_s = index as f64 / FPS;
        // A camera's clock starts anywhere.
        let view = watch.frame(rgba, WIDTH, HEIGHT, 123_456.7 + at_s * 1000.0).unwrap();
        views.push((at_s, view));
    }
    views
}

fn chin(view: &View) -> &'static str {
    view.sentences.get(2).map_or("", |sentence| sentence.standing)
}

#[test]
fn the_sentence_that_is_broken_turns_in_time_and_the_clock_stops() {
    let mut watch = watch();
    start(&mut watch);
    let views = follow(&mut watch);

    let mut phases: Vec<&str> = views.iter().map(|(_, view)| view.phase).collect();
    phases.dedup();
    assert!(
        phases.starts_with(&["setup", "neutral", "ready", "reaching"]),
        "{phases:?}"
    );
    let at = |found: &dyn Fn(&View) -> bool| views.iter().find(|(_, view)| found(view)).map(|(at, _)| *at);

    let neutral = at(&|view| view.events.iter().any(|event| event.event == "neutral_set")).unwrap();
    assert!(
        (1.9..2.3).contains(&neutral),
        "{neutral}: the set-up look costs no time of its own"
    );
    let broken = at(&|view| chin(view) == "broken").unwrap();
    assert!((CHIN_BEGINS_S..CHIN_IS_DOWN_S + 1.5).contains(&broken), "{broken}");
    let cue = at(&|view| {
        view.events
            .iter()
            .any(|event| event.text.as_deref() == Some("Lift your chin a little."))
    });
    assert!(cue.unwrap() < CHIN_IS_DOWN_S + 1.5);

    for (at, view) in views.iter().filter(|(at, _)| (6.0..9.5).contains(at)) {
        assert_eq!(chin(view), "broken", "{at}");
        assert_eq!(view.phase, "paused", "{at}");
        assert_eq!(view.sentences[2].advice.as_deref(), Some("Lift your chin a little."));
        assert_eq!(view.sentences[1].standing, "met", "{at}");
        assert!(view.hold_s < 1.0, "{at}: {}", view.hold_s);
        let meter = view.meter.as_ref().unwrap();
        assert_eq!((meter.measure, meter.unit), ("neck_tilt_deg", "deg"));
        assert!(meter.value.unwrap() > 25.0);
        let arc = meter.arc.as_ref().unwrap();
        assert!(
            arc.scale
                .iter()
                .chain(&arc.band)
                .all(|[x, y]| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y))
        );
        // The person's left is the picture's right: the arc opens that way.
        assert!(arc.scale.last().unwrap()[0] > arc.scale[0][0]);
        assert!(view.drawing.lines.len() >= 2 && view.drawing.dots.len() >= 3);
    }

    let report = watch.finish(true).unwrap();
    let step = &report.steps[0];
    assert_eq!(step.verdict, StepVerdictName::NotDone);
    let verdicts: Vec<RuleVerdictName> = step
        .sentences
        .iter()
        .map(|sentence| sentence.rules[0].verdict)
        .collect();
    assert_eq!(verdicts[2], RuleVerdictName::Broken);
    assert_eq!(verdicts[1], RuleVerdictName::Met);
    report.check().unwrap();
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    assert!(matches!(watch.finish(true), Err(Problem::NotStarted)));
}

#[test]
fn one_that_hurt_scores_nothing() {
    let mut watch = watch();
    start(&mut watch);
    follow(&mut watch);
    let report = watch.finish(false).unwrap();
    assert!(report.steps.is_empty());
    assert_eq!(report.events.len(), 1);
    report.check().unwrap();
}

#[test]
fn bad_input_is_told_and_the_judge_goes_on() {
    let mut watch = watch();
    let grey = vec![128; FRAME_BYTES];
    assert!(matches!(
        watch.frame(&grey, WIDTH, HEIGHT, 0.0),
        Err(Problem::NotStarted)
    ));
    let mistaken = Start {
        guide: "# no front matter\n- a sentence `keep chin levle`",
        ..one("neck-tilt", None)
    };
    let bad = watch.start(&mistaken, false);
    assert!(matches!(bad, Err(Problem::Guide(_))), "{bad:?}");
    assert!(matches!(
        watch.start(&one("neck-tilt", Some("up")), false),
        Err(Problem::Side(_))
    ));
    assert!(matches!(
        watch.start(&one("nap", None), false),
        Err(Problem::Session(_))
    ));
    start(&mut watch);
    assert!(matches!(
        watch.frame(&grey[4..], WIDTH, HEIGHT, 0.0),
        Err(Problem::Picture { .. })
    ));
    assert!(watch.frame(&[], 0, 0, 0.0).is_err());
    for (frame, at_ms) in [0.0, 700.0, f64::NAN, -5.0, 1500.0].into_iter().enumerate() {
        let view = watch.frame(&grey, WIDTH, HEIGHT, at_ms).unwrap();
        assert_eq!(view.phase, "setup");
        assert_eq!(
            view.hints.iter().any(|hint| hint.name == "nobody"),
            frame > 0,
            "{frame}"
        );
    }
    let report = watch.finish(true).unwrap();
    assert_eq!(report.steps.len(), 1);
    report.check().unwrap();
}

#[test]
fn on_the_clock_nothing_is_said_to_be_seen() {
    let mut clock = OnTheClock::new(&upper_back()).unwrap();
    let mut seconds = 0;
    let done = loop {
        let view = clock.tick(5000.0 + f64::from(seconds) * 1000.0);
        assert!(
            view.sentences
                .iter()
                .all(|sentence| !["met", "broken", "unseen"].contains(&sentence.standing))
        );
        if view.phase == "done" {
            break view;
        }
        assert!(view.remaining_s.is_some() || view.phase == "asking");
        seconds += 1;
        assert!(seconds < 360);
    };
    assert!(done.doses.iter().all(|dose| dose.standing == "self_reported"));
    let report = clock.finish(true);
    assert_eq!(report.video, None);
    report.check().unwrap();
}
