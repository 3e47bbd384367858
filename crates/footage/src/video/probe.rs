//! Asks ffprobe what a file is, before a frame of it is read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::ffmpeg::{as_file, gist, no_program};
use crate::{Error, Result};

/// What is known of a clip beforehand. All of it may be wrong in a damaged file: good for a progress bar, not for
/// times.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Clip {
    /// About how many frames there are.
    pub frames: Option<u64>,
    /// Frames a second, on average.
    pub rate: Option<f64>,
    /// How much slower the file plays than what it shows happened, where it says so: 8 for slow motion that was taken at
    /// 240 frames a second and plays at 30, less than 1 for time lapse. Times are those of what happened.
    pub slower: Option<f64>,
}

#[derive(Debug, Deserialize, Default)]
struct Probed {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Format,
}

#[derive(Debug, Deserialize)]
struct Stream {
    codec_type: Option<String>,
    nb_frames: Option<String>,
    avg_frame_rate: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    disposition: Disposition,
}

#[derive(Debug, Deserialize, Default)]
struct Disposition {
    #[serde(default)]
    attached_pic: u8,
}

#[derive(Debug, Deserialize, Default)]
struct Format {
    format_name: Option<String>,
    start_time: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    tags: BTreeMap<String, String>,
}

/// Where a phone writes how many frames a second it took, when that is not how many the file plays. Source: Android's
/// `MediaRecorder.setCaptureRate`, which writes this tag.
const CAPTURE_RATE: &str = "com.android.capture.fps";
/// A capture rate so much above the frame rate is slow motion. Less is a camera that took longer for a frame in the dark.
const SLOW_MOTION: f64 = 1.5;

/// ffmpeg reads plain text as the screen of an old terminal, and scripts of sound and subtitles; none is a video.
const NOT_VIDEOS: [&str; 4] = ["tty", "lrc", "srt", "txd"];

/// Asks about the file at `path`.
///
/// # Errors
/// [`Error`] when it is no video, or ffprobe is missing.
pub fn probe(path: &Path) -> Result<Clip> {
    let name = path.display().to_string();
    let output = Command::new("ffprobe")
        .args([
            "-v",
            "error",
            "-print_format",
            "json",
            "-show_format",
            "-show_streams",
            "-i",
        ])
        .arg(as_file(path))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| no_program("ffprobe", &error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(unreadable(path, &said));
    }
    let probed: Probed = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if probed.streams.is_empty() {
        return Err(if begins_as_mp4(path) {
            Error::NoIndex { path: name }
        } else {
            Error::NotAVideo {
                path: name,
                why: "it holds no stream at all".to_owned(),
            }
        });
    }
    clip(&name, &probed)
}

fn clip(name: &str, probed: &Probed) -> Result<Clip> {
    let format = probed.format.format_name.as_deref().unwrap_or_default();
    if NOT_VIDEOS.contains(&format) {
        return Err(Error::NotAVideo {
            path: name.to_owned(),
            why: "it is text".to_owned(),
        });
    }
    let is_video =
        |stream: &&Stream| stream.codec_type.as_deref() == Some("video") && stream.disposition.attached_pic == 0;
    let Some(video) = probed.streams.iter().find(is_video) else {
        return Err(Error::NoVideoStream {
            path: name.to_owned(),
            found: found(&probed.streams),
        });
    };
    let rate = video
        .avg_frame_rate
        .as_deref()
        .and_then(ratio)
        .filter(|rate| (0.1..=1000.0).contains(rate));
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    // In Matroska the duration is the time of the end, and a part of a longer recording begins late.
    let before = number(&probed.format.start_time).filter(|_| format.contains("matroska"));
    let of_file = number(&probed.format.duration).map(|end| end - before.unwrap_or(0.0));
    let seconds = number(&video.duration).or(of_file);
    let captured = probed
        .format
        .tags
        .get(CAPTURE_RATE)
        .and_then(|text| text.parse::<f64>().ok());
    let slower = captured.zip(rate).map(|(captured, rate)| captured / rate);
    let declared = |slower: &f64| {
        slower.is_finite() && (*slower >= SLOW_MOTION || (*slower > 0.0 && *slower <= 1.0 / SLOW_MOTION))
    };
    let counted = video.nb_frames.as_deref().and_then(|text| text.parse().ok());
    let guessed = || Some((seconds? * rate?).round() as u64);
    Ok(Clip {
        frames: counted.or_else(guessed).filter(|&frames| frames > 0),
        rate,
        slower: slower.filter(declared),
    })
}

fn found(streams: &[Stream]) -> String {
    let mut kinds: Vec<&str> = streams
        .iter()
        .filter_map(|stream| stream.codec_type.as_deref())
        .collect();
    kinds.dedup();
    if kinds.is_empty() {
        "it holds no stream at all".to_owned()
    } else {
        format!("it holds {}", kinds.join(", "))
    }
}

/// `30000/1001` as a number.
fn ratio(text: &str) -> Option<f64> {
    let (numerator, denominator) = text.split_once('/')?;
    let value = numerator.parse::<f64>().ok()? / denominator.parse::<f64>().ok()?;
    value.is_finite().then_some(value)
}

/// What ffmpeg's own words about a file mean.
pub fn unreadable(path: &Path, said: &str) -> Error {
    let name = path.display().to_string();
    if said.contains("moov atom not found") && begins_as_mp4(path) {
        Error::NoIndex { path: name }
    } else {
        let why = gist(said).unwrap_or_else(|| "ffmpeg does not know what it is".to_owned());
        Error::NotAVideo { path: name, why }
    }
}

/// ffmpeg takes any bytes in a file called `.mp4` for one; a real one begins with a named box.
fn begins_as_mp4(path: &Path) -> bool {
    let mut head = [0; 8];
    // A pipe would be waited for.
    let is_file = path.metadata().is_ok_and(|about| about.is_file());
    let mut read = || File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok();
    is_file
        && read()
        && [b"ftyp", b"mdat", b"free", b"wide", b"skip"]
            .iter()
            .any(|name| head.ends_with(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probed(json: &str) -> Result<Clip> {
        clip("a.mp4", &serde_json::from_str(json).unwrap())
    }

    #[test]
    fn counts_frames_or_guesses_them() {
        let clip = probed(r#"{"streams":[{"codec_type":"video","nb_frames":"7","avg_frame_rate":"15/1"}]}"#).unwrap();
        assert_eq!(
            clip,
            Clip {
                frames: Some(7),
                rate: Some(15.0),
                slower: None,
            }
        );
        let clip = probed(
            r#"{"streams":[{"codec_type":"video","avg_frame_rate":"30000/1001"}],"format":{"duration":"10.01"}}"#,
        );
        assert_eq!(clip.unwrap().frames, Some(300));
    }

    #[test]
    fn a_part_of_a_longer_recording_is_as_long_as_it_is() {
        let clip = |format: &str| {
            let about = format!(r#"{{"format_name":"{format}","start_time":"5400.0","duration":"5410.0"}}"#);
            let stream = r#"{"codec_type":"video","avg_frame_rate":"30/1"}"#;
            probed(&format!(r#"{{"streams":[{stream}],"format":{about}}}"#))
                .unwrap()
                .frames
        };
        assert_eq!(clip("matroska,webm"), Some(300));
        assert_eq!(clip("mpegts"), Some(162_300));
    }

    #[test]
    fn slow_motion_is_what_the_file_declares() {
        let slower = |captured: &str| {
            let about = format!(r#"{{"tags":{{"com.android.capture.fps":"{captured}"}}}}"#);
            let stream = r#"{"codec_type":"video","avg_frame_rate":"30/1"}"#;
            probed(&format!(r#"{{"streams":[{stream}],"format":{about}}}"#))
                .unwrap()
                .slower
        };
        assert_eq!(slower("240.000000"), Some(8.0));
        assert_eq!(slower("2.0"), Some(2.0 / 30.0));
        // As usual, a camera that is slow in the dark, and what is no number.
        for usual in ["30.000000", "38", "25", "0", "-240", "inf", "NaN", "fast"] {
            assert_eq!(slower(usual), None, "{usual}");
        }
    }

    #[test]
    fn a_cover_picture_is_no_video() {
        let json = r#"{"streams":[{"codec_type":"audio"},{"codec_type":"video","disposition":{"attached_pic":1}}]}"#;
        assert!(matches!(probed(json).unwrap_err(), Error::NoVideoStream { .. }));
    }

    #[test]
    fn text_is_no_video() {
        let json = r#"{"streams":[{"codec_type":"video"}],"format":{"format_name":"tty"}}"#;
        assert!(matches!(probed(json).unwrap_err(), Error::NotAVideo { .. }));
    }

    #[test]
    fn the_gist_leaves_addresses_out() {
        assert_eq!(gist("[mov @ 0x55] partial file\n").unwrap(), "partial file");
        assert_eq!(
            gist("file:/a/b.txt: Invalid data found when processing input").unwrap(),
            "Invalid data found when processing input"
        );
    }
}
