//! A real X server without a screen: keys that are pressed by XTEST, and a window that fills it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use plan::Hindrance;
use remind::idle::IdleSource;
use remind::idle::x11::X11;
use remind::signal::full_screen::FullScreen;
use remind::signal::{Answer, Signal};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, CreateWindowAux, MOTION_NOTIFY_EVENT, PropMode, WindowClass,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::{Ended, has};

/// An X server; ended with the test.
pub struct Screen {
    pub display: String,
    _server: Ended,
}

impl Screen {
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        Self {
            display: format!(":{}", number.trim()),
            _server: Ended(server),
        }
    }

    pub fn connect(&self) -> (RustConnection, u32) {
        let (connection, screen) = x11rb::connect(Some(&self.display)).unwrap();
        let root = connection.setup().roots[screen].root;
        (connection, root)
    }

    /// Somebody moves the mouse.
    pub fn touch(&self, x: i16) {
        let (connection, root) = self.connect();
        connection
            .xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, root, x, 20, 0)
            .unwrap()
            .check()
            .unwrap();
    }
}

#[tokio::test]
async fn the_counter_of_x11_goes_back_when_the_mouse_moves() {
    if !has("Xvfb") {
        return;
    }
    let screen = Screen::start();
    let mut idle = X11::on(Some(screen.display.clone()), false);
    let waited = Duration::from_millis(600);
    crate::becomes(async || idle.ask().await.unwrap(), |idle| *idle > waited).await;
    screen.touch(10);
    let touched = idle.ask().await.unwrap();
    assert!(touched < waited, "{touched:?}");
}

#[tokio::test]
async fn without_an_x_server_it_says_so() {
    let why = X11::on(None, false).ask().await.unwrap_err();
    assert_eq!(why, "not there: no X display");
    let why = X11::on(Some(":4711".to_owned()), false).ask().await.unwrap_err();
    assert!(why.starts_with("not there: no X server"), "{why}");
    let why = X11::on(Some(":4711".to_owned()), true).ask().await.unwrap_err();
    assert!(why.starts_with("not asked: under Wayland"), "{why}");
}

#[tokio::test]
async fn an_x_server_that_ends_is_noticed() {
    if !has("Xvfb") {
        return;
    }
    let screen = Screen::start();
    let mut idle = X11::on(Some(screen.display.clone()), false);
    idle.ask().await.unwrap();
    drop(screen);
    crate::becomes(async || idle.ask().await, Result::is_err)
        .await
        .unwrap_err();
}

#[tokio::test]
async fn a_window_that_fills_the_screen_is_seen_when_it_is_the_active_one() {
    if !has("Xvfb") {
        return;
    }
    let screen = Screen::start();
    let (connection, root) = screen.connect();
    let mut full_screen = FullScreen::on(None, Some(screen.display.clone()));
    let Answer::CannotTell { why } = full_screen.ask().await else {
        panic!("no window manager says what is active");
    };
    assert!(why.contains("does not say which window is active"), "{why}");

    let atom = |name: &str| {
        connection
            .intern_atom(false, name.as_bytes())
            .unwrap()
            .reply()
            .unwrap()
            .atom
    };
    let window = connection.generate_id().unwrap();
    connection
        .create_window(
            0,
            window,
            root,
            0,
            0,
            800,
            600,
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &CreateWindowAux::new(),
        )
        .unwrap();
    // As a window manager says it.
    let say = |window, name, kind: AtomEnum, values: &[u32]| {
        connection
            .change_property32(PropMode::REPLACE, window, atom(name), kind, values)
            .unwrap()
            .check()
            .unwrap();
    };
    say(root, "_NET_ACTIVE_WINDOW", AtomEnum::WINDOW, &[window]);
    assert!(matches!(full_screen.ask().await, Answer::Clear { .. }));
    let states = [atom("_NET_WM_STATE_ABOVE"), atom("_NET_WM_STATE_FULLSCREEN")];
    say(window, "_NET_WM_STATE", AtomEnum::ATOM, &states);
    let Answer::Hindered { why, .. } = full_screen.ask().await else {
        panic!("it fills the screen");
    };
    assert_eq!(why, [Hindrance::FullScreen]);
    say(root, "_NET_ACTIVE_WINDOW", AtomEnum::WINDOW, &[0]);
    assert!(
        matches!(full_screen.ask().await, Answer::Clear { .. }),
        "it is behind others"
    );
}
