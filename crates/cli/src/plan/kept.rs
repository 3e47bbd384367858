//! What is kept in the data folder: the plan's file, the saved sessions, the person's own guides.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ::plan::{Done, Plan};
use footage::output::{self, Over};
use guide::Guide;
use jiff::Zoned;
use records::{Filter, OwnGuide, Records, RecordsError, Replaces, is_guide_name};

use super::refused;
use crate::guides::parse;
use crate::problem::{Problem, Result};
use crate::serve::{RECORDS, data_folder};

/// The plan's file, in the folder of the saved sessions.
const FILE: &str = "plan.toml";

/// The data folder.
pub(super) struct Kept {
    folder: PathBuf,
    runtime: tokio::runtime::Runtime,
}

/// The plan with the text of its file.
pub(super) struct PlanText {
    /// May be changed.
    pub plan: Plan,
    /// As it is on the disk.
    text: String,
}

impl Kept {
    /// What is kept in this folder, or else in the system's.
    pub fn within(folder: Option<&Path>) -> Result<Self> {
        let folder = match folder {
            Some(folder) => folder.to_owned(),
            None => data_folder()?,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Box::new(Problem::PlanRecords { why: error.to_string() }))?;
        Ok(Self { folder, runtime })
    }

    /// Where the plan is.
    pub fn plan_path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// The plan; an empty one where there is no file.
    pub fn plan(&self) -> Result<PlanText> {
        let path = self.plan_path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Problem::reading(&path, &error)),
        };
        let plan = Plan::read(&text).map_err(|mistakes| self.mistakes(mistakes))?;
        Ok(PlanText { plan, text })
    }

    /// Writes the plan over what its file said, whole or not at all.
    pub fn write(&self, plan: &PlanText) -> Result<()> {
        let text = self.checked(plan)?;
        if text == plan.text {
            return Ok(());
        }
        fs::create_dir_all(&self.folder).map_err(|error| Problem::writing(&self.folder, error))?;
        Ok(output::write(&self.plan_path(), Over::Earlier, text.as_bytes())?)
    }

    /// The text that the file would have.
    ///
    /// # Errors
    /// When the plan can't be so: times that lie in quiet hours, for one.
    pub fn checked(&self, plan: &PlanText) -> Result<String> {
        if let Err(mistakes) = plan.plan.check() {
            let (why, help) = mistakes
                .iter()
                .next()
                .map(|mistake| (mistake.message.clone(), mistake.help.clone()))
                .unwrap_or_default();
            return Err(refused(format!("the plan can't be so: {why}"), help));
        }
        plan.plan
            .written_over(&plan.text)
            .map_err(|mistakes| self.mistakes(mistakes))
    }

    fn mistakes(&self, mistakes: ::plan::PlanMistakes) -> Box<Problem> {
        Box::new(Problem::PlanMistakes {
            path: self.plan_path().display().to_string(),
            mistakes,
        })
    }

    /// The sessions since yesterday of which at least one part was done.
    pub fn done(&self, now: &Zoned) -> Result<Vec<Done>> {
        let filter = Filter {
            from: now.date().yesterday().ok(),
            ..Filter::default()
        };
        let rows = self.with_records(async |records| records.session_rows(&filter).await)?;
        let done = rows.into_iter().flatten().filter(|row| row.done > 0);
        let done = done.filter_map(|row| {
            Some(Done {
                at: row.started_at.parse().ok()?,
                guide: row.guide,
            })
        });
        Ok(done.collect())
    }

    /// The person's own guide of this name.
    pub fn own(&self, name: &str) -> Result<Option<OwnGuide>> {
        if !is_guide_name(name) {
            return Ok(None);
        }
        Ok(self.with_records(async |records| records.guide(name).await)?.flatten())
    }

    /// Keeps a guide as the person's own.
    pub fn keep(&self, name: &str, text: &str, replaces: Replaces) -> Result<()> {
        let path = self.folder.join(RECORDS);
        let kept = self.runtime.block_on(async {
            let records = Records::open(path).await?;
            let written = records.write_guide(name, text, replaces).await;
            records.close().await;
            written
        });
        kept.map(drop).map_err(|error| in_records(&error))
    }

    /// Asks the records; `None` where nothing was ever saved. To open them would make the file.
    fn with_records<T>(
        &self,
        ask: impl AsyncFnOnce(&Records) -> std::result::Result<T, RecordsError>,
    ) -> Result<Option<T>> {
        let path = self.folder.join(RECORDS);
        if !path.exists() {
            return Ok(None);
        }
        let asked = self.runtime.block_on(async {
            let records = Records::open(path).await?;
            let answer = ask(&records).await;
            records.close().await;
            answer
        });
        asked.map(Some).map_err(|error| in_records(&error))
    }

    /// The text of a guide that comes with the program, in `language` where it is translated, or of an own one.
    pub fn text(&self, name: &str, language: &str) -> Result<String> {
        if let Some((_, original)) = guide::builtin_guides().iter().find(|(known, _)| *known == name) {
            let mut translations = guide::builtin_translations(name).iter();
            let translated = translations.find(|(known, _)| *known == language);
            return Ok(translated.map_or(*original, |(_, text)| text).to_owned());
        }
        match self.own(name)? {
            Some(own) => Ok(own.text),
            None => Err(refused(
                format!("there is no guide {name:?}"),
                "name one from `unhunch guide list`, or one of your own; `unhunch plan take FILE.md` takes a file",
            )),
        }
    }

    /// A guide that comes with the program, or an own one.
    pub fn guide(&self, name: &str) -> Result<Guide> {
        parse(name, &self.text(name, "en")?)
    }
}

fn in_records(error: &RecordsError) -> Box<Problem> {
    let mut why = error.to_string();
    if let Some(cause) = std::error::Error::source(error) {
        why.push_str(&format!(": {cause}"));
    }
    Box::new(Problem::PlanRecords { why })
}
