//! The program itself, from a file: time a frame beside decoding alone, and the most memory that it took.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::row::Row;
use crate::tick;

/// A round over a whole routine takes half a minute: so there are fewer of them.
const ROUNDS: usize = 3;

/// Rows of `check` and `replay` on this clip of so many frames, and the most memory that `check` held, in words.
/// `judging_ms` is what a frame costs without its decoding.
pub fn rows(program: &Path, clip: &Path, frames: usize, judging_ms: f64) -> Result<(Vec<Row>, String), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("unhunch-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = measure(program, clip, frames, judging_ms, &folder.join("trace.parquet"));
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn measure(
    program: &Path,
    clip: &Path,
    frames: usize,
    judging_ms: f64,
    trace: &Path,
) -> Result<(Vec<Row>, String), Box<dyn Error>> {
    let (mut check, mut slower, mut replay) = (Vec::new(), Vec::new(), Vec::new());
    let mut most_kb = 0;
    for round in 0..ROUNDS {
        let mut decode = Command::new("ffmpeg");
        decode.args(["-nostdin", "-v", "error", "-i"]).arg(clip);
        decode.args(["-f", "rawvideo", "-pix_fmt", "rgb24", "-y", "/dev/null"]);
        let decoded = run(&mut decode)?.took_ms / frames as f64;
        slower.push(decoded.max(judging_ms));
        let mut checking = Command::new(program);
        checking.arg("check").arg(clip);
        let checked = run(&mut checking)?;
        check.push(checked.took_ms / frames as f64);
        most_kb = most_kb.max(checked.most_kb);
        if round == 0 {
            let mut recording = Command::new(program);
            run(recording.arg("check").arg(clip).arg("--trace").arg(trace))?;
        }
        replay.push(run(Command::new(program).arg("replay").arg(trace))?.took_ms / frames as f64);
    }
    let rows = vec![
        Row::new("check_file", &check, "decode or judge, slower", &slower, 1.0 / 1.1),
        // 30,000 frames a second.
        Row::against_aim("replay_file_1t", &replay, 1.0 / 30.0),
    ];
    let memory = match most_kb {
        0 => "memory of check: not measured on this system".to_owned(),
        kb => format!("memory of check: {:.0} MB at most (aim 120)", kb as f64 / 1024.0),
    };
    Ok((rows, memory))
}

struct Ran {
    took_ms: f64,
    /// 0 where the system does not tell.
    most_kb: u64,
}

/// Runs it to its end; an exit code of 1 says that the person did not do everything, which is no failure here.
fn run(command: &mut Command) -> Result<Ran, Box<dyn Error>> {
    let start = tick();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut most_kb = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        most_kb = most_kb.max(resident_kb(&status_file));
        std::thread::sleep(Duration::from_millis(2));
    };
    let took_ms = (tick() - start).as_secs_f64() * 1000.0;
    match status.code() {
        Some(0 | 1) => Ok(Ran { took_ms, most_kb }),
        _ => Err(format!("{command:?} ended with {status}").into()),
    }
}

/// The most memory that the process has held so far.
fn resident_kb(status_file: &str) -> u64 {
    let status = std::fs::read_to_string(status_file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}
