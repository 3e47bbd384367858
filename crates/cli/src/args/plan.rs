//! The command line of `plan`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use guide::Cadence;

use super::Format;

/// Options of `plan`.
#[derive(Debug, ClapArgs)]
pub struct PlanOptions {
    /// What to do with it.
    #[command(subcommand)]
    pub command: Option<PlanCommand>,
    /// How to show it
    #[arg(long, value_name = "text|json", default_value = "text", global = true)]
    pub format: Format,
    /// Folder of the plan and of saved sessions [default: the system's folder for data of programs]
    #[arg(long, value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
}

/// What to do with the plan.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Put a guide into the plan, or change how often it is done
    Add(AddOptions),
    /// Take a guide out of the plan
    Remove {
        /// Name of a guide in the plan
        #[arg(value_name = "GUIDE")]
        guide: String,
    },
    /// Say when you want quiet: no reminder comes then
    Quiet {
        /// Hours of the day, over midnight too, as in "22:00 to 7:00" "12:00 to 13:00"; or `none`
        #[arg(value_name = "HOURS", required = true)]
        hours: Vec<String>,
    },
    /// Say how long a break may be put off in all; then it is skipped
    PutOff {
        /// Up to 4 h, as in "30 min"; with "0 min" a break can't be put off
        #[arg(value_name = "TIME")]
        time: String,
    },
    /// Take a guide that somebody wrote for you, with its plan: shows it first, and what changed
    Take(TakeOptions),
    /// Make a guide of your own out of steps of several guides
    Routine(RoutineOptions),
}

/// Options of `plan add`.
#[derive(Debug, ClapArgs)]
pub struct AddOptions {
    /// Name from `unhunch guide list`, or of a guide of your own
    #[arg(value_name = "GUIDE")]
    pub guide: String,
    /// As in "3 times a day", "every 45 min at the desk on weekdays", "at 9:00, 12:30 on monday, friday" [default: what
    /// the guide says]
    #[arg(long, value_name = "HOW OFTEN", value_parser = how_often)]
    pub often: Option<Cadence>,
}

/// Options of `plan take`.
#[derive(Debug, ClapArgs)]
pub struct TakeOptions {
    /// Markdown file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Take it without being asked
    #[arg(long)]
    pub yes: bool,
    /// Keep it under this name [default: the file's]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// Options of `plan routine`.
#[derive(Debug, ClapArgs)]
pub struct RoutineOptions {
    /// What it is called, as in "My morning"
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// Steps in their order, each as GUIDE#STEP, as in upper-back#neck-tilt: `unhunch guide show GUIDE` shows their ids
    #[arg(value_name = "GUIDE#STEP", required = true)]
    pub parts: Vec<String>,
    /// Put it into the plan: how often, as in `plan add`
    #[arg(long, value_name = "HOW OFTEN", value_parser = how_often)]
    pub often: Option<Cadence>,
    /// Take the steps of guides that come with the program in this language, where they are translated
    #[arg(long, value_name = "en|de|es", default_value = "en")]
    pub language: String,
}

fn how_often(text: &str) -> Result<Cadence, String> {
    text.parse()
        .map_err(|mistake: guide::CadenceMistake| format!("{mistake}; {}", mistake.help()))
}
