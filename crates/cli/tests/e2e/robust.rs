//! What bad pictures do to the verdicts: the bundled clips, altered on the spot, against themselves.
//!
//! `ROBUST=all cargo test -p unhunch --test e2e robust -- --nocapture` prints how far each alteration moves them; without
//! the variable a third of them is tried, as all take minutes. Two scenes: a
//! tilt in which the chin drops, and one that is done right. Nothing may crash or hang, and what is not seen is never
//! praise: the chin's fault is found or unseen, never met, and in the right tilt nothing is broken.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::clips::make;
use crate::unhunch;

/// How a clip is altered.
struct Alteration {
    name: &'static str,
    /// ffmpeg's filter from `[0]` (and the clip again, as `[1]`) to `[out]`.
    filter: &'static str,
    encoder: &'static [&'static str],
    /// Further arguments of `check`.
    check: &'static [&'static str],
    /// Whether the fault can still be seen, so that it must be found.
    seen: bool,
}

const NEARLY_LOSSLESS: &[&str] = &["-c:v", "mjpeg", "-q:v", "2"];

const fn filtered(name: &'static str, filter: &'static str) -> Alteration {
    Alteration {
        name,
        filter,
        encoder: NEARLY_LOSSLESS,
        check: &[],
        seen: true,
    }
}

const PLAIN: Alteration = filtered("as it is", "[0]null[out]");

/// The fault is at its full size from 5 to 10 s; the hand for a second and the other person come at 6 s.
const ALTERATIONS: [Alteration; 17] = [
    filtered("5 frames a second", "[0]fps=5[out]"),
    filtered("60 frames a second", "[0]fps=60[out]"),
    filtered(
        "uneven, 7 to 15 frames a second",
        "[0]select='gt(mod(n*7,11),3)+not(mod(n,3))'[out]",
    ),
    filtered("320 x 240", "[0]scale=320:240[out]"),
    filtered(
        "1920 x 1080, with bars at the sides",
        "[0]scale=1440:1080,pad=1920:1080:240:0[out]",
    ),
    filtered("portrait", "[0]crop=360:480[out]"),
    filtered("half as bright", "[0]lutrgb=r=val/2:g=val/2:b=val/2[out]"),
    // The bright room becomes white with it, and the person is lost in it now and then.
    Alteration {
        seen: false,
        ..filtered(
            "twice as bright",
            "[0]lutrgb=r='min(255,val*2)':g='min(255,val*2)':b='min(255,val*2)'[out]",
        )
    },
    Alteration {
        encoder: &["-c:v", "mjpeg", "-q:v", "31"],
        ..filtered("strong JPEG", "[0]null[out]")
    },
    filtered("motion blur over three frames", "[0]tmix=frames=3[out]"),
    filtered("blurred sideways over 13 pixels", "[0]avgblur=sizeX=6:sizeY=1[out]"),
    filtered(
        "a hand over the face for a second",
        "[0]drawbox=x=255:y=130:w=120:h=120:color=0xC69076:t=fill:enable='between(t,6,7)'[out]",
    ),
    Alteration {
        seen: false,
        ..filtered(
            "a hand over the face from before the fault on",
            "[0]drawbox=x=245:y=110:w=140:h=140:color=0xC69076:t=fill:enable='gte(t,3.5)'[out]",
        )
    },
    filtered(
        "a second person passes in front",
        "[1]crop=290:390:175:90[other];[0][other]overlay=x='-290+310*(t-6)':y=90:enable='between(t,6,9)'[out]",
    ),
    filtered(
        "the person leaves and comes back",
        "[0]pad=1920:480:640:0:gray,crop=640:480:x='640-640*between(t,6.5,8)':y=0[out]",
    ),
    Alteration {
        check: &["--mirrored"],
        ..filtered("mirrored, and said so", "[0]hflip[out]")
    },
    Alteration {
        seen: false,
        ..filtered("nearly dark", "[0]lutrgb=r=val/24:g=val/24:b=val/24[out]")
    },
];

/// What is compared of a report.
#[derive(Debug)]
struct Verdicts {
    step: String,
    /// Rule and verdict.
    rules: Vec<(String, String)>,
    hold_s: f64,
    spoken: usize,
}

impl Verdicts {
    fn of(report: &Value) -> Self {
        let step = &report["steps"][0];
        let text = |value: &Value| value.as_str().expect("a word").to_owned();
        let sentences = step["sentences"].as_array().expect("sentences").iter();
        let rules = sentences.flat_map(|sentence| sentence["rules"].as_array().expect("rules"));
        let events = report["events"].as_array().expect("events").iter();
        Self {
            step: text(&step["verdict"]),
            rules: rules
                .map(|rule| (text(&rule["rule"]), text(&rule["verdict"])))
                .collect(),
            hold_s: step["hold_s"].as_f64().expect("seconds"),
            spoken: events.filter(|event| event["event"] == "cue").count(),
        }
    }

    fn rule(&self, name: &str) -> &str {
        let found = self.rules.iter().find(|(rule, _)| rule == name);
        &found.unwrap_or_else(|| panic!("{name}: {self:?}")).1
    }

    /// What differs from `plain`, in words.
    fn moved_from(&self, plain: &Self) -> String {
        let pairs = self.rules.iter().zip(&plain.rules);
        let other = pairs.filter(|((_, now), (_, then))| now != then);
        let mut words: Vec<String> = other
            .map(|((rule, now), (_, then))| format!("{rule}: {then} -> {now}"))
            .collect();
        if self.step != plain.step {
            words.push(format!("step: {} -> {}", plain.step, self.step));
        }
        words.push(format!("hold {:+.1} s", self.hold_s - plain.hold_s));
        words.join("; ")
    }
}

/// Alters the clip and has its left tilt judged; `None` when nobody was seen in it.
fn judged(clip: &Path, alteration: &Alteration, folder: &Path) -> Option<Verdicts> {
    let altered = folder.join("altered.mkv");
    let clip = clip.to_str().expect("a UTF-8 path");
    let mut arguments = vec![
        "-i",
        clip,
        "-i",
        clip,
        "-filter_complex",
        alteration.filter,
        "-map",
        "[out]",
    ];
    // A filter that drops frames must not have them filled in.
    arguments.extend(["-fps_mode", "vfr"]);
    arguments.extend(alteration.encoder);
    make(&arguments, &altered);
    let mut check = vec!["check", altered.to_str().expect("a UTF-8 path")];
    check.extend(["--step", "neck-tilt", "--side", "left", "--format", "json"]);
    check.extend(alteration.check);
    let said = unhunch(check);
    match said.code {
        Some(0 | 1) => Some(Verdicts::of(&serde_json::from_str(&said.out).expect("a report"))),
        Some(2) if said.err.contains("nobody") || said.err.contains("person") => None,
        _ => panic!("{}: {:?} {}", alteration.name, said.code, said.err),
    }
}

/// Every third of them, or all.
fn tried() -> impl Iterator<Item = &'static Alteration> {
    let step = if std::env::var_os("ROBUST").is_some() { 1 } else { 3 };
    ALTERATIONS.iter().step_by(step)
}

fn clip(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clips").join(name)
}

#[test]
fn robust_a_dropping_chin_is_found_or_unseen_and_never_praised() {
    let folder = tempfile::tempdir().expect("a folder");
    let clip = clip("s2_lateral_neck_chin_drops_left.mp4");
    let plain = judged(&clip, &PLAIN, folder.path()).expect("a person");
    assert_eq!(plain.rule("keep chin level"), "broken");
    println!("the chin drops in a left tilt, as it is: {plain:?}");
    let mut lost = Vec::new();
    for alteration in tried() {
        let Some(altered) = judged(&clip, alteration, folder.path()) else {
            println!("  {}: nobody seen", alteration.name);
            assert!(!alteration.seen, "{}: nobody seen", alteration.name);
            continue;
        };
        println!("  {}: {}", alteration.name, altered.moved_from(&plain));
        let chin = altered.rule("keep chin level");
        let praised = chin == "met" || altered.step == "done" || altered.step == "good";
        if praised || (alteration.seen && chin != "broken") {
            lost.push((alteration.name, altered));
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn robust_a_tilt_done_right_stays_without_fault_and_gains_no_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let tilt = folder.path().join("tilt.mkv");
    let routine = clip("s2_routine_correct.mp4");
    // Three seconds of sitting still, then the left tilt with 5 s of its hold.
    let arguments = ["-ss", "81.3", "-t", "11", "-i", routine.to_str().expect("a UTF-8 path")];
    make(&[&arguments[..], NEARLY_LOSSLESS].concat(), &tilt);
    let plain = judged(&tilt, &PLAIN, folder.path()).expect("a person");
    assert!(plain.hold_s > 4.0 && plain.spoken == 0, "{plain:?}");
    println!("a left tilt done right, as it is: {plain:?}");
    let mut wronged = Vec::new();
    for alteration in tried() {
        let Some(altered) = judged(&tilt, alteration, folder.path()) else {
            println!("  {}: nobody seen", alteration.name);
            continue;
        };
        println!("  {}: {}", alteration.name, altered.moved_from(&plain));
        let broken = altered.rules.iter().any(|(_, verdict)| verdict == "broken");
        if broken || altered.spoken > 0 || altered.hold_s > plain.hold_s + 0.5 {
            wronged.push((alteration.name, altered));
        }
    }
    assert!(wronged.is_empty(), "{wronged:#?}");
}
