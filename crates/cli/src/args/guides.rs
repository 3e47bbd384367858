//! The command line of `guide`.

use std::path::PathBuf;

use body::Side;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::{CameraOptions, VideoOptions};

/// What to do with guides.
#[derive(Debug, Subcommand)]
pub enum GuideCommand {
    /// List the guides that come with the program
    List,
    /// Show a guide with the rules behind each sentence
    Show {
        /// Name from `unhunch guide list`, or a file
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Look for mistakes in guides; exit code 1 if there are any
    Lint(LintOptions),
    /// Write guides in their one form
    Fmt(FmtOptions),
    /// Ask a few questions, and write a first guide from the answers
    New {
        /// File to write [default: the title with hyphens, in this folder]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Follow a guide through a video, again each time the guide is saved, until Ctrl-C
    Try(TryOptions),
    /// Make a guide from a how-to article: text, Markdown, HTML, RTF, DOCX, PDF
    Import(ImportOptions),
}

/// Options of `guide fmt`.
#[derive(Debug, ClapArgs)]
pub struct FmtOptions {
    /// Markdown files
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Change nothing; exit code 1 if a file is not in the one form
    #[arg(long)]
    pub check: bool,
}

/// Options of `guide try`.
#[derive(Debug, ClapArgs)]
pub struct TryOptions {
    /// Markdown file, which you may edit meanwhile
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub input: VideoOptions,
    /// Judge only this step
    #[arg(long, value_name = "ID")]
    pub step: Option<String>,
    /// Judge only this side of the step (the person's own left or right)
    #[arg(long, value_name = "left|right", requires = "step")]
    pub side: Option<Side>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub camera: CameraOptions,
}

/// Options of `guide lint`.
#[derive(Debug, ClapArgs)]
pub struct LintOptions {
    /// Markdown files
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// How to show what is found: for a person, for programs, or as notes on a pull request
    #[arg(long, value_name = "text|json|github", default_value = "text")]
    pub format: LintFormat,
    /// Warnings count as mistakes
    #[arg(long)]
    pub strict: bool,
}

/// How the findings of `guide lint` are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// With the words underlined
    Text,
    /// One JSON object
    Json,
    /// GitHub's workflow commands
    Github,
}

/// Options of `guide import`.
#[derive(Debug, ClapArgs)]
pub struct ImportOptions {
    /// The article's file, or `-` for standard input
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Write the guide to this new file instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Say of each sentence which words made which rule, and why another was not suggested
    #[arg(long)]
    pub explain: bool,
}
