//! Why the input could not be used: what happened, where, and what to do. Exit code 2.

use std::path::Path;

use miette::Diagnostic;
use thiserror::Error;

/// Boxed: it is rare, and large beside what it is the failure of.
pub type Result<T, E = Box<Problem>> = std::result::Result<T, E>;

/// Everything that makes the program give up.
#[derive(Debug, Error, Diagnostic)]
pub enum Problem {
    /// The path names nothing.
    #[error("there is no file {path:?}")]
    #[diagnostic(code(input::no_such_file), help("check the spelling, and the folder you are in"))]
    NoSuchFile { path: String },
    /// The path is there but can't be read.
    #[error("can't read {path:?}: {why}")]
    #[diagnostic(code(input::unreadable), help("check that it is a file and that you may read it"))]
    Unreadable { path: String, why: String },
    /// Nothing in it.
    #[error("{path} is empty")]
    #[diagnostic(
        code(video::empty),
        help("was the recording or the copy broken off? record it again")
    )]
    Empty { path: String },
    /// ffmpeg does not know what it is.
    #[error("{path} is not a video: {why}")]
    #[diagnostic(
        code(video::not_a_video),
        help("give a video file: MP4, WebM, MKV, MOV, AVI, GIF or any other that ffmpeg reads")
    )]
    NotAVideo { path: String, why: String },
    /// The part that says where the frames are is missing.
    #[error("{path} was cut off before its index was written, so no frame in it can be found")]
    #[diagnostic(
        code(video::no_index),
        help("record or copy it again; recording to MKV or WebM keeps what there is when it breaks off")
    )]
    NoIndex { path: String },
    /// Sound only.
    #[error("{path} has no video stream: there are no pictures in it ({found})")]
    #[diagnostic(
        code(video::no_stream),
        help("give a file with a picture; was the camera off during the recording?")
    )]
    NoVideoStream { path: String, found: String },
    /// A stream without a frame.
    #[error("{path} has a video stream, but not one frame of it can be read{why}")]
    #[diagnostic(
        code(video::no_frames),
        help("was the recording broken off at once? record it again")
    )]
    NoFrames { path: String, why: String },
    /// Standard input is neither of the two.
    #[error("standard input is neither Motion-JPEG nor Y4M")]
    #[diagnostic(
        code(video::unknown_stream),
        help("send one of the two, for example: ffmpeg -i VIDEO -f yuv4mpegpipe - | unhunch check -")
    )]
    UnknownStream,
    /// All frames, and nobody in them.
    #[error("nobody was seen in {path} ({frames} frames)")]
    #[diagnostic(
        code(video::no_person),
        help("sit facing the camera with head, shoulders and arms in the picture and light from the front")
    )]
    NoPerson { path: String, frames: u64 },
    /// No ffmpeg.
    #[error("{program} is not installed, or not on the path; it is needed to read videos")]
    #[diagnostic(
        code(video::no_ffmpeg),
        help("install ffmpeg (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg)")
    )]
    NoFfmpeg { program: &'static str },
    /// Frames that the models can't take.
    #[error("a frame of {path} can't be looked at: {why}")]
    #[diagnostic(code(video::frame))]
    Frame { path: String, why: String },
    /// The models could not be made ready.
    #[error("the models can't be loaded: {why}")]
    #[diagnostic(code(models::unusable), help("this is a fault of the build: please report it"))]
    Models { why: String },
    /// The system gives no more threads.
    #[error("the work can't be shared among {count} threads: {why}")]
    #[diagnostic(code(threads::none), help("ask for fewer with --threads, or leave it out"))]
    Threads { count: usize, why: String },

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
    /// A file that is there already.
    #[error("{path} is there already")]
    #[diagnostic(
        code(guide::exists),
        help("give another name for the new guide; what is there stays as it is")
    )]
    Exists { path: String },
    /// No article that a guide can be made of.
    #[error("{path} can't be made into a guide: {why}")]
    #[diagnostic(
        code(import::not_an_article),
        help("give a how-to for the body with its steps as headings or lists: plain text, Markdown or HTML")
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

    /// Not a trace of ours.
    #[error("{path} is not a trace: {why}")]
    #[diagnostic(
        code(trace::unreadable),
        help("give a file that `unhunch check VIDEO --trace FILE.parquet` wrote")
    )]
    NotATrace { path: String, why: String },
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
    #[diagnostic(code(serve::no_folder), help("say where to keep sessions: unhunch serve --data DIR"))]
    NoDataFolder,
    /// The page can't be served.
    #[error("{why}")]
    #[diagnostic(
        code(serve::failed),
        help("another port: unhunch serve --port 0; another folder for sessions: --data DIR")
    )]
    Serve { why: String },
    /// An output can't be written.
    #[error("can't write {path}: {why}")]
    #[diagnostic(
        code(output::unwritable),
        help("check that the folder is there, that you may write to it, and that the disk is not full")
    )]
    Unwritable { path: String, why: String },
    /// The overlay's encoder gave up.
    #[error("ffmpeg can't write the overlay {path}: {why}")]
    #[diagnostic(code(output::overlay), help("give a name that ends in .mp4, .mkv or .webm"))]
    Overlay { path: String, why: String },
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

/// Says on standard error what is odd but no reason to give up.
pub fn warn(what: &str) {
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    anstream::eprintln!("{style}warning:{style:#} {what}");
}
