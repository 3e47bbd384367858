//! A small Wayland compositor: it shows nothing, and speaks what the adapters ask for, as the test wants it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use tempfile::TempDir;
use wayland_protocols::ext::idle_notify::v1::server::ext_idle_notification_v1::ExtIdleNotificationV1;
use wayland_protocols::ext::idle_notify::v1::server::ext_idle_notifier_v1::{self, ExtIdleNotifierV1};
use wayland_protocols_wlr::foreign_toplevel::v1::server::zwlr_foreign_toplevel_handle_v1::ZwlrForeignToplevelHandleV1;
use wayland_protocols_wlr::foreign_toplevel::v1::server::zwlr_foreign_toplevel_manager_v1::ZwlrForeignToplevelManagerV1;
use wayland_server::protocol::wl_seat::WlSeat;
use wayland_server::{
    Client, DataInit, Dispatch, Display, DisplayHandle, GlobalDispatch, ListeningSocket, New, Resource,
};

/// What the compositor speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// Nothing but a seat.
    Nothing,
    /// Idle notifications in this version.
    Idle(u32),
    /// Which windows there are; the states of each.
    Windows(&'static [&'static [u32]]),
}

/// What the test tells it to do.
pub enum Do {
    Idle,
    Resume,
    End,
}

pub struct Compositor {
    pub socket: PathBuf,
    orders: Sender<Do>,
    thread: Option<JoinHandle<()>>,
    /// What was asked for: timeout in milliseconds, and whether inhibitors are left out.
    pub asked: Receiver<(u32, bool)>,
    _folder: TempDir,
}

impl Compositor {
    pub fn start(speaks: Speaks) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("wayland-0");
        let (orders, receiver) = mpsc::channel();
        let (tell, asked) = mpsc::channel();
        let listening = ListeningSocket::bind_absolute(socket.clone()).unwrap();
        let thread = std::thread::spawn(move || run(&listening, speaks, &receiver, tell));
        Self {
            socket,
            orders,
            thread: Some(thread),
            asked,
            _folder: folder,
        }
    }

    pub fn socket(&self) -> &Path {
        &self.socket
    }

    pub fn order(&self, order: Do) {
        self.orders.send(order).unwrap();
    }
}

impl Drop for Compositor {
    fn drop(&mut self) {
        let _ = self.orders.send(Do::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct State {
    speaks: Speaks,
    asked: Sender<(u32, bool)>,
    notifications: Vec<ExtIdleNotificationV1>,
}

fn run(listening: &ListeningSocket, speaks: Speaks, orders: &Receiver<Do>, asked: Sender<(u32, bool)>) {
    let mut display: Display<State> = Display::new().unwrap();
    let mut handle = display.handle();
    handle.create_global::<State, WlSeat, ()>(7, ());
    match speaks {
        Speaks::Nothing => {}
        Speaks::Idle(version) => {
            handle.create_global::<State, ExtIdleNotifierV1, ()>(version, ());
        }
        Speaks::Windows(_) => {
            handle.create_global::<State, ZwlrForeignToplevelManagerV1, ()>(3, ());
        }
    }
    let mut state = State {
        speaks,
        asked,
        notifications: Vec::new(),
    };
    loop {
        if let Some(stream) = listening.accept().unwrap() {
            handle.insert_client(stream, std::sync::Arc::new(())).unwrap();
        }
        display.dispatch_clients(&mut state).unwrap();
        match orders.recv_timeout(Duration::from_millis(5)) {
            Ok(Do::Idle) => state.notifications.iter().for_each(ExtIdleNotificationV1::idled),
            Ok(Do::Resume) => state.notifications.iter().for_each(ExtIdleNotificationV1::resumed),
            Ok(Do::End) | Err(mpsc::RecvTimeoutError::Disconnected) => return,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        display.flush_clients().unwrap();
    }
}

impl GlobalDispatch<WlSeat, ()> for State {
    fn bind(_: &mut Self, _: &DisplayHandle, _: &Client, new: New<WlSeat>, _: &(), init: &mut DataInit<'_, Self>) {
        init.init(new, ());
    }
}

impl GlobalDispatch<ExtIdleNotifierV1, ()> for State {
    fn bind(
        _: &mut Self,
        _: &DisplayHandle,
        _: &Client,
        new: New<ExtIdleNotifierV1>,
        _: &(),
        init: &mut DataInit<'_, Self>,
    ) {
        init.init(new, ());
    }
}

impl Dispatch<ExtIdleNotifierV1, ()> for State {
    fn request(
        state: &mut Self,
        _: &Client,
        _: &ExtIdleNotifierV1,
        request: ext_idle_notifier_v1::Request,
        _: &(),
        _: &DisplayHandle,
        init: &mut DataInit<'_, Self>,
    ) {
        use ext_idle_notifier_v1::Request;
        let (id, timeout, of_input) = match request {
            Request::GetIdleNotification { id, timeout, .. } => (id, timeout, false),
            Request::GetInputIdleNotification { id, timeout, .. } => (id, timeout, true),
            _ => return,
        };
        state.notifications.push(init.init(id, ()));
        let _ = state.asked.send((timeout, of_input));
    }
}

impl GlobalDispatch<ZwlrForeignToplevelManagerV1, ()> for State {
    fn bind(
        state: &mut Self,
        handle: &DisplayHandle,
        client: &Client,
        new: New<ZwlrForeignToplevelManagerV1>,
        _: &(),
        init: &mut DataInit<'_, Self>,
    ) {
        let manager = init.init(new, ());
        let Speaks::Windows(windows) = state.speaks else { return };
        for states in windows {
            let window = client
                .create_resource::<ZwlrForeignToplevelHandleV1, (), Self>(handle, manager.version(), ())
                .unwrap();
            manager.toplevel(&window);
            window.title("a window".to_owned());
            window.state(states.iter().flat_map(|state| state.to_ne_bytes()).collect());
            window.done();
        }
    }
}

macro_rules! silent {
    ($($resource:ty),*) => {$(
        impl Dispatch<$resource, ()> for State {
            fn request(
                _: &mut Self,
                _: &Client,
                _: &$resource,
                _: <$resource as Resource>::Request,
                _: &(),
                _: &DisplayHandle,
                _: &mut DataInit<'_, Self>,
            ) {
            }
        }
    )*};
}

silent!(
    WlSeat,
    ExtIdleNotificationV1,
    ZwlrForeignToplevelManagerV1,
    ZwlrForeignToplevelHandleV1
);
