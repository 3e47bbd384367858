//! What speaks against a nudge: signals of the desktop, each asked by an adapter of its own.
//!
//! Two kinds. Whether anybody is at this desk at all is asked at every look, and costs two calls on the bus. All else
//! is asked only when a nudge is due.
//!
//! Must not know: when a nudge is due.

#[cfg(target_os = "linux")]
pub mod camera;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod do_not_disturb;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod full_screen;
#[cfg(target_os = "linux")]
pub mod microphone;
#[cfg(all(unix, not(target_os = "macos")))]
pub mod presence;

use jiff::{SignedDuration, Timestamp};
use plan::Hindrance;
use serde::{Deserialize, Serialize};

use crate::Asked;

/// One thing that can be asked of the desktop.
pub trait Signal: Send {
    /// As it stands in a status: `microphone`.
    fn name(&self) -> &'static str;

    /// Asks now.
    fn ask(&mut self) -> Asked<'_, Answer>;
}

/// What a signal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing speaks against a nudge; who says so.
    Clear {
        /// Whom the adapter asked.
        by: String,
    },
    /// Something does.
    Hindered {
        /// What.
        why: Vec<Hindrance>,
        /// Whom the adapter asked, and what it said.
        by: String,
    },
    /// This desktop does not tell. No guess is made: it does not hinder.
    CannotTell {
        /// Why not. Begins with "not there" where what is asked is missing.
        why: String,
    },
}

/// An answer with its signal, for a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The signal's name.
    pub signal: String,
    /// `clear`, `hindered` or `cannot_tell`.
    pub answer: String,
    /// What hinders, in plain words.
    pub hindrances: Vec<String>,
    /// Who said so, or why nobody does.
    pub by: String,
}

/// All signals of this system.
pub struct Signals {
    /// Asked at every look.
    presence: Vec<Box<dyn Signal>>,
    /// Asked when a nudge is due.
    others: Vec<Box<dyn Signal>>,
    /// What the others said last, and when.
    last: Option<(Timestamp, Vec<Hindrance>)>,
}

/// How long what hinders is taken to last before it is asked again. After a call nobody waits for the next second.
const HOLDS_FOR: SignedDuration = SignedDuration::from_secs(30);

impl Signals {
    /// Of these.
    pub fn new(presence: Vec<Box<dyn Signal>>, others: Vec<Box<dyn Signal>>) -> Self {
        Self {
            presence,
            others,
            last: None,
        }
    }

    /// Those of this system.
    pub fn of_this_system() -> Self {
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            use crate::bus::{Bus, Which};
            let (session, system) = (Bus::new(Which::Session), Bus::new(Which::System));
            Self::new(
                vec![
                    Box::new(presence::Seat::new(system)),
                    Box::new(presence::ScreenSaver::new(session.clone())),
                ],
                vec![
                    Box::new(do_not_disturb::DoNotDisturb::new(session)),
                    #[cfg(target_os = "linux")]
                    Box::new(microphone::Microphone::of_this_computer()),
                    #[cfg(target_os = "linux")]
                    Box::new(camera::Camera::of_this_computer()),
                    Box::new(full_screen::FullScreen::of_this_session()),
                ],
            )
        }
        #[cfg(not(all(unix, not(target_os = "macos"))))]
        {
            let none = NotSupported;
            Self::new(Vec::new(), vec![Box::new(none)])
        }
    }

    /// What says that nobody is at this desk.
    pub async fn away(&mut self) -> Vec<Hindrance> {
        hindrances(&mut self.presence).await
    }

    /// What else speaks against a nudge now.
    pub async fn others(&mut self, now: Timestamp) -> Vec<Hindrance> {
        if let Some((at, said)) = &self.last {
            let since = now.duration_since(*at);
            if !said.is_empty() && !since.is_negative() && since < HOLDS_FOR {
                return said.clone();
            }
        }
        let said = hindrances(&mut self.others).await;
        self.last = Some((now, said.clone()));
        said
    }

    /// Asks every one, for a status.
    pub async fn ask_all(&mut self) -> Vec<Told> {
        let mut told = Vec::new();
        for signal in self.presence.iter_mut().chain(&mut self.others) {
            let (answer, hindrances, by) = match signal.ask().await {
                Answer::Clear { by } => ("clear", Vec::new(), by),
                Answer::Hindered { why, by } => ("hindered", why, by),
                Answer::CannotTell { why } => ("cannot_tell", Vec::new(), why),
            };
            told.push(Told {
                signal: signal.name().to_owned(),
                answer: answer.to_owned(),
                hindrances: hindrances.into_iter().map(|why| why.text().to_owned()).collect(),
                by,
            });
        }
        told
    }
}

async fn hindrances(signals: &mut [Box<dyn Signal>]) -> Vec<Hindrance> {
    let mut found = Vec::new();
    for signal in signals {
        if let Answer::Hindered { why, .. } = signal.ask().await {
            found.extend(why);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where no signal can be asked.
#[cfg(not(all(unix, not(target_os = "macos"))))]
struct NotSupported;

#[cfg(not(all(unix, not(target_os = "macos"))))]
impl Signal for NotSupported {
    fn name(&self) -> &'static str {
        "do not disturb, microphone, camera, full screen, locked screen"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        Box::pin(async {
            Answer::CannotTell {
                why: "not supported: on this system; its own focus mode holds back notifications".to_owned(),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    struct Made(VecDeque<Vec<Hindrance>>);

    impl Signal for Made {
        fn name(&self) -> &'static str {
            "made"
        }

        fn ask(&mut self) -> Asked<'_, Answer> {
            let why = self.0.pop_front().expect("asked too often");
            Box::pin(async move {
                match why.is_empty() {
                    true => Answer::Clear { by: "made".to_owned() },
                    false => Answer::Hindered {
                        why,
                        by: "made".to_owned(),
                    },
                }
            })
        }
    }

    fn made(answers: &[&[Hindrance]]) -> Box<dyn Signal> {
        Box::new(Made(answers.iter().map(|answer| answer.to_vec()).collect()))
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    #[tokio::test]
    async fn what_hinders_is_asked_again_after_half_a_minute_and_what_is_clear_at_once() {
        use Hindrance::MicrophoneInUse;
        let mut signals = Signals::new(
            Vec::new(),
            vec![made(&[&[], &[MicrophoneInUse], &[MicrophoneInUse], &[]])],
        );
        assert_eq!(signals.others(at(0)).await, []);
        assert_eq!(signals.others(at(1)).await, [MicrophoneInUse]);
        assert_eq!(signals.others(at(20)).await, [MicrophoneInUse], "not asked");
        assert_eq!(signals.others(at(31)).await, [MicrophoneInUse]);
        assert_eq!(signals.others(at(0)).await, [], "the clock was set back");
    }

    #[tokio::test]
    async fn the_same_thing_said_twice_is_one() {
        use Hindrance::{Locked, NotInFront};
        let mut signals = Signals::new(vec![made(&[&[NotInFront, Locked]]), made(&[&[Locked]])], Vec::new());
        assert_eq!(signals.away().await, [Locked, NotInFront]);
    }
}
