//! Why the input could not be used: what happened, where, and what to do. Exit code 2.

use std::path::Path;

use miette::Diagnostic;
use thiserror::Error;

/// Boxed: it is rare, and large beside what it is the failure of.
pub type Result<T, E = Box<Problem>> = std::result::Result<T, E>;

const NO_SUCH_FILE: &str = "check the spelling, and the folder you are in";
const UNREADABLE: &str = "check that it is a file and that you may read it";
const UNWRITABLE: &str = "check that the folder is there, that you may write to it, and that the disk is not full";

/// Everything that makes the program give up.
#[derive(Debug, Error, Diagnostic)]
pub enum Problem {
    /// The path names nothing.
    #[error("there is no file {path:?}")]
    #[diagnostic(code(input::no_such_file), help("{NO_SUCH_FILE}"))]
    NoSuchFile { path: String },
    /// The path is there but can't be read.
    #[error("can't read {path:?}: {why}")]
    #[diagnostic(code(input::unreadable), help("{UNREADABLE}"))]
    Unreadable { path: String, why: String },
    /// Footage that can't be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Footage(Footage),
    /// All frames, and nobody in them.
    #[error("nobody was seen in {path} ({frames} frames)")]
    #[diagnostic(
        code(video::no_person),
        help("sit facing the camera with head, shoulders and arms in the picture and light from the front")
    )]
    NoPerson { path: String, frames: u64 },
    /// No guide of this name.
    #[error("there is no guide {name:?}")]
    #[diagnostic(
        code(guide::unknown),
        help("guides that come with the program: {known}; or give the path of a Markdown file")
    )]
    UnknownGuide { name: String, known: String },
    /// A guide with mistakes.
    #[error(transparent)]
    #[diagnostic(transparent)]
    GuideMistakes(guide::Mistakes),
    /// No article that a guide can be made of.
    #[error("{path} can't be made into a guide: {why}")]
    #[diagnostic(
        code(import::not_an_article),
        help(
            "give a how-to for the body with its steps as headings or lists: plain text, Markdown, HTML, RTF, DOCX or PDF"
        )
    )]
    NotAnArticle { path: String, why: String },
    /// No step of this id.
    #[error("the guide {guide} has no step {step:?}")]
    #[diagnostic(code(guide::unknown_step), help("its steps: {known}"))]
    UnknownStep { guide: String, step: String, known: String },
    /// A side where there is none.
    #[error("the step {step} has no sides: both are done together")]
    #[diagnostic(code(guide::no_sides), help("leave out --side; steps with sides: {sided}"))]
    NoSides { step: String, sided: String },
    /// The coach does not take the plan.
    #[error("the guide can't be followed: {why}")]
    #[diagnostic(code(guide::plan))]
    Plan { why: String },

    /// Nothing to validate with.
    #[error("there are no clips with truth in {path}")]
    #[diagnostic(
        code(validate::no_clips),
        help("a clip is NAME.mp4 with NAME.csv and NAME.json beside it; docs/validation.md says what they hold")
    )]
    NoClips { path: String },
    /// Nothing to look at.
    #[error("there are no videos in {path}")]
    #[diagnostic(code(validate::no_videos), help("name the folder that holds them"))]
    NoVideos { path: String },
    /// A truth that can't be used.
    #[error("the truth {path} can't be used: {why}")]
    #[diagnostic(
        code(validate::truth),
        help("docs/validation.md says what the CSV and the JSON hold")
    )]
    Truth { path: String, why: String },
    /// Labels that can't be used.
    #[error("the labels {path} can't be used: {why}")]
    #[diagnostic(
        code(validate::labels),
        help("docs/validation.md says what such a file holds, under \"Recordings labelled by eye\"")
    )]
    Labels { path: String, why: String },
    /// The system names no folder for caches.
    #[error("this system does not say where programs keep what they can make again")]
    #[diagnostic(
        code(validate::no_folder),
        help("say where to keep landmarks: unhunch validate --cache DIR")
    )]
    NoCacheFolder,
    /// Ctrl-C.
    #[error("stopped: {done} of {of} clips are looked at")]
    #[diagnostic(code(validate::stopped), help("what is done is kept: run it again to go on"))]
    Interrupted { done: usize, of: usize },
    /// The system names no folder for data.
    #[error("this system does not say where programs keep their data")]
    #[diagnostic(code(serve::no_folder), help("say where to keep them: --data DIR"))]
    NoDataFolder,
    /// Nothing was saved where it was looked for.
    #[error("there are no saved sessions in {path}")]
    #[diagnostic(
        code(history::none),
        help("a session is saved when it ends on the page (unhunch serve); for another folder: --data DIR")
    )]
    NoRecords { path: String },
    /// The file of saved sessions.
    #[error("{why}")]
    #[diagnostic(
        code(history::records),
        help("the file is sessions.sqlite in the folder of --data; nothing was changed")
    )]
    Records { why: String },
    /// No session begins like this.
    #[error("no saved session has the id {id:?}")]
    #[diagnostic(
        code(history::unknown_session),
        help("unhunch history list names them; the first digits are enough")
    )]
    UnknownSession { id: String },
    /// Several begin like this.
    #[error("{count} saved sessions have an id that begins with {id:?}")]
    #[diagnostic(
        code(history::which_session),
        help("give more of it: unhunch history list names them")
    )]
    WhichSession { id: String, count: usize },
    /// A file that can't be taken in.
    #[error("{path} can't be taken in: {why}")]
    #[diagnostic(code(history::not_an_export), help("{help}"))]
    NotAnExport { path: String, why: String, help: String },
    /// A folder for tables that is a file.
    #[error("{path} is a file, and {form} is a folder with one file a table")]
    #[diagnostic(code(history::folder), help("name a folder; it is made when it is not there"))]
    NotAFolder { path: String, form: &'static str },
    /// All is to go, and nobody said that it is meant.
    #[error("this deletes all {count} saved sessions for good")]
    #[diagnostic(
        code(history::not_confirmed),
        help("say --yes if you mean it; unhunch history export --format json --out history.json keeps a copy")
    )]
    NotConfirmed { count: usize },
    /// The page can't be served.
    #[error("{why}")]
    #[diagnostic(
        code(serve::failed),
        help("another port: unhunch serve --port 0; another folder for sessions: --data DIR")
    )]
    Serve { why: String },
    /// The plan's file can't be read.
    #[error("the plan {path} has mistakes\n{mistakes}")]
    #[diagnostic(code(plan::mistakes), help("mend them in the file; nothing was changed"))]
    PlanMistakes { path: String, mistakes: plan::PlanMistakes },
    /// The plan can't be what is asked for.
    #[error("{why}")]
    #[diagnostic(code(plan::refused), help("{help}"))]
    PlanRefused { why: String, help: String },
    /// What was saved can't be used.
    #[error("can't use the saved sessions and guides: {why}")]
    #[diagnostic(
        code(plan::records),
        help("another folder for what is saved: --data DIR; docs/reliability.md says what to do about a damaged file")
    )]
    PlanRecords { why: String },
    /// The reminder can't do what it was asked.
    #[error("{why}")]
    #[diagnostic(
        code(remind::failed),
        help("unhunch remind --status says what works here; docs/remind.md, what it asks of the system")
    )]
    Remind { why: String },
    /// An output can't be written.
    #[error("can't write {path}: {why}")]
    #[diagnostic(code(output::unwritable), help("{UNWRITABLE}"))]
    Unwritable { path: String, why: String },
    /// An output that would destroy what is read.
    #[error("{output} would write over what is read: {input}")]
    #[diagnostic(
        code(output::over_input),
        help("give the output another name; nothing was written, and what is read is as it was")
    )]
    OverInput { output: String, input: String },
    /// Two outputs, of which one would destroy the other.
    #[error("{one} and {other} are the same file: {path}")]
    #[diagnostic(
        code(output::same_file),
        help("give each output a name of its own; nothing was written")
    )]
    SameOutput { path: String, one: String, other: String },
    /// Many videos, and one place for what comes of them.
    #[error("there are several videos, or a folder of them, and no folder for what comes of each")]
    #[diagnostic(
        code(many::no_folder),
        help("name one, which is made when it is not there: unhunch {command} VIDEOS --out DIR")
    )]
    ManyNeedAFolder { command: &'static str },
    /// The place for what comes of many is no folder.
    #[error("{path} is a file, and what comes of several videos is written into a folder")]
    #[diagnostic(
        code(many::not_a_folder),
        help("name a folder; it is made when it is not there. Nothing was written")
    )]
    NotTheirFolder { path: String },
    /// Standard input beside other videos.
    #[error("standard input can't be one of several videos")]
    #[diagnostic(code(many::stream), help("give it a run of its own, or write it to a file first"))]
    StreamAmongMany,
    /// An output of which there is one.
    #[error("{option} is for one video, and there are several, or a folder of them")]
    #[diagnostic(
        code(many::one_output),
        help("run it for each video that needs it: unhunch check VIDEO {option} FILE")
    )]
    ForOneVideo { option: &'static str },
    /// Two runs, one folder.
    #[error("another run writes into {path}")]
    #[diagnostic(code(many::two_runs), help("wait until it ends, or name another folder"))]
    ManyRuns { path: String },
    /// Ctrl-C.
    #[error("stopped: {done} of {of} videos are done")]
    #[diagnostic(code(many::stopped), help("what is done is kept: run it again to go on"))]
    ManyStopped { done: usize, of: usize },
    /// Bad files among good ones.
    #[error("{failed} of {of} videos failed: the table says why")]
    #[diagnostic(
        code(many::failed),
        help("the others are done; run it again, and only what failed is tried again")
    )]
    ManyFailed { failed: usize, of: usize },
    /// Columns and decimals would be told apart by nothing.
    #[error("{sign:?} can't stand both between columns and before decimals")]
    #[diagnostic(code(output::same_signs), help("write --separator ';' --decimal ','"))]
    SameSigns { sign: char },
    /// The overlay's encoder gave up.
    #[error("ffmpeg can't write the overlay {path}: {why}")]
    #[diagnostic(
        code(output::overlay),
        help("check that the disk is not full, and give a name that ends in .mp4, .mkv or .webm")
    )]
    Overlay { path: String, why: String },
}

/// What went wrong, and all that lies behind it: "can't use the saved sessions: the disk is full".
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut why = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        why.push_str(": ");
        why.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    why
}

impl Problem {
    /// For a file that could not be opened or read.
    pub fn reading(path: &Path, error: &std::io::Error) -> Box<Self> {
        let path_text = path.display().to_string();
        Box::new(match error.kind() {
            std::io::ErrorKind::NotFound => Self::NoSuchFile { path: path_text },
            _ => Self::Unreadable {
                path: path_text,
                why: error.to_string(),
            },
        })
    }

    /// For a file that could not be made or written.
    pub fn writing(path: &Path, error: impl std::fmt::Display) -> Box<Self> {
        Box::new(Self::Unwritable {
            path: path.display().to_string(),
            why: error.to_string(),
        })
    }
}

/// What is wrong with footage, and what to do about it.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct Footage(footage::Error);

impl Footage {
    /// The code, and the way out where there is one.
    fn advice(&self) -> (&'static str, Option<&'static str>) {
        use footage::Error as E;
        let (code, help) = match &self.0 {
            E::NoSuchFile { .. } => ("input::no_such_file", NO_SUCH_FILE),
            E::Unreadable { .. } => ("input::unreadable", UNREADABLE),
            E::Empty { .. } => (
                "video::empty",
                "was the recording or the copy broken off? record it again",
            ),
            E::NotAVideo { .. } => (
                "video::not_a_video",
                "give a video file: MP4, WebM, MKV, MOV, AVI, GIF or any other that ffmpeg reads",
            ),
            E::NoIndex { .. } => (
                "video::no_index",
                "record or copy it again; recording to MKV or WebM keeps what there is when it breaks off",
            ),
            E::NoVideoStream { .. } => (
                "video::no_stream",
                "give a file with a picture; was the camera off during the recording?",
            ),
            E::NoFrames { .. } => (
                "video::no_frames",
                "was the recording broken off at once? record it again",
            ),
            E::UnknownStream => (
                "video::unknown_stream",
                "send one of the two, for example: ffmpeg -i VIDEO -f yuv4mpegpipe - | unhunch check -",
            ),
            E::NoProgram { .. } => (
                "video::no_ffmpeg",
                "install ffmpeg (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg)",
            ),
            E::Frame { .. } => return ("video::frame", None),
            E::Models { .. } => ("models::unusable", "this is a fault of the build: please report it"),
            E::NoWeights(_) => (
                "models::no_heavy",
                "put the file that comes with the program beside it, or name its folder in UNHUNCH_MODELS; or take --model full",
            ),
            E::Threads { .. } => ("threads::none", "ask for fewer with --threads, or leave it out"),
            E::NotATrace { .. } => (
                "trace::unreadable",
                "give a file that `unhunch check VIDEO --trace FILE.parquet` wrote",
            ),
            E::DamagedTrace { .. } | E::DamagedFooter { .. } => (
                "trace::damaged",
                "take another copy of the file, or record it again: unhunch check VIDEO --trace FILE.parquet",
            ),
            E::Hung { .. } => (
                "video::hangs",
                "is the disk or the network drive there? Copy the file to this computer; or try another version of ffmpeg",
            ),
            E::Unwritable { .. } => ("output::unwritable", UNWRITABLE),
            E::Exists { .. } => ("output::exists", "give another name; what is there stays as it is"),
        };
        (code, Some(help))
    }
}

impl Diagnostic for Footage {
    fn code(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        Some(Box::new(self.advice().0))
    }

    fn help(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        self.advice().1.map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }
}

impl From<footage::Error> for Box<Problem> {
    fn from(error: footage::Error) -> Self {
        Box::new(Problem::Footage(Footage(error)))
    }
}

/// Says on standard error what is odd but no reason to give up.
pub fn warn(what: &str) {
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    anstream::eprintln!("{style}warning:{style:#} {what}");
}
