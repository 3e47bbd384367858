//! What reading one PDF may cost, whatever stands in it.
//!
//! A PDF may name the same bytes a million times, and pack a gigabyte into a megabyte. So every byte that is looked at
//! or unpacked is counted, and reading ends where the count does: time and memory have a bound that no file moves.
//!
//! Must not know: what is read.

use std::cell::Cell;

/// Most bytes that are looked at, those that come again counted again: a second of work. Ten megabytes of articles need
/// a fifth of it.
const MOST_READ: usize = 256 * 1024 * 1024;
/// Most bytes that are unpacked in all.
const MOST_UNPACKED: usize = 96 * 1024 * 1024;
/// Most bytes that one stream is unpacked to: a page that is drawn from a million lines.
pub(super) const LONGEST_STREAM: usize = 24 * 1024 * 1024;
/// Most bytes of packed objects that are kept: half of what ten megabytes of text would be.
const MOST_KEPT: usize = 32 * 1024 * 1024;
/// Most bytes of text: a little more than an article may have.
const MOST_LETTERS: usize = 600 * 1024;
/// Most letters of fonts that are kept: twenty fonts of a whole alphabet of Chinese.
const MOST_MAPPED: usize = 400_000;

/// What is left.
#[derive(Debug)]
pub(super) struct Budget {
    read: Cell<usize>,
    unpacked: Cell<usize>,
    kept: Cell<usize>,
    letters: Cell<usize>,
    mapped: Cell<usize>,
    /// The first bound that was met, as a person reads it.
    over: Cell<Option<&'static str>>,
}

impl Budget {
    pub fn new() -> Self {
        Self {
            read: Cell::new(MOST_READ),
            unpacked: Cell::new(MOST_UNPACKED),
            kept: Cell::new(MOST_KEPT),
            letters: Cell::new(MOST_LETTERS),
            mapped: Cell::new(MOST_MAPPED),
            over: Cell::new(None),
        }
    }

    /// The first bound that was met.
    pub fn over(&self) -> Option<&'static str> {
        self.over.get()
    }

    /// Says that a bound is met: nothing more is read.
    pub fn end(&self, bound: &'static str) {
        if self.over.get().is_none() {
            self.over.set(Some(bound));
        }
        self.read.set(0);
    }

    /// Counts bytes that were looked at. `None` when there are none left.
    pub fn read(&self, bytes: usize) -> Option<()> {
        self.take(&self.read, bytes, "it says the same things over and over")
    }

    /// Counts bytes that were unpacked.
    pub fn unpack(&self, bytes: usize) -> Option<()> {
        self.take(&self.unpacked, bytes, "more than 96 MB when it is unpacked")
    }

    /// How many bytes may still be unpacked.
    pub fn unpackable(&self) -> usize {
        self.unpacked.get()
    }

    /// Counts bytes that were unpacked and stay.
    pub fn keep(&self, bytes: usize) -> Option<()> {
        self.take(&self.kept, bytes, "more than 32 MB of packed objects")
    }

    /// Counts letters of the text.
    pub fn letters(&self, count: usize) -> Option<()> {
        self.take(&self.letters, count, "more than 512 kB of text")
    }

    /// Counts letters of fonts.
    pub fn map(&self, count: usize) -> Option<()> {
        self.take(&self.mapped, count, "more than 400,000 letters in its fonts")
    }

    fn take(&self, left: &Cell<usize>, amount: usize, bound: &'static str) -> Option<()> {
        if self.over.get().is_some() {
            return None;
        }
        match left.get().checked_sub(amount) {
            Some(rest) => {
                left.set(rest);
                Some(())
            }
            None => {
                self.end(bound);
                None
            }
        }
    }
}
