//! A table as CSV, as RFC 4180 has it: a header, lines that end in CR LF, quotes where a cell needs them. UTF-8. An
//! empty cell was not measured or not said.

use std::io::{self, Write};

use crate::archive::Archive;
use crate::table::{Cell, Table};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// Between two columns: ASCII, and no letter, digit, quote, point or sign of a number.
    pub separator: u8,
    /// Before decimals: a point or a comma, and not the separator.
    pub decimal: char,
    /// Whether a byte order mark leads, by which Excel knows UTF-8.
    pub bom: bool,
}

impl Default for Signs {
    fn default() -> Self {
        Self {
            separator: b',',
            decimal: '.',
            bom: false,
        }
    }
}

/// The sign that a person names to stand between columns: one that stands in no cell, or `tab`. `None` for any other.
pub fn separator_named(text: &str) -> Option<u8> {
    match text.as_bytes() {
        b"tab" | b"\\t" | b"\t" => Some(b'\t'),
        [only] if only.is_ascii_punctuation() && !b"\"'.-_".contains(only) => Some(*only),
        _ => None,
    }
}

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct CsvError(#[from] io::Error);

impl CsvError {
    /// What the writer said.
    pub fn into_io(self) -> io::Error {
        self.0
    }
}

/// Writes one table with its header.
///
/// Words of people that a spreadsheet would take for a formula (they begin with `=`, `+`, `-`, `@`, a tab or a line
/// break) get an apostrophe before them. Numbers stay as they are.
///
/// # Errors
/// [`CsvError`] when `to` can't be written.
pub fn write_csv(table: Table, archive: &Archive, signs: Signs, mut to: impl Write) -> Result<(), CsvError> {
    if signs.bom {
        to.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = csv::WriterBuilder::new()
        .delimiter(signs.separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(to);
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    };
    let header = table.columns().into_iter().map(|column| column.name);
    csv.write_record(header).map_err(failed)?;
    for row in table.rows(archive) {
        let cells = row.into_iter().map(|cell| written(cell, signs.decimal));
        csv.write_record(cells).map_err(failed)?;
    }
    csv.flush()?;
    Ok(())
}

fn written(cell: Cell, decimal: char) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if looks_like_a_formula(&text) => format!("'{text}"),
        Cell::Text(text) => text,
        Cell::Name(name) => name.to_owned(),
        Cell::Number(number) => match decimal {
            '.' => number.to_string(),
            sign => number.to_string().replace('.', sign.encode_utf8(&mut [0; 4])),
        },
        Cell::Whole(number) => number.to_string(),
        Cell::Flag(flag) => u8::from(flag).to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

/// Whether a spreadsheet may run it. Excel also takes the wide forms that East Asian keyboards write.
fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
