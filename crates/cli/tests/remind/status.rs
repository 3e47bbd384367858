//! `unhunch remind --status` is honest about what is missing.

use crate::desktop::{Desktop, Server};
use crate::{has, said};

#[test]
fn with_no_desktop_at_all_every_adapter_says_that_it_is_not_there() {
    let desktop = Desktop::bare();
    let output = desktop.unhunch(&["remind", "--status"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "it does not run");
    let text = said(&output);
    for line in [
        "reminder       does not run in this session",
        "plan           empty",
        "idle           not supported: on this desktop",
        "ext-idle-notify-v1 (Wayland): not there: no Wayland display",
        "org.gnome.Mutter.IdleMonitor (GNOME): not there: no session bus",
        "MIT-SCREEN-SAVER (X11): not there: no X display",
        "logind's IdleHint: not there: no system bus",
        "session        does not tell: not there: no system bus",
        "screen saver   does not tell: not there",
        "do not disturb does not tell: not there: no session bus",
        "microphone     does not tell: not there: PipeWire",
        "full screen    does not tell: not there: no display",
        "notifications  not there: no session bus",
    ] {
        assert!(text.contains(line), "{line:?} is not in\n{text}");
    }
    let json = desktop.status();
    assert_eq!(json["idle_source"], serde_json::Value::Null);
    assert!(!desktop.data().exists(), "to ask writes nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_works_is_named() {
    if !has("dbus-daemon") || !has("Xvfb") {
        return;
    }
    let desktop = Desktop::whole();
    let _server = Server::start(&desktop, false).await;
    let text = said(&desktop.unhunch(&["remind", "--status"]).output().unwrap());
    for line in [
        "idle           MIT-SCREEN-SAVER (X11)",
        "org.gnome.Mutter.IdleMonitor (GNOME): not there: nobody has this name on the bus",
        "camera         nothing speaks against a nudge",
        "notifications  made up 1.0, without buttons",
        "not supported: buttons on this desktop",
    ] {
        assert!(text.contains(line), "{line:?} is not in\n{text}");
    }
}
