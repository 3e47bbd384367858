//! `org.freedesktop.Notifications`, by `notify-rust`.

use futures_lite::StreamExt;
use notify_rust::{CloseReason, Notification, NotificationHandle, NotificationResponse, Timeout, Urgency};
use plan::Choice;
use tokio::sync::{mpsc, oneshot};

use crate::Asked;
use crate::bus::{Bus, Place, Which};
use crate::nudge::{About, Notifier, Nudge, OnScreen, Reply, body};
use crate::watch::Event;

const SERVER: Place<'static> = Place {
    name: "org.freedesktop.Notifications",
    path: "/org/freedesktop/Notifications",
    interface: "org.freedesktop.Notifications",
};
const PROGRAM: &str = "unhunch";

/// The notifications of this session's bus.
#[derive(Debug, Clone)]
pub struct Freedesktop {
    bus: Bus,
}

impl Freedesktop {
    /// Connects when it is first asked.
    pub fn new() -> Self {
        Self {
            bus: Bus::new(Which::Session),
        }
    }
}

impl Default for Freedesktop {
    fn default() -> Self {
        Self::new()
    }
}

/// What the server can.
#[derive(Debug, Clone, Copy)]
struct Can {
    buttons: bool,
    markup: bool,
}

async fn abilities(bus: &mut Bus) -> Result<Can, String> {
    let can: Vec<String> = bus.call_starting(SERVER, "GetCapabilities", &()).await?;
    let has = |name: &str| can.iter().any(|known| known == name);
    Ok(Can {
        buttons: has("actions"),
        markup: has("body-markup"),
    })
}

impl Notifier for Freedesktop {
    fn show(&mut self, nudge: Nudge, events: mpsc::Sender<Event>) -> OnScreen {
        let (on_screen, close) = OnScreen::new();
        let bus = self.bus.clone();
        tokio::spawn(async move {
            let key = nudge.key.clone();
            let reply = match shown(bus, &nudge, close).await {
                Ok(None) => return,
                Ok(Some(reply)) => reply,
                Err(why) => Reply::NotShown(why),
            };
            // Whoever does not listen any more has ended.
            let _ = events.send(Event::Reply { key, reply }).await;
        });
        on_screen
    }

    fn say(&mut self, summary: String, body: String) {
        tokio::spawn(async move {
            let mut notification = Notification::new();
            notification.appname(PROGRAM).summary(&summary).body(&body);
            // Nobody waits for it; what it says stands in the log, too.
            let _ = notification.show_async().await;
        });
    }

    fn about(&mut self) -> Asked<'_, About> {
        Box::pin(async {
            let can = match abilities(&mut self.bus).await {
                Ok(can) => can,
                Err(why) => {
                    return About {
                        server: None,
                        buttons: false,
                        problem: Some(why),
                    };
                }
            };
            type Information = (String, String, String, String);
            let server: Result<Information, String> = self.bus.call(SERVER, "GetServerInformation", &()).await;
            About {
                server: Some(server.map_or_else(
                    |_| SERVER.name.to_owned(),
                    |(name, _, version, _)| format!("{name} {version}"),
                )),
                buttons: can.buttons,
                problem: (!can.buttons).then(|| {
                    "not supported: buttons on this desktop; the notification says the address to open".to_owned()
                }),
            }
        })
    }
}

/// Shows a nudge until somebody answers; `None` when it was taken away.
async fn shown(mut bus: Bus, nudge: &Nudge, close: oneshot::Receiver<()>) -> Result<Option<Reply>, String> {
    let can = abilities(&mut bus).await?;
    let handle = notification(nudge, can)
        .show_async()
        .await
        .map_err(|error| error.to_string())?;
    let mut response = None;
    tokio::select! {
        () = handle.wait_for_action_async(|said| response = Some(said.clone())) => {}
        _ = close => {
            handle.close_async().await;
            return Ok(None);
        }
        () = server_is_gone(&mut bus) => return Ok(Some(Reply::Lost)),
    }
    Ok(Some(response.as_ref().map_or(Reply::Lost, meaning)))
}

fn notification(nudge: &Nudge, can: Can) -> Notification {
    let words = nudge.words;
    let mut notification = Notification::new();
    notification
        .appname(PROGRAM)
        .summary(words.summary)
        .body(&body(nudge, can.buttons, can.markup))
        .urgency(Urgency::Normal)
        // It waits: a person who is in the middle of a sentence finishes it first.
        .timeout(Timeout::Never);
    if can.buttons {
        // What a click beside the buttons does.
        notification.action("default", words.start).action("start", words.start);
        if nudge.may_be_put_off {
            notification.action("later", words.later);
        }
        notification.action("skip", words.skip);
    }
    notification.finalize()
}

fn meaning(response: &NotificationResponse) -> Reply {
    match response {
        NotificationResponse::Default => Reply::Chosen(Choice::Start),
        NotificationResponse::Action(name) => Reply::Chosen(match name.as_str() {
            "start" => Choice::Start,
            "skip" => Choice::Skip,
            _ => Choice::Later,
        }),
        NotificationResponse::Closed(CloseReason::Expired | CloseReason::Dismissed | CloseReason::Other(_))
        | NotificationResponse::Reply(_) => Reply::Chosen(Choice::Later),
        // We did not take it away: we would not be waiting.
        NotificationResponse::Closed(CloseReason::CloseAction) => Reply::Chosen(Choice::Later),
    }
}

/// Waits until whoever shows notifications leaves the bus: it takes them along, and says nothing.
async fn server_is_gone(bus: &mut Bus) {
    let watched = async {
        let connection = bus.connection().await.ok()?;
        let bus = zbus::fdo::DBusProxy::new(&connection).await.ok()?;
        let mut changes = bus
            .receive_name_owner_changed_with_args(&[(0, SERVER.name)])
            .await
            .ok()?;
        while let Some(change) = changes.next().await {
            if change.args().is_ok_and(|args| args.new_owner().is_none()) {
                return Some(());
            }
        }
        None
    };
    if watched.await.is_none() {
        // The bus itself is gone, and with it the session: somebody else notices.
        std::future::pending::<()>().await;
    }
}

const _: () = {
    // Handles go with the task that shows them.
    const fn is_send<T: Send>() {}
    is_send::<NotificationHandle>();
};
