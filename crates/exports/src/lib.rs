//! Saved sessions as files for other programs and people, and back from them: CSV tables for spreadsheets, JSON and
//! Parquet that bring everything to another computer, a FHIR bundle, one printed page.
//!
//! JSON and Parquet are read back by [`read()`], as strictly as what the page sends; what can't be is named and hides
//! nothing else. The others can't be read back, and [`read()`] says so.
//!
//! Must not know: databases, HTTP, clocks, files (bytes in, bytes out), how anything is measured.

#![forbid(unsafe_code)]

mod archive;
mod columns;
mod csv;
mod fhir;
mod json;
mod parquet;
mod pdf;
mod read;
mod table;
mod titles;
mod wanted;

pub use archive::{Archive, OwnGuide, Rating};
pub use body::Language;
pub use csv::{CsvError, Signs, separator_named, write_csv};
pub use fhir::bundle;
pub use json::{HISTORY, write_json};
pub use parquet::{ParquetError, write_parquet};
pub use pdf::{Asked, Page, PageError, page};
pub use read::{Brought, LONGEST_TEXT, ReadError, Refused, read};
pub use table::Table;
pub use titles::Titles;
pub use wanted::Wanted;
