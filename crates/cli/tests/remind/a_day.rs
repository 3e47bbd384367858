//! A person installs the reminder on a fresh desktop, is nudged after the planned time of activity and not in a meeting,
//! and does the break.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use crate::desktop::{Desktop, Server, Shown, almost_five_minutes_at_the_desk};
use crate::{has, said};

/// A call, as PipeWire lists it.
const CALL: &str = r#"cat <<'JSON'
[{ "id": 45, "info": { "state": "running", "props": { "media.class": "Audio/Source" } } },
 { "id": 70, "info": { "state": "running", "props": { "media.class": "Stream/Input/Audio", "application.name": "Call" } } }]
JSON"#;
const NO_CALL: &str =
    r#"echo '[{ "id": 45, "info": { "state": "suspended", "props": { "media.class": "Audio/Source" } } }]'"#;

/// The page's server goes on when the reminder ends, as it should; and ends with the test.
struct PageServer(u16);

impl Drop for PageServer {
    fn drop(&mut self) {
        for process in fs::read_dir("/proc").unwrap().flatten() {
            let line = fs::read_to_string(process.path().join("cmdline")).unwrap_or_default();
            if line.contains(&format!("serve\0--port\0{}\0", self.0)) {
                let id = process.file_name().into_string().unwrap();
                let _ = std::process::Command::new("kill").arg(id).status();
            }
        }
    }
}

fn free_port() -> u16 {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    free.local_addr().unwrap().port()
}

/// A fresh desktop on which the reminder was installed, was put off in a meeting, and nudges now.
async fn nudged_after_a_meeting() -> (Desktop, Server, PageServer, Shown) {
    let desktop = Desktop::whole();
    let server = Server::start(&desktop, true).await;
    let port = free_port();
    let page = PageServer(port);
    desktop.program("pw-dump", CALL);
    almost_five_minutes_at_the_desk(&desktop.data());

    let installed = desktop
        .unhunch(&["remind", "--install", "--port", &port.to_string()])
        .output()
        .unwrap();
    let told = said(&installed);
    assert!(installed.status.success(), "{installed:?}");
    assert!(
        told.contains("autostart/unhunch-remind.desktop") && told.contains("it runs now"),
        "{told}"
    );

    // In a meeting it is put off.
    let status = desktop.becomes(90, |status| status["running"]["now"]["kind"] == "put_off");
    let now = &status["running"]["now"];
    assert_eq!(now["guide"], "upper-back");
    assert_eq!(now["why"], serde_json::json!(["the microphone is in use"]));
    assert_eq!(status["idle_source"], "MIT-SCREEN-SAVER (X11)");
    assert_eq!(server.notifications.shown.lock().unwrap().len(), 0);

    // Afterwards it comes.
    desktop.program("pw-dump", NO_CALL);
    let nudge = server.nudge(1, 90).await;
    assert_eq!((nudge.summary.as_str(), nudge.timeout), ("Time for a break", 0));
    assert_eq!(nudge.body, "How to Stretch the Upper Back");
    assert_eq!(
        nudge.actions,
        [
            "default",
            "Start",
            "start",
            "Start",
            "later",
            "In 5 minutes",
            "skip",
            "Skip"
        ]
    );
    (desktop, server, page, nudge)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_break_from_the_nudge_to_the_saved_session() {
    if !has("dbus-daemon") || !has("Xvfb") {
        return;
    }
    let (desktop, server, page, nudge) = nudged_after_a_meeting().await;
    let port = page.0;
    small(&desktop);

    // "Start" starts the page's server and opens the guide.
    server.press(nudge.id, "start").await;
    let address = opened(&desktop);
    assert_eq!(
        address,
        format!("http://127.0.0.1:{port}/guides/upper-back?from=reminder")
    );
    desktop.becomes(10, |status| status["running"]["now"]["kind"] == "going");

    // The break ends when its session is saved.
    assert!(save_a_session(port).starts_with("HTTP/1.1 201"));
    desktop.becomes(30, |status| status["running"]["now"]["kind"] == "wait");
    assert_eq!(server.notifications.shown.lock().unwrap().len(), 1);

    let removed = said(&desktop.unhunch(&["remind", "--remove"]).output().unwrap());
    assert!(
        removed.contains("stopped the reminder") && removed.contains("removed"),
        "{removed}"
    );
    let status = desktop.status();
    assert_eq!(status["process"], serde_json::Value::Null);
}

/// The same for a real browser, which does the break before the camera and looks at the week: `web/e2e/day.long.ts` runs
/// this, waits for what it says, and ends its input when it has seen enough.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by web/e2e/day.long.ts"]
async fn a_desktop_for_a_browser() {
    let (desktop, server, _page, nudge) = nudged_after_a_meeting().await;
    server.press(nudge.id, "start").await;
    println!("opened {}", opened(&desktop));
    desktop.becomes(10, |status| status["running"]["now"]["kind"] == "going");
    desktop.becomes(240, |status| status["running"]["now"]["kind"] == "wait");
    println!("over");
    let mut rest = Vec::new();
    std::io::stdin().read_to_end(&mut rest).unwrap();
    assert!(desktop.unhunch(&["remind", "--remove"]).status().unwrap().success());
}

fn opened(desktop: &Desktop) -> String {
    for _ in 0..900 {
        if let Ok(address) = fs::read_to_string(desktop.opened())
            && address.ends_with('\n')
        {
            return address.trim().to_owned();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no page was opened: {:#}", desktop.status());
}

/// Hardly any memory and hardly any time of the processor.
///
/// The memory is what the program asked for. What it maps of its own file is not counted: that is twice as much in a
/// build for tests as in the program that people have, and the system takes it back when it needs it.
fn small(desktop: &Desktop) {
    let process = desktop.status()["process"].as_u64().unwrap();
    let status = || fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let kilobytes = |status: &str, name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let ticks = || {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // utime and stime: the 14th and 15th field.
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    let before = ticks();
    std::thread::sleep(Duration::from_secs(20));
    let (used, status) = (ticks() - before, status());
    let (own, resident) = (kilobytes(&status, "RssAnon:"), kilobytes(&status, "VmRSS:"));
    eprintln!("{own} kB of its own, {resident} kB resident; {used} ticks of 10 ms in 20 s");
    assert!(own < 8_000, "{own} kB");
    assert!(used <= 20, "{used} ticks of 10 ms in 20 s, more than a hundredth");
}

fn save_a_session(port: u16) -> String {
    let report = serde_json::json!({
        "schema": 2,
        "unhunch": "0.1.0",
        "guide": {"name": "upper-back", "sha256": "0".repeat(64)},
        "video": {"width": 640, "height": 480, "frames": 2000, "duration_s": 66.667, "coverage": 0.998},
        "steps": [{
            "step": "neck-tilt", "side": "left", "verdict": "done", "hold_s": 12.345,
            "holds": [{"start_s": 10.0, "end_s": 22.345}], "reps": null, "sentences": []
        }],
        "events": [{"at_s": 66.667, "event": "session_ended"}],
        "session": {
            "id": "6a1f0c9e-0000-4000-8000-000000000001",
            "started_at": jiff::Timestamp::now().to_string(),
            "source": "camera", "ending": "done", "model": "full", "answers": [], "feedback": null
        }
    })
    .to_string();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    write!(
        stream,
        "POST /api/sessions HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\norigin: http://127.0.0.1:{port}\r\n\
         sec-fetch-site: same-origin\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{report}",
        report.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_buttons_the_address_is_said_and_skip_and_later_are_heard_with_them() {
    if !has("dbus-daemon") || !has("Xvfb") {
        return;
    }
    for (with_buttons, press) in [(false, None), (true, Some("skip")), (true, Some("later"))] {
        let desktop = Desktop::whole();
        let server = Server::start(&desktop, with_buttons).await;
        desktop.program("pw-dump", NO_CALL);
        almost_five_minutes_at_the_desk(&desktop.data());
        let running = desktop
            .unhunch(&["remind"])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let _running = crate::desktop::Ended(running);
        let nudge = server.nudge(1, 90).await;
        match press {
            Some(action) => server.press(nudge.id, action).await,
            None => {
                assert_eq!(nudge.actions, [""; 0]);
                let address = "http://127.0.0.1:7373/guides/upper-back";
                assert!(nudge.body.contains(address), "{}", nudge.body);
                server.close(nudge.id).await;
            }
        }
        desktop.becomes(10, |status| status["running"]["now"]["kind"] == "wait");
        assert!(!desktop.opened().exists());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_in_a_session_ends_quietly_and_ctrl_c_ends_in_order() {
    if !has("dbus-daemon") || !has("Xvfb") {
        return;
    }
    let desktop = Desktop::whole();
    let first = desktop
        .unhunch(&["remind"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    desktop.becomes(30, |status| !status["running"].is_null());
    let second = desktop.unhunch(&["remind"]).output().unwrap();
    assert!(second.status.success());
    let words = String::from_utf8(second.stderr).unwrap();
    assert!(words.contains("a reminder runs already in this session"), "{words}");
    std::process::Command::new("kill")
        .args(["-INT", &first.id().to_string()])
        .status()
        .unwrap();
    let ended = first.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let kept = fs::read_to_string(desktop.data().join("remind.json")).unwrap();
    assert!(kept.contains("\"reminders\": {}"), "{kept}");
}
