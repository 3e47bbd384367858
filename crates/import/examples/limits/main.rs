//! Articles of ten megabytes, friendly and hostile, of every kind: how long each takes, and how much memory.
//!
//! `cargo run --release -p import --example limits [KIND]` prints a table; each article is read by a process of its own.
//! Memory, and the time of one core, are read from `/proc`; where there is none it is the time on the wall.

mod pdf;
mod texts;

use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};

use pdf::pdf;
use texts::{Case, docx, html, markdown, rtf, texts};

/// What the project asks of each.
const MOST_SECONDS: f64 = 5.0;
const MOST_MEGABYTES: f64 = 200.0;

fn peak_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Seconds that this process had a core for.
fn seconds_of_core() -> Option<f64> {
    let spent = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = spent.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Reads one article, and prints what came of it.
#[allow(clippy::disallowed_methods, reason = "how long it takes is what this measures")]
fn read(path: &str) {
    let bytes = fs::read(path).expect("the article was just written");
    let (start, before) = (Instant::now(), seconds_of_core());
    let answer = match import::import(&bytes) {
        Ok(imported) => format!("a guide of {} steps", imported.summary.steps),
        Err(error) => error.to_string(),
    };
    let wall = start.elapsed().as_secs_f64();
    let seconds = seconds_of_core()
        .zip(before)
        .map_or(wall, |(after, before)| after - before);
    println!("{seconds:.2}\t{:.0}\t{answer}", peak_megabytes().unwrap_or(0.0));
}

/// A kind of file, and what makes its cases.
type Kind = (&'static str, fn() -> Vec<Case>);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [read_it, path] = arguments.as_slice()
        && read_it == "--read"
    {
        read(path);
        return ExitCode::SUCCESS;
    }
    let part = arguments.first().cloned().unwrap_or_default();
    let path = env::temp_dir().join(format!("limits-{}", std::process::id()));
    let own = env::current_exe().expect("this program has a file");
    let (mut slowest, mut largest, mut passed_by) = (0.0_f64, 0.0_f64, 0);
    println!("| kind | what is in it | MB | seconds | peak MB | what came of it |\n|---|---|---|---|---|---|");
    let kinds: [Kind; 6] = [
        ("text", texts),
        ("Markdown", markdown),
        ("HTML", html),
        ("RTF", rtf),
        ("DOCX", docx),
        ("PDF", pdf),
    ];
    for (_, cases) in kinds.into_iter().filter(|(kind, _)| part.is_empty() || *kind == part) {
        for (kind, what, bytes) in cases() {
            fs::write(&path, &bytes).expect("space for ten megabytes");
            let out = Command::new(&own)
                .arg("--read")
                .arg(&path)
                .output()
                .expect("this program starts");
            let out = String::from_utf8_lossy(&out.stdout).into_owned();
            let mut fields = out.trim_end().splitn(3, '\t');
            let mut number = || {
                fields
                    .next()
                    .and_then(|field| field.parse::<f64>().ok())
                    .unwrap_or(f64::INFINITY)
            };
            let (seconds, peak) = (number(), number());
            let megabytes = bytes.len() as f64 / 1024.0 / 1024.0;
            println!(
                "| {kind} | {what} | {megabytes:.1} | {seconds:.2} | {peak:.0} | {} |",
                fields.next().unwrap_or("the process ended")
            );
            slowest = slowest.max(seconds);
            largest = largest.max(peak);
            passed_by += usize::from(seconds > MOST_SECONDS || peak > MOST_MEGABYTES);
        }
    }
    let _ = fs::remove_file(&path);
    println!("\nThe slowest took {slowest:.2} s, the largest {largest:.0} MB.");
    if passed_by == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
