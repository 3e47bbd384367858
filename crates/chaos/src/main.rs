//! `make chaos`: tries to break the program, and prints a table of what came of it.

#![forbid(unsafe_code)]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use chaos::campaign::{Row, Until, bytes, disk, kills, videos};
use chaos::readers::{ALL, Reader};

/// Tries to break the program: damaged inputs for every reader, kills, cut-off saves, a full disk, damaged videos
#[derive(Debug, Parser)]
struct Options {
    /// The program, built
    #[arg(long, value_name = "FILE", default_value = "target/release/unhunch")]
    program: PathBuf,
    /// The clip whose copies are damaged
    #[arg(long, value_name = "FILE", default_value = "clips/s2_routine_correct.mp4")]
    clip: PathBuf,
    /// How long the whole takes
    #[arg(long, value_name = "N", default_value_t = 10.0)]
    minutes: f64,
    /// Only these parts, in all of the time: guide, article, frames, network, trace, session, http, videos, kills, disk
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    only: Vec<String>,
    /// Another seed, another campaign; the same one tries the same damages
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where inputs that broke something are written
    #[arg(long, value_name = "DIR", default_value = "target/chaos")]
    out: PathBuf,
}

/// One part of the campaign.
#[derive(Debug, Clone, Copy)]
enum Part {
    Bytes(Reader),
    Videos,
    Kills,
    Disk,
}

impl Part {
    fn all() -> impl Iterator<Item = Part> {
        ALL.into_iter()
            .map(Part::Bytes)
            .chain([Part::Videos, Part::Kills, Part::Disk])
    }

    fn name(&self) -> &'static str {
        match self {
            Part::Bytes(reader) => reader.name,
            Part::Videos => "videos",
            Part::Kills => "kills",
            Part::Disk => "disk",
        }
    }

    /// Of the time: what starts the program again and again takes longer than a reader.
    fn share(&self) -> f64 {
        match self {
            Part::Bytes(_) => 1.0,
            Part::Videos | Part::Kills => 5.0,
            Part::Disk => 2.0,
        }
    }

    fn run(&self, options: &Options, until: Until) -> io::Result<Row> {
        let Options {
            program,
            clip,
            seed,
            out,
            ..
        } = options;
        match self {
            Part::Bytes(reader) => damaged(reader, *seed, until, out),
            Part::Videos => videos::run(program, clip, *seed, until),
            Part::Kills => kills::run(program, *seed, until),
            Part::Disk => disk::run(program, until),
        }
    }
}

impl Options {
    fn asks_for(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == part)
    }
}

/// Of one part more findings would say the same again.
const MOST_SHOWN: usize = 5;

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("chaos: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether nothing was found.
fn run(options: &Options) -> io::Result<bool> {
    if !options.program.is_file() {
        return Err(io::Error::other(format!(
            "{} is not there: run make build",
            options.program.display()
        )));
    }
    // The panics that are looked for are told in the table.
    std::panic::set_hook(Box::new(|_| {}));
    let parts: Vec<Part> = Part::all().filter(|part| options.asks_for(part.name())).collect();
    let shares: f64 = parts.iter().map(Part::share).sum();
    let mut rows = Vec::new();
    for part in &parts {
        let seconds = options.minutes * 60.0 * part.share() / shares;
        eprintln!("chaos: {}, {seconds:.0} s", part.name());
        rows.push(part.run(options, Until::after(Duration::from_secs_f64(seconds)))?);
    }
    show(&rows, options.seed)?;
    Ok(rows.iter().all(|row| row.findings.is_empty()))
}

fn damaged(reader: &Reader, seed: u64, until: Until, out: &Path) -> io::Result<Row> {
    let tried = bytes::damaged(reader, seed, usize::MAX, |_| until.goes_on())?;
    let mut findings = Vec::new();
    for (number, finding) in tried.findings.iter().enumerate() {
        let path = out.join(format!("{}-{number}", reader.name));
        fs::create_dir_all(out)?;
        fs::write(&path, &finding.bytes)?;
        findings.push(format!("{}: {}", path.display(), finding.why));
    }
    Ok(Row {
        what: format!("damaged {}", reader.what),
        tried: format!("{}: {} taken, the others refused", tried.inputs, tried.taken),
        findings,
        skipped: None,
    })
}

/// The table, in the form of docs/reliability.md; below it every finding.
fn show(rows: &[Row], seed: u64) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "| what (seed {seed}) | tried | findings |\n|---|---|---|")?;
    for row in rows {
        let (tried, found) = match &row.skipped {
            Some(why) => (format!("not tried: {why}"), "-".to_owned()),
            None => (row.tried.clone(), row.findings.len().to_string()),
        };
        writeln!(out, "| {} | {tried} | {found} |", row.what)?;
    }
    for row in rows {
        for finding in row.findings.iter().take(MOST_SHOWN) {
            writeln!(out, "\n{}: {finding}", row.what)?;
        }
    }
    Ok(())
}
