//! `unhunch`: watches a person follow a guide for the body, and says sentence by sentence how it went.
//!
//! Thin: reads the settings, wires the rooms, shows the outcome.
//!
//! Must not know: arithmetic of any kind on bodies; thresholds; models' insides.

#![forbid(unsafe_code)]

mod args;
mod check;
mod guides;
mod history;
mod interrupt;
mod many;
mod measure_csv;
mod outputs;
mod overlay;
mod plan;
mod problem;
mod progress;
mod remind;
mod replay;
mod report;
mod serve;
mod validate;
mod watch;
mod wording;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// How a run ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Everything asked for was done, and nothing broken.
    AsTheGuideSays,
    /// Something was not done, broken or unseen; or a guide has mistakes.
    NotAsTheGuideSays,
    /// The reader of our output went away: nothing more to say.
    NobodyReads,
}

fn main() -> ExitCode {
    let args = Args::parse();
    if args.command.ends_in_order() {
        interrupt::listen();
    }
    let outcome = match args.command {
        Command::Check(options) => check::run(&options),
        Command::Measure(options) => measure_csv::run(&options),
        Command::Replay(options) => replay::run(&options),
        Command::Validate(options) => validate::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Plan(options) => plan::run(&options),
        Command::History(options) => history::run(&options),
        Command::Remind(options) => remind::run(&options),
        Command::Guide { command } => guides::run(&command),
    };
    match outcome {
        Ok(Ending::AsTheGuideSays | Ending::NobodyReads) => ExitCode::SUCCESS,
        Ok(Ending::NotAsTheGuideSays) => ExitCode::from(1),
        Err(problem) => {
            anstream::eprintln!("{:?}", miette::Report::new(*problem));
            ExitCode::from(2)
        }
    }
}
