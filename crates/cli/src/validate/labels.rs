//! Traces of which something is known by eye: each is judged as `replay` does, and held against its labels.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use coach::Plan;
use validation::{LabelSeen, Labelled, Labels};

use super::{judging, report_of};
use crate::args::ValidateOptions;
use crate::guides;
use crate::outputs::{apart, named};
use crate::problem::{Problem, Result};

/// Every label of the file, and what the program says.
///
/// # Errors
/// [`Problem`] when the file, one of its traces or a guide can't be used, or a step does not have a rule that is named.
pub fn seen(file: &Path, options: &ValidateOptions) -> Result<Vec<LabelSeen>> {
    let text = fs::read_to_string(file).map_err(|error| Problem::reading(file, &error))?;
    let mistaken = |why: String| {
        Box::new(Problem::Labels {
            path: file.display().to_string(),
            why,
        })
    };
    let labels = Labels::read(&text).map_err(mistaken)?;
    let beside = file.parent().unwrap_or(Path::new(""));
    let folder = labels
        .traces
        .as_ref()
        .map_or(beside.to_owned(), |traces| beside.join(traces));
    let mut seen = Vec::new();
    for label in &labels.labels {
        let guide = Arc::new(guides::load(label.guide.as_deref().unwrap_or(&options.guide))?);
        let trace = folder.join(&label.trace);
        apart(&[named("a trace of the labels", &trace)], report_of(options).as_slice())?;
        let watched = judging::clip(&trace, &guide, plan(label), options.camera.settings())?;
        seen.extend(label.against(&watched.judged.outcomes).map_err(mistaken)?);
    }
    Ok(seen)
}

fn plan(label: &Labelled) -> Plan {
    match &label.step {
        Some(id) => Plan::Step {
            id: id.clone(),
            side: label.side.map(Into::into),
        },
        None => Plan::WholeGuide,
    }
}
