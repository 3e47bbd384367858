//! The table at the end of many videos: a line for each, what was odd under it, and the sum.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::find::Video;
use super::{Done, Line};
use crate::problem::{Problem, Result};
use crate::wording::clock;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default();
const AMBER: Style = AnsiColor::Yellow.on_default();

/// Longer names are cut in their middle: folder and number stay.
const LONGEST_NAME: usize = 48;

/// Shows the table on standard output.
///
/// # Errors
/// [`Problem`] when standard output can't be written.
pub fn show(videos: &[Video], lines: &[Line], word: &str) -> Result<()> {
    let text = table(videos, lines, word);
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Problem::writing(Path::new("standard output"), error))
        }
        _ => Ok(()),
    }
}

fn table(videos: &[Video], lines: &[Line], word: &str) -> String {
    let names: Vec<String> = videos.iter().map(|video| shortened(&video.name)).collect();
    let widest = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0)
        .max("video".len());
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{BOLD}{:widest$}  {:>7}  {:>7}  outcome{BOLD:#}",
        "video", "length", "frames"
    );
    for (name, line) in names.iter().zip(lines) {
        match line {
            Line::Now(done) => told(&mut text, name, widest, done, ""),
            Line::Before(done) => told(&mut text, name, widest, done, " (done before)"),
            Line::Failed(why) => {
                let _ = writeln!(text, "{name:widest$}  {:>7}  {:>7}  {RED}failed:{RED:#} {why}", "", "");
            }
            Line::Left => {
                let _ = writeln!(text, "{name:widest$}  {:>7}  {:>7}  {DIM}not done{DIM:#}", "", "");
            }
        }
    }
    let _ = writeln!(text, "\n{}", sum(lines, word));
    text
}

fn told(text: &mut String, name: &str, widest: usize, done: &Done, before: &str) {
    let (length, frames) = (clock(done.seconds), done.frames);
    let _ = writeln!(
        text,
        "{name:widest$}  {length:>7}  {frames:>7}  {}{DIM}{before}{DIM:#}",
        done.outcome
    );
    for note in &done.notes {
        let _ = writeln!(text, "{:widest$}  {AMBER}{note}{AMBER:#}", "");
    }
}

/// `12 videos: 9 measured, 2 done before, 1 failed; 0:42:10 in 75,900 frames`.
fn sum(lines: &[Line], word: &str) -> String {
    let count = |is: fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count();
    let parts = [
        (count(|line| matches!(line, Line::Now(_))), word),
        (count(|line| matches!(line, Line::Before(_))), "done before"),
        (count(|line| matches!(line, Line::Failed(_))), "failed"),
        (count(|line| matches!(line, Line::Left)), "not done"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let all: Vec<&Done> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Now(done) | Line::Before(done) => Some(done),
            Line::Failed(_) | Line::Left => None,
        })
        .collect();
    let videos = if lines.len() == 1 { "video" } else { "videos" };
    let length = clock(all.iter().map(|done| done.seconds).sum());
    let frames: u64 = all.iter().map(|done| done.frames).sum();
    format!(
        "{} {videos}: {}; {length}, {frames} frames",
        lines.len(),
        parts.join(", ")
    )
}

fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let half = LONGEST_NAME / 2;
    let (first, last) = (&letters[..half - 1], &letters[letters.len() - half..]);
    first.iter().chain(&['…']).chain(last).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn every_video_has_its_line() {
        let done = |outcome: &str, notes: &[&str]| Done {
            seconds: 62.4,
            frames: 1872,
            outcome: outcome.to_owned(),
            notes: notes.iter().map(|&note| note.to_owned()).collect(),
            as_the_guide_says: true,
        };
        let lines = [
            Line::Now(done("measured; somebody in 98 % of the frames", &[])),
            Line::Before(done(
                "measured; somebody in 40 % of the frames",
                &["it is damaged or cut off: only the 1872 frames that can be read are judged"],
            )),
            Line::Failed("there is no picture in it".to_owned()),
            Line::Left,
        ];
        let long = format!("a/{}/0017.mp4", "very-".repeat(12));
        let videos: Vec<Video> = ["a/b.mp4", &long, "c.mp4", "d.mp4"]
            .map(|name| Video {
                path: PathBuf::from(name),
                name: name.to_owned(),
                out: PathBuf::new(),
            })
            .into();
        let plain = anstream::adapter::strip_str(&table(&videos, &lines, "measured")).to_string();
        insta::assert_snapshot!(plain);
    }
}
