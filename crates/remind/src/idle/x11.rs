//! X11: the counter of MIT-SCREEN-SAVER.

use std::sync::Arc;
use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::screensaver::ConnectionExt;
use x11rb::rust_connection::RustConnection;

use crate::Asked;
use crate::idle::IdleSource;
use crate::tool::off_the_loop;

/// The X server that `DISPLAY` names.
pub struct X11 {
    display: Option<String>,
    /// Whether a Wayland compositor has the keyboard.
    under_wayland: bool,
    connected: Option<Connected>,
}

impl X11 {
    /// Of this session. Connects when it is first asked.
    pub fn of_this_session() -> Self {
        Self::on(variable("DISPLAY"), variable("WAYLAND_DISPLAY").is_some())
    }

    /// Of this display: `:0`.
    pub fn on(display: Option<String>, under_wayland: bool) -> Self {
        Self {
            display,
            under_wayland,
            connected: None,
        }
    }
}

impl IdleSource for X11 {
    fn name(&self) -> &'static str {
        "MIT-SCREEN-SAVER (X11)"
    }

    fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
        Box::pin(async {
            let Some(display) = self.display.clone() else {
                return Err("not there: no X display".to_owned());
            };
            if self.under_wayland {
                return Err("not asked: under Wayland an X server sees only what its own windows get".to_owned());
            }
            let connected = self.connected.take();
            let (connected, idle) = off_the_loop(move || ask(&display, connected)).await??;
            self.connected = Some(connected);
            Ok(idle)
        })
    }
}

type Connected = (Arc<RustConnection>, u32);

fn ask(display: &str, connected: Option<Connected>) -> Result<(Connected, Duration), String> {
    let (connection, root) = match connected {
        Some(connected) => connected,
        None => connect(display)?,
    };
    let asked = connection
        .screensaver_query_info(root)
        .map_err(|error| error.to_string())?;
    let reply = asked.reply().map_err(|error| format!("MIT-SCREEN-SAVER: {error}"))?;
    let idle = Duration::from_millis(u64::from(reply.ms_since_user_input));
    Ok(((connection, root), idle))
}

/// A connection, and the root window of its screen.
pub(crate) fn connect(display: &str) -> Result<Connected, String> {
    let (connection, screen) =
        x11rb::connect(Some(display)).map_err(|error| format!("not there: no X server ({error})"))?;
    let root = connection.setup().roots.get(screen).map(|screen| screen.root);
    let root = root.ok_or("the X server has no such screen")?;
    Ok((Arc::new(connection), root))
}

/// An environment variable that says something.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
