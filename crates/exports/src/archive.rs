//! All that is exported, and comes back: sessions, ratings and the person's own guides.

use results::Report;
use serde::{Deserialize, Serialize};

/// All that a person's data folder keeps of what was done, or what was wanted of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Archive {
    /// Saved sessions, the one that began first first.
    pub sessions: Vec<Report>,
    /// How guides were rated.
    pub ratings: Vec<Rating>,
    /// Guides that the person wrote.
    pub own_guides: Vec<OwnGuide>,
}

/// How a guide was rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// The guide's name.
    pub guide: String,
    /// 1 to 5; 5 is best.
    pub stars: u8,
    /// RFC 3339, UTC: when it was given or changed last.
    pub rated_at: String,
}

/// A guide that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnGuide {
    /// Its name.
    pub name: String,
    /// RFC 3339, UTC: when it was changed last on the computer that exported it. `None` where it was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<String>,
    /// Markdown.
    pub text: String,
}
