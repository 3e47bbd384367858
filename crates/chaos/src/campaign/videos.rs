//! Damaged videos: each is judged or refused in words, in bounded time.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use fastrand::Rng;

use super::program::ended;
use super::{Row, Until};
use crate::mutation::mutated;

/// Two seconds of the bundled clip, small: it is the container and the coding that are damaged.
const CLIP: [&str; 12] = [
    "-t",
    "2",
    "-vf",
    "scale=320:-2",
    "-r",
    "10",
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-g",
    "5",
];
/// No such clip takes a tenth of it.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs until there is no more time.
///
/// # Errors
/// What the system says when the clip can't be made, or the program not be started.
pub fn run(program: &Path, clip: &Path, seed: u64, until: Until) -> io::Result<Row> {
    let folder = tempfile::tempdir()?;
    let mut rng = Rng::with_seed(seed);
    let (mut tried, mut judged) = (0, 0);
    let mut findings = Vec::new();
    while until.goes_on() {
        let kind = ["mp4", "mkv", "avi"][rng.usize(..3)];
        let good = folder.path().join(format!("good.{kind}"));
        if !good.exists() {
            shorten(clip, &good)?;
        }
        let bytes = mutated(&mut rng, &std::fs::read(&good)?, b"");
        let damaged = folder.path().join(format!("damaged.{kind}"));
        std::fs::write(&damaged, &bytes)?;
        let mut check = Command::new(program);
        check
            .args(["check", "--step", "neck-tilt", "--side", "left"])
            .arg(&damaged);
        tried += 1;
        match ended(&mut check, Until::after(LONGEST))? {
            Some((Some(0 | 1), _)) => judged += 1,
            Some((Some(2), said)) if !said.trim().is_empty() && !said.contains("panicked") => {}
            Some((code, said)) => {
                findings.push(format!(
                    "number {tried} of seed {seed}: exit code {code:?}, said {said:?}"
                ));
            }
            None => findings.push(format!(
                "number {tried} of seed {seed}: not done after {} s",
                LONGEST.as_secs()
            )),
        }
    }
    Ok(Row {
        what: "damaged videos (mp4, mkv, avi)".to_owned(),
        tried: format!("{tried}: {judged} judged, the others refused"),
        findings,
        skipped: None,
    })
}

fn shorten(clip: &Path, to: &Path) -> io::Result<()> {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg
        .args(["-nostdin", "-v", "error", "-y", "-i"])
        .arg(clip)
        .args(CLIP)
        .arg(to);
    match ended(&mut ffmpeg, Until::after(LONGEST))? {
        Some((Some(0), _)) => Ok(()),
        Some((_, said)) => Err(io::Error::other(format!(
            "ffmpeg could not shorten {}: {said}",
            clip.display()
        ))),
        None => Err(io::Error::other("ffmpeg did not end")),
    }
}
