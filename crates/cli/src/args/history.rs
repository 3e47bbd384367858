//! The command line of `history`.

use std::path::PathBuf;

use body::Language;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{Format, decimal, separator};

/// Options of `history`.
#[derive(Debug, ClapArgs)]
pub struct HistoryOptions {
    /// Folder of the saved sessions [default: the system's folder for data of programs]
    #[arg(long, value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
    /// What to do with it.
    #[command(subcommand)]
    pub command: HistoryCommand,
}

/// What to do with what was done.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// List saved sessions by day
    List {
        #[command(flatten)]
        #[allow(missing_docs)]
        which: WhichSessions,
        /// How to show them
        #[arg(long, value_name = "text|json", default_value = "text")]
        format: Format,
    },
    /// Show how a session went
    Show {
        /// Id from `unhunch history list`; its first digits are enough
        #[arg(value_name = "ID")]
        id: String,
        /// How to show it
        #[arg(long, value_name = "text|json", default_value = "text")]
        format: Format,
    },
    /// Write what was done as files for other programs, other computers, or people
    Export(ExportOptions),
    /// Take in what was exported as JSON or Parquet, here or on another computer; nothing comes in twice
    #[command(after_help = IMPORT_HELP)]
    Import {
        /// File, or folder of Parquet tables; also unhunch-sessions.json of the page
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Delete saved sessions for good
    Delete(DeleteOptions),
}

const IMPORT_HELP: &str = "\
What is here stays: a session whose id has another result here, and a guide of yours whose name has another text here, \
are named and left out. Not supported: import of CSV, FHIR and PDF, which do not hold the whole of a session.

Exit codes: 0 everything came in or was here; 1 something was left out; 2 the file could not be used.";

/// Which sessions.
#[derive(Debug, ClapArgs)]
pub struct WhichSessions {
    /// Only of this guide
    #[arg(long, value_name = "NAME")]
    pub guide: Option<String>,
    /// From this day on, such as 2026-11-30
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// Up to this day, with it
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<Date>,
}

/// Options of `history export`.
#[derive(Debug, ClapArgs)]
pub struct ExportOptions {
    /// json: everything, to be imported again. csv, parquet: a folder with one file a table. fhir: a bundle of FHIR R4.
    /// pdf: one page to print or give away
    #[arg(long, value_name = "FORM")]
    pub format: ExportForm,
    /// File to write, or with csv and parquet the folder
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub which: WhichSessions,
    /// Of CSV, what stands between two columns: one character, or `tab`. For a spreadsheet in German, French or
    /// Spanish: --separator ';' --decimal ',' --bom
    #[arg(long, value_name = "CHAR", default_value = ",", value_parser = separator)]
    pub separator: u8,
    /// Of CSV, what stands before decimals
    #[arg(long, value_name = ".|,", default_value = ".", value_parser = decimal)]
    pub decimal: char,
    /// Begin CSV with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    pub bom: bool,
    /// Language of the page
    #[arg(long, value_name = "en|de|es", default_value = "en", value_parser = language)]
    pub language: Language,
}

/// In which form to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// Everything, to be imported again
    Json,
    /// One file a table, for spreadsheets
    Csv,
    /// One file a table, for programs; the table of sessions can be imported again
    Parquet,
    /// A bundle of FHIR R4
    Fhir,
    /// One page
    Pdf,
}

/// Options of `history delete`.
#[derive(Debug, ClapArgs)]
pub struct DeleteOptions {
    /// Id from `unhunch history list`; its first digits are enough
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    pub id: Option<String>,
    /// Delete all sessions; ratings and guides of yours stay
    #[arg(long)]
    pub all: bool,
    /// With --all: it is meant
    #[arg(long, requires = "all")]
    pub yes: bool,
}

fn date(text: &str) -> Result<Date, String> {
    match text.parse::<Date>() {
        // One way to write it: jiff reads others, too.
        Ok(date) if date.to_string() == text => Ok(date),
        _ => Err("give a day like 2026-11-30".to_owned()),
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::of_tag(text).ok_or_else(|| "it is en, de or es".to_owned())
}
