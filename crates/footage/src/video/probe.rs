//! Asks ffprobe what a file is, before a frame of it is read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::ffmpeg::{Asked, FILES_ONLY, PATIENCE, as_file, ask, gist, no_program};
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
    /// When its picture ends, seconds from where the file begins: the picture may begin later than the file.
    pub end_s: Option<f64>,
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
    start_time: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    disposition: Disposition,
    #[serde(default)]
    tags: BTreeMap<String, String>,
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

/// Formats in which a duration is the time of the end, by the file's own clock, which need not begin at nought.
const END_FOR_DURATION: [&str; 4] = ["matroska", "webm", "asf", "nut"];

/// Asks about the file at `path`. `None` when `stop` said so before there was an answer.
///
/// # Errors
/// [`Error`] when it is no video, or ffprobe is missing or hangs.
pub fn probe(path: &Path, stop: fn() -> bool) -> Result<Option<Clip>> {
    let name = path.display().to_string();
    let mut ffprobe = Command::new("ffprobe");
    ffprobe
        .args(["-v", "error", "-print_format", "json"])
        .args(["-show_format", "-show_streams"])
        .args(FILES_ONLY)
        .arg("-i")
        .arg(as_file(path));
    let (status, answer, said) = match ask(ffprobe, PATIENCE, stop).map_err(|error| no_program("ffprobe", &error))? {
        Asked::Ended { status, answer, said } => (status, answer, said),
        Asked::Stopped => return Ok(None),
        Asked::Hung => {
            return Err(Error::Hung {
                program: "ffprobe",
                path: name,
                seconds: PATIENCE.as_secs(),
            });
        }
    };
    if !status.success() {
        return Err(unreadable(path, &said));
    }
    let probed: Probed = serde_json::from_slice(&answer).unwrap_or_default();
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
    clip(&name, &probed).map(Some)
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
    let (later_s, seconds) = lasts(video, &probed.format);
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
    let frames = counted.or_else(guessed).filter(|&frames| frames > 0);
    Ok(Clip {
        frames,
        rate,
        slower: slower.filter(declared),
        // By the count: in AVI it stands at the beginning, and the duration is guessed from what is left of the file.
        end_s: frames.zip(rate).map(|(frames, rate)| later_s + frames as f64 / rate),
    })
}

/// How much later than the file the picture begins, and how long it lasts, seconds, as far as the file says.
fn lasts(video: &Stream, format: &Format) -> (f64, Option<f64>) {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let name = format.format_name.as_deref().unwrap_or_default();
    let is_end = name.split(',').any(|name| END_FOR_DURATION.contains(&name));
    let file_begins = number(&format.start_time).unwrap_or(0.0);
    // Both by the file's own clock.
    let begins = number(&video.start_time).unwrap_or(file_begins);
    let ends = if is_end {
        // Matroska's own statement about one of its streams; the file's is about the longest, which may be the sound.
        let of_stream = video.tags.get("DURATION").and_then(|text| clock(text));
        of_stream.or(number(&video.duration)).or(number(&format.duration))
    } else {
        let of_stream = number(&video.duration).map(|seconds| begins + seconds);
        of_stream.or_else(|| Some(file_begins + number(&format.duration)?))
    };
    (begins - file_begins, ends.map(|ends| ends - begins))
}

/// `00:00:09.017000000` in seconds.
fn clock(text: &str) -> Option<f64> {
    text.split(':')
        .try_fold(0.0, |seconds, part| Some(seconds * 60.0 + part.parse::<f64>().ok()?))
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
                end_s: Some(7.0 / 15.0),
            }
        );
        let clip = probed(
            r#"{"streams":[{"codec_type":"video","avg_frame_rate":"30000/1001"}],"format":{"duration":"10.01"}}"#,
        );
        assert_eq!(clip.unwrap().frames, Some(300));
    }

    #[test]
    fn a_picture_is_as_long_as_it_is_whenever_it_begins() {
        let clip = |format: &str, begins: [&str; 2], stream: &str, duration: &str| {
            let [file, video] = begins;
            let about = format!(r#"{{"format_name":"{format}","start_time":"{file}","duration":"{duration}"}}"#);
            let stream = format!(r#"{{"codec_type":"video","avg_frame_rate":"30/1","start_time":"{video}"{stream}}}"#);
            let clip = probed(&format!(r#"{{"streams":[{stream}],"format":{about}}}"#)).unwrap();
            (clip.frames, clip.end_s)
        };
        // A part of a longer recording.
        let late = ["5400.0", "5400.0"];
        assert_eq!(clip("matroska,webm", late, "", "5410.0"), (Some(300), Some(10.0)));
        assert_eq!(clip("mpegts", late, "", "10.0"), (Some(300), Some(10.0)));
        assert_eq!(
            clip("asf", late, r#","duration":"5410.0""#, "5420.0"),
            (Some(300), Some(10.0))
        );
        // The picture comes five seconds after the sound, or ends before it.
        let later = ["0.0", "5.0"];
        assert_eq!(clip("matroska,webm", later, "", "15.0"), (Some(300), Some(15.0)));
        assert_eq!(clip("flv", later, "", "15.0"), (Some(300), Some(15.0)));
        let its_own = r#","tags":{"DURATION":"00:00:15.000000000"}"#;
        assert_eq!(clip("matroska,webm", later, its_own, "75.0"), (Some(300), Some(15.0)));
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
        assert_eq!(
            gist("Can't write: disk full\nError initializing output stream 0:0 -- \n").unwrap(),
            "Can't write: disk full"
        );
    }
}
