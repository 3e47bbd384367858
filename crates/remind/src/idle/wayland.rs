//! Wayland: `ext-idle-notify-v1`. The compositor says when nothing was touched for a minute, and when it is again.
//!
//! A thread listens to the compositor, so that one that hangs does not hold the reminder.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use wayland_client::globals::{GlobalListContents, registry_queue_init};
use wayland_client::protocol::{wl_registry, wl_seat};
use wayland_client::{Connection, Dispatch, QueueHandle, delegate_noop};
use wayland_protocols::ext::idle_notify::v1::client::ext_idle_notification_v1::{self, ExtIdleNotificationV1};
use wayland_protocols::ext::idle_notify::v1::client::ext_idle_notifier_v1::ExtIdleNotifierV1;

use crate::Asked;
use crate::idle::IdleSource;
use crate::idle::x11::variable;

/// The compositor tells after so long. Shorter pauses are none for a plan.
const TELL_AFTER: Duration = Duration::from_secs(60);
/// How long the compositor may take to answer at the start.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// A compositor.
pub struct Wayland {
    socket: Option<PathBuf>,
    tell_after: Duration,
    seen: Option<Arc<Seen>>,
}

/// Where the compositor of this session listens.
pub(crate) fn socket() -> Option<PathBuf> {
    let display = PathBuf::from(variable("WAYLAND_DISPLAY")?);
    // A path of its own, or a name in the folder of this session.
    match display.is_absolute() {
        true => Some(display),
        false => Some(PathBuf::from(variable("XDG_RUNTIME_DIR")?).join(display)),
    }
}

/// Connects to the compositor behind a socket.
pub(crate) fn connect(socket: &Path) -> Result<Connection, String> {
    let stream = UnixStream::connect(socket).map_err(|error| format!("not there: no compositor ({error})"))?;
    Connection::from_socket(stream).map_err(|error| error.to_string())
}

/// What the thread has heard.
struct Seen {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Clone)]
enum State {
    Starting,
    /// Somebody is there, or went less than [`TELL_AFTER`] ago.
    Active,
    /// Nothing was touched since then.
    IdleSince(Instant),
    Gone(String),
}

impl Wayland {
    /// Of this session. Connects when it is first asked.
    pub fn of_this_session() -> Self {
        Self::on(socket(), TELL_AFTER)
    }

    /// Of the compositor behind this socket, which tells after `tell_after`.
    pub fn on(socket: Option<PathBuf>, tell_after: Duration) -> Self {
        Self {
            socket,
            tell_after,
            seen: None,
        }
    }

    /// Begins to listen, where nobody does.
    fn seen(&mut self, socket: PathBuf) -> Arc<Seen> {
        if let Some(seen) = &self.seen
            && !matches!(seen.get(), State::Gone(_))
        {
            return Arc::clone(seen);
        }
        let seen = Arc::new(Seen {
            state: Mutex::new(State::Starting),
            changed: Notify::new(),
        });
        let (heard, tell_after) = (Arc::clone(&seen), self.tell_after);
        let thread = std::thread::Builder::new()
            .name("wayland".to_owned())
            .stack_size(256 * 1024);
        let started = thread.spawn(move || {
            let why = match listen(&socket, &heard, tell_after) {
                Ok(()) => "not there: the compositor ended".to_owned(),
                Err(why) => why,
            };
            heard.set(State::Gone(why));
        });
        if let Err(error) = started {
            seen.set(State::Gone(error.to_string()));
        }
        self.seen = Some(Arc::clone(&seen));
        seen
    }
}

impl IdleSource for Wayland {
    fn name(&self) -> &'static str {
        "ext-idle-notify-v1 (Wayland)"
    }

    fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
        Box::pin(async {
            let Some(socket) = self.socket.clone() else {
                return Err("not there: no Wayland display".to_owned());
            };
            let seen = self.seen(socket);
            let ready = async {
                loop {
                    let changed = seen.changed.notified();
                    match seen.get() {
                        State::Starting => changed.await,
                        state => return state,
                    }
                }
            };
            match tokio::time::timeout(READY_WITHIN, ready).await {
                Ok(State::Active) => Ok(Duration::ZERO),
                Ok(State::IdleSince(since)) => Ok(monotonic_now().saturating_duration_since(since)),
                Ok(State::Gone(why)) => Err(why),
                Ok(State::Starting) | Err(_) => Err("the compositor does not answer".to_owned()),
            }
        })
    }
}

impl Seen {
    fn get(&self) -> State {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
        self.changed.notify_one();
    }
}

/// Which does not jump when the clock on the wall is set.
// The compositor says "now", without a time.
#[allow(clippy::disallowed_methods)]
fn monotonic_now() -> Instant {
    Instant::now()
}

struct Listener {
    seen: Arc<Seen>,
    tell_after: Duration,
}

/// Listens until the compositor goes.
fn listen(socket: &Path, seen: &Arc<Seen>, tell_after: Duration) -> Result<(), String> {
    let connection = connect(socket)?;
    let (globals, mut queue) = registry_queue_init::<Listener>(&connection).map_err(|error| error.to_string())?;
    let handle = queue.handle();
    let notifier: ExtIdleNotifierV1 = globals
        .bind(&handle, 1..=2, ())
        .map_err(|_| "not there: this compositor does not speak ext-idle-notify-v1".to_owned())?;
    let seat: wl_seat::WlSeat = globals
        .bind(&handle, 1..=1, ())
        .map_err(|_| "not there: this compositor has no seat".to_owned())?;
    let milliseconds = u32::try_from(tell_after.as_millis()).unwrap_or(u32::MAX);
    // A film keeps the screen awake. Whether anybody touches a key is another question, which version 2 answers.
    if wayland_client::Proxy::version(&notifier) >= 2 {
        notifier.get_input_idle_notification(milliseconds, &seat, &handle, ());
    } else {
        notifier.get_idle_notification(milliseconds, &seat, &handle, ());
    }
    let mut listener = Listener {
        seen: Arc::clone(seen),
        tell_after,
    };
    queue.roundtrip(&mut listener).map_err(|error| error.to_string())?;
    if matches!(seen.get(), State::Starting) {
        seen.set(State::Active);
    }
    loop {
        queue
            .blocking_dispatch(&mut listener)
            .map_err(|error| format!("not there: the compositor is gone ({error})"))?;
    }
}

impl Dispatch<ExtIdleNotificationV1, ()> for Listener {
    fn event(
        listener: &mut Self,
        _: &ExtIdleNotificationV1,
        event: ext_idle_notification_v1::Event,
        _: &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let state = match event {
            ext_idle_notification_v1::Event::Idled => {
                let now = monotonic_now();
                State::IdleSince(now.checked_sub(listener.tell_after).unwrap_or(now))
            }
            ext_idle_notification_v1::Event::Resumed => State::Active,
            _ => return,
        };
        listener.seen.set(state);
    }
}

impl Dispatch<wl_registry::WlRegistry, GlobalListContents> for Listener {
    fn event(
        _: &mut Self,
        _: &wl_registry::WlRegistry,
        _: wl_registry::Event,
        _: &GlobalListContents,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        // A second seat, or a compositor that takes the protocol away, ends nothing that was bound.
    }
}

delegate_noop!(Listener: ExtIdleNotifierV1);
delegate_noop!(Listener: ignore wl_seat::WlSeat);
