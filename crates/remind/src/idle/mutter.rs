//! GNOME: `org.gnome.Mutter.IdleMonitor` on the session bus.

use std::time::Duration;

use crate::Asked;
use crate::bus::{Bus, Place};
use crate::idle::IdleSource;

const MONITOR: Place<'static> = Place {
    name: "org.gnome.Mutter.IdleMonitor",
    path: "/org/gnome/Mutter/IdleMonitor/Core",
    interface: "org.gnome.Mutter.IdleMonitor",
};

/// GNOME's monitor of all devices.
pub struct Mutter(Bus);

impl Mutter {
    /// On this bus.
    pub fn new(bus: Bus) -> Self {
        Self(bus)
    }
}

impl IdleSource for Mutter {
    fn name(&self) -> &'static str {
        "org.gnome.Mutter.IdleMonitor (GNOME)"
    }

    fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
        Box::pin(async {
            let milliseconds: u64 = self.0.call(MONITOR, "GetIdletime", &()).await?;
            Ok(Duration::from_millis(milliseconds))
        })
    }
}
