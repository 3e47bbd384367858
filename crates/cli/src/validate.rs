//! `unhunch validate`: runs clips whose movement is known through the path of `check`, and says how right we are.

mod cache;
mod clips;
mod judging;
mod labels;
mod looking;

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use footage::output::{self, Over};
use guide::{Guide, Vocabulary};
use session::Session;
use url::Url;
use validation::{Case, Clip, Material, Report, Table};

use crate::Ending;
use crate::args::{Format, ValidateOptions};
use crate::outputs::{Named, apart, named};
use crate::problem::{Problem, Result, warn};
use crate::{guides, interrupt};
use cache::Cache;

/// Runs `unhunch validate`.
///
/// # Errors
/// [`Problem`] when there are no clips, a truth or a video can't be used, or an output can't be written.
pub fn run(options: &ValidateOptions) -> Result<Ending> {
    let guide = Arc::new(guides::load(&options.guide)?);
    let found = clips::find(&options.folders, &options.nobody)?;
    for left_out in &found.without_truth {
        warn(&format!("{left_out} has no truth beside it, and is left out"));
    }
    let mut read = vec![named("the guide", Path::new(&options.guide))];
    read.extend(found.files().map(|file| named("a clip or its truth", file)));
    read.extend(options.labels.as_deref().map(|file| named("the labels", file)));
    apart(&read, report_of(options).as_slice())?;
    can_be_followed(&found.clips, &guide, options)?;
    // A mistake in the labels should not wait for the videos either.
    let labels = match &options.labels {
        Some(file) => labels::seen(file, options)?,
        None => Vec::new(),
    };
    let cache = Cache::open(options.cache.as_deref())?;
    let videos: Vec<&Path> = found.videos().collect();
    let traces = looking::traces(&videos, &cache, options.model, options.jobs)?;
    if interrupt::asked() {
        let done = traces.iter().flatten().count();
        return Err(Box::new(Problem::Interrupted { done, of: videos.len() }));
    }
    let mut traces = traces.into_iter().flatten();
    let settings = options.camera.settings();
    let mut cases = Vec::with_capacity(found.clips.len());
    for clip in found.clips {
        let Some(trace) = traces.next() else { break };
        let watched = judging::clip(&trace, &guide, clip.plan(), settings)?;
        let name = clip.name.clone();
        let case = Case::new(clip, watched, &guide, Vocabulary::builtin());
        cases.push(case.map_err(|error| Problem::Truth {
            path: name,
            why: error.to_string(),
        })?);
    }
    let mut nobody = Vec::with_capacity(found.nobody.len());
    for (video, trace) in found.nobody.iter().zip(traces) {
        nobody.push(judging::nobody(&video.name, &trace, &guide, settings)?);
    }
    let table = Table::of(Material {
        version: env!("CARGO_PKG_VERSION"),
        guide: &guide,
        model: options.model.name(),
        cases: &cases,
        nobody,
        labels,
    });
    if let Some(path) = &options.report {
        write_report(path, &table, &cases)?;
    }
    show(&table, options.format)?;
    Ok(if table.all_met() {
        Ending::AsTheGuideSays
    } else {
        Ending::NotAsTheGuideSays
    })
}

/// The one output beside standard output.
fn report_of(options: &ValidateOptions) -> Option<Named<'_>> {
    options.report.as_deref().map(|report| named("--report", report))
}

/// A clip of a step that the guide does not have is found out before the long look at the videos.
fn can_be_followed(clips: &[Clip], guide: &Arc<Guide>, options: &ValidateOptions) -> Result<()> {
    for clip in clips {
        let session = Session::new(
            Arc::clone(guide),
            Vocabulary::builtin(),
            clip.plan(),
            options.camera.settings(),
        );
        session.map_err(|error| Problem::Truth {
            path: clip.name.clone(),
            why: error.to_string(),
        })?;
    }
    Ok(())
}

/// Writes the HTML. Its links to the clips are relative, so that both can be moved together.
fn write_report(path: &Path, table: &Table, cases: &[Case]) -> Result<()> {
    let address = |video: &str| address(path, Path::new(video)).unwrap_or_else(|| video.to_owned());
    let report = Report {
        table,
        cases,
        address: &address,
    };
    Ok(output::write(path, Over::Earlier, report.html().as_bytes())?)
}

/// The address of a video as seen from the report; `None` where a path has no address.
fn address(report: &Path, video: &Path) -> Option<String> {
    let file = |path: &Path| Url::from_file_path(std::path::absolute(path).ok()?).ok();
    let (report, video) = (file(report)?, file(&video.canonicalize().ok()?)?);
    Some(report.make_relative(&video).unwrap_or_else(|| video.to_string()))
}

fn show(table: &Table, format: Format) -> Result<()> {
    let text = match format {
        Format::Text => validation::text(table, width()),
        Format::Json => {
            let mut text = serde_json::to_string_pretty(table).expect("plain values always have a JSON form");
            text.push('\n');
            text
        }
    };
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Problem::writing(Path::new("standard output"), error))
        }
        _ => Ok(()),
    }
}

/// Columns to write in: `COLUMNS`, else those of the terminal, else those of a wide page; within bounds.
fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || std::io::stdout().is_terminal().then(textwrap::termwidth);
    asked.or_else(terminal).unwrap_or(WIDE).clamp(NARROWEST, WIDEST)
}

const NARROWEST: usize = 60;
const WIDE: usize = 120;
const WIDEST: usize = 160;

/// Reads a file whole.
fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Problem::reading(path, &error))
}
