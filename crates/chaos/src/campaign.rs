//! The campaign: every reader on damaged inputs, and the whole program under kills, cut-off saves, a full disk and damaged
//! videos.

pub mod browser;
pub mod bytes;
pub mod disk;
pub mod kills;
pub mod program;
pub mod videos;

use std::time::{Duration, Instant};

/// What one part of the campaign came to: a row of the table.
#[derive(Debug)]
pub struct Row {
    /// What was tried.
    pub what: String,
    /// How much of it, in words.
    pub tried: String,
    /// What did not hold, each in words: there should be none.
    pub findings: Vec<String>,
    /// Why it was not tried at all.
    pub skipped: Option<String>,
}

/// How long a part may take.
#[derive(Debug, Clone, Copy)]
pub struct Until(Instant);

impl Until {
    /// This much time from now.
    #[expect(clippy::disallowed_methods, reason = "a campaign takes as long as it is given")]
    pub fn after(time: Duration) -> Self {
        Self(Instant::now() + time)
    }

    /// Whether there is time left.
    #[expect(clippy::disallowed_methods, reason = "a campaign takes as long as it is given")]
    pub fn goes_on(self) -> bool {
        Instant::now() < self.0
    }
}
