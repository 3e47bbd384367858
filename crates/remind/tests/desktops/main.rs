//! The adapters before desktops that the tests make: services on a bus of their own, a real X server, a small compositor
//! and a real one.

#![cfg(target_os = "linux")]

mod bus;
mod compositor;
mod kwin;
mod private_bus;
mod wayland;
mod x11;

use std::process::{Child, Command};
use std::time::Duration;

/// A process that is ended when the test is.
pub struct Ended(pub Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether a program is there, for tests that can't do without; says so where it is not.
pub fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", "command -v \"$0\"", program]).output();
    let found = found.is_ok_and(|said| said.status.success());
    if !found {
        // Continuous integration installs all of them.
        assert!(
            std::env::var_os("CI").is_none(),
            "{program} is missing: scripts/setup test installs it"
        );
        eprintln!("skipped: {program} is missing (scripts/setup test installs it)");
    }
    found
}

/// Asks again and again until the answer is right, for at most ten seconds.
pub async fn becomes<T: std::fmt::Debug>(mut ask: impl AsyncFnMut() -> T, is_right: impl Fn(&T) -> bool) -> T {
    let mut last = ask().await;
    for _ in 0..100 {
        if is_right(&last) {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        last = ask().await;
    }
    panic!("it never became right; the last answer was {last:?}");
}
