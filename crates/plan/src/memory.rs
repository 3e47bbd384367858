//! What the reminder remembers from one moment to the next, and over a restart.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The form of the memory that this program writes.
const VERSION: u32 = 1;

/// What the reminder remembers. Two sessions of one person share it: whoever decides reads it before and writes it
/// after, both under one lock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    version: u32,
    /// The last moment that was decided on.
    #[serde(default)]
    pub(crate) looked_at: Option<Timestamp>,
    /// When the person was last active at a desk.
    #[serde(default)]
    pub(crate) active_at: Option<Timestamp>,
    /// When the last nudge was shown.
    #[serde(default)]
    pub(crate) nudged_at: Option<Timestamp>,
    /// By guide.
    #[serde(default)]
    pub(crate) breaks: BTreeMap<String, BreakMemory>,
    /// What is going on between the program and the person.
    #[serde(default)]
    pub(crate) talk: Option<Talk>,
}

/// What is remembered of one break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct BreakMemory {
    /// How often it is done, as it was when this was remembered.
    pub cadence: String,
    /// Time at the desk since the last break.
    pub desk: SignedDuration,
    /// What was to be done up to here is done, skipped, or before the break came into the plan.
    pub settled_at: Timestamp,
    /// Since when it waits to be done.
    pub due_at: Option<Timestamp>,
    /// Not before this, because the person said so.
    pub later_at: Option<Timestamp>,
    /// How long the person has put it off.
    pub put_off: SignedDuration,
    /// The newest session of the guide that was taken into account.
    pub done_at: Option<Timestamp>,
}

/// What is going on between the program and the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Talk {
    /// A nudge stands on the screen.
    Nudged {
        guide: String,
        /// When it came, as the clock showed it then: what tells it from others.
        since: Timestamp,
        /// The same by the clock as it is now, which may have been set back.
        asked_at: Timestamp,
        /// Whose screen.
        by: String,
        /// When that reminder last looked.
        seen_at: Timestamp,
    },
    /// The person has begun.
    Going {
        guide: String,
        /// Since the nudge that was answered.
        since: Timestamp,
    },
}

impl Talk {
    /// The guide that it is about.
    pub fn guide(&self) -> &str {
        match self {
            Self::Nudged { guide, .. } | Self::Going { guide, .. } => guide,
        }
    }
}

/// Why a memory begins anew.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Forgotten {
    /// Its text could not be read.
    #[error("what the reminder remembered can't be read ({0}); it begins anew")]
    Damaged(String),
    /// A newer program wrote it.
    #[error("a newer unhunch wrote what the reminder remembered (form {0}); this one begins anew")]
    Newer(u32),
}

impl Default for Memory {
    /// Of a reminder that never ran.
    fn default() -> Self {
        Self {
            version: VERSION,
            looked_at: None,
            active_at: None,
            nudged_at: None,
            breaks: BTreeMap::new(),
            talk: None,
        }
    }
}

impl Memory {
    /// The memory that was written as this JSON; a new one, and why, where it can't be used.
    pub fn read(text: &str) -> (Self, Option<Forgotten>) {
        #[derive(Deserialize)]
        struct Form {
            version: u32,
        }
        let read = serde_json::from_str(text).and_then(|Form { version }| match version {
            newer if newer > VERSION => Ok(Err(newer)),
            _ => serde_json::from_str(text).map(Ok),
        });
        match read {
            Ok(Ok(memory)) => (memory, None),
            Ok(Err(newer)) => (Self::default(), Some(Forgotten::Newer(newer))),
            Err(error) => (Self::default(), Some(Forgotten::Damaged(error.to_string()))),
        }
    }

    /// The last moment that a reminder decided on.
    pub fn looked_at(&self) -> Option<Timestamp> {
        self.looked_at
    }

    /// As JSON, for [`Memory::read`].
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("times, texts and numbers can be written")
    }
}
