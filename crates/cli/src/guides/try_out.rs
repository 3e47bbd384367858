//! `unhunch guide try`: follows a guide through a video, again each time the guide is saved.
//!
//! The video is looked at once; its landmarks wait in a temporary trace, so that a new verdict takes no time.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use footage::output::Workplace;
use footage::{Remembering, TraceReader, TraceWriter};
use guide::{Severity, Vocabulary};

use super::{counted, file_name, read};
use crate::args::TryOptions;
use crate::check::Judge;
use crate::problem::{Problem, Result};
use crate::watch::{self, Recordings};
use crate::{Ending, interrupt, report};

/// How often the file is looked at: at once, for a person who saves and looks up.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// Clears the terminal, and goes to its top.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Runs `unhunch guide try`, until Ctrl-C.
///
/// # Errors
/// [`Problem`] when the video can't be used, or the guide can't be read at all.
pub fn run(options: &TryOptions) -> Result<Ending> {
    // The guide first: a wrong path should not wait for the models.
    let mut bytes = read(&options.file)?;
    // Whatever ends this run, the landmarks go: at once, or when the next one begins.
    let temporary = std::env::temp_dir();
    let folder = Workplace::within(&temporary).map_err(|error| Problem::writing(&temporary, error))?;
    let trace = folder.path().join("clip.parquet");
    record(options, &trace)?;
    if interrupt::asked() {
        return Ok(Ending::AsTheGuideSays);
    }
    loop {
        let text = judged(options, &bytes, &trace);
        if interrupt::asked() {
            return Ok(Ending::AsTheGuideSays);
        }
        if !show(&text)? {
            return Ok(Ending::NobodyReads);
        }
        loop {
            if interrupt::asked() {
                return Ok(Ending::AsTheGuideSays);
            }
            thread::sleep(LOOK_AGAIN);
            // Some editors take the file away for a moment while they save.
            match read(&options.file) {
                Ok(now) if now != bytes => {
                    bytes = now;
                    break;
                }
                Ok(_) | Err(_) => {}
            }
        }
    }
}

/// Looks at the video, and keeps the landmarks.
fn record(options: &TryOptions, trace: &Path) -> Result<()> {
    let watching = watch::open_shown(&options.input.video, &options.input.looking)?;
    let model = footage::ModelSize::from(options.input.looking.model).weights()?;
    let writer = TraceWriter::create(trace, options.camera.recorded(), &model)?;
    Ok(watch::record(watching, writer, || {})?.finish()?)
}

/// What is to be shown of the guide as it is now: its mistakes, or the report.
fn judged(options: &TryOptions, bytes: &[u8], trace: &Path) -> String {
    let file = options.file.display().to_string();
    let findings = guide::examine(&file, bytes, Vocabulary::builtin());
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.into_iter().partition(|found| found.level() == Severity::Error);
    let mut text = match report_of(options, bytes, trace) {
        Ok(report) => report,
        Err(problem) if errors.is_empty() => format!("{:?}\n", miette::Report::new(*problem)),
        // The mistakes below say it better.
        Err(_) => String::new(),
    };
    for error in &errors {
        text.push_str(&format!("{:?}\n", miette::Report::new(error.clone())));
    }
    let found = [(errors.len(), "mistake"), (warnings.len(), "warning")];
    let counts: Vec<String> = found
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(*count, what))
        .collect();
    if !counts.is_empty() {
        text.push_str(&format!("{}: unhunch guide lint {file}\n", counts.join(", ")));
    }
    text.push_str(&format!("\nSave {file} to judge again; Ctrl-C ends.\n"));
    text
}

fn report_of(options: &TryOptions, bytes: &[u8], trace: &Path) -> Result<String> {
    let name = file_name(&options.file);
    let guide = guide::text_of(&name, bytes)
        .and_then(|text| guide::parse(&name, text, Vocabulary::builtin()))
        .map_err(|mistakes| Box::new(Problem::GuideMistakes(mistakes)))?;
    let judge = Judge::of_guide(
        Arc::new(guide),
        options.step.as_deref(),
        options.side,
        options.camera.settings(),
    )?;
    let poses = Remembering::new(TraceReader::open(trace)?, &options.input.video, interrupt::asked);
    // What is odd in the video was said when it was looked at.
    let findings = judge.watch(poses, Recordings::default(), &mut Vec::new())?;
    Ok(report::report(&findings, crate::wording::width()))
}

/// Shows a text, on a terminal instead of the last one. Whether somebody still reads.
fn show(text: &str) -> Result<bool> {
    let clear = if std::io::stdout().is_terminal() { CLEAR } else { "" };
    let mut out = anstream::stdout().lock();
    match write!(out, "{clear}{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Problem::writing(Path::new("standard output"), error)),
    }
}
