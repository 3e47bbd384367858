//! `unhunch history`: what was done, listed, shown, exported, imported and deleted.

mod export;
mod show;

use std::fs;
use std::path::{Path, PathBuf};

use exports::{Brought, ReadError, Wanted};
use records::{Records, RecordsError, Table};
use results::Report;

use crate::Ending;
use crate::args::{DeleteOptions, Format, HistoryCommand, HistoryOptions, WhichSessions};
use crate::guides::print;
use crate::problem::{Problem, Result, warn, with_causes};
use crate::serve::{RECORDS, data_folder};

/// Largest file that is taken in, bytes: a life of sessions.
const LARGEST: u64 = 1 << 30;

/// Runs `unhunch history`.
///
/// # Errors
/// [`Problem`] when there is nothing, or it can't be read or written.
pub fn run(options: &HistoryOptions) -> Result<Ending> {
    let folder = match &options.data {
        Some(folder) => folder.clone(),
        None => data_folder()?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| records_problem(&error))?;
    runtime.block_on(async {
        // Only an import may begin a new folder.
        let may_begin = matches!(options.command, HistoryCommand::Import { .. });
        let path = folder.join(RECORDS);
        if !may_begin && !path.is_file() {
            let path = folder.display().to_string();
            return Err(Box::new(Problem::NoRecords { path }));
        }
        let brought = match &options.command {
            // Before anything is made: a file that can't be used should leave nothing.
            HistoryCommand::Import { file } => Some(read(file)?),
            _ => None,
        };
        let history = History {
            records: Records::open(&path).await.map_err(|error| records_problem(&error))?,
            folder,
        };
        let ended = history.run(&options.command, brought).await;
        history.records.close().await;
        ended
    })
}

struct History {
    records: Records,
    folder: PathBuf,
}

impl History {
    async fn run(&self, command: &HistoryCommand, brought: Option<Brought>) -> Result<Ending> {
        match command {
            HistoryCommand::List { which, format } => self.list(which, *format).await,
            HistoryCommand::Show { id, format } => self.show(id, *format).await,
            HistoryCommand::Export(options) => self.export(options).await,
            HistoryCommand::Import { .. } => self.import(brought.unwrap_or_default()).await,
            HistoryCommand::Delete(options) => self.delete(options).await,
        }
    }

    async fn list(&self, which: &WhichSessions, format: Format) -> Result<Ending> {
        let wanted = wanted(which);
        let all = self.sessions().await?;
        let ids: Vec<&str> = all.iter().filter_map(id_of).collect();
        let chosen: Vec<&Report> = all.iter().filter(|report| wanted.takes(report)).collect();
        let text = match format {
            Format::Json => json(&chosen)?,
            Format::Text => {
                let titles = self.titles(body::Language::English).await?;
                show::list(&chosen, &ids, &titles)
            }
        };
        self.warn_of_damaged().await?;
        print(&text)
    }

    async fn show(&self, id: &str, format: Format) -> Result<Ending> {
        let all = self.sessions().await?;
        let report = found(&all, id)?;
        let text = match format {
            Format::Json => json(report)?,
            Format::Text => show::session(report, &self.titles(body::Language::English).await?),
        };
        print(&text)
    }

    async fn import(&self, brought: Brought) -> Result<Ending> {
        let taken = server::take_in(&self.records, brought)
            .await
            .map_err(|error| records_problem(&error))?;
        let mut text = format!(
            "{} new, {} known already",
            show::counted(taken.new, "session"),
            taken.known
        );
        if taken.ratings > 0 {
            text.push_str(&format!(", {}", show::counted(taken.ratings, "rating")));
        }
        if taken.own_guides > 0 {
            text.push_str(&format!(", {} of yours", show::counted(taken.own_guides, "guide")));
        }
        text.push('\n');
        if !taken.refused.is_empty() {
            text.push_str(&format!("Left out: {}\n", taken.refused.len()));
        }
        for refused in &taken.refused {
            text.push_str(&format!("  {}: {}\n", refused.what, refused.why));
        }
        match print(&text)? {
            Ending::AsTheGuideSays if !taken.refused.is_empty() => Ok(Ending::NotAsTheGuideSays),
            ended => Ok(ended),
        }
    }

    async fn delete(&self, options: &DeleteOptions) -> Result<Ending> {
        let all = self.sessions().await?;
        let failed = |error: RecordsError| records_problem(&error);
        let deleted = match &options.id {
            Some(id) => {
                let id = id_of(found(&all, id)?).unwrap_or_default();
                u64::from(self.records.delete(id).await.map_err(failed)?)
            }
            None if !options.yes => return Err(Box::new(Problem::NotConfirmed { count: all.len() })),
            None => self.records.delete_all().await.map_err(failed)?,
        };
        print(&format!("Deleted: {}\n", show::counted(deleted, "session")))
    }

    /// The one that began first first.
    async fn sessions(&self) -> Result<Vec<Report>> {
        let mut all = self.records.list().await.map_err(|error| records_problem(&error))?;
        all.reverse();
        Ok(all)
    }

    async fn titles(&self, language: body::Language) -> Result<exports::Titles> {
        let titles = server::titles(&self.records, language).await;
        titles.map_err(|error| records_problem(&error))
    }

    /// What can't be read is left out, and named.
    async fn warn_of_damaged(&self) -> Result<()> {
        let damaged = self.records.damaged().await.map_err(|error| records_problem(&error))?;
        for row in damaged {
            let what = match row.table {
                Table::Sessions => "session",
                Table::Ratings => "rating",
                Table::OwnGuides => "guide of yours",
            };
            let name = row.name.unwrap_or_else(|| format!("in row {}", row.row));
            warn(&format!(
                "left out: the {what} {name} is damaged ({}); the history on the page lets you keep it as a file, or delete it",
                row.why
            ));
        }
        Ok(())
    }
}

fn wanted(which: &WhichSessions) -> Wanted {
    Wanted {
        guide: which.guide.clone(),
        from: which.from,
        to: which.to,
    }
}

fn id_of(report: &Report) -> Option<&str> {
    report.session.as_ref().map(|session| session.id.as_str())
}

/// The session whose id begins like this.
fn found<'a>(all: &'a [Report], id: &str) -> Result<&'a Report> {
    let begins = |report: &&Report| !id.is_empty() && id_of(report).is_some_and(|known| known.starts_with(id));
    let mut matching = all.iter().filter(begins);
    match (matching.next(), matching.count()) {
        (Some(report), 0) => Ok(report),
        (None, _) => Err(Box::new(Problem::UnknownSession { id: id.to_owned() })),
        (Some(_), more) => Err(Box::new(Problem::WhichSession {
            id: id.to_owned(),
            count: more + 1,
        })),
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    let text = serde_json::to_string_pretty(value).map_err(|error| records_problem(&error))?;
    Ok(text + "\n")
}

fn records_problem(error: &dyn std::error::Error) -> Box<Problem> {
    Box::new(Problem::Records {
        why: with_causes(error),
    })
}

/// What a file brings, or the Parquet tables of a folder.
fn read(path: &Path) -> Result<Brought> {
    let unusable = |path: &Path, error: ReadError| Problem::NotAnExport {
        path: path.display().to_string(),
        why: error.to_string(),
        help: error.help().to_owned(),
    };
    if !path.is_dir() {
        return exports::read(bytes_of(path)?.into()).map_err(|error| Box::new(unusable(path, error)));
    }
    let tables = ["sessions", "ratings", "own_guides"].map(|table| path.join(format!("{table}.parquet")));
    let mut all = Brought::default();
    let mut tables = tables.iter().filter(|table| table.is_file()).peekable();
    if tables.peek().is_none() {
        let error = match path.join("sessions.csv").is_file() {
            true => ReadError::NotSupported { what: "CSV" },
            false => ReadError::Unknown,
        };
        return Err(Box::new(unusable(path, error)));
    }
    for table in tables {
        let brought = exports::read(bytes_of(table)?.into()).map_err(|error| unusable(table, error))?;
        all.sessions.extend(brought.sessions);
        all.ratings.extend(brought.ratings);
        all.own_guides.extend(brought.own_guides);
        all.refused.extend(brought.refused);
    }
    Ok(all)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    let about = fs::metadata(path).map_err(|error| Problem::reading(path, &error))?;
    if about.len() > LARGEST {
        return Err(Box::new(Problem::NotAnExport {
            path: path.display().to_string(),
            why: ReadError::TooLarge.to_string(),
            help: ReadError::TooLarge.help().to_owned(),
        }));
    }
    fs::read(path).map_err(|error| Problem::reading(path, &error))
}
