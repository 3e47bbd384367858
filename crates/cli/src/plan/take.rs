//! `unhunch plan take`: a guide that somebody wrote for the person, with its plan. It is shown before it is taken.

use std::io::BufRead;

use guide::{Change, Guide, changes};
use records::{OwnGuide, Replaces, is_guide_name};
use serde::Serialize;

use super::{Kept, put_in, refused};
use crate::Ending;
use crate::args::{Format, TakeOptions};
use crate::guides::{file_name, parse, print, read, show_text};
use crate::problem::{Problem, Result};

/// `unhunch plan take --format json`.
#[derive(Debug, Serialize)]
struct Shown {
    name: String,
    title: String,
    /// How often it is meant to be done; `None` where it does not say it.
    often: Option<String>,
    /// Whether it takes the place of an older one.
    replaces: bool,
    changes: Vec<ShownChange>,
    /// Whether it was taken: with `--yes` only.
    taken: bool,
}

/// One thing that is other than in the older one.
#[derive(Debug, Serialize)]
struct ShownChange {
    kind: &'static str,
    step: Option<String>,
    title: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// Runs `unhunch plan take`.
pub(super) fn run(kept: &Kept, options: &TakeOptions, format: Format) -> Result<Ending> {
    let name = name(options)?;
    let bytes = read(&options.file)?;
    let text = guide::text_of(&name, &bytes).map_err(|mistakes| Box::new(Problem::GuideMistakes(mistakes)))?;
    let guide = parse(&name, text)?;
    let old = kept.own(&name)?;
    let changed = changed(&name, old.as_ref(), &guide);
    // What can go wrong with the plan goes wrong before the guide is kept.
    let mut plan = kept.plan()?;
    if let Some(often) = &guide.plan {
        put_in(&mut plan.plan, &name, often.clone());
    }
    kept.checked(&plan)?;
    if format == Format::Text {
        print(&shown(&guide, old.as_ref(), &changed))?;
    }
    let taken = options.yes || format == Format::Text && is_wanted(old.is_some());
    if taken {
        let replaces = old
            .as_ref()
            .map_or(Replaces::Nothing, |old| Replaces::Version(old.version));
        kept.keep(&name, text, replaces)?;
        kept.write(&plan)?;
    }
    match format {
        Format::Text if taken => print(&said(&guide))?,
        Format::Text => print("not taken; nothing was changed\n")?,
        Format::Json => {
            let shown = Shown {
                often: guide.plan.as_ref().map(ToString::to_string),
                title: guide.title,
                name,
                replaces: old.is_some(),
                changes: changed.unwrap_or_default().into_iter().map(ShownChange::from).collect(),
                taken,
            };
            let json = serde_json::to_string_pretty(&shown).expect("texts can be written");
            print(&(json + "\n"))?
        }
    };
    Ok(if taken {
        Ending::AsTheGuideSays
    } else {
        Ending::NotAsTheGuideSays
    })
}

/// The name that it is kept under.
fn name(options: &TakeOptions) -> Result<String> {
    let name = match &options.name {
        Some(name) => name.clone(),
        None => {
            let name = file_name(&options.file);
            guide::slug(&name).unwrap_or(name)
        }
    };
    if !is_guide_name(&name) {
        let help = "give it one of small letters, digits and single hyphens: --name my-neck";
        return Err(refused(format!("no guide can be called {name:?}"), help));
    }
    if guide::builtin_guides().iter().any(|(known, _)| *known == name) {
        return Err(refused(
            format!("a guide that comes with the program is called {name:?}"),
            format!("give this one another name: --name my-{name}"),
        ));
    }
    Ok(name)
}

/// What is other than in the older one; `None` where there is none, or it can't be read.
fn changed(name: &str, old: Option<&OwnGuide>, new: &Guide) -> Option<Vec<Change>> {
    let old = parse(name, &old?.text).ok()?;
    Some(changes(&old, new))
}

fn shown(guide: &Guide, old: Option<&OwnGuide>, changed: &Option<Vec<Change>>) -> String {
    let mut text = show_text(guide);
    match (old, changed) {
        (None, _) => {}
        (Some(_), None) => text.push_str("\nIt takes the place of one that has mistakes.\n"),
        (Some(_), Some(changes)) if changes.is_empty() => {
            text.push_str("\nYou have this guide already; nothing in it that you do is other.\n");
        }
        (Some(_), Some(changes)) => {
            text.push_str("\nIt takes the place of the one that you have. What is other:\n");
            for change in changes {
                text.push_str(&format!("- {change}\n"));
            }
        }
    }
    match &guide.plan {
        Some(plan) => text.push_str(&format!("\nIts plan: {plan}\n")),
        None => text.push_str("\nIt does not say how often: your plan stays as it is.\n"),
    }
    text
}

/// Asks; no answer is a no.
fn is_wanted(replaces: bool) -> bool {
    let question = if replaces { "Take it instead?" } else { "Take it?" };
    anstream::eprint!("{question} [y/N] ");
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn said(guide: &Guide) -> String {
    let Guide { name, plan, .. } = guide;
    match plan {
        Some(plan) => format!("{name}: taken, and planned {plan}\n"),
        None => format!("{name}: taken; plan it with: unhunch plan add {name} --often \"3 times a day\"\n"),
    }
}

impl From<Change> for ShownChange {
    fn from(change: Change) -> Self {
        Self {
            kind: change.kind.name(),
            step: change.step,
            title: change.title,
            before: change.before,
            after: change.after,
        }
    }
}
