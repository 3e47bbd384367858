//! The desktop: a folder with a home in it, a bus, notifications, a screen.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use zbus::object_server::SignalEmitter;

/// A process that is ended when the test is.
pub struct Ended(pub Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A fresh desktop of a person who has just come.
pub struct Desktop {
    pub folder: TempDir,
    bus: Option<(String, Ended)>,
    screen: Option<(String, Ended)>,
}

impl Desktop {
    /// Nothing but a home.
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["my home", "bin"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let desktop = Self {
            folder,
            bus: None,
            screen: None,
        };
        desktop.program(
            "systemctl",
            "echo Failed to connect to bus: No such file or directory >&2; exit 1",
        );
        desktop.program("pw-dump", "echo can\\'t connect: Host is down >&2; exit 255");
        let opened = desktop.opened();
        desktop.program("xdg-open", &format!("echo \"$1\" >> '{}'", opened.display()));
        desktop
    }

    /// With a bus and a screen.
    pub fn whole() -> Self {
        let mut desktop = Self::bare();
        let socket = format!("unix:dir={}", desktop.folder.path().display());
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1", "--address"])
            .arg(socket)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let address = first_line(&mut daemon);
        desktop.bus = Some((address, Ended(daemon)));
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let number = first_line(&mut server);
        let display = format!(":{number}");
        somebody_works_at(display.clone());
        desktop.screen = Some((display, Ended(server)));
        desktop
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("my home")
    }

    pub fn data(&self) -> PathBuf {
        self.home().join(".local/share/unhunch")
    }

    /// The addresses that the browser was asked to open.
    pub fn opened(&self) -> PathBuf {
        self.folder.path().join("opened")
    }

    /// A program of the system that does this.
    pub fn program(&self, name: &str, script: &str) {
        let path = self.folder.path().join("bin").join(name);
        // Whole or not there: somebody may just be starting it.
        let new = path.with_extension("new");
        fs::write(&new, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&new, fs::Permissions::from_mode(0o755)).unwrap();
        fs::rename(new, path).unwrap();
    }

    pub fn bus_address(&self) -> &str {
        &self.bus.as_ref().unwrap().0
    }

    /// The program, as this desktop starts it.
    pub fn unhunch(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unhunch"));
        command.args(arguments).env_clear();
        let path = format!("{}:/usr/bin:/bin", self.folder.path().join("bin").display());
        command
            .env("HOME", self.home())
            .env("PATH", path)
            .env("NO_COLOR", "1")
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC");
        // Where there is none, the computer's own must not be found.
        let bus = self
            .bus
            .as_ref()
            .map_or("unix:path=/nowhere/bus", |(address, _)| address);
        command
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .env("DBUS_SYSTEM_BUS_ADDRESS", bus);
        if let Some((display, _)) = &self.screen {
            command.env("DISPLAY", display);
        }
        command
    }

    /// `unhunch remind --status --format json`
    pub fn status(&self) -> serde_json::Value {
        let output = self
            .unhunch(&["remind", "--status", "--format", "json"])
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    }

    /// Waits until the status is as wished, for at most `seconds`.
    pub fn becomes(&self, seconds: u32, wished: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let mut status = self.status();
        for _ in 0..seconds * 2 {
            if wished(&status) {
                return status;
            }
            std::thread::sleep(Duration::from_millis(500));
            status = self.status();
        }
        panic!("it did not come to that: {status:#}");
    }
}

/// Moves the mouse every second, until the screen is gone.
fn somebody_works_at(display: String) {
    use x11rb::connection::Connection;
    use x11rb::protocol::xproto::MOTION_NOTIFY_EVENT;
    use x11rb::protocol::xtest::ConnectionExt;

    std::thread::spawn(move || {
        let (connection, screen) = x11rb::connect(Some(&display)).unwrap();
        let root = connection.setup().roots[screen].root;
        for x in (10..400).cycle() {
            let moved = connection.xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, root, x, 20, 0);
            if !moved.is_ok_and(|moved| moved.check().is_ok()) {
                return;
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    });
}

fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    line.trim().to_owned()
}

/// A nudge, as the desktop got it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: u32,
    pub summary: String,
    pub body: String,
    /// Keys and labels.
    pub actions: Vec<String>,
    pub timeout: i32,
    pub is_open: bool,
}

/// The desktop's notifications.
#[derive(Clone, Default)]
pub struct Notifications {
    pub shown: Arc<Mutex<Vec<Shown>>>,
    with_buttons: bool,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    fn get_capabilities(&self) -> Vec<String> {
        let can: &[&str] = if self.with_buttons {
            &["body", "body-markup", "actions"]
        } else {
            &["body"]
        };
        can.iter().map(|name| (*name).to_owned()).collect()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let text = |text: &str| text.to_owned();
        (text("made up"), text("the test"), text("1.0"), text("1.2"))
    }

    #[allow(clippy::too_many_arguments, reason = "as the interface has them")]
    fn notify(
        &self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: std::collections::HashMap<String, zbus::OwnedVariant>,
        timeout: i32,
    ) -> u32 {
        let mut shown = self.shown.lock().unwrap();
        let id = shown.len() as u32 + 1;
        shown.push(Shown {
            id,
            summary,
            body,
            actions,
            timeout,
            is_open: true,
        });
        id
    }

    fn close_notification(&self, id: u32) {
        for shown in self.shown.lock().unwrap().iter_mut().filter(|shown| shown.id == id) {
            shown.is_open = false;
        }
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, id: u32, reason: u32) -> zbus::Result<()>;
}

/// The notifications on the bus, and who presses their buttons.
pub struct Server {
    pub notifications: Notifications,
    connection: zbus::Connection,
}

const PATH: &str = "/org/freedesktop/Notifications";

impl Server {
    pub async fn start(desktop: &Desktop, with_buttons: bool) -> Self {
        let notifications = Notifications {
            with_buttons,
            ..Notifications::default()
        };
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .serve_at(PATH, notifications.clone())
            .name("org.freedesktop.Notifications")
            .build()
            .await
            .unwrap();
        Self {
            notifications,
            connection,
        }
    }

    /// The newest nudge that stands open, when there are `number` in all.
    pub async fn nudge(&self, number: usize, seconds: u64) -> Shown {
        for _ in 0..seconds * 10 {
            let shown = self.notifications.shown.lock().unwrap().clone();
            if let Some(last) = shown.last()
                && shown.len() >= number
            {
                return last.clone();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no nudge came: {:?}", self.notifications.shown.lock().unwrap());
    }

    pub async fn press(&self, id: u32, action: &str) {
        // The program begins to listen when the nudge is on the screen: nobody presses sooner than that.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let emitter = SignalEmitter::new(&self.connection, PATH).unwrap();
        Notifications::action_invoked(&emitter, id, action).await.unwrap();
    }

    pub async fn close(&self, id: u32) {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let emitter = SignalEmitter::new(&self.connection, PATH).unwrap();
        Notifications::notification_closed(&emitter, id, 2).await.unwrap();
    }
}

/// What the reminder remembers of a person who has been at the desk for almost five minutes.
pub fn almost_five_minutes_at_the_desk(data: &Path) {
    use jiff::{SignedDuration, Zoned};
    use plan::{Idle, Memory, Moment, Plan, Reminder};

    let plan = Plan::read(PLAN).unwrap();
    let mut reminder = Reminder::new("somewhere", plan, Memory::default());
    let now = Zoned::now();
    for seconds in (10..=300).rev().step_by(10) {
        reminder.decide(&Moment {
            now: &now - SignedDuration::from_secs(seconds),
            idle: Idle::For(SignedDuration::ZERO),
            hindrances: &[],
            done: &[],
        });
    }
    let memory: serde_json::Value = serde_json::from_str(&reminder.memory().write()).unwrap();
    fs::create_dir_all(data).unwrap();
    fs::write(data.join("plan.toml"), PLAN).unwrap();
    let state = serde_json::json!({"form": 1, "memory": memory, "reminders": {}});
    fs::write(data.join("remind.json"), state.to_string()).unwrap();
}

const PLAN: &str = "[[break]]\nguide = \"upper-back\"\noften = \"every 5 min at the desk\"\n";
