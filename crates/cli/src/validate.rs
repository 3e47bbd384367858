//! `unhunch validate`: runs clips whose movement is known through the path of `check`, and says how right we are.

mod cache;
mod clips;
mod looking;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use coach::{EventKind, Plan, StepVerdict};
use guide::{Guide, Vocabulary};
use session::{Session, Settings};
use validation::{Case, Judged, Material, Nobody, Table, Told, Watched};

use crate::Ending;
use crate::args::{Format, ValidateOptions};
use crate::problem::{Problem, Result, warn};
use crate::trace::TraceReader;
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
        let (watched, _) = judge(&trace, &guide, clip.plan(), settings)?;
        let name = clip.name.clone();
        let case = Case::new(clip, watched, &guide, Vocabulary::builtin());
        cases.push(case.map_err(|error| Problem::Truth {
            path: name,
            why: error.to_string(),
        })?);
    }
    let mut nobody = Vec::with_capacity(found.nobody.len());
    for (video, trace) in found.nobody.iter().zip(traces) {
        let (watched, no_neutral) = judge(&trace, &guide, Plan::WholeGuide, settings)?;
        nobody.push(of_nobody(&video.name, &watched.judged, no_neutral));
    }
    let table = Table::of(Material {
        version: env!("CARGO_PKG_VERSION"),
        guide: &guide,
        cases: &cases,
        nobody,
    });
    show(&table, options.format)?;
    Ok(if table.all_met() {
        Ending::AsTheGuideSays
    } else {
        Ending::NotAsTheGuideSays
    })
}

/// Judges a trace as `check` and `replay` do, and keeps what was measured.
fn judge(trace: &Path, guide: &Arc<Guide>, plan: Plan, settings: Settings) -> Result<(Watched, Option<String>)> {
    let mut reader = TraceReader::open(trace)?;
    let mut session = Session::new(Arc::clone(guide), Vocabulary::builtin(), plan, settings)
        .map_err(|error| Problem::Plan { why: error.to_string() })?;
    let mut watched = Watched::default();
    let mut events = Vec::new();
    while let Some((at, pose)) = reader.next()? {
        for event in session.frame(at, &pose) {
            if event.kind == EventKind::NeutralSet {
                watched.neutral_at = Some(at);
            }
            events.push(Told { at, event });
        }
        watched.frames.push((at, session.measures().clone()));
    }
    let last = watched.frames.last().map(|(at, _)| *at).unwrap_or_default();
    events.extend(session.finish().into_iter().map(|event| Told { at: last, event }));
    watched.judged = Judged {
        events,
        outcomes: session.outcomes(),
    };
    Ok((watched, session.neutral_reason()))
}

fn of_nobody(name: &str, judged: &Judged, no_neutral: Option<String>) -> Nobody {
    let done = judged
        .outcomes
        .iter()
        .filter(|outcome| matches!(outcome.verdict, StepVerdict::Done | StepVerdict::Good))
        .map(|outcome| match outcome.side {
            Some(side) => format!("{} {side}", outcome.step),
            None => outcome.step.clone(),
        });
    let spoken = judged
        .events
        .iter()
        .filter(|told| matches!(told.event.kind, EventKind::Cue(_)));
    Nobody {
        clip: name.to_owned(),
        done: done.collect(),
        spoken: spoken.count(),
        no_neutral,
    }
}

fn show(table: &Table, format: Format) -> Result<()> {
    let text = match format {
        Format::Text => validation::text(table),
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

/// Reads a file whole.
fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Problem::reading(path, &error))
}
