//! Why a file can't be run.

/// Why a file can't be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The bytes are no `.tflite` file, or it is cut short or damaged.
    #[error("not a sound .tflite file: {0}")]
    Damaged(&'static str),
    /// The network uses something that this engine does not have.
    #[error("not supported: {0}")]
    NotSupported(String),
    /// The file has no output of this number.
    #[error("the network has no output {wanted}: it has {count}")]
    NoOutput {
        /// The number asked for.
        wanted: usize,
        /// How many there are.
        count: usize,
    },
}
