//! Readings whose errors are known, through the whole of the table: a bundled clip's truth, read right, too far, late,
//! or not at all.

use std::sync::Arc;

use body::{ImageSize, Measure, SessionTime};
use coach::{Coach, EventKind, Plan};
use guide::{Guide, Vocabulary};
use measure::{Measures, Seen, Unseen};
use validation::{
    About, Agreement, Case, Clip, Counts, Detection, Judged, LabelSeen, Material, NeutralFrom, Nobody, Reference,
    Report, Said, Table, Told, Track, Watched, WrongKind, text,
};

/// The chin drops in a tilt to the left: 216 frames.
const ABOUT: &str = include_str!("../../../clips/s2_lateral_neck_chin_drops_left.json");
const TRACK: &[u8] = include_bytes!("../../../clips/s2_lateral_neck_chin_drops_left.csv");

/// The whole guide, done right.
const ROUTINE: &str = include_str!("../../../clips/s2_routine_correct.json");
const ROUTINE_TRACK: &[u8] = include_bytes!("../../../clips/s2_routine_correct.csv");

fn guide() -> Arc<Guide> {
    let (name, text) = guide::builtin_guides()[0];
    Arc::new(guide::parse(name, text, Vocabulary::builtin()).expect("the shipped guide is right"))
}

fn clip(name: &str) -> Clip {
    Clip {
        name: name.to_owned(),
        video: format!("{name}.mp4"),
        view: "front".to_owned(),
        about: About::from_json(ABOUT).unwrap(),
        track: Track::from_csv(TRACK).unwrap(),
    }
}

/// What a reading makes of the true values: it is given the truth's value of a measure in a row.
type Reading<'a> = &'a dyn Fn(&dyn Fn(usize) -> Option<f32>, Measure, usize) -> Option<f32>;

fn right(truth: &dyn Fn(usize) -> Option<f32>, _: Measure, row: usize) -> Option<f32> {
    truth(row)
}

fn watched(clip: &Clip, reading: Reading<'_>) -> Watched {
    watched_by(guide(), clip, reading)
}

fn watched_by(guide: Arc<Guide>, clip: &Clip, reading: Reading<'_>) -> Watched {
    let reference = Reference::of(&clip.track);
    let mut coach = Coach::new(guide, *Vocabulary::builtin().timing(), clip.plan()).unwrap();
    let mut watched = Watched {
        neutral_at: Some(SessionTime::START),
        ..Watched::default()
    };
    for (row, &seconds) in clip.track.times.iter().enumerate() {
        let at = SessionTime::from_secs_f64(seconds);
        let mut measures = Measures::unseen(Unseen::NotMeasured);
        for &measure in Measure::ALL {
            let value = reading(&|row| reference.value(measure, row), measure, row);
            let seen = value.map(|value| Seen { value, confidence: 1.0 });
            measures.set(measure, seen.ok_or(Unseen::Face));
        }
        let events = coach.frame(at, &measures).into_iter();
        watched.judged.events.extend(events.map(|event| Told { at, event }));
        watched.frames.push((at, measures));
    }
    let at = watched.frames.last().unwrap().0;
    watched
        .judged
        .events
        .extend(coach.finish(at).into_iter().map(|event| Told { at, event }));
    watched.judged = Judged {
        outcomes: coach.outcomes(),
        ..watched.judged
    };
    watched
}

fn table_of(cases: &[Case]) -> Table {
    Table::of(Material {
        version: "0.0.0",
        guide: &guide(),
        model: "full",
        cases,
        nobody: vec![Nobody {
            clip: "a street".to_owned(),
            done: Vec::new(),
            repetitions: 0,
            spoken: 0,
            neutral: NeutralFrom::FirstPosture,
        }],
        labels: vec![LabelSeen {
            trace: "a.parquet".to_owned(),
            of: "neck-tilt left".to_owned(),
            label: "done".to_owned(),
            said: "done".to_owned(),
            right: true,
        }],
    })
}

fn table(reading: Reading<'_>) -> Table {
    let clip = clip("tilt");
    let watched = watched(&clip, reading);
    table_of(&[Case::new(clip, watched, &guide(), Vocabulary::builtin()).unwrap()])
}

fn measure(table: &Table, measure: Measure) -> &Agreement {
    table.measures.iter().find(|row| row.measure == measure.name()).unwrap()
}

fn fault<'a>(table: &'a Table, name: &str) -> &'a Detection {
    table.faults.iter().find(|fault| fault.name == name).unwrap()
}

fn near(value: Option<f64>, expected: f64) {
    let value = value.expect("there is a value");
    assert!((value - expected).abs() < 1e-3, "{value} is not {expected}");
}

#[test]
fn a_right_reading_has_no_error_at_all() {
    let table = table(&right);
    for row in table.measures.iter().filter(|row| row.within.n > 0) {
        near(row.within.mae, 0.0);
        near(row.within.coverage, 1.0);
        if let Some(gain) = row.within.gain {
            near(Some(gain), 1.0);
        }
    }
    assert!(table.measures.iter().any(|row| row.within.n > 100));
    let chin = fault(&table, "chin_drops");
    assert_eq!((chin.counts.found, chin.counts.missed, chin.f1), (1, 0, Some(1.0)));
    assert_eq!(chin.onset_error_s, Some(0.0));
    // The coach tells of a fault when it has lasted for a second.
    near(chin.told_after_s, 1.0);
    assert!(
        table
            .hold_errors
            .iter()
            .all(|error| error.length_s == 0.0 && error.truth == error.said)
    );
    assert!(table.targets.iter().all(|target| target.met != Some(false)));
    assert!(table.targets.iter().any(|target| target.met == Some(true)));
}

#[test]
fn a_reading_that_is_two_degrees_too_far_is_said_to_be() {
    let tilt = Measure::NeckLateralFlexion;
    let table = table(&|truth, measure, row| truth(row).map(|value| if measure == tilt { value + 2.0 } else { value }));
    let row = measure(&table, tilt);
    near(row.within.mae, 2.0);
    near(row.within.bias, 2.0);
    near(row.within.rmse, 2.0);
    near(row.within.limits.map(|limits| limits[0]), 2.0);
    near(row.within.gain, 1.0);
    near(measure(&table, Measure::NeckRotation).within.mae, 0.0);
    let target = table
        .targets
        .iter()
        .find(|target| target.what.starts_with("neck lateral flexion"))
        .unwrap();
    assert_eq!(target.met, Some(false));
    assert!(!table.all_met());
}

#[test]
fn a_reading_that_is_late_moves_onsets_and_holds_and_not_their_length() {
    // Three frames at 15 a second.
    let table = table(&|truth, _, row| truth(row.saturating_sub(3)));
    near(fault(&table, "chin_drops").onset_error_s, 0.2);
    near(fault(&table, "chin_drops").told_after_s, 1.2);

    let routine = Clip {
        about: About::from_json(ROUTINE).unwrap(),
        track: Track::from_csv(ROUTINE_TRACK).unwrap(),
        ..clip("routine")
    };
    let watched = watched(&routine, &|truth, _, row| truth(row.saturating_sub(3)));
    let table = table_of(&[Case::new(routine, watched, &guide(), Vocabulary::builtin()).unwrap()]);
    let all = &table.holds[0];
    // Two looks down and two tilts; round back needs the height of the wrists, which the truth does not tell.
    assert_eq!((all.true_holds, all.matched, all.surplus), (4, 4, 0));
    near(all.start.bias_s, 0.2);
    near(all.start.mae_s, 0.2);
    near(all.end.bias_s, 0.2);
    near(all.length.mae_s, 0.0);
    let reps = table.reps.iter().find(|reps| reps.of == "correct clips").unwrap();
    assert_eq!((reps.n, reps.exact, reps.normalised_mae), (1, Some(1.0), Some(0.0)));
    assert_eq!((table.spoken.clips, table.spoken.faults), (1, 0));
}

#[test]
fn that_a_hold_has_been_long_enough_is_said_and_is_no_fault() {
    let (name, text) = guide::builtin_guides()[0];
    // Both tilts of the clip are held for 13 s.
    let brief = text.replace("hold 10 s to 30 s", "hold 8 s to 10 s");
    let guide = Arc::new(guide::parse(name, &brief, Vocabulary::builtin()).unwrap());
    let routine = Clip {
        about: About::from_json(ROUTINE).unwrap(),
        track: Track::from_csv(ROUTINE_TRACK).unwrap(),
        ..clip("routine")
    };
    let watched = watched_by(guide.clone(), &routine, &right);
    let case = Case::new(routine, watched, &guide, Vocabulary::builtin()).unwrap();
    let cues = case
        .seen
        .events
        .iter()
        .filter(|told| matches!(told.event.kind, EventKind::Cue(_)));
    assert_eq!(cues.count(), 2);
    let table = table_of(&[case]);
    assert_eq!(
        (table.spoken.clips, table.spoken.faults, table.spoken.by_truth),
        (1, 0, 0)
    );
}

#[test]
fn a_fault_that_no_rule_finds_counts_once_for_each_clip() {
    let fault = |side: &str| format!(r#"{{"name": "hums", "step": "neck-tilt", "side": "{side}"}}"#);
    let both = format!(r#""faults": [{}, {}]"#, fault("left"), fault("right"));
    let about = ROUTINE.replace(r#""faults": []"#, &both);
    let routine = Clip {
        about: About::from_json(&about).unwrap(),
        track: Track::from_csv(ROUTINE_TRACK).unwrap(),
        ..clip("routine")
    };
    let watched = watched(&routine, &right);
    let table = table_of(&[Case::new(routine, watched, &guide(), Vocabulary::builtin()).unwrap()]);
    assert_eq!(
        table.faults_without_rule.into_iter().collect::<Vec<_>>(),
        [("hums".to_owned(), 1)]
    );
}

#[test]
fn what_is_not_seen_is_missed_and_never_a_false_alarm() {
    let table = table(&|_, _, _| None);
    for row in &table.measures {
        assert_eq!((row.within.n, row.within.mae), (0, None), "{}", row.measure);
        assert!(row.within.coverage.is_none_or(|coverage| coverage == 0.0));
    }
    let chin = fault(&table, "chin_drops");
    assert_eq!((chin.counts.missed, chin.unseen, chin.recall), (1, 1, Some(0.0)));
    assert_eq!(chin.wrong[0].kind, WrongKind::MissedUnseen);
    assert!(
        table
            .faults
            .iter()
            .chain(&table.rules)
            .all(|row| row.counts.false_alarms == 0)
    );
    assert!(
        table
            .hold_errors
            .iter()
            .all(|error| error.said.is_none() && error.length_s < 0.0)
    );
    assert!(table.sentences.iter().all(|sentence| sentence.unseen == sentence.doses));
}

/// Clips of one motion are one cluster, whatever the cameras: more of them make nothing surer.
#[test]
fn views_of_one_motion_give_no_interval() {
    let case = |name: &str, off: f32| {
        let clip = clip(name);
        let watched = watched(&clip, &|truth, _, row| truth(row).map(|value| value + off));
        Case::new(clip, watched, &guide(), Vocabulary::builtin()).unwrap()
    };
    let one = table_of(&[case("low/tilt", 0.0), case("high/tilt", 0.1)]);
    assert_eq!((one.clips.n, one.clips.motions), (2, 1));
    assert_eq!(one.targets[0].interval, None);
    near(fault(&one, "chin_drops").recall_interval.map(|ends| ends[0]), 0.025);
    let two = table_of(&[case("tilt", 0.0), case("tilt again", 0.1)]);
    assert_eq!((two.clips.n, two.clips.motions), (2, 2));
    assert!(two.targets[0].interval.is_some());
}

#[test]
fn a_clip_of_another_guide_can_not_be_compared() {
    let mut clip = clip("tilt");
    clip.about.step = Some(("handstand".to_owned(), None));
    assert!(matches!(clip.plan(), Plan::Step { .. }));
    assert!(Case::new(clip, Watched::default(), &guide(), Vocabulary::builtin()).is_err());
}

#[test]
fn the_report_is_one_file_that_fetches_nothing_and_escapes_names() {
    let clip = clip("<b>tilt&\"");
    let watched = watched(&clip, &|truth, _, row| truth(row.saturating_sub(3)));
    let cases = [Case::new(clip, watched, &guide(), Vocabulary::builtin()).unwrap()];
    let table = table_of(&cases);
    let html = Report {
        table: &table,
        cases: &cases,
        address: &|video| video.replace(['<', '>', '"'], "_"),
    }
    .html();
    for foreign in ["http:", "https:", "<script", "@import", "url(", "<b>tilt"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    assert!(html.contains("&lt;b&gt;tilt&amp;"), "the name is shown as it is");
    assert!(html.contains("#t="), "a link leads to a moment");
    assert!(html.contains("Bland-Altman plot") && html.contains("over time: truth and estimate"));
    assert_eq!(html.matches("<svg").count(), html.matches("</svg>").count());
}

#[test]
fn no_line_of_the_text_is_wider_than_asked() {
    let table = table(&|truth, _, row| truth(row.saturating_sub(3)));
    for width in [80, 120] {
        let shown = anstream::adapter::strip_str(&text(&table, width)).to_string();
        let widest = shown.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width, "{widest} of {width}");
    }
}

/// A made-up round back with the hands apart: half a minute, ten frames a second, the left wrist at `wrist_u` in a
/// picture 640 wide for the first `until` seconds and at 50 from then on.
fn hands_apart(wrist_u: i32, until: f64, reading: Reading<'_>) -> Table {
    let mut csv =
        "t,label,head_yaw,head_roll,head_pitch,wrist_gap_m,shoulder_width_m,wrist_L_u,wrist_L_v,wrist_R_u,wrist_R_v\n"
            .to_owned();
    for row in 0..300 {
        let t = f64::from(row) / 10.0;
        let label = if (10.0..20.0).contains(&t) {
            "hold"
        } else if t < 5.0 {
            "neutral"
        } else {
            "moving"
        };
        let left = if t < until { wrist_u } else { 50 };
        let nod = if t < 5.0 { 0 } else { 35 };
        csv += &format!("{t},{label},0,0,{nod},0.45,0.36,{left},300,320,300\n");
    }
    let clip = Clip {
        about: About::from_json(r#"{"person": "anna", "step": "round-back", "fault": "hands_apart"}"#).unwrap(),
        track: Track::from_csv(csv.as_bytes()).unwrap(),
        ..clip("apart")
    };
    let watched = Watched {
        picture: Some(ImageSize {
            width: 640,
            height: 480,
        }),
        ..watched(&clip, reading)
    };
    table_of(&[Case::new(clip, watched, &guide(), Vocabulary::builtin()).unwrap()])
}

/// Where the joints truly are decides; what the program made of them does not.
#[test]
fn a_fault_that_lies_out_of_the_picture_counts_nowhere_and_is_listed() {
    let unseen: Reading<'_> = &|_, _, _| None;
    for (reading, said) in [(unseen, Said::Unseen), (&right, Said::Fault)] {
        let table = hands_apart(690, 30.0, reading);
        let apart = fault(&table, "hands_apart");
        assert_eq!((apart.counts, apart.recall, apart.f1), (Counts::default(), None, None));
        assert_eq!((apart.unseen, apart.wrong.len(), apart.out_of_picture.len()), (0, 0, 1));
        assert_eq!(
            (apart.out_of_picture[0].in_picture, apart.out_of_picture[0].said),
            (0.0, said)
        );
        let rule = table
            .rules
            .iter()
            .find(|rule| rule.name == "reach hands clasped")
            .unwrap();
        assert_eq!((rule.counts, rule.out_of_picture.len()), (Counts::default(), 1));
        let target = table
            .targets
            .iter()
            .find(|target| target.what.starts_with("hands apart"));
        assert_eq!(target.and_then(|target| target.met), None);
        let shown = anstream::adapter::strip_str(&text(&table, 200)).to_string();
        assert!(
            shown.contains("hands apart: out of the picture in apart (in it for 0 % of the dose)"),
            "{shown}"
        );
    }
}

#[test]
fn a_fault_that_is_half_in_the_picture_is_missed_when_it_is_not_seen() {
    let unseen: Reading<'_> = &|_, _, _| None;
    let all_of_it = hands_apart(300, 30.0, unseen);
    // Ten seconds of hold from 10 s on: in the picture from 15 or from 16 s on.
    let half_of_it = hands_apart(-1, 15.0, unseen);
    for table in [&all_of_it, &half_of_it] {
        let apart = fault(table, "hands_apart");
        assert_eq!((apart.counts.missed, apart.out_of_picture.len()), (1, 0));
    }
    let less = hands_apart(-1, 16.0, unseen);
    let apart = fault(&less, "hands_apart");
    assert_eq!((apart.counts.missed, apart.out_of_picture.len()), (0, 1));
    near(Some(apart.out_of_picture[0].in_picture), 0.4);
}
