//! Counts the instructions of the program's heaviest parts, and refuses when one needs more than is written down.
//!
//! Seconds change with the machine and with what else it does; the same program on the same numbers always runs the
//! same instructions. valgrind counts them, on any x86-64 Linux whose processor has AVX2; elsewhere this says so and
//! is content. `make count` runs it, and `make test`, in the build of the tests, whose kernels are optimised as in a
//! release: nothing is compiled for this alone. The figures stand in `crates/bench/instructions.toml`.
//!
//! `instructions` compares, `instructions --write` writes the new figures down, `instructions work NAME` does one work.

#![forbid(unsafe_code)]

mod figures;
mod profile;
mod work;

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use figures::{Figures, Verdict, table};
use infer::{InstructionSet, Isa};

const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.toml");

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["work", name] => work::run(name).map(|()| ExitCode::SUCCESS),
        [] => guard(false),
        ["--write"] => guard(true),
        _ => Err("usage: instructions [--write | work NAME]".into()),
    }
}

fn guard(write: bool) -> Result<ExitCode, Box<dyn Error>> {
    if let Some(reason) = cannot_count() {
        println!("count: skipped, {reason}");
        return Ok(ExitCode::SUCCESS);
    }
    let counts = counts()?;
    let compiler = compiler()?;
    if write {
        std::fs::write(FIGURES, Figures::new(&compiler, &counts).to_text())?;
        println!("count: wrote crates/bench/instructions.toml");
        return Ok(ExitCode::SUCCESS);
    }
    let figures = Figures::read(Path::new(FIGURES))?;
    let rows = figures.compare(&counts);
    println!("{}", table(&rows));
    if figures.compiler != compiler {
        println!(
            "count: not judged: the figures are those of {}, this is {compiler}",
            figures.compiler
        );
        return Ok(ExitCode::SUCCESS);
    }
    for advice in rows.iter().filter_map(figures::Row::advice) {
        println!("count: {advice}");
    }
    let failed = rows
        .iter()
        .any(|row| matches!(row.verdict(), Verdict::More | Verdict::New));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Why nothing can be counted here.
fn cannot_count() -> Option<&'static str> {
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        return Some("the figures are those of x86-64 Linux");
    }
    if Isa::of(InstructionSet::Avx2).is_none() {
        return Some("this processor has no AVX2");
    }
    let valgrind = Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match valgrind {
        Ok(status) if status.success() => None,
        _ => Some("valgrind is not installed (on Debian and Ubuntu: apt-get install valgrind)"),
    }
}

/// Every work's name and its instructions. Each takes one core for some seconds, so that every core gets its share of them.
fn counts() -> Result<Vec<(&'static str, u64)>, String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let each = |names: &'static [&'static str]| {
        let counts = names.iter().map(|name| match count(name) {
            Ok(number) => Ok((*name, number)),
            Err(error) => Err(error.to_string()),
        });
        counts.collect::<Result<Vec<_>, _>>()
    };
    std::thread::scope(|scope| {
        let shares = work::NAMES.chunks(work::NAMES.len().div_ceil(cores));
        let counting: Vec<_> = shares.map(|names| scope.spawn(move || each(names))).collect();
        let counted = counting
            .into_iter()
            .map(|share| share.join().expect("counting ends with an error, never with a panic"));
        Ok(counted.collect::<Result<Vec<_>, _>>()?.concat())
    })
}

/// Instructions of one work, without its preparation and without the C library's share.
fn count(name: &str) -> Result<u64, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let profile = std::env::temp_dir().join(format!("unhunch-count-{}-{name}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no"])
        .arg(format!("--toggle-collect={}", work::COUNTED))
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(&program)
        .args(["work", name])
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name} ended with {} under valgrind:\n{said}", output.status).into());
    }
    let text = std::fs::read_to_string(&profile)?;
    std::fs::remove_file(&profile)?;
    match profile::instructions_of(&program.to_string_lossy(), &text) {
        Some(number) if number > 0 => Ok(number),
        _ => Err(format!("valgrind's profile of {name} holds no count").into()),
    }
}

/// Name and version: another compiler makes other instructions.
fn compiler() -> Result<String, Box<dyn Error>> {
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("--version")
        .output()?;
    let version = String::from_utf8(output.stdout)?;
    Ok(version.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}
