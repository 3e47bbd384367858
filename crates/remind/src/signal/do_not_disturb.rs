//! "Do not disturb", which every desktop keeps in a place of its own.

use plan::Hindrance;
use std::process::Command;

use crate::Asked;
use crate::bus::{Bus, Place};
use crate::idle::x11::variable;
use crate::signal::{Answer, Signal};
use crate::tool::{self, Silent, off_the_loop};

const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const NOTIFICATIONS_PATH: &str = "/org/freedesktop/Notifications";
/// KDE Plasma's property; no other server has it.
const PLASMA: Place<'static> = place(NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS);
const DUNST: Place<'static> = place(NOTIFICATIONS, NOTIFICATIONS_PATH, "org.dunstproject.cmd0");
const MAKO: Place<'static> = place(NOTIFICATIONS, "/fr/emersion/Mako", "fr.emersion.Mako");
const SWAYNC: Place<'static> = place(
    "org.erikreider.swaync.cc",
    "/org/erikreider/swaync/cc",
    "org.erikreider.swaync.cc",
);
const XFCE: Place<'static> = place("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf");

const fn place(name: &'static str, path: &'static str, interface: &'static str) -> Place<'static> {
    Place { name, path, interface }
}

/// The desktop's switch.
pub struct DoNotDisturb {
    bus: Bus,
    /// The program that reads GNOME's settings.
    gsettings: &'static str,
}

impl DoNotDisturb {
    /// On the session bus.
    pub fn new(bus: Bus) -> Self {
        Self {
            bus,
            gsettings: "gsettings",
        }
    }

    async fn on_the_bus(&mut self) -> Option<(bool, &'static str)> {
        if let Some(on) = self.flag(PLASMA, "Inhibited").await {
            return Some((on, "KDE Plasma"));
        }
        if let Some(on) = self.flag(DUNST, "paused").await {
            return Some((on, "dunst"));
        }
        let swaync: Result<bool, String> = self.bus.call(SWAYNC, "GetDnd", &()).await;
        if let Ok(on) = swaync {
            return Some((on, "SwayNotificationCenter"));
        }
        // What a mode does stands in the person's own file. This name is the one of the handbook.
        let modes: Result<Vec<String>, String> = self.bus.call(MAKO, "ListModes", &()).await;
        if let Ok(modes) = modes {
            return Some((modes.iter().any(|mode| mode == "do-not-disturb"), "mako"));
        }
        let xfce: Result<zbus::OwnedVariant, String> = self
            .bus
            .call(XFCE, "GetProperty", &("xfce4-notifyd", "/do-not-disturb"))
            .await;
        let on = xfce.ok().and_then(|value| bool::try_from(value).ok())?;
        Some((on, "Xfce"))
    }

    async fn flag(&mut self, place: Place<'_>, property: &str) -> Option<bool> {
        let value = self.bus.property(place, property).await.ok()?;
        bool::try_from(value).ok()
    }
}

impl Signal for DoNotDisturb {
    fn name(&self) -> &'static str {
        "do not disturb"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        Box::pin(async {
            if variable("XDG_CURRENT_DESKTOP").is_some_and(|desktops| is_gnome(&desktops)) {
                let program = self.gsettings;
                let answer = off_the_loop(move || gnome(program)).await;
                return match answer.and_then(|answer| answer) {
                    Ok(on) => said(on, "GNOME"),
                    Err(why) => Answer::CannotTell { why },
                };
            }
            if let Err(why) = self.bus.connection().await {
                return Answer::CannotTell { why };
            }
            match self.on_the_bus().await {
                Some((on, by)) => said(on, by),
                None => Answer::CannotTell {
                    why: "this desktop's notifications do not tell".to_owned(),
                },
            }
        })
    }
}

fn said(on: bool, by: &str) -> Answer {
    let by = by.to_owned();
    match on {
        false => Answer::Clear { by },
        true => Answer::Hindered {
            why: vec![Hindrance::DoNotDisturb],
            by,
        },
    }
}

/// `ubuntu:GNOME` is GNOME.
fn is_gnome(desktops: &str) -> bool {
    desktops.split(':').any(|desktop| desktop == "GNOME")
}

/// GNOME's switch turns banners off. Its own program reads the setting with its default and what the administrator
/// locked.
fn gnome(program: &str) -> Result<bool, String> {
    let mut command = Command::new(program);
    command.args(["get", "org.gnome.desktop.notifications", "show-banners"]);
    match tool::ask(&mut command) {
        Ok(said) => match said.out.trim() {
            "true" => Ok(false),
            "false" => Ok(true),
            _ => Err(format!("{program}: {}", said.err)),
        },
        Err(Silent::NotThere) => Err(format!("not there: the program {program}")),
        Err(Silent::Failed(why)) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn gnome_is_asked_by_its_own_program() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("gsettings");
        for (script, expected) in [
            ("echo true", Ok(false)),
            ("echo false", Ok(true)),
            ("echo no such schema >&2; exit 1", Err("no such schema")),
        ] {
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            let said = gnome(program.to_str().unwrap());
            match expected {
                Ok(on) => assert_eq!(said, Ok(on), "{script}"),
                Err(why) => assert!(said.unwrap_err().ends_with(why), "{script}"),
            }
        }
        assert!(gnome("/nowhere/gsettings").unwrap_err().starts_with("not there"));
        assert!(is_gnome("ubuntu:GNOME") && !is_gnome("X-GNOME-Classic") && !is_gnome("KDE"));
    }
}
