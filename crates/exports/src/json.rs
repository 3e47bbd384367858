//! Everything as one JSON file, a session a line: what another computer's unhunch takes in again.

use std::io::{self, Write};

use crate::archive::Archive;

/// Number of the file's form: `unhunch_history` in it.
pub const HISTORY: u32 = 1;

/// Writes everything, session by session: the file is never in memory as a whole.
///
/// # Errors
/// When `to` can't be written.
pub fn write_json(archive: &Archive, mut to: impl Write) -> io::Result<()> {
    write!(to, "{{\"unhunch_history\":{HISTORY},\n\"sessions\":")?;
    list(&archive.sessions, &mut to)?;
    write!(to, ",\n\"ratings\":")?;
    list(&archive.ratings, &mut to)?;
    write!(to, ",\n\"own_guides\":")?;
    list(&archive.own_guides, &mut to)?;
    writeln!(to, "}}")?;
    to.flush()
}

fn list<T: serde::Serialize>(items: &[T], to: &mut impl Write) -> io::Result<()> {
    to.write_all(b"[")?;
    for (place, item) in items.iter().enumerate() {
        to.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, item)?;
    }
    to.write_all(b"]")
}
