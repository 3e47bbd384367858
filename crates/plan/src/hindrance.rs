//! What speaks against a nudge right now.

use std::fmt;

use serde::Serialize;

/// Why this is not the moment for a nudge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// The desktop holds back notifications because the person wants it so.
    DoNotDisturb,
    /// A program listens: a call, most likely.
    MicrophoneInUse,
    /// A program looks: a call, or a session of this program.
    CameraInUse,
    /// One window fills the screen: a film, a talk, a game.
    FullScreen,
    /// The screen is locked: nobody is at this desk.
    Locked,
    /// The computer is going to sleep, or wakes up.
    Suspended,
    /// Another session of this computer is in front: nobody is at this one.
    NotInFront,
    /// The plan wants quiet at this time of the day.
    QuietHours,
}

impl Hindrance {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::DoNotDisturb,
        Self::MicrophoneInUse,
        Self::CameraInUse,
        Self::FullScreen,
        Self::Locked,
        Self::Suspended,
        Self::NotInFront,
        Self::QuietHours,
    ];

    /// In plain words, as they stand behind "put off: ".
    pub fn text(self) -> &'static str {
        match self {
            Self::DoNotDisturb => "do not disturb is on",
            Self::MicrophoneInUse => "the microphone is in use",
            Self::CameraInUse => "the camera is in use",
            Self::FullScreen => "a window fills the screen",
            Self::Locked => "the screen is locked",
            Self::Suspended => "the computer is asleep",
            Self::NotInFront => "another session of this computer is in front",
            Self::QuietHours => "these are quiet hours",
        }
    }

    /// Whether it means that nobody is at this desk, so that no time at it is counted.
    pub fn means_away(self) -> bool {
        matches!(self, Self::Locked | Self::Suspended | Self::NotInFront)
    }
}

impl fmt::Display for Hindrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
