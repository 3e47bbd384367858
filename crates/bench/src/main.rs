//! Times our pose and face pipeline beside MediaPipe's own package: same frames, same machine, in turns.
//!
//! `bench FRAMES.rgb WIDTH HEIGHT OUT.json PEER…` reads raw RGB frames, decoded beforehand, and starts the
//! peer's command with the same frames. While one works, the other waits. `scripts/bench` calls it.
//!
//! Must not know: guides, measures, how a video is decoded.

#![forbid(unsafe_code)]

mod peer;

use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use body::SessionTime;
use peer::Peer;

/// Rounds whose median counts; one more goes before, to warm caches up and to find the person.
const ROUNDS: usize = 5;
/// Times of the frames matter to the tracker only in that they rise: those of a 15 frames/s clip.
const FRAME: Duration = Duration::from_micros(66_667);

/// What is written, for people and for later comparison.
#[derive(serde::Serialize)]
struct Bench {
    cpu: String,
    rows: Vec<Row>,
}

#[derive(serde::Serialize)]
struct Row {
    name: &'static str,
    ours_ms: f64,
    peer: String,
    peer_ms: f64,
    ratio: f64,
}

/// Mean of one round over the clip.
struct Round {
    ms_per_frame: f64,
    /// Frames in which body and face were found: both sides must have had the same work.
    seen: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [frames, width, height, out, peer @ ..] = arguments.as_slice() else {
        return Err("usage: bench FRAMES.rgb WIDTH HEIGHT OUT.json PEER-COMMAND…".into());
    };
    let frames = Frames {
        path: Path::new(frames),
        width: width.parse()?,
        height: height.parse()?,
    };
    let mut peer = Peer::start(peer, &frames)?;
    let mut ours = Ours::new()?;

    let mut our_rounds = Vec::new();
    let mut peer_rounds = Vec::new();
    for round in 0..=ROUNDS {
        let our_round = ours.round(&frames)?;
        let peer_round = peer.round()?;
        println!(
            "round {round}: unhunch {:6.2} ms/frame ({} frames with body and face), {} {:6.2} ms/frame ({}){}",
            our_round.ms_per_frame,
            our_round.seen,
            peer.name,
            peer_round.ms_per_frame,
            peer_round.seen,
            if round == 0 { ", not counted" } else { "" },
        );
        if round > 0 {
            our_rounds.push(our_round.ms_per_frame);
            peer_rounds.push(peer_round.ms_per_frame);
        }
    }

    let (ours_ms, peer_ms) = (median(our_rounds), median(peer_rounds));
    let row = Row {
        name: "native_full_face_1t",
        ours_ms,
        peer: peer.name.clone(),
        peer_ms,
        ratio: peer_ms / ours_ms,
    };
    println!(
        "{}: unhunch {:.2} ms/frame, {} {:.2} ms/frame: {:.2} times as fast (median of {ROUNDS} rounds, one thread)",
        row.name, row.ours_ms, row.peer, row.peer_ms, row.ratio
    );
    let bench = Bench {
        cpu: cpu(),
        rows: vec![row],
    };
    std::fs::write(out, serde_json::to_string(&bench)? + "\n")
        .map_err(|error| format!("can't write {out}: {error}"))?;
    println!("{}, written to {out}", bench.cpu);
    Ok(())
}

/// A file of raw RGB frames, one after the other.
struct Frames<'a> {
    path: &'a Path,
    width: u32,
    height: u32,
}

impl Frames<'_> {
    /// Hands every frame to `look`; stops at the first error.
    fn each(&self, mut look: impl FnMut(&[u8]) -> Result<(), Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
        let mut file = File::open(self.path).map_err(|error| format!("can't read {}: {error}", self.path.display()))?;
        let mut rgb = vec![0; self.width as usize * self.height as usize * 3];
        loop {
            match file.read_exact(&mut rgb) {
                Ok(()) => look(&rgb)?,
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Our side, with its models loaded; the clock goes on from round to round.
struct Ours {
    tracker: pose::Tracker,
    now: SessionTime,
}

impl Ours {
    fn new() -> Result<Self, Box<dyn Error>> {
        let models = pose::Models {
            detector: models::POSE_DETECTION.bytes,
            landmarks: models::POSE_FULL.bytes,
            face: models::FACE_LANDMARK.bytes,
        };
        Ok(Self {
            tracker: pose::Tracker::new(&models)?,
            now: SessionTime::START,
        })
    }

    fn round(&mut self, frames: &Frames<'_>) -> Result<Round, Box<dyn Error>> {
        let mut spent = Duration::ZERO;
        let (mut count, mut seen) = (0, 0);
        frames.each(|rgb| {
            let start = tick();
            let image = pose::Image::new(frames.width, frames.height, rgb)?;
            let pose = self.tracker.track(&image, self.now);
            spent += tick() - start;
            self.now = self.now + FRAME;
            count += 1;
            seen += usize::from(pose.body.is_some() && pose.face.is_some());
            Ok(())
        })?;
        if count == 0 {
            return Err(format!("{} holds no whole frame", frames.path.display()).into());
        }
        Ok(Round {
            ms_per_frame: spent.as_secs_f64() * 1000.0 / f64::from(count),
            seen,
        })
    }
}

/// The one clock of the workspace that measures the machine and not the person.
#[allow(clippy::disallowed_methods)]
fn tick() -> Instant {
    Instant::now()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        (values[middle - 1] + values[middle]) / 2.0
    }
}

/// Name of the processor, as the system gives it.
fn cpu() -> String {
    std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|info| {
            info.lines()
                .find(|line| line.starts_with("model name"))?
                .split_once(':')
                .map(|(_, name)| name.trim().to_owned())
        })
        .or_else(|| std::env::var("PROCESSOR_IDENTIFIER").ok())
        .or_else(|| {
            let answer = std::process::Command::new("sysctl")
                .args(["-n", "machdep.cpu.brand_string"])
                .output()
                .ok()?;
            String::from_utf8(answer.stdout)
                .ok()
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
        })
        .unwrap_or_else(|| format!("unknown {}", std::env::consts::ARCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(vec![9.0, 1.0, 4.0]), 4.0);
        assert_eq!(median(vec![4.0, 1.0, 9.0, 2.0]), 3.0);
    }

    #[test]
    fn the_file_has_the_agreed_form() {
        let row = Row {
            name: "native_full_face_1t",
            ours_ms: 7.5,
            peer: "mediapipe 0.10.21".into(),
            peer_ms: 15.0,
            ratio: 2.0,
        };
        let json = serde_json::to_string(&Bench {
            cpu: "a \"cpu\"".into(),
            rows: vec![row],
        })
        .unwrap();
        assert_eq!(
            json,
            r#"{"cpu":"a \"cpu\"","rows":[{"name":"native_full_face_1t","ours_ms":7.5,"peer":"mediapipe 0.10.21","peer_ms":15.0,"ratio":2.0}]}"#
        );
    }
}
