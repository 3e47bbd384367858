//! macOS and Windows: the system's own counter.

use std::time::Duration;

use crate::Asked;
use crate::idle::IdleSource;

/// `HIDIdleTime` of macOS, `GetLastInputInfo` of Windows.
pub struct System;

impl IdleSource for System {
    fn name(&self) -> &'static str {
        "the system's counter"
    }

    fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
        let answer = system_idle_time::get_idle_time().map_err(|error| error.to_string());
        Box::pin(async move { answer })
    }
}
