//! logind: the hint that a desktop gives it, which comes after the minutes that the desktop is set to.

use std::time::Duration;

use crate::Asked;
use crate::bus::Bus;
use crate::idle::IdleSource;
use crate::signal::presence::logind_session;

/// `IdleHint` of this session.
pub struct Logind(Bus);

impl Logind {
    /// On this bus.
    pub fn new(bus: Bus) -> Self {
        Self(bus)
    }
}

impl IdleSource for Logind {
    fn name(&self) -> &'static str {
        "logind's IdleHint"
    }

    fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
        Box::pin(async {
            let session = logind_session(&mut self.0).await?;
            let since_us = session.idle_since_us;
            // Many desktops never tell logind. Then it says "not idle" for ever, which is no answer.
            if since_us == 0 && !session.idle {
                return Err("not there: this desktop does not tell logind whether anybody is there".to_owned());
            }
            if !session.idle {
                return Ok(Duration::ZERO);
            }
            let now_us = jiff::Timestamp::now().as_microsecond();
            let idle_us = now_us.saturating_sub(i64::try_from(since_us).unwrap_or(i64::MAX));
            Ok(Duration::from_micros(u64::try_from(idle_us).unwrap_or(0)))
        })
    }
}
