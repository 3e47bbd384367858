//! macOS and Windows, by the same library. It waits on a thread until somebody answers.
//!
//! Not supported there: to take a nudge away that nobody has answered.

use notify_rust::{Notification, NotificationResponse, Timeout};
use plan::Choice;
use tokio::sync::mpsc;

use crate::Asked;
use crate::nudge::{About, Notifier, Nudge, OnScreen, Reply, body};
use crate::watch::Event;

/// The notifications of the system.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere;

impl Elsewhere {
    /// Those of this session.
    pub fn new() -> Self {
        Self
    }
}

impl Notifier for Elsewhere {
    fn show(&mut self, nudge: Nudge, events: mpsc::Sender<Event>) -> OnScreen {
        let (on_screen, _close) = OnScreen::new();
        std::thread::spawn(move || {
            let words = nudge.words;
            let mut notification = Notification::new();
            notification
                .appname("unhunch")
                .summary(words.summary)
                .body(&body(&nudge, true, false))
                .timeout(Timeout::Never)
                .action("start", words.start);
            if nudge.may_be_put_off {
                notification.action("later", words.later);
            }
            notification.action("skip", words.skip);
            let mut reply = Reply::Chosen(Choice::Later);
            let waited = notification.show().and_then(|handle| {
                handle.wait_for_response(|response: &NotificationResponse| {
                    reply = Reply::Chosen(match response {
                        NotificationResponse::Default => Choice::Start,
                        NotificationResponse::Action(name) if name == "start" => Choice::Start,
                        NotificationResponse::Action(name) if name == "skip" => Choice::Skip,
                        _ => Choice::Later,
                    });
                })
            });
            if let Err(error) = waited {
                reply = Reply::NotShown(error.to_string());
            }
            // Whoever does not listen any more has ended.
            let _ = events.blocking_send(Event::Reply { key: nudge.key, reply });
        });
        on_screen
    }

    fn say(&mut self, summary: String, body: String) {
        std::thread::spawn(move || {
            // Nobody waits for it; what it says stands in the log, too.
            let _ = Notification::new().summary(&summary).body(&body).show();
        });
    }

    fn about(&mut self) -> Asked<'_, About> {
        Box::pin(async {
            About {
                server: Some("the system's notifications".to_owned()),
                buttons: true,
                problem: Some(
                    match cfg!(target_os = "macos") {
                        // The system tells only programs that run its loop in their first thread, which this one does not.
                        true => "not supported: on macOS the answer to a nudge may not be heard",
                        false => "not supported: to take back a nudge that nobody has answered",
                    }
                    .to_owned(),
                ),
            }
        })
    }
}
