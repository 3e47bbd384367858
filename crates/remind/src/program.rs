//! What the reminder needs of the program around it.

use std::io;
use std::process::Command;

use jiff::Timestamp;
use plan::Done;

use crate::Asked;

/// The program that the reminder is part of. It knows guides, saved sessions and the browser.
pub trait Program: Send + Sync {
    /// What the guide `name` is called, in `language` (`en`, `de`, …) where there is a translation; the name itself
    /// where there is no such guide any more.
    fn title<'a>(&'a self, name: &'a str, language: &'a str) -> Asked<'a, String>;

    /// The saved sessions that began at `since` or later and in which something was done. Asked only when the file of
    /// sessions has changed.
    ///
    /// The error is for the log: why the sessions can't be read.
    fn done(&self, since: Timestamp) -> Asked<'_, Result<Vec<Done>, String>>;

    /// Opens an address in the browser.
    ///
    /// # Errors
    /// When no browser could be started.
    fn open(&self, address: &str) -> io::Result<()>;

    /// Starts the server of the page, to be started without a terminal.
    fn server(&self) -> Command;
}
