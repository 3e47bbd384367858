//! The loop of `unhunch remind`: one thread that sleeps until something can matter.
//!
//! Must not know: how anything is decided ([`crate::Watch`]).

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Zoned;
use thiserror::Error;
use tokio::sync::mpsc;

use crate::Program;
use crate::idle::Sources;
use crate::lock::{Lock, LockError};
use crate::nudge;
use crate::signal::Signals;
use crate::watch::{Desktop, Event, Watch, log};
use crate::who::this_session;
use crate::words::Words;

/// Where the reminder keeps and finds things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Folder of the plan, the sessions and what is remembered.
    pub data: PathBuf,
    /// Port of the page that "Start" opens.
    pub port: u16,
}

/// Why the reminder does not run.
#[derive(Debug, Error)]
pub enum RunError {
    /// One runs already, or can't be told of.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The system gives no thread or signal.
    #[error("can't begin: {0}")]
    System(#[from] io::Error),
}

/// Runs until it is asked to stop: Ctrl-C, the end of the session, `unhunch remind --remove`.
///
/// # Errors
/// [`RunError`].
pub fn run(settings: Settings, program: Arc<dyn Program>) -> Result<(), RunError> {
    let who = this_session();
    let _lock = Lock::take(&settings.data, &who)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ran = runtime.block_on(watch(settings, &who, program));
    // A thread that still asks something that hangs is not waited for.
    runtime.shutdown_background();
    Ok(ran?)
}

// Here is the edge: a look is told what time it is.
async fn watch(settings: Settings, who: &str, program: Arc<dyn Program>) -> io::Result<()> {
    let mut stop = Stop::listen()?;
    let (sender, mut events) = mpsc::channel::<Event>(nudge::EVENTS);
    let desktop = Desktop {
        idle: Sources::of_this_system(),
        signals: Signals::of_this_system(),
        notifier: Box::new(nudge::Desktop::new()),
    };
    let mut watch = Watch::new(settings, who, Words::of_this_session(), program, desktop, sender);
    let mut session = Session::listen();
    log("looking after your plan; unhunch remind --status says how it goes");
    loop {
        let look = watch.look(&Zoned::now()).await;
        tokio::select! {
            () = tokio::time::sleep(look.next) => {}
            Some(event) = events.recv() => watch.take(event, &Zoned::now()).await,
            news = session.news() => match news {
                News::WokeUp => {}
                News::Over => {
                    log("the session is over");
                    break;
                }
            },
            () = stop.asked() => break,
        }
    }
    watch.end(&Zoned::now());
    Ok(())
}

/// What the desktop says without being asked.
enum News {
    /// The computer goes to sleep, or woke up.
    WokeUp,
    /// The session's bus is gone.
    Over,
}

#[cfg(all(unix, not(target_os = "macos")))]
use freedesktop::Session;

#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop {
    use futures_lite::StreamExt;
    use tokio::sync::mpsc;

    use super::News;
    use crate::bus::{Bus, Which};

    /// Listens to both buses, where they are.
    pub(super) struct Session(mpsc::Receiver<News>);

    impl Session {
        pub(super) fn listen() -> Self {
            let (sender, receiver) = mpsc::channel(1);
            let sleep = sender.clone();
            tokio::spawn(async move {
                let connection = Bus::new(Which::System).connection().await.ok()?;
                let rule = zbus::MatchRule::builder()
                    .msg_type(zbus::message::Type::Signal)
                    .interface("org.freedesktop.login1.Manager")
                    .member("PrepareForSleep")
                    .build()
                    .ok()?;
                let one = std::num::NonZeroUsize::MIN;
                let mut signals = zbus::MessageStream::for_match_rule(rule, &connection, Some(one))
                    .await
                    .ok()?;
                while signals.next().await.is_some() {
                    sleep.send(News::WokeUp).await.ok()?;
                }
                Some(())
            });
            tokio::spawn(async move {
                // Without a bus at the start there is none to be lost.
                if let Ok(connection) = Bus::new(Which::Session).connection().await {
                    connection.closed().await;
                    let _ = sender.send(News::Over).await;
                }
            });
            Self(receiver)
        }

        pub(super) async fn news(&mut self) -> News {
            match self.0.recv().await {
                Some(news) => news,
                None => std::future::pending().await,
            }
        }
    }
}

/// Where nobody says anything unasked.
#[cfg(not(all(unix, not(target_os = "macos"))))]
struct Session;

#[cfg(not(all(unix, not(target_os = "macos"))))]
impl Session {
    fn listen() -> Self {
        Self
    }

    async fn news(&mut self) -> News {
        std::future::pending().await
    }
}

/// Being asked to stop.
#[cfg(unix)]
struct Stop([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Stop {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    async fn asked(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

/// Being asked to stop.
#[cfg(not(unix))]
struct Stop;

#[cfg(not(unix))]
impl Stop {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn asked(&mut self) {
        // Without a console there is no Ctrl-C, and the task is ended by the system.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
