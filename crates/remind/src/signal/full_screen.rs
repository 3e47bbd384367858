//! A window that fills the screen: by the wlroots protocol for windows on Wayland, by the window manager's hints on X11.
//!
//! GNOME and KDE let no program ask on Wayland. GNOME itself holds notifications back there.

use std::path::{Path, PathBuf};

use plan::Hindrance;
use wayland_client::globals::{GlobalListContents, registry_queue_init};
use wayland_client::protocol::wl_registry;
use wayland_client::{Connection as Wayland, Dispatch, QueueHandle, event_created_child};
use wayland_protocols_wlr::foreign_toplevel::v1::client::{
    zwlr_foreign_toplevel_handle_v1::{self as handle, ZwlrForeignToplevelHandleV1},
    zwlr_foreign_toplevel_manager_v1::{self as manager, ZwlrForeignToplevelManagerV1},
};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt};

use crate::Asked;
use crate::idle::wayland::{connect as connect_to_compositor, socket};
use crate::idle::x11::{connect, variable};
use crate::signal::{Answer, Signal};
use crate::tool::off_the_loop;

/// The windows of a session.
pub struct FullScreen {
    /// Where the compositor listens.
    wayland: Option<PathBuf>,
    /// `:0`
    display: Option<String>,
}

impl FullScreen {
    /// Of this session.
    pub fn of_this_session() -> Self {
        Self::on(socket(), variable("DISPLAY"))
    }

    /// Of this compositor and this X server.
    pub fn on(wayland: Option<PathBuf>, display: Option<String>) -> Self {
        Self { wayland, display }
    }
}

impl Signal for FullScreen {
    fn name(&self) -> &'static str {
        "full screen"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        Box::pin(async {
            let mut whys = Vec::new();
            let on_wayland = self.wayland.is_some();
            if let Some(socket) = self.wayland.clone() {
                match off_the_loop(move || wayland(&socket)).await.and_then(|answer| answer) {
                    Ok(fills) => return said(fills, "wlr-foreign-toplevel-management-v1 (Wayland)"),
                    Err(why) => whys.push(why),
                }
            }
            if let Some(display) = self.display.clone() {
                match off_the_loop(move || x11(&display)).await.and_then(|answer| answer) {
                    // On Wayland the X server knows of its own windows only: its "no" is none.
                    Ok(false) if on_wayland => {}
                    Ok(fills) => return said(fills, "the window manager (X11)"),
                    Err(why) => whys.push(why),
                }
            }
            if self.wayland.is_none() && self.display.is_none() {
                whys.push("not there: no display".to_owned());
            }
            Answer::CannotTell { why: whys.join("; ") }
        })
    }
}

fn said(fills: bool, by: &str) -> Answer {
    let by = by.to_owned();
    match fills {
        false => Answer::Clear { by },
        true => Answer::Hindered {
            why: vec![Hindrance::FullScreen],
            by,
        },
    }
}

/// Whether the active window fills the screen.
fn x11(display: &str) -> Result<bool, String> {
    let (connection, root) = connect(display)?;
    let atom = |name: &str| -> Result<u32, String> {
        let asked = connection
            .intern_atom(false, name.as_bytes())
            .map_err(|error| error.to_string())?;
        asked.reply().map(|reply| reply.atom).map_err(|error| error.to_string())
    };
    let values = |window, property, kind: AtomEnum| -> Result<Option<Vec<u32>>, String> {
        let asked = connection
            .get_property(false, window, property, kind, 0, 64)
            .map_err(|error| error.to_string())?;
        // A window that was closed meanwhile has no hints.
        let Ok(reply) = asked.reply() else { return Ok(None) };
        Ok(reply.value32().map(Iterator::collect))
    };
    let active = values(root, atom("_NET_ACTIVE_WINDOW")?, AtomEnum::WINDOW)?;
    let Some(active) = active else {
        return Err("this window manager does not say which window is active (X11)".to_owned());
    };
    // 0 is the screen without a window.
    let Some(&window) = active.first().filter(|&&window| window != 0) else {
        return Ok(false);
    };
    let fills = atom("_NET_WM_STATE_FULLSCREEN")?;
    let states = values(window, atom("_NET_WM_STATE")?, AtomEnum::ATOM)?;
    let _ = connection.flush();
    Ok(states.unwrap_or_default().contains(&fills))
}

/// What the compositor says of its windows.
#[derive(Default)]
struct Windows {
    /// Of the window that is told about now.
    states: Vec<(ZwlrForeignToplevelHandleV1, Vec<u32>)>,
}

/// Whether the active window fills the screen.
fn wayland(socket: &Path) -> Result<bool, String> {
    let connection = connect_to_compositor(socket)?;
    let (globals, mut queue) = registry_queue_init::<Windows>(&connection).map_err(|error| error.to_string())?;
    let handle = queue.handle();
    let manager: Result<ZwlrForeignToplevelManagerV1, _> = globals.bind(&handle, 2..=3, ());
    if manager.is_err() {
        return Err("this compositor does not tell which window fills the screen (Wayland)".to_owned());
    }
    let mut windows = Windows::default();
    // The first answer names the windows, the second tells of them.
    for _ in 0..2 {
        queue.roundtrip(&mut windows).map_err(|error| error.to_string())?;
    }
    let has = |states: &[u32], state: handle::State| states.contains(&u32::from(state));
    Ok(windows
        .states
        .iter()
        .any(|(_, states)| has(states, handle::State::Activated) && has(states, handle::State::Fullscreen)))
}

impl Dispatch<ZwlrForeignToplevelManagerV1, ()> for Windows {
    fn event(
        _: &mut Self,
        _: &ZwlrForeignToplevelManagerV1,
        _: manager::Event,
        _: &(),
        _: &Wayland,
        _: &QueueHandle<Self>,
    ) {
    }

    event_created_child!(Windows, ZwlrForeignToplevelManagerV1, [
        manager::EVT_TOPLEVEL_OPCODE => (ZwlrForeignToplevelHandleV1, ()),
    ]);
}

impl Dispatch<ZwlrForeignToplevelHandleV1, ()> for Windows {
    fn event(
        windows: &mut Self,
        window: &ZwlrForeignToplevelHandleV1,
        event: handle::Event,
        _: &(),
        _: &Wayland,
        _: &QueueHandle<Self>,
    ) {
        windows.states.retain(|(known, _)| {
            known != window || !matches!(event, handle::Event::State { .. } | handle::Event::Closed)
        });
        if let handle::Event::State { state } = event {
            // An array of 32-bit numbers in this computer's own order of bytes.
            let numbers = state.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok());
            windows
                .states
                .push((window.clone(), numbers.map(u32::from_ne_bytes).collect()));
        }
    }
}

impl Dispatch<wl_registry::WlRegistry, GlobalListContents> for Windows {
    fn event(
        _: &mut Self,
        _: &wl_registry::WlRegistry,
        _: wl_registry::Event,
        _: &GlobalListContents,
        _: &Wayland,
        _: &QueueHandle<Self>,
    ) {
    }
}
