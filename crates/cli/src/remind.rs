//! `unhunch remind`: nudges at the right moment, by the plan; and installs, removes and tells of that.
//!
//! Thin: gives the reminder the guides, the saved sessions and the browser.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use guide::Vocabulary;
use jiff::{Timestamp, tz::TimeZone};
use plan::Done;
use records::{Filter, Records};
use remind::install::{InstallError, Places, Task};
use remind::{Asked, LockError, Program, RunError, Settings};

use crate::Ending;
use crate::args::{Format, RemindOptions};
use crate::problem::{Problem, Result};
use crate::serve::{RECORDS, data_folder, open_browser};

/// The port of the page, where none is said.
const USUAL_PORT: u16 = 7373;

/// Runs `unhunch remind`.
///
/// # Errors
/// [`Problem`] when a folder can't be used, or the system does not do what it is asked.
pub fn run(options: &RemindOptions) -> Result<Ending> {
    let data = match &options.data {
        // A service starts in a folder of its own.
        Some(folder) => std::path::absolute(folder).map_err(|error| Problem::writing(folder, error))?,
        None => data_folder()?,
    };
    if options.install {
        return install(options, &data);
    }
    let settings = Settings {
        data,
        port: options.port,
    };
    if options.remove {
        return say(&remind::install::remove(&places(&settings.data)?).map_err(installing)?);
    }
    if options.status {
        return status(&settings, options.format);
    }
    let program = ThisProgram {
        data: settings.data.clone(),
        port: settings.port,
    };
    match remind::run(settings, Arc::new(program)) {
        Ok(()) => Ok(Ending::AsTheGuideSays),
        // Two of them start where a system has both ways to start one. The second has nothing to do.
        Err(RunError::Lock(taken @ LockError::Taken(_))) => {
            anstream::eprintln!("unhunch remind: {taken}; nothing to do");
            Ok(Ending::AsTheGuideSays)
        }
        Err(error) => Err(Box::new(Problem::Remind { why: error.to_string() })),
    }
}

fn install(options: &RemindOptions, data: &Path) -> Result<Ending> {
    let program = std::env::current_exe().map_err(|error| {
        Box::new(Problem::Remind {
            why: format!("this system does not say where the program is ({error})"),
        })
    })?;
    let task = Task {
        program,
        data: options.data.is_some().then(|| data.to_owned()),
        port: (options.port != USUAL_PORT).then_some(options.port),
    };
    say(&remind::install::install(&task, &places(data)?).map_err(installing)?)
}

fn status(settings: &Settings, format: Format) -> Result<Ending> {
    let status = remind::status(settings).map_err(|error| Box::new(Problem::Remind { why: error.to_string() }))?;
    let text = match format {
        Format::Text => status.text(),
        Format::Json => {
            let json = serde_json::to_string_pretty(&status).expect("texts, numbers and times can be written");
            json + "\n"
        }
    };
    print(&text)?;
    Ok(match status.process {
        Some(_) => Ending::AsTheGuideSays,
        None => Ending::NotAsTheGuideSays,
    })
}

fn say(done: &[String]) -> Result<Ending> {
    print(&(done.join("\n") + "\n"))?;
    Ok(Ending::AsTheGuideSays)
}

fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // The reader of our output went away: nothing more to say.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Problem::writing(Path::new("standard output"), error)),
    }
}

fn places(data: &Path) -> Result<Places> {
    let folders = directories::BaseDirs::new().ok_or_else(|| {
        Box::new(Problem::Remind {
            why: "this system does not say where your home is".to_owned(),
        })
    })?;
    Ok(Places {
        home: folders.home_dir().to_owned(),
        config: folders.config_dir().to_owned(),
        data: data.to_owned(),
    })
}

fn installing(error: InstallError) -> Box<Problem> {
    Box::new(Problem::Remind { why: error.to_string() })
}

/// What the reminder needs of this program.
struct ThisProgram {
    data: PathBuf,
    port: u16,
}

impl Program for ThisProgram {
    fn title<'a>(&'a self, name: &'a str, language: &'a str) -> Asked<'a, String> {
        Box::pin(async move {
            let text = match shipped(name, language) {
                Some(text) => Some(text.to_owned()),
                None => self.own(name).await,
            };
            let guide = text.and_then(|text| guide::parse(name, &text, Vocabulary::builtin()).ok());
            guide.map_or_else(|| name.to_owned(), |guide| guide.title)
        })
    }

    fn done(&self, since: Timestamp) -> Asked<'_, Result<Vec<Done>, String>> {
        Box::pin(async move {
            let Some(records) = self.records().await.map_err(|error| error.to_string())? else {
                return Ok(Vec::new());
            };
            let filter = Filter {
                // The filter's dates are those of the place of each session: a day earlier takes in every zone.
                from: since.to_zoned(TimeZone::UTC).date().yesterday().ok(),
                ..Filter::default()
            };
            let rows = records.session_rows(&filter).await.map_err(|error| error.to_string());
            records.close().await;
            let done = rows?.into_iter().filter(|row| row.done > 0).filter_map(|row| {
                Some(Done {
                    at: row.started_at.parse().ok()?,
                    guide: row.guide,
                })
            });
            Ok(done.filter(|done| done.at >= since).collect())
        })
    }

    fn open(&self, address: &str) -> io::Result<()> {
        let mut opener = open_browser(address)?;
        // Waited for, so that nothing of it is left behind in the list of processes.
        std::thread::spawn(move || opener.wait());
        Ok(())
    }

    fn server(&self) -> Command {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("unhunch"));
        let mut command = Command::new(program);
        command
            .args(["serve", "--port", &self.port.to_string(), "--data"])
            .arg(&self.data);
        command
    }
}

impl ThisProgram {
    /// The saved sessions and the person's own guides; `None` where nothing was ever saved.
    async fn records(&self) -> std::result::Result<Option<Records>, records::RecordsError> {
        let path = self.data.join(RECORDS);
        // To open it would make it.
        if !path.exists() {
            return Ok(None);
        }
        Records::open(path).await.map(Some)
    }

    /// The text of the person's own guide; `None` where there is none, or it can't be read.
    async fn own(&self, name: &str) -> Option<String> {
        let records = self.records().await.ok()??;
        let guide = records.guide(name).await;
        records.close().await;
        Some(guide.ok()??.text)
    }
}

/// The text of a guide that comes with the program, in `language` where it is translated.
fn shipped(name: &str, language: &str) -> Option<&'static str> {
    let of = |texts: &'static [(&'static str, &'static str)], wanted: &str| {
        texts.iter().find(|(known, _)| *known == wanted).map(|(_, text)| *text)
    };
    let original = of(guide::builtin_guides(), name)?;
    Some(of(guide::builtin_translations(name), language).unwrap_or(original))
}
