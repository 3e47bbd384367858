//! The command line: every command and option, with its help.

mod guides;
mod history;
mod plan;
mod remind;

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use body::Side;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub use guides::{FmtOptions, GuideCommand, ImportOptions, LintFormat, LintOptions, TryOptions};
pub use history::{DeleteOptions, ExportForm, ExportOptions, HistoryCommand, HistoryOptions, WhichSessions};
pub use plan::{AddOptions, PlanCommand, PlanOptions, RoutineOptions, TakeOptions};
pub use remind::RemindOptions;

/// Turns a how-to guide for the body into a coach: says, sentence by sentence, whether you did what the guide says.
///
/// Frames stay on this machine. It gives estimates of how a guide was followed, no medical advice.
#[derive(Debug, Parser)]
#[command(name = "unhunch", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done as the guide says; 1 something was not done, broken or not seen (or a guide has mistakes); \
2 the input could not be used, or an output not be written.";

const VALIDATE_EXIT_CODES: &str = "\
Exit codes: 0 every target is met that these clips can tell about; 1 one is missed; 2 the clips could not be used.";

const PLAN_EXIT_CODES: &str = "\
The plan is a file, plan.toml in the data folder, that you may edit by hand as well: docs/plan.md. Exit codes: 0 done as \
asked; 1 a guide that was shown was not taken; 2 it could not be done.";
const REMIND_EXIT_CODES: &str = "\
It asks the desktop how long nothing was touched and whether this is a good moment, sends nothing, and touches neither \
camera nor microphone: docs/remind.md. Exit codes: 0 done as asked (with --status: it runs); 1 it does not run; 2 it \
could not be done.";

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Watch a video and say how the guide was followed
    #[command(after_help = EXIT_CODES)]
    Check(CheckOptions),
    /// Write what is measured in each frame of a video as CSV
    Measure(MeasureOptions),
    /// Judge a recorded trace: the same verdicts as `check`, without the video
    #[command(after_help = EXIT_CODES)]
    Replay(ReplayOptions),
    /// Say how right the program is, on clips whose movement is known
    #[command(after_help = VALIDATE_EXIT_CODES)]
    Validate(ValidateOptions),
    /// Open the page that coaches live through the camera, on this computer
    Serve(ServeOptions),
    /// Say which guides you do how often; without a command: what is planned today, and what of it is done
    #[command(after_help = PLAN_EXIT_CODES)]
    Plan(PlanOptions),
    /// Say at the right moment that a break of your plan is due; install and remove that
    #[command(after_help = REMIND_EXIT_CODES)]
    Remind(RemindOptions),
    /// List, show, export, import or delete what was done
    History(HistoryOptions),
    /// List, show, examine, format, begin, try or import guides
    Guide {
        /// What to do with it.
        #[command(subcommand)]
        command: GuideCommand,
    },
}

impl Command {
    /// Whether it asks for Ctrl-C, and has something to say then. The others end at once.
    pub fn ends_in_order(&self) -> bool {
        match self {
            Self::Check(_) | Self::Measure(_) | Self::Replay(_) | Self::Validate(_) | Self::Serve(_) => true,
            Self::Plan(_) => false,
            Self::History(_) => false,
            Self::Guide { command } => matches!(command, GuideCommand::Try(_)),
            // It listens by itself.
            Self::Remind(_) => false,
        }
    }
}

/// Options of `check`.
#[derive(Debug, ClapArgs)]
pub struct CheckOptions {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub input: VideosOptions,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub judging: JudgingOptions,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub camera: CameraOptions,
    /// Write the video with what was seen drawn over it
    #[arg(long, value_name = "OUT.mp4")]
    pub overlay: Option<PathBuf>,
    /// Record the landmarks of every frame, for `replay`
    #[arg(long, value_name = "OUT.parquet")]
    pub trace: Option<PathBuf>,
    /// Folder for the reports of many videos, as .txt or, with --format json, as .json
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Options of `measure`.
#[derive(Debug, ClapArgs)]
pub struct MeasureOptions {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub input: VideosOptions,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub camera: CameraOptions,
    /// Write here instead of to standard output; for many videos, the folder for their tables
    #[arg(long, value_name = "OUT.csv|DIR")]
    pub out: Option<PathBuf>,
    /// What stands between two columns: one character, or `tab`. For a spreadsheet in German, French or Spanish:
    /// --separator ';' --decimal ','
    #[arg(long, value_name = "CHAR", default_value = ",", value_parser = separator)]
    pub separator: u8,
    /// What stands before decimals
    #[arg(long, value_name = ".|,", default_value = ".", value_parser = decimal)]
    pub decimal: char,
}

/// Options of `replay`.
#[derive(Debug, ClapArgs)]
pub struct ReplayOptions {
    /// Trace that `check --trace` recorded
    #[arg(value_name = "TRACE.parquet")]
    pub trace: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub judging: JudgingOptions,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub camera: CameraOptions,
}

/// Options of `validate`.
#[derive(Debug, ClapArgs)]
pub struct ValidateOptions {
    /// Folders with clips (NAME.mp4) and their truth (NAME.csv, NAME.json); folders below are searched too
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder with videos of people who do not follow the guide: no step in them may come out done
    #[arg(long, value_name = "DIR")]
    pub nobody: Vec<PathBuf>,
    /// What is known by eye of recorded traces (JSON), to be held against what is said of them
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// How to show the table
    #[arg(long, value_name = "text|json", default_value = "text")]
    pub format: Format,
    /// Write the table with its plots as one HTML file
    #[arg(long, value_name = "OUT.html")]
    pub report: Option<PathBuf>,
    /// How many clips to look at side by side [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Where landmarks are kept, so that a clip is looked at once [default: the system's folder for caches]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Guide that the clips follow: a name from `unhunch guide list`, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "upper-back")]
    pub guide: String,
    /// Model for the body's landmarks: lite is faster, heavy more exact (a file beside the program)
    #[arg(long, value_name = "MODEL", default_value = "full")]
    pub model: ModelSize,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub camera: CameraOptions,
}

/// Options of `serve`.
#[derive(Debug, ClapArgs)]
pub struct ServeOptions {
    /// Port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 7373)]
    pub port: u16,
    /// Address to listen on; with anything but 127.0.0.1 or ::1 other computers reach the page, and the address that is
    /// printed lets one browser in. Not supported: TLS without a proxy (docs/serving.md)
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Answer to this name too, as when a proxy brings HTTPS; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// Let in one browser only, with the key in the printed address, on this computer too: for one that several people
    /// use. Where other computers can reach the page, that is so anyway
    #[arg(long)]
    pub key: bool,
    /// Folder for saved sessions [default: the system's folder for data of programs]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Open the page in the browser at once
    #[arg(long)]
    pub open: bool,
}

/// One video, and what looks at it.
#[derive(Debug, ClapArgs)]
pub struct VideoOptions {
    /// Any video that ffmpeg reads, as a file or a named pipe, or `-` for a Motion-JPEG or Y4M stream on standard input
    #[arg(value_name = "VIDEO")]
    pub video: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub looking: LookingOptions,
}

/// One video or many, and what looks at them.
#[derive(Debug, ClapArgs)]
pub struct VideosOptions {
    /// Any video that ffmpeg reads, as a file or a named pipe, or `-` for a Motion-JPEG or Y4M stream on standard input.
    /// Several, or folders that are searched with those below: then --out names the folder for what comes of each. Run
    /// again, it does only what is not done yet
    #[arg(value_name = "VIDEO|DIR", required = true)]
    pub videos: Vec<PathBuf>,
    /// How many of many videos to look at side by side [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub looking: LookingOptions,
}

/// What looks at the frames.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub struct LookingOptions {
    /// Model for the body's landmarks: lite is faster, heavy more exact (a file beside the program)
    #[arg(long, value_name = "MODEL", default_value = "full")]
    pub model: ModelSize,
    /// Frames per second of a Motion-JPEG stream on standard input [default: 30]
    #[arg(long, value_name = "N", value_parser = frames_per_second)]
    pub fps: Option<f64>,
    /// Threads that share the work on each frame: the outcome is the same, sooner by the clock, and takes more of the
    /// processor
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = threads)]
    pub threads: usize,
}

/// What is judged, and how it is shown.
#[derive(Debug, ClapArgs)]
pub struct JudgingOptions {
    /// Guide to follow: a name from `unhunch guide list`, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "upper-back")]
    pub guide: String,
    /// Judge only this step
    #[arg(long, value_name = "ID")]
    pub step: Option<String>,
    /// Judge only this side of the step (the person's own left or right)
    #[arg(long, value_name = "left|right", requires = "step")]
    pub side: Option<Side>,
    /// How to show the outcome
    #[arg(long, value_name = "text|json", default_value = "text")]
    pub format: Format,
}

/// What is known about the camera.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub struct CameraOptions {
    /// The picture is mirrored, as in a selfie view
    #[arg(long)]
    pub mirrored: bool,
    /// Field of view of the camera along the longer side of the picture, in degrees, if it is known
    #[arg(long, value_name = "DEG", value_parser = field_of_view)]
    pub fov: Option<f32>,
}

impl CameraOptions {
    /// As the session takes them.
    pub fn settings(self) -> session::Settings {
        session::Settings {
            mirrored: self.mirrored,
            fov_deg: self.fov,
            ..session::Settings::default()
        }
    }

    /// As a trace keeps it.
    pub fn recorded(self) -> footage::Camera {
        footage::Camera {
            mirrored: self.mirrored,
            fov_deg: self.fov,
        }
    }
}

/// How the outcome is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A report for a person
    Text,
    /// One JSON object
    Json,
}

/// Which model finds the body's landmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ModelSize {
    /// Fastest
    Lite,
    /// The default
    Full,
    /// Most exact
    Heavy,
}

impl From<ModelSize> for footage::ModelSize {
    fn from(size: ModelSize) -> Self {
        match size {
            ModelSize::Lite => Self::Lite,
            ModelSize::Full => Self::Full,
            ModelSize::Heavy => Self::Heavy,
        }
    }
}

impl ModelSize {
    /// As it is given.
    pub fn name(self) -> &'static str {
        match self {
            ModelSize::Lite => "lite",
            ModelSize::Full => "full",
            ModelSize::Heavy => "heavy",
        }
    }
}

fn frames_per_second(text: &str) -> Result<f64, String> {
    number_within(text, 1.0, 240.0, "frames a second")
}

fn separator(text: &str) -> Result<u8, String> {
    let named = exports::separator_named(text);
    named.ok_or_else(|| "give one sign that stands in no cell, such as ; or | or tab".to_owned())
}

fn decimal(text: &str) -> Result<char, String> {
    match text {
        "." => Ok('.'),
        "," => Ok(','),
        _ => Err("it is a point or a comma".to_owned()),
    }
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=64) => Ok(number),
        Ok(_) => Err("it must be within 1 to 64 threads".to_owned()),
        Err(_) => Err("it must be a whole number of threads".to_owned()),
    }
}

fn field_of_view(text: &str) -> Result<f32, String> {
    // Narrower is a telephoto lens and wider a fisheye: neither is a webcam.
    number_within(text, 20.0, 150.0, "degrees").map(|degrees| degrees as f32)
}

fn number_within(text: &str, least: f64, most: f64, unit: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(_) => Err(format!("it must be within {least} to {most} {unit}")),
        Err(_) => Err(format!("not a number: give {least} to {most} {unit}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_separator_is_one_sign_that_stands_in_no_cell() {
        for (text, found) in [(";", b';'), ("tab", b'\t'), ("\t", b'\t'), ("|", b'|'), (",", b',')] {
            assert_eq!(separator(text), Ok(found), "{text:?}");
        }
        for text in ["", ";;", ".", "-", "\"", "a", "7", "ä", " "] {
            assert!(separator(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_side_needs_a_step() {
        let error = Args::try_parse_from(["unhunch", "check", "a.mp4", "--side", "left"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
    }
}
