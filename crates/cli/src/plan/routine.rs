//! `unhunch plan routine`: a guide of the person's own out of steps of several guides.

use guide::{Part, Vocabulary, compose};
use records::Replaces;

use super::{Kept, put_in, refused};
use crate::args::RoutineOptions;
use crate::problem::Result;

/// Runs `unhunch plan routine`; what to say of it.
pub(super) fn run(kept: &Kept, options: &RoutineOptions) -> Result<String> {
    let mut texts = Vec::new();
    for part in &options.parts {
        let Some((guide, step)) = part.split_once('#') else {
            return Err(refused(
                format!("{part:?} is no step of a guide"),
                "write guide and step with a # between them: upper-back#neck-tilt",
            ));
        };
        texts.push((guide, kept.text(guide, &options.language)?, step));
    }
    let parts: Vec<Part> = texts
        .iter()
        .map(|(guide, text, step)| Part { guide, text, step })
        .collect();
    let composed = compose(&options.title, options.often.as_ref(), &parts, Vocabulary::builtin())
        .map_err(|mistake| refused(mistake.to_string(), mistake.help()))?;
    let name = composed.name;
    let is_taken = guide::builtin_guides().iter().any(|(known, _)| *known == name) || kept.own(&name)?.is_some();
    if is_taken {
        return Err(refused(
            format!("there is a guide called {name} already"),
            "give this one another title, or delete the other on the page",
        ));
    }
    let mut plan = kept.plan()?;
    if let Some(often) = &options.often {
        put_in(&mut plan.plan, &name, often.clone());
    }
    kept.checked(&plan)?;
    kept.keep(&name, &composed.text, Replaces::Nothing)?;
    kept.write(&plan)?;
    let steps = options.parts.len();
    let steps = if steps == 1 {
        "1 step".to_owned()
    } else {
        format!("{steps} steps")
    };
    Ok(match &options.often {
        Some(often) => format!("{name}: {steps}, planned {often}\n"),
        None => format!("{name}: {steps}; plan it with: unhunch plan add {name} --often \"once a day\"\n"),
    })
}
