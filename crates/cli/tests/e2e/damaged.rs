//! Traces that are not what was written, and files that only look as if something were missing.

use std::fs;
use std::path::{Path, PathBuf};

use body::SessionTime;
use footage::{Camera, TraceReader, TraceWriter};

use super::clips::make;
use super::unusable::refused;
use super::{Said, unhunch};

/// A recorded trace twice over, so that it has two groups.
fn trace(folder: &Path) -> PathBuf {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR"));
    let recorded = recorded.join("../../clips/traces/s2_lateral_neck_chin_drops_left.parquet");
    let path = folder.join("a.parquet");
    let mut writer = TraceWriter::create(&path, Camera::default(), &models::POSE_FULL).unwrap();
    let mut last = 0;
    for _ in 0..2 {
        let mut reader = TraceReader::open(&recorded).unwrap();
        let begin = last;
        while let Some((at, pose)) = reader.next_frame().unwrap() {
            last = begin + at.as_micros() + 66_667;
            writer.frame(SessionTime::from_micros(last), &pose).unwrap();
        }
    }
    writer.finish().unwrap();
    path
}

fn replay(trace: &Path) -> Said {
    let step = ["--step", "neck-tilt", "--side", "left", "--format", "json"];
    unhunch([&["replay", trace.to_str().unwrap()][..], &step].concat())
}

#[test]
fn a_damaged_trace_is_judged_up_to_the_damage_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = trace(folder.path());
    let whole = fs::read(&path).unwrap();
    let sound = replay(&path);
    assert_eq!((sound.code, sound.err.as_str()), (Some(1), ""));
    let damaged_at = |place: usize| {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        fs::write(&path, bytes).unwrap();
        replay(&path)
    };
    // The second group ends where the footer begins.
    let footer = u32::from_le_bytes(whole[whole.len() - 8..][..4].try_into().unwrap()) as usize;
    let footer = whole.len() - 8 - footer;
    let late = damaged_at(footer - 1000);
    assert_eq!(late.code, Some(1), "{}", late.err);
    assert!(
        late.err
            .contains("is damaged at row group 2: judged up to there (256 frames)"),
        "{}",
        late.err
    );
    let report: serde_json::Value = serde_json::from_str(&late.out).unwrap();
    assert_eq!(report["video"]["frames"], 256);
    refused(&damaged_at(1000), "is damaged at row group 1");
    refused(&damaged_at(1000), "record it again");
    refused(&damaged_at(footer + 1000), "is damaged at its end");
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    refused(&replay(&path), "is not a trace");
    fs::write(&path, &whole).unwrap();
    assert_eq!(replay(&path).out, sound.out);
}

#[test]
fn a_late_first_time_stamp_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let wall = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=5:duration=2"];
    let sound = ["-f", "lavfi", "-i", "sine=duration=2"];
    let mut told = Vec::new();
    for ending in ["mp4", "mkv", "webm", "ts", "avi", "flv", "asf", "nut"] {
        let picture = match ending {
            "webm" => "libvpx",
            "flv" => "flv",
            _ => "mpeg4",
        };
        let heard = match ending {
            "webm" => "libvorbis",
            _ => "libmp3lame",
        };
        let coded = ["-c:v", picture, "-c:a", heard];
        // All of it late; and the picture later than the sound.
        for (name, before, after) in [
            ("all", &[][..], &["-output_ts_offset", "5"][..]),
            ("picture", &["-itsoffset", "5"], &[]),
        ] {
            let clip = folder.path().join(format!("{name}.{ending}"));
            make(&[before, &wall, &sound, &coded, after].concat(), &clip);
            let said = unhunch(["measure", clip.to_str().unwrap(), "--model", "lite"]);
            if said.err.contains("damaged") || !said.err.contains("nobody was seen") {
                told.push((clip.clone(), said.err));
            }
        }
    }
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_video_that_was_cut_off_is_told_whatever_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, picture) in [("mp4", "mpeg4"), ("mkv", "mpeg4"), ("avi", "mpeg4"), ("flv", "flv")] {
        let clip = folder.path().join("a").with_extension(ending);
        let source = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=5:duration=8"];
        make(
            &[&source[..], &["-c:v", picture, "-movflags", "+faststart"]].concat(),
            &clip,
        );
        let whole = fs::read(&clip).unwrap();
        fs::write(&clip, &whole[..whole.len() / 2]).unwrap();
        let said = unhunch(["measure", clip.to_str().unwrap(), "--model", "lite"]);
        assert!(said.err.contains("is damaged or cut off"), "{ending}: {}", said.err);
    }
}
