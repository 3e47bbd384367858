//! Reads back what was exported: JSON, of this program or of its page, and Parquet. Each session is looked at by itself,
//! as strictly as one that the page sends: what can't be is named, and the others come in.

mod json;
mod pages;
mod parquet;

use bytes::Bytes;
use results::Report;

use crate::archive::{OwnGuide, Rating};

/// Longest text of a guide, bytes: the reader of guides takes no more.
pub const LONGEST_TEXT: usize = 256 * 1024;
/// Longest reason that is told, characters.
const LONGEST_REASON: usize = 300;

/// What a file brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    /// Sessions that can be, in the order of the file.
    pub sessions: Vec<Report>,
    /// Ratings that can be.
    pub ratings: Vec<Rating>,
    /// Guides that can be.
    pub own_guides: Vec<OwnGuide>,
    /// What can't be.
    pub refused: Vec<Refused>,
}

/// Something in a file that can't be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The session's id; or what and where in the file it is: "session 3", "own guide my-neck".
    pub what: String,
    /// What is wrong with it. May tell a word of it.
    pub why: String,
}

/// Why nothing of a file was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("it is empty")]
    Empty,
    /// An export that lacks what a session is.
    #[error("not supported: import of {what}; it does not hold the whole of a session")]
    NotSupported {
        /// "CSV", "FHIR", "PDF".
        what: &'static str,
    },
    /// Not JSON, or broken off.
    #[error("it is damaged from line {line}, column {column} on: {why}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What was expected there.
        why: String,
    },
    /// Parquet that can't be read.
    #[error("it is damaged: {why}")]
    Parquet {
        /// What the reader said.
        why: String,
    },
    /// Another table than those that can be read back.
    #[error(
        "it is Parquet without a column \"report\": of the exported tables only sessions, ratings and own_guides can be taken in"
    )]
    Table,
    /// A later form of the file.
    #[error("it was written by a newer unhunch (history {0})")]
    Newer(u64),
    /// More than a person can have done.
    #[error("it holds more than can be taken in at once")]
    TooLarge,
    /// Anything else.
    #[error("it is no export of unhunch")]
    Unknown,
}

impl ReadError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotSupported { .. } | Self::Table => {
                "where the sessions are, run: unhunch history export --format json --out history.json; then import that"
            }
            Self::Empty | Self::Json { .. } | Self::Parquet { .. } => {
                "was the copy broken off? Copy it again, or export it again; nothing was taken in"
            }
            Self::Newer(_) => "use that version of unhunch here, too",
            Self::TooLarge => "export it in parts, with --from and --to",
            Self::Unknown => {
                "give a file of unhunch history export --format json or parquet, or unhunch-sessions.json of the page"
            }
        }
    }
}

/// Reads a file of any kind that can be exported.
///
/// # Errors
/// [`ReadError`] when the file as a whole can't be taken. What is wrong with one session is in [`Brought::refused`].
pub fn read(bytes: Bytes) -> Result<Brought, ReadError> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let begins = text.iter().find(|byte| !byte.is_ascii_whitespace());
    match begins {
        None => Err(ReadError::Empty),
        Some(b'{' | b'[') => json::read(text),
        _ if bytes.starts_with(b"PAR1") => parquet::read(bytes),
        _ if bytes.starts_with(b"%PDF-") => Err(ReadError::NotSupported { what: "PDF" }),
        _ if is_csv(text) => Err(ReadError::NotSupported { what: "CSV" }),
        _ => Err(ReadError::Unknown),
    }
}

/// Whether the first line is the header of a table, whatever stands between its columns.
fn is_csv(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n' || byte == b'\r').next();
    let first = ["session", "guide"]
        .iter()
        .find_map(|first| line?.strip_prefix(first.as_bytes()));
    first.is_some_and(|rest| rest.first().is_some_and(|sign| !sign.is_ascii_alphanumeric()))
}

impl Brought {
    /// Looks at one session, out of its JSON.
    fn session(&mut self, text: &str, place: usize) {
        match session(text) {
            Ok(report) => self.sessions.push(report),
            Err(why) => self.refuse(id_in(text).unwrap_or_else(|| format!("session {}", place + 1)), &why),
        }
    }

    fn rating(&mut self, rating: Rating) {
        let is_time = rating.rated_at.len() <= 40 && rating.rated_at.parse::<jiff::Timestamp>().is_ok();
        let why = if !is_name(&rating.guide) {
            "guide is no guide's name"
        } else if !(1..=5).contains(&rating.stars) {
            "stars are 1 to 5"
        } else if !is_time {
            "rated_at is no time"
        } else {
            return self.ratings.push(rating);
        };
        self.refuse(format!("rating of {}", rating.guide), why);
    }

    fn own_guide(&mut self, guide: OwnGuide) {
        let why = if !is_name(&guide.name) {
            "its name is no guide's: small letters, digits and single hyphens"
        } else if guide.text.len() > LONGEST_TEXT {
            "it is too long for a guide"
        } else {
            return self.own_guides.push(guide);
        };
        self.refuse(format!("own guide {}", guide.name), why);
    }

    /// Of what others wrote nothing comes to a terminal but letters, and not many.
    fn refuse(&mut self, what: String, why: &str) {
        let plain = |text: &str| -> String {
            let letters = text
                .chars()
                .map(|letter| if letter.is_control() { '\u{fffd}' } else { letter });
            letters.take(LONGEST_REASON).collect()
        };
        self.refused.push(Refused {
            what: plain(&what),
            why: plain(why),
        });
    }
}

fn session(text: &str) -> Result<Report, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read: Result<Report, _> = serde_path_to_error::deserialize(&mut json);
    let report = read.map_err(|error| match error.path().to_string().as_str() {
        // Of what is broken before its first field there is no place.
        "." | "?" => error.inner().to_string(),
        place => format!("{place}: {}", error.inner()),
    })?;
    json.end().map_err(|error| error.to_string())?;
    report.check().map_err(|error| error.to_string())?;
    if report.session.is_none() {
        return Err("it has no field \"session\": a report of `unhunch check` is no saved session".to_owned());
    }
    Ok(report)
}

/// The id, where it can be read though the rest can't.
fn id_in(text: &str) -> Option<String> {
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let id = json.pointer("/session/id")?.as_str()?;
    let is_id = id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    is_id.then(|| id.to_owned())
}

/// As the records want a guide's name.
fn is_name(name: &str) -> bool {
    let is_word = |word: &str| {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !word.is_empty() && word.bytes().all(is_part)
    };
    name.len() <= 64 && name.split('-').all(is_word)
}
