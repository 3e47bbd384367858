//! The adapters before the small compositor.

use std::time::Duration;

use plan::Hindrance;
use remind::idle::IdleSource;
use remind::idle::wayland::Wayland;
use remind::signal::full_screen::FullScreen;
use remind::signal::{Answer, Signal};

use crate::becomes;
use crate::compositor::{Compositor, Do, Speaks};

const AFTER: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_compositor_says_when_nothing_is_touched_and_when_it_is_again() {
    let compositor = Compositor::start(Speaks::Idle(1));
    let mut idle = Wayland::on(Some(compositor.socket().to_owned()), AFTER);
    assert_eq!(idle.ask().await, Ok(Duration::ZERO));
    assert_eq!(compositor.asked.recv().unwrap(), (60_000, false));
    compositor.order(Do::Idle);
    let told = becomes(async || idle.ask().await.unwrap(), |told| !told.is_zero()).await;
    assert!(
        (AFTER..AFTER * 2).contains(&told),
        "from when it was touched last: {told:?}"
    );
    compositor.order(Do::Resume);
    becomes(async || idle.ask().await.unwrap(), Duration::is_zero).await;
}

#[tokio::test]
async fn a_film_that_keeps_the_screen_awake_is_no_touch() {
    let compositor = Compositor::start(Speaks::Idle(2));
    let mut idle = Wayland::on(Some(compositor.socket().to_owned()), AFTER);
    idle.ask().await.unwrap();
    assert_eq!(compositor.asked.recv().unwrap(), (60_000, true));
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let why = Wayland::on(None, AFTER).ask().await.unwrap_err();
    assert_eq!(why, "not there: no Wayland display");
    let why = Wayland::on(Some("/nowhere/wayland-0".into()), AFTER)
        .ask()
        .await
        .unwrap_err();
    assert!(why.starts_with("not there: no compositor"), "{why}");
    let compositor = Compositor::start(Speaks::Nothing);
    let why = Wayland::on(Some(compositor.socket().to_owned()), AFTER)
        .ask()
        .await
        .unwrap_err();
    assert_eq!(why, "not there: this compositor does not speak ext-idle-notify-v1");
}

#[tokio::test]
async fn a_compositor_that_ends_is_noticed_and_the_next_one_found() {
    let compositor = Compositor::start(Speaks::Idle(1));
    let socket = compositor.socket().to_owned();
    let mut idle = Wayland::on(Some(socket.clone()), AFTER);
    idle.ask().await.unwrap();
    drop(compositor);
    becomes(async || idle.ask().await, Result::is_err).await.unwrap_err();
}

const ACTIVATED: u32 = 2;
const FULLSCREEN: u32 = 3;

async fn fills(windows: &'static [&'static [u32]]) -> Answer {
    let compositor = Compositor::start(Speaks::Windows(windows));
    FullScreen::on(Some(compositor.socket().to_owned()), None).ask().await
}

#[tokio::test]
async fn only_the_active_window_counts() {
    assert!(matches!(fills(&[]).await, Answer::Clear { .. }));
    assert!(matches!(
        fills(&[&[FULLSCREEN], &[ACTIVATED]]).await,
        Answer::Clear { .. }
    ));
    let Answer::Hindered { why, .. } = fills(&[&[], &[ACTIVATED, FULLSCREEN]]).await else {
        panic!("it fills the screen");
    };
    assert_eq!(why, [Hindrance::FullScreen]);
}

#[tokio::test]
async fn a_compositor_that_does_not_tell_of_windows_is_said() {
    let compositor = Compositor::start(Speaks::Nothing);
    let mut full_screen = FullScreen::on(Some(compositor.socket().to_owned()), None);
    let Answer::CannotTell { why } = full_screen.ask().await else {
        panic!("nobody tells");
    };
    assert_eq!(
        why,
        "this compositor does not tell which window fills the screen (Wayland)"
    );
    let Answer::CannotTell { why } = FullScreen::on(None, None).ask().await else {
        panic!("nobody tells");
    };
    assert_eq!(why, "not there: no display");
}
