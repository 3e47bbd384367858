//! Why footage can't be used.

use std::path::Path;

/// What the functions of this crate give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong, and with what. What to do about it is for who asked to say.
///
/// `path` is the file as it was named, `why` the words of ffmpeg, the system or the library that gave up.
#[allow(
    missing_docs,
    reason = "every field has one of the names above, or stands in the variant's words"
)]
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path names nothing.
    #[error("there is no file {path:?}")]
    NoSuchFile { path: String },
    /// The path is there but can't be read.
    #[error("can't read {path:?}: {why}")]
    Unreadable { path: String, why: String },
    /// Nothing in it.
    #[error("{path} is empty")]
    Empty { path: String },
    /// ffmpeg does not know what it is.
    #[error("{path} is not a video: {why}")]
    NotAVideo { path: String, why: String },
    /// The part that says where the frames are is missing.
    #[error("{path} was cut off before its index was written, so no frame in it can be found")]
    NoIndex { path: String },
    /// Sound only.
    #[error("{path} has no video stream: there are no pictures in it ({found})")]
    NoVideoStream { path: String, found: String },
    /// A stream without a frame.
    #[error("{path} has a video stream, but not one frame of it can be read{}", in_brackets(.why.as_deref()))]
    NoFrames { path: String, why: Option<String> },
    /// Standard input is neither of the two streams that are understood.
    #[error("standard input is neither Motion-JPEG nor Y4M")]
    UnknownStream,
    /// No ffmpeg.
    #[error("{program} is not installed, or not on the path; it is needed to read videos")]
    NoProgram { program: &'static str },
    /// Frames that the models can't take.
    #[error("a frame of {path} can't be looked at: {why}")]
    Frame { path: String, why: String },
    /// The models could not be made ready.
    #[error("the models can't be loaded: {why}")]
    Models { why: String },
    /// The model that lies beside the program is not there, can't be read, or is another file.
    #[error("the heavy model can't be used: {0}")]
    NoWeights(#[from] models::NoWeights),
    /// The system gives no more threads.
    #[error("the work can't be shared among {count} threads: {why}")]
    Threads { count: usize, why: String },
    /// Not a trace of ours.
    #[error("{path} is not a trace: {why}")]
    NotATrace { path: String, why: String },
    /// A trace of which a part is not what was written. Groups count from one.
    #[error("{path} is damaged at row group {group}: {why}")]
    DamagedTrace { path: String, group: usize, why: String },
    /// A trace whose end is not what was written.
    #[error("{path} is damaged at its end, which says where its frames lie: none can be trusted")]
    DamagedFooter { path: String },
    /// An output can't be written.
    #[error("can't write {path}: {why}")]
    Unwritable { path: String, why: String },
    /// An output that is there already, and must stay as it is.
    #[error("{path} is there already")]
    Exists { path: String },
    /// ffmpeg or ffprobe says and does nothing.
    #[error("{program} did nothing for {seconds} s with {path}, and was ended")]
    Hung {
        program: &'static str,
        path: String,
        seconds: u64,
    },
}

impl Error {
    /// For a file that could not be opened or read.
    pub(crate) fn reading(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display().to_string();
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NoSuchFile { path },
            _ => Self::Unreadable {
                path,
                why: error.to_string(),
            },
        }
    }

    /// For a file that is there and must stay.
    pub(crate) fn exists(path: &Path) -> Self {
        Self::Exists {
            path: path.display().to_string(),
        }
    }

    /// For a file that could not be made or written.
    pub(crate) fn writing(path: &Path, error: impl std::fmt::Display) -> Self {
        Self::Unwritable {
            path: path.display().to_string(),
            why: error.to_string(),
        }
    }
}

pub(crate) fn in_brackets(why: Option<&str>) -> String {
    why.map_or_else(String::new, |why| format!(" ({why})"))
}
