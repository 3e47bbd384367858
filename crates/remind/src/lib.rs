//! `unhunch remind`: shows a nudge at the right moment, and is installed and removed.
//!
//! When the moment is right, `plan` decides. Here stands what it needs for that: adapters that ask the desktop how long
//! nothing was touched ([`idle`]) and what speaks against a nudge ([`signal`]), the notification ([`nudge`]), the page
//! that "Start" opens ([`page`]), and the loop that sleeps between two looks ([`run()`]).
//!
//! Every adapter that finds its desktop missing says so. None guesses, and none touches a camera or a microphone: it asks
//! the system whether somebody else does.
//!
//! Must not know: guides, sessions, databases; they come in as a [`Program`].

#![forbid(unsafe_code)]

pub mod idle;
pub mod install;
pub mod nudge;
pub mod page;
pub mod run;
pub mod signal;
pub mod state;
pub mod status;

#[cfg(all(unix, not(target_os = "macos")))]
pub mod bus;
mod lock;
mod program;
mod tool;
mod watch;
mod who;
mod words;

use std::future::Future;
use std::pin::Pin;

pub use lock::{Lock, LockError, is_running};
pub use program::Program;
pub use run::{RunError, Settings, run};
pub use status::{Status, status};
pub use watch::{Desktop, Event, Look, Watch};
pub use who::this_session;
pub use words::Words;

/// An answer that takes its time.
pub type Asked<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
