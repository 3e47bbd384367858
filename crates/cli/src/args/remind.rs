//! The options of `unhunch remind`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::Format;

/// Options of `remind`.
#[derive(Debug, ClapArgs)]
pub struct RemindOptions {
    /// Start it with each session of the desktop, and now
    #[arg(long, conflicts_with_all = ["remove", "status"])]
    pub install: bool,
    /// Stop it, and start it with no session any more
    #[arg(long, conflicts_with_all = ["status", "port"])]
    pub remove: bool,
    /// Say what works on this desktop, whether the reminder runs, what comes next, and what is put off and why
    #[arg(long, conflicts_with = "port")]
    pub status: bool,
    /// How to show the status
    #[arg(long, value_name = "text|json", default_value = "text", requires = "status")]
    pub format: Format,
    /// Port of the page that "Start" opens; where nothing answers there, the reminder starts `unhunch serve`
    #[arg(long, value_name = "N", default_value_t = 7373, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
    /// Folder of the plan and the saved sessions [default: the system's folder for data of programs]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}
