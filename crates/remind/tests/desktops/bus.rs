//! GNOME's idle monitor, logind, screen savers and "do not disturb", as services of the test.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use plan::Hindrance;
use remind::bus::{Bus, Which};
use remind::idle::IdleSource;
use remind::idle::logind::Logind;
use remind::idle::mutter::Mutter;
use remind::signal::do_not_disturb::DoNotDisturb;
use remind::signal::presence::{ScreenSaver, Seat};
use remind::signal::{Answer, Signal};
use zbus::interface;

use crate::has;
use crate::private_bus::PrivateBus;

fn session(bus: &PrivateBus) -> Bus {
    Bus::at(Which::Session, &bus.address)
}

fn hindered_by(answer: Answer) -> Vec<Hindrance> {
    match answer {
        Answer::Clear { .. } => Vec::new(),
        Answer::Hindered { why, .. } => why,
        Answer::CannotTell { why } => panic!("it can tell: {why}"),
    }
}

#[tokio::test]
async fn without_a_bus_each_says_that_it_is_not_there() {
    let nowhere = || Bus::at(Which::Session, "unix:path=/nowhere/bus");
    for mut source in [
        Box::new(Mutter::new(nowhere())) as Box<dyn IdleSource>,
        Box::new(Logind::new(nowhere())),
    ] {
        let why = source.ask().await.unwrap_err();
        assert!(why.starts_with("not there: no session bus"), "{}: {why}", source.name());
    }
    for mut signal in [
        Box::new(Seat::new(nowhere())) as Box<dyn Signal>,
        Box::new(ScreenSaver::new(nowhere())),
        Box::new(DoNotDisturb::new(nowhere())),
    ] {
        let name = signal.name();
        let Answer::CannotTell { why } = signal.ask().await else {
            panic!("{name} can't tell without a bus");
        };
        assert!(why.starts_with("not there"), "{name}: {why}");
    }
}

#[tokio::test]
async fn on_an_empty_bus_each_says_that_it_is_not_there() {
    if !has("dbus-daemon") {
        return;
    }
    let bus = PrivateBus::start();
    assert_eq!(
        Mutter::new(session(&bus)).ask().await.unwrap_err(),
        "not there: nobody has this name on the bus"
    );
    assert_eq!(
        Logind::new(session(&bus)).ask().await.unwrap_err(),
        "not there: nobody has this name on the bus"
    );
    for mut signal in [
        Box::new(Seat::new(session(&bus))) as Box<dyn Signal>,
        Box::new(ScreenSaver::new(session(&bus))),
        Box::new(DoNotDisturb::new(session(&bus))),
    ] {
        let name = signal.name();
        assert!(matches!(signal.ask().await, Answer::CannotTell { .. }), "{name}");
    }
}

struct IdleMonitor(u64);

#[interface(name = "org.gnome.Mutter.IdleMonitor")]
impl IdleMonitor {
    fn get_idletime(&self) -> u64 {
        self.0
    }
}

#[tokio::test]
async fn gnome_says_how_long_nothing_was_touched() {
    if !has("dbus-daemon") {
        return;
    }
    let bus = PrivateBus::start();
    let gnome = bus.with_name("org.gnome.Mutter.IdleMonitor").await;
    let path = "/org/gnome/Mutter/IdleMonitor/Core";
    gnome.object_server().at(path, IdleMonitor(83_500)).await.unwrap();
    let mut mutter = Mutter::new(session(&bus));
    assert_eq!(mutter.ask().await, Ok(Duration::from_millis(83_500)));
    drop(gnome);
    // A desktop that ends takes its answer along.
    crate::becomes(async || mutter.ask().await, Result::is_err)
        .await
        .unwrap_err();
}

/// What logind says, as the test wants it.
#[derive(Clone, Copy)]
struct Said {
    active: bool,
    locked: bool,
    idle: bool,
    idle_since_us: u64,
    sleeping: bool,
}

const WORKING: Said = Said {
    active: true,
    locked: false,
    idle: false,
    idle_since_us: 1,
    sleeping: false,
};

struct LogindSession(Arc<Mutex<Said>>);

#[interface(name = "org.freedesktop.login1.Session")]
impl LogindSession {
    #[zbus(property)]
    fn active(&self) -> bool {
        self.0.lock().unwrap().active
    }
    #[zbus(property)]
    fn locked_hint(&self) -> bool {
        self.0.lock().unwrap().locked
    }
    #[zbus(property)]
    fn idle_hint(&self) -> bool {
        self.0.lock().unwrap().idle
    }
    #[zbus(property)]
    fn idle_since_hint(&self) -> u64 {
        self.0.lock().unwrap().idle_since_us
    }
}

struct LogindManager(Arc<Mutex<Said>>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl LogindManager {
    #[zbus(property)]
    fn preparing_for_sleep(&self) -> bool {
        self.0.lock().unwrap().sleeping
    }
}

/// The person's own session, where a service has none.
struct LogindUser;

#[interface(name = "org.freedesktop.login1.User")]
impl LogindUser {
    #[zbus(property)]
    fn display(&self) -> (String, zbus::OwnedObjectPath) {
        let path = zbus::ObjectPath::try_from("/org/freedesktop/login1/session/_37").unwrap();
        ("7".to_owned(), path.into())
    }
}

async fn logind(bus: &PrivateBus, session_path: &str) -> (zbus::Connection, Arc<Mutex<Said>>) {
    let said = Arc::new(Mutex::new(WORKING));
    let connection = bus.with_name("org.freedesktop.login1").await;
    let server = connection.object_server();
    server.at(session_path, LogindSession(Arc::clone(&said))).await.unwrap();
    server
        .at("/org/freedesktop/login1", LogindManager(Arc::clone(&said)))
        .await
        .unwrap();
    (connection, said)
}

#[tokio::test]
async fn logind_tells_who_is_away() {
    if !has("dbus-daemon") {
        return;
    }
    use Hindrance::{Locked, NotInFront, Suspended};
    let bus = PrivateBus::start();
    let (_logind, said) = logind(&bus, "/org/freedesktop/login1/session/auto").await;
    let mut seat = Seat::new(session(&bus));
    assert_eq!(hindered_by(seat.ask().await), []);
    said.lock().unwrap().locked = true;
    assert_eq!(hindered_by(seat.ask().await), [Locked]);
    *said.lock().unwrap() = Said {
        active: false,
        sleeping: true,
        ..WORKING
    };
    assert_eq!(hindered_by(seat.ask().await), [Suspended, NotInFront]);
}

#[tokio::test]
async fn a_service_finds_the_session_of_its_person() {
    if !has("dbus-daemon") {
        return;
    }
    let bus = PrivateBus::start();
    let (logind, said) = logind(&bus, "/org/freedesktop/login1/session/_37").await;
    let path = "/org/freedesktop/login1/user/self";
    logind.object_server().at(path, LogindUser).await.unwrap();
    said.lock().unwrap().locked = true;
    assert_eq!(hindered_by(Seat::new(session(&bus)).ask().await), [Hindrance::Locked]);
}

#[tokio::test]
async fn logind_is_believed_only_where_the_desktop_tells_it() {
    if !has("dbus-daemon") {
        return;
    }
    let bus = PrivateBus::start();
    let (_logind, said) = logind(&bus, "/org/freedesktop/login1/session/auto").await;
    let mut idle = Logind::new(session(&bus));
    assert_eq!(idle.ask().await, Ok(Duration::ZERO));
    let five_minutes_ago = jiff::Timestamp::now().as_microsecond() as u64 - 300_000_000;
    *said.lock().unwrap() = Said {
        idle: true,
        idle_since_us: five_minutes_ago,
        ..WORKING
    };
    let told = idle.ask().await.unwrap();
    assert!((300..310).contains(&told.as_secs()), "{told:?}");
    said.lock().unwrap().idle = false;
    said.lock().unwrap().idle_since_us = 0;
    let why = idle.ask().await.unwrap_err();
    assert!(why.starts_with("not there: this desktop does not tell logind"), "{why}");
}

struct Saver(Arc<Mutex<bool>>);

#[interface(name = "org.gnome.ScreenSaver")]
impl Saver {
    fn get_active(&self) -> bool {
        *self.0.lock().unwrap()
    }
}

#[tokio::test]
async fn a_screen_saver_that_locks_is_seen() {
    if !has("dbus-daemon") {
        return;
    }
    let bus = PrivateBus::start();
    let locked = Arc::new(Mutex::new(false));
    let gnome = bus.with_name("org.gnome.ScreenSaver").await;
    let path = "/org/gnome/ScreenSaver";
    gnome
        .object_server()
        .at(path, Saver(Arc::clone(&locked)))
        .await
        .unwrap();
    let mut saver = ScreenSaver::new(session(&bus));
    assert_eq!(hindered_by(saver.ask().await), []);
    *locked.lock().unwrap() = true;
    assert_eq!(hindered_by(saver.ask().await), [Hindrance::Locked]);
}

struct Plasma(bool);

#[interface(name = "org.freedesktop.Notifications")]
impl Plasma {
    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.0
    }
}

struct Dunst(bool);

#[interface(name = "org.dunstproject.cmd0")]
impl Dunst {
    #[zbus(property, name = "paused")]
    fn paused(&self) -> bool {
        self.0
    }
}

struct Mako(&'static [&'static str]);

#[interface(name = "fr.emersion.Mako")]
impl Mako {
    fn list_modes(&self) -> Vec<String> {
        self.0.iter().map(|mode| (*mode).to_owned()).collect()
    }
}

struct Xfconf(bool);

#[interface(name = "org.xfce.Xfconf")]
impl Xfconf {
    fn get_property(&self, channel: &str, property: &str) -> zbus::fdo::Result<zbus::OwnedVariant> {
        match (channel, property) {
            ("xfce4-notifyd", "/do-not-disturb") => Ok(self.0.into()),
            _ => Err(zbus::fdo::Error::UnknownProperty("no such property".to_owned())),
        }
    }
}

#[tokio::test]
async fn do_not_disturb_is_read_where_each_desktop_keeps_it() {
    if !has("dbus-daemon") {
        return;
    }
    let notifications = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications");
    for (on, expected) in [(false, vec![]), (true, vec![Hindrance::DoNotDisturb])] {
        for desktop in ["KDE Plasma", "dunst", "mako", "Xfce"] {
            let bus = PrivateBus::start();
            let name = match desktop {
                "Xfce" => "org.xfce.Xfconf",
                _ => notifications.0,
            };
            let service = bus.with_name(name).await;
            let server = service.object_server();
            match desktop {
                "KDE Plasma" => server.at(notifications.1, Plasma(on)).await.map(drop),
                "dunst" => server.at(notifications.1, Dunst(on)).await.map(drop),
                "mako" => {
                    let modes: &[&str] = if on {
                        &["default", "do-not-disturb"]
                    } else {
                        &["default"]
                    };
                    server.at("/fr/emersion/Mako", Mako(modes)).await.map(drop)
                }
                _ => server.at("/org/xfce/Xfconf", Xfconf(on)).await.map(drop),
            }
            .unwrap();
            let answer = DoNotDisturb::new(session(&bus)).ask().await;
            let (Answer::Clear { by } | Answer::Hindered { by, .. }) = &answer else {
                panic!("{desktop} tells: {answer:?}");
            };
            assert_eq!(by, desktop);
            assert_eq!(hindered_by(answer), expected, "{desktop}");
        }
    }
}

/// Never answers.
struct Hanging;

#[interface(name = "org.gnome.Mutter.IdleMonitor")]
impl Hanging {
    async fn get_idletime(&self) -> u64 {
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_desktop_that_hangs_is_not_waited_for() {
    if !has("dbus-daemon") {
        return;
    }
    let bus = PrivateBus::start();
    let gnome = bus.with_name("org.gnome.Mutter.IdleMonitor").await;
    let path = "/org/gnome/Mutter/IdleMonitor/Core";
    gnome.object_server().at(path, Hanging).await.unwrap();
    let mut mutter = Mutter::new(session(&bus));
    let answer = tokio::time::timeout(Duration::from_secs(5), mutter.ask()).await;
    assert!(answer.expect("it gives up by itself").is_err());
}
