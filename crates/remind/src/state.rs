//! `remind.json`: what the reminders of one person remember and do, for each other, for a restart and for `--status`.
//!
//! Written whole under another name, which it then loses: there is never half a file.
//!
//! Must not know: how anything is decided.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use jiff::{Timestamp, Zoned};
use plan::{Decision, Memory};
use serde::{Deserialize, Serialize};

/// Its name in the data folder.
pub const FILE: &str = "remind.json";
const FORM: u32 = 1;

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    form: u32,
    /// What `plan` remembers, in its own form.
    memory: serde_json::Value,
    /// By the session of the desktop: `desk/wayland-0`.
    pub reminders: BTreeMap<String, Running>,
}

/// One reminder that runs, or ran until it was killed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// Its process.
    pub process: u32,
    /// When it last looked.
    pub looked_at: Timestamp,
    /// Which source of idleness works.
    pub idle_source: Option<String>,
    /// What is on the screen, or why nothing is.
    pub now: Now,
    /// What keeps it from its work, in words: mistakes in the plan, a page that did not open.
    pub problems: Vec<String>,
}

/// What is on the screen, or why nothing is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Now {
    /// Nothing is due.
    Wait {
        /// The earliest moment of the next nudge.
        until: Option<Zoned>,
    },
    /// A break is due, and something speaks against a nudge.
    PutOff {
        /// Its guide.
        guide: String,
        /// What, in plain words.
        why: Vec<String>,
        /// Since when it is due.
        since: Timestamp,
    },
    /// A nudge waits for an answer.
    Nudge {
        /// Its guide.
        guide: String,
        /// Since when.
        since: Timestamp,
    },
    /// The person is doing it.
    Going {
        /// The guide.
        guide: String,
        /// Since the nudge.
        since: Timestamp,
    },
}

impl From<&Decision> for Now {
    fn from(decision: &Decision) -> Self {
        match decision {
            Decision::Wait { until } => Self::Wait { until: until.clone() },
            Decision::PutOff { guide, why, since } => Self::PutOff {
                guide: guide.clone(),
                why: why.iter().map(|why| why.text().to_owned()).collect(),
                since: *since,
            },
            Decision::Nudge { guide, since, .. } => Self::Nudge {
                guide: guide.clone(),
                since: *since,
            },
            Decision::Going { guide, since } => Self::Going {
                guide: guide.clone(),
                since: *since,
            },
            Decision::Withdraw => Self::Wait { until: None },
        }
    }
}

impl State {
    /// Of reminders that never ran.
    pub fn new() -> Self {
        Self {
            form: FORM,
            memory: serde_json::Value::Null,
            reminders: BTreeMap::new(),
        }
    }

    /// The file in this folder; a new one, and why, where it can't be used.
    pub fn read(folder: &Path) -> (Self, Option<String>) {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Self::new(), None),
            Err(error) => return (Self::new(), Some(format!("can't read {}: {error}", path.display()))),
        };
        match serde_json::from_str::<Self>(&text) {
            Ok(state) if state.form <= FORM => (state, None),
            Ok(state) => {
                let why = format!("a newer unhunch wrote {} (form {})", path.display(), state.form);
                (Self::new(), Some(why))
            }
            Err(error) => {
                let why = format!(
                    "{} can't be read ({error}); what was remembered begins anew",
                    path.display()
                );
                (Self::new(), Some(why))
            }
        }
    }

    /// Writes the file into this folder.
    ///
    /// # Errors
    /// What the system said; the file is as it was then.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let path = folder.join(FILE);
        let new = folder.join("remind.json.new");
        let text = serde_json::to_string_pretty(self).map_err(io::Error::other)?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&new).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")
        });
        written.and_then(|()| fs::rename(&new, &path)).inspect_err(|_| {
            // Half of it helps nobody.
            let _ = fs::remove_file(&new);
        })
    }

    /// What is remembered; and why it begins anew, where it does.
    pub fn memory(&self) -> (Memory, Option<String>) {
        if self.memory.is_null() {
            return (Memory::default(), None);
        }
        let (memory, forgotten) = Memory::read(&self.memory.to_string());
        (memory, forgotten.map(|why| why.to_string()))
    }

    /// Remembers this.
    pub fn remember(&mut self, memory: &Memory) {
        // What was just written as JSON can be read as JSON.
        self.memory = serde_json::from_str(&memory.write()).unwrap_or_default();
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written_and_what_can_not_be_read_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(State::read(folder.path()), (State::new(), None));
        let mut state = State::new();
        state.remember(&Memory::default());
        state.reminders.insert(
            "desk/wayland-0".to_owned(),
            Running {
                process: 7,
                looked_at: Timestamp::UNIX_EPOCH,
                idle_source: None,
                now: Now::Wait {
                    until: Some("2026-11-30T09:00[UTC]".parse().unwrap()),
                },
                problems: Vec::new(),
            },
        );
        state.write(folder.path()).unwrap();
        let (read, why) = State::read(folder.path());
        assert_eq!((&read, why), (&state, None));
        assert_eq!(read.memory(), (Memory::default(), None));

        for (text, expected) in [
            ("{", "begins anew"),
            (r#"{"form":9,"memory":null,"reminders":{}}"#, "newer unhunch"),
        ] {
            fs::write(folder.path().join(FILE), text).unwrap();
            let (read, why) = State::read(folder.path());
            assert_eq!(read, State::new());
            assert!(why.unwrap().contains(expected), "{text}");
        }
    }

    #[test]
    fn a_write_that_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        State::new().write(folder.path()).unwrap();
        fs::create_dir(folder.path().join("remind.json.new")).unwrap();
        assert!(State::new().write(folder.path()).is_err());
        assert_eq!(State::read(folder.path()), (State::new(), None));
    }
}
