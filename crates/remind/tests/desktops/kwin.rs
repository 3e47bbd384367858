//! A real compositor: KWin, in a window of a real X server, in which the mouse is moved.

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use remind::idle::IdleSource;
use remind::idle::wayland::Wayland;

use crate::private_bus::PrivateBus;
use crate::x11::Screen;
use crate::{Ended, becomes, has};

#[tokio::test]
async fn kwin_says_when_nothing_is_touched_and_when_it_is_again() {
    if !has("kwin_wayland") || !has("Xvfb") || !has("dbus-daemon") {
        return;
    }
    let screen = Screen::start();
    let bus = PrivateBus::start();
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    // A copy has none of the rights that a container refuses, and it has to have this name.
    let program = folder.path().join("kwin_wayland");
    std::fs::copy("/usr/bin/kwin_wayland", &program).unwrap();
    let _kwin = Ended(
        Command::new(&program)
            .args(["--x11-display", &screen.display, "--width", "400", "--height", "300"])
            .args(["--socket", "wayland-0", "--no-lockscreen", "--no-global-shortcuts"])
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .env("XDG_CACHE_HOME", folder.path())
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let tell_after = Duration::from_millis(700);
    let mut idle = Wayland::on(Some(folder.path().join("wayland-0")), tell_after);
    // It takes some seconds until it listens, on a busy machine.
    for _ in 0..300 {
        if idle.ask().await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let told = becomes(async || idle.ask().await.unwrap(), |told| !told.is_zero()).await;
    assert!(told >= tell_after, "{told:?}");
    // Somebody moves the mouse over KWin's window.
    let mut x = 100;
    becomes(
        async || {
            x += 7;
            screen.touch(x);
            idle.ask().await.unwrap()
        },
        Duration::is_zero,
    )
    .await;
}
