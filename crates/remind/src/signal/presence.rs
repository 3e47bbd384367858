//! Whether anybody can be at this desk: logind, and the screen savers that lock.

use std::collections::HashMap;

use plan::Hindrance;
use zbus::{OwnedObjectPath, OwnedVariant};

use crate::Asked;
use crate::bus::{Bus, Place};
use crate::signal::{Answer, Signal};

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: Place<'static> = Place {
    name: LOGIND,
    path: "/org/freedesktop/login1",
    interface: "org.freedesktop.login1.Manager",
};
/// Of whoever asks; of the person's graphical session, where the one who asks is a service of theirs.
const OWN_SESSION: Place<'static> = Place {
    name: LOGIND,
    path: "/org/freedesktop/login1/session/auto",
    interface: "org.freedesktop.login1.Session",
};
const OWN_USER: Place<'static> = Place {
    name: LOGIND,
    path: "/org/freedesktop/login1/user/self",
    interface: "org.freedesktop.login1.User",
};

/// What logind says of this session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    /// Whether it is in front.
    pub active: bool,
    pub locked: bool,
    /// What the desktop told logind.
    pub idle: bool,
    /// Microseconds since 1970; 0 where the desktop never told.
    pub idle_since_us: u64,
}

/// Asks logind about this session.
///
/// # Errors
/// In words: logind is missing, or knows no graphical session of this person.
pub(crate) async fn logind_session(bus: &mut Bus) -> Result<Session, String> {
    let properties: HashMap<String, OwnedVariant> = match all(bus, OWN_SESSION.path).await {
        Ok(properties) => properties,
        // Older ones know no "auto" for a service.
        Err(why) => {
            let display = bus.property(OWN_USER, "Display").await.map_err(|_| why)?;
            let (id, path): (String, OwnedObjectPath) = display.try_into().map_err(|error| format!("{error}"))?;
            if id.is_empty() {
                return Err("not there: logind knows no graphical session of this user".to_owned());
            }
            all(bus, path.as_str()).await?
        }
    };
    let flag = |name: &str| {
        let value = properties.get(name).and_then(|value| bool::try_from(value).ok());
        value.ok_or_else(|| format!("logind does not say {name}"))
    };
    let since = properties
        .get("IdleSinceHint")
        .and_then(|value| u64::try_from(value).ok());
    Ok(Session {
        active: flag("Active")?,
        locked: flag("LockedHint")?,
        idle: flag("IdleHint")?,
        idle_since_us: since.unwrap_or(0),
    })
}

async fn all(bus: &mut Bus, path: &str) -> Result<HashMap<String, OwnedVariant>, String> {
    let properties = Place {
        name: LOGIND,
        path,
        interface: "org.freedesktop.DBus.Properties",
    };
    bus.call(properties, "GetAll", &(OWN_SESSION.interface,)).await
}

/// Locked, asleep, or behind another session: by logind.
pub struct Seat(Bus);

impl Seat {
    /// On the system bus.
    pub fn new(bus: Bus) -> Self {
        Self(bus)
    }
}

impl Signal for Seat {
    fn name(&self) -> &'static str {
        "session"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        Box::pin(async {
            let session = match logind_session(&mut self.0).await {
                Ok(session) => session,
                Err(why) => return Answer::CannotTell { why },
            };
            let sleeping = self.0.property(MANAGER, "PreparingForSleep").await;
            let sleeping = sleeping.ok().and_then(|value| bool::try_from(value).ok());
            let said = [
                (session.locked, Hindrance::Locked),
                (sleeping == Some(true), Hindrance::Suspended),
                (!session.active, Hindrance::NotInFront),
            ];
            let why: Vec<_> = said.into_iter().filter(|(so, _)| *so).map(|(_, why)| why).collect();
            let by = "logind".to_owned();
            match why.is_empty() {
                true => Answer::Clear { by },
                false => Answer::Hindered { why, by },
            }
        })
    }
}

/// Those that lock the screen. Some desktops tell only them, and not logind.
const SAVERS: [Place<'static>; 5] = [
    saver("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    saver("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    saver("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    saver("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    saver("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
];

const fn saver(name: &'static str, path: &'static str) -> Place<'static> {
    Place {
        name,
        path,
        interface: name,
    }
}

/// A locked screen: by the screen saver.
pub struct ScreenSaver {
    bus: Bus,
    /// The one that answered last.
    found: Option<Place<'static>>,
    /// Looks that are left out before all are asked again, where none answered.
    rest: u32,
}

/// A desktop without a screen saver is asked about once in five minutes.
const REST: u32 = 15;

impl ScreenSaver {
    /// On the session bus.
    pub fn new(bus: Bus) -> Self {
        Self {
            bus,
            found: None,
            rest: 0,
        }
    }
}

impl Signal for ScreenSaver {
    fn name(&self) -> &'static str {
        "screen saver"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        Box::pin(async {
            let none = || Answer::CannotTell {
                why: "not there: no screen saver on the session bus".to_owned(),
            };
            if self.rest > 0 {
                self.rest -= 1;
                return none();
            }
            for place in self.found.into_iter().chain(SAVERS) {
                let active: Result<bool, String> = self.bus.call(place, "GetActive", &()).await;
                let Ok(active) = active else { continue };
                self.found = Some(place);
                let by = place.name.to_owned();
                return match active {
                    false => Answer::Clear { by },
                    true => Answer::Hindered {
                        why: vec![Hindrance::Locked],
                        by,
                    },
                };
            }
            self.found = None;
            self.rest = REST;
            none()
        })
    }
}
