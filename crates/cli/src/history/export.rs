//! Writes what was done as files: whole under their names, or not there.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use exports::{Archive, Asked, Signs, Table, page, write_csv, write_json, write_parquet};
use footage::output::{Output, Over};
use jiff::Zoned;
use server::Planned;

use super::{History, records_problem, show, wanted};
use crate::Ending;
use crate::args::{ExportForm, ExportOptions};
use crate::guides::print;
use crate::outputs::{Named, apart, named};
use crate::problem::{Problem, Result, warn};
use crate::serve::RECORDS;

impl History {
    /// Runs `unhunch history export`.
    pub(super) async fn export(&self, options: &ExportOptions) -> Result<Ending> {
        if options.separator == options.decimal as u8 {
            return Err(Box::new(Problem::SameSigns { sign: options.decimal }));
        }
        let archive = server::archive(&self.records, &wanted(&options.which))
            .await
            .map_err(|error| records_problem(&error))?;
        match options.format {
            ExportForm::Csv => self.tables(options, &Table::CSV, "csv", &archive)?,
            ExportForm::Parquet => self.tables(options, &Table::PARQUET, "parquet", &archive)?,
            ExportForm::Json => self.file(&options.out, |to| write_json(&archive, to))?,
            ExportForm::Fhir => {
                let titles = self.titles(body::Language::English).await?;
                let bundle = exports::bundle(&archive.sessions, &titles);
                self.file(&options.out, |to| {
                    serde_json::to_writer_pretty(&mut *to, &bundle)?;
                    to.write_all(b"\n")
                })?;
            }
            ExportForm::Pdf => self.page(options, &archive).await?,
        }
        self.warn_of_damaged().await?;
        let count = show::counted(archive.sessions.len() as u64, "session");
        print(&format!("Wrote {count} to {}\n", options.out.display()))
    }

    async fn page(&self, options: &ExportOptions, archive: &Archive) -> Result<()> {
        let titles = self.titles(options.language).await?;
        let planned = Planned::read(&self.folder).await;
        let asked = Asked {
            titles: &titles,
            planned: &|guide, date| match guide {
                Some(guide) => planned.with(guide, date),
                None => planned.on(date),
            },
            language: options.language,
            from: options.which.from,
            to: options.which.to,
            made_on: Zoned::now().date(),
        };
        let page = page(&archive.sessions, &asked).map_err(|error| records_problem(&error))?;
        if !page.missing.is_empty() {
            let missing: Vec<String> = page.missing.iter().map(char::to_string).collect();
            warn(&format!(
                "the page's font lacks {}: another sign stands there. Latin, Greek and Cyrillic are supported",
                missing.join(" ")
            ));
        }
        self.file(&options.out, |to| to.write_all(&page.bytes))
    }

    fn tables(&self, options: &ExportOptions, tables: &[Table], ending: &'static str, archive: &Archive) -> Result<()> {
        let folder = &options.out;
        if folder.is_file() {
            return Err(Box::new(Problem::NotAFolder {
                path: folder.display().to_string(),
                form: ending,
            }));
        }
        std::fs::create_dir_all(folder).map_err(|error| Problem::writing(folder, error))?;
        let signs = Signs {
            separator: options.separator,
            decimal: options.decimal,
            bom: options.bom,
        };
        for table in tables {
            let path = folder.join(format!("{}.{ending}", table.name()));
            self.file(&path, |to| match ending {
                "csv" => write_csv(*table, archive, signs, to).map_err(exports::CsvError::into_io),
                _ => write_parquet(*table, archive, to).map_err(io::Error::other),
            })?;
        }
        Ok(())
    }

    /// One file, never over the saved sessions or the plan.
    fn file(&self, path: &Path, write: impl FnOnce(&mut BufWriter<Output>) -> io::Result<()>) -> Result<()> {
        let kept = [
            (self.folder.join(RECORDS), "the saved sessions"),
            (self.folder.join("plan.toml"), "the plan"),
        ];
        let kept: Vec<Named<'_>> = kept.iter().map(|(path, what)| named(what, path)).collect();
        apart(&kept, &[named("--out", path)])?;
        let mut to = BufWriter::new(Output::create(path, Over::Earlier)?);
        let written = write(&mut to).and_then(|()| to.flush());
        written.map_err(|error| Problem::writing(path, error))?;
        let output = to.into_inner().map_err(|error| Problem::writing(path, error.error()))?;
        Ok(output.finish()?)
    }
}
