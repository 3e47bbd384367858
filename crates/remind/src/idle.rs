//! How long nothing was touched: sources of that, of which the first that works is asked.
//!
//! Must not know: what follows from it.

#[cfg(any(windows, target_os = "macos"))]
mod elsewhere;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod logind;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod mutter;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod wayland;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod x11;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use plan::Idle;
use serde::{Deserialize, Serialize};

use crate::Asked;

/// One way to ask the desktop.
pub trait IdleSource: Send {
    /// As it stands in a status.
    fn name(&self) -> &'static str;

    /// How long neither key nor mouse was touched.
    ///
    /// The error says in words why this desktop does not tell: it begins with "not there" where what is asked is missing.
    fn ask(&mut self) -> Asked<'_, Result<Duration, String>>;
}

/// What a source said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its name.
    pub source: String,
    /// Seconds without a touch; `None` where it does not tell.
    pub idle_s: Option<u64>,
    /// Why it does not tell.
    pub why: Option<String>,
}

/// All sources of this system, the best first.
pub struct Sources {
    all: Vec<Box<dyn IdleSource>>,
    /// Which answered last.
    chosen: Option<usize>,
    /// When the better ones were last asked.
    asked_all: Option<Timestamp>,
}

/// A better source that comes up late, as when the desktop starts, is found within this time.
const ASK_ALL_EVERY: SignedDuration = SignedDuration::from_mins(5);

impl Sources {
    /// In this order: the first that works is taken.
    pub fn new(all: Vec<Box<dyn IdleSource>>) -> Self {
        Self {
            all,
            chosen: None,
            asked_all: None,
        }
    }

    /// Those of this system.
    pub fn of_this_system() -> Self {
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            use crate::bus::{Bus, Which};
            Self::new(vec![
                Box::new(wayland::Wayland::of_this_session()),
                Box::new(mutter::Mutter::new(Bus::new(Which::Session))),
                Box::new(x11::X11::of_this_session()),
                Box::new(logind::Logind::new(Bus::new(Which::System))),
            ])
        }
        #[cfg(any(windows, target_os = "macos"))]
        {
            Self::new(vec![Box::new(elsewhere::System)])
        }
        #[cfg(not(any(unix, windows)))]
        {
            Self::new(Vec::new())
        }
    }

    /// How long nothing was touched.
    pub async fn idle(&mut self, now: Timestamp) -> Idle {
        let waited = self.asked_all.is_none_or(|at| {
            let since = now.duration_since(at);
            // A clock that was set back must not end the search.
            since >= ASK_ALL_EVERY || since.is_negative()
        });
        if let Some(chosen) = self.chosen
            && (chosen == 0 || !waited)
        {
            if let Some(source) = self.all.get_mut(chosen)
                && let Ok(idle) = source.ask().await
            {
                return as_idle(idle);
            }
            self.chosen = None;
        } else if self.chosen.is_none() && !waited {
            return Idle::Unknown;
        }
        self.asked_all = Some(now);
        for (place, source) in self.all.iter_mut().enumerate() {
            if let Ok(idle) = source.ask().await {
                self.chosen = Some(place);
                return as_idle(idle);
            }
        }
        self.chosen = None;
        Idle::Unknown
    }

    /// The one that answered last.
    pub fn chosen(&self) -> Option<&'static str> {
        self.chosen
            .and_then(|place| self.all.get(place))
            .map(|source| source.name())
    }

    /// Asks every one, for a status.
    pub async fn ask_all(&mut self) -> Vec<Told> {
        let mut told = Vec::new();
        for source in &mut self.all {
            let answer = source.ask().await;
            told.push(Told {
                source: source.name().to_owned(),
                idle_s: answer.as_ref().ok().map(Duration::as_secs),
                why: answer.err(),
            });
        }
        told
    }
}

fn as_idle(idle: Duration) -> Idle {
    Idle::For(SignedDuration::try_from(idle).unwrap_or(SignedDuration::MAX))
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// Answers what it was given, one by one; then not at all.
    struct Made(&'static str, VecDeque<Result<u64, &'static str>>);

    impl IdleSource for Made {
        fn name(&self) -> &'static str {
            self.0
        }

        fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
            let answer = self.1.pop_front().unwrap_or(Err("not there: asked too often"));
            Box::pin(async move { answer.map(Duration::from_secs).map_err(str::to_owned) })
        }
    }

    fn made(name: &'static str, answers: &[Result<u64, &'static str>]) -> Box<dyn IdleSource> {
        Box::new(Made(name, answers.iter().copied().collect()))
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + minute * 60).unwrap()
    }

    fn secs(seconds: i64) -> Idle {
        Idle::For(SignedDuration::from_secs(seconds))
    }

    #[tokio::test]
    async fn the_first_that_works_is_asked_and_the_next_when_it_fails() {
        let mut sources = Sources::new(vec![
            made("a", &[Err("not there")]),
            made("b", &[Ok(3), Ok(4)]),
            made("c", &[Ok(5)]),
        ]);
        assert_eq!(sources.idle(at(0)).await, secs(3));
        assert_eq!(sources.chosen(), Some("b"));
        assert_eq!(sources.idle(at(1)).await, secs(4), "the others are left alone");
        assert_eq!(sources.idle(at(2)).await, secs(5), "b is gone");
        assert_eq!(sources.chosen(), Some("c"));
        assert_eq!(sources.idle(at(3)).await, Idle::Unknown);
        assert_eq!(sources.chosen(), None);
    }

    #[tokio::test]
    async fn a_better_one_that_comes_up_late_is_found_within_five_minutes() {
        let mut sources = Sources::new(vec![made("a", &[Err("not there"), Ok(9)]), made("b", &[Ok(1), Ok(2)])]);
        assert_eq!(sources.idle(at(0)).await, secs(1));
        assert_eq!(sources.idle(at(4)).await, secs(2));
        assert_eq!(sources.idle(at(5)).await, secs(9));
        assert_eq!(sources.chosen(), Some("a"));
    }

    #[tokio::test]
    async fn a_clock_that_was_set_back_does_not_end_the_search() {
        let mut sources = Sources::new(vec![made("a", &[Err("not there"), Ok(9)])]);
        assert_eq!(sources.idle(at(600)).await, Idle::Unknown);
        assert_eq!(sources.idle(at(601)).await, Idle::Unknown, "not asked again at once");
        assert_eq!(sources.idle(at(0)).await, secs(9));
    }
}
