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
    /// Another seed, another campaign; the same one tries the same damages
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where inputs that broke something are written
    #[arg(long, value_name = "DIR", default_value = "target/chaos")]
    out: PathBuf,
}

/// Kills, the full disk and the videos take as long as five readers each: they start the program again and again.
const SHARE_OF_PROGRAM: f64 = 5.0;
const PARTS_OF_PROGRAM: f64 = 3.0;

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
        return Err(io::Error::other(format!("{} is not there: run make build", options.program.display())));
    }
    // The panics that are looked for are told in the table.
    std::panic::set_hook(Box::new(|_| {}));
    let shares = ALL.len() as f64 + SHARE_OF_PROGRAM * PARTS_OF_PROGRAM;
    let one = Duration::from_secs_f64(options.minutes * 60.0 / shares);
    let longer = one.mul_f64(SHARE_OF_PROGRAM);
    let seed = options.seed;
    let mut rows = Vec::new();
    for reader in ALL {
        eprintln!("chaos: {}", reader.what);
        rows.push(damaged(&reader, seed, Until::after(one), &options.out)?);
    }
    eprintln!("chaos: videos");
    rows.push(videos::run(&options.program, &options.clip, seed, Until::after(longer))?);
    eprintln!("chaos: kills and cut-off saves");
    rows.push(kills::run(&options.program, seed, Until::after(longer))?);
    eprintln!("chaos: a full disk");
    rows.push(disk::run(&options.program, Until::after(longer))?);
    show(&rows, seed)?;
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
