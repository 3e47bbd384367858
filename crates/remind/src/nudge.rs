//! The nudge on the screen: a notification with "Start", "In 5 minutes" and "Skip".
//!
//! Must not know: when it is due, what a choice leads to.

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod elsewhere;
#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop;

use jiff::Timestamp;
use plan::Choice;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};

use crate::Asked;
use crate::watch::Event;
use crate::words::Words;

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub use elsewhere::Elsewhere as Desktop;
#[cfg(all(unix, not(target_os = "macos")))]
pub use freedesktop::Freedesktop as Desktop;

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nudge {
    /// Which nudge it is: the guide's name, and since when it is shown.
    pub key: (String, Timestamp),
    /// What the guide is called.
    pub title: String,
    /// Where the page is, for a desktop without buttons.
    pub address: String,
    /// Whether "In 5 minutes" is among the buttons.
    pub may_be_put_off: bool,
    /// In which language.
    pub words: Words,
}

/// What became of a nudge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The person chose. To close it without a choice is "In 5 minutes".
    Chosen(Choice),
    /// The desktop lost it, as when its notifications were started anew: show it again.
    Lost,
    /// It could not be shown, and why.
    NotShown(String),
}

/// A nudge on the screen. It is taken away when this is dropped.
#[derive(Debug)]
pub struct OnScreen {
    _close: oneshot::Sender<()>,
}

impl OnScreen {
    /// One, and what hears when it has to go.
    pub fn new() -> (Self, oneshot::Receiver<()>) {
        let (close, closed) = oneshot::channel();
        (Self { _close: close }, closed)
    }
}

/// What can be said of the desktop's notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Who shows them; `None` where nobody does.
    pub server: Option<String>,
    /// Whether they have buttons.
    pub buttons: bool,
    /// What is missing, in words.
    pub problem: Option<String>,
}

/// Events wait here; there is one nudge at a time.
pub const EVENTS: usize = 8;

/// Shows nudges.
pub trait Notifier: Send {
    /// Shows one. What becomes of it is sent to `events`; nothing is, when it is taken away.
    fn show(&mut self, nudge: Nudge, events: mpsc::Sender<Event>) -> OnScreen;

    /// Says something that asks for no answer.
    fn say(&mut self, summary: String, body: String);

    /// For a status.
    fn about(&mut self) -> Asked<'_, About>;
}

/// The text below the summary.
fn body(nudge: &Nudge, has_buttons: bool, is_markup: bool) -> String {
    let title = match is_markup {
        true => escaped(&nudge.title),
        false => nudge.title.clone(),
    };
    match has_buttons {
        true => title,
        false => format!("{title}\n{} {}", nudge.words.no_buttons, nudge.address),
    }
}

/// Where texts are read as markup, a title must not be.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_buttons_the_address_is_said_and_a_title_is_never_markup() {
        let nudge = Nudge {
            key: ("upper-back".to_owned(), Timestamp::UNIX_EPOCH),
            title: "Neck & <b>back</b>".to_owned(),
            address: "http://127.0.0.1:7373/guides/upper-back".to_owned(),
            may_be_put_off: true,
            words: Words::of("en"),
        };
        assert_eq!(body(&nudge, true, false), "Neck & <b>back</b>");
        assert_eq!(
            body(&nudge, false, true),
            "Neck &amp; &lt;b&gt;back&lt;/b&gt;\nTo begin, open http://127.0.0.1:7373/guides/upper-back"
        );
    }
}
