//! `unhunch plan`: shows and changes the person's plan, a file that they may edit by hand as well.
//!
//! Must not know: when the reminder speaks.

mod kept;
mod routine;
mod show;
mod take;

use ::plan::{Break, Plan, Quiet, read_put_off};
use guide::Cadence;

use crate::Ending;
use crate::args::{AddOptions, PlanCommand, PlanOptions};
use crate::problem::{Problem, Result};

use self::kept::Kept;

/// Runs `unhunch plan`.
///
/// # Errors
/// [`Problem`] when the plan has mistakes, can't be what is asked for, or can't be read or written.
pub fn run(options: &PlanOptions) -> Result<Ending> {
    let kept = Kept::within(options.data.as_deref())?;
    match &options.command {
        None => show::run(&kept, options.format),
        Some(PlanCommand::Take(take)) => take::run(&kept, take, options.format),
        Some(PlanCommand::Routine(routine)) => {
            let said = routine::run(&kept, routine)?;
            show::after(&kept, &said, options.format)
        }
        Some(command) => {
            let said = change(&kept, command)?;
            show::after(&kept, &said, options.format)
        }
    }
}

/// Changes the plan's file; what to say of it.
fn change(kept: &Kept, command: &PlanCommand) -> Result<String> {
    let mut text = kept.plan()?;
    let plan = &mut text.plan;
    let said = match command {
        PlanCommand::Add(options) => {
            let cadence = cadence_of(kept, options)?;
            let said = format!("{}: planned {cadence}\n", options.guide);
            put_in(plan, &options.guide, cadence);
            said
        }
        PlanCommand::Remove { guide } => {
            if plan.of(guide).is_none() {
                let known: Vec<&str> = plan.breaks.iter().map(|planned| planned.guide.as_str()).collect();
                let help = format!("in the plan: {}", crate::wording::list(known.into_iter()));
                return Err(refused(format!("{guide:?} is not in the plan"), help));
            }
            plan.breaks.retain(|planned| planned.guide != *guide);
            format!("{guide}: not planned any more\n")
        }
        PlanCommand::Quiet { hours } => {
            plan.quiet = quiet(hours)?;
            let hours: Vec<String> = plan.quiet.iter().map(ToString::to_string).collect();
            match hours.is_empty() {
                true => "no quiet hours\n".to_owned(),
                false => format!("quiet {}\n", hours.join(", ")),
            }
        }
        PlanCommand::PutOff { time } => {
            plan.put_off_min = read_put_off(time).map_err(|why| told(&why))?;
            format!("a break may be put off for {} min\n", plan.put_off_min)
        }
        PlanCommand::Take(_) | PlanCommand::Routine(_) => String::new(),
    };
    kept.write(&text)?;
    Ok(said)
}

/// How often a guide is to be done: what is asked for, or else what it says itself.
fn cadence_of(kept: &Kept, options: &AddOptions) -> Result<Cadence> {
    let guide = kept.guide(&options.guide)?;
    match (&options.often, guide.plan) {
        (Some(often), _) => Ok(often.clone()),
        (None, Some(plan)) => Ok(plan),
        (None, None) => Err(refused(
            format!("the guide {} does not say how often it is done", options.guide),
            format!("say it: unhunch plan add {} --often \"3 times a day\"", options.guide),
        )),
    }
}

/// Puts a guide behind the others, or changes how often it is done where it is.
fn put_in(plan: &mut Plan, guide: &str, cadence: Cadence) {
    match plan.breaks.iter_mut().find(|planned| planned.guide == guide) {
        Some(planned) => planned.cadence = cadence,
        None => plan.breaks.push(Break {
            guide: guide.to_owned(),
            cadence,
        }),
    }
}

fn quiet(hours: &[String]) -> Result<Vec<Quiet>> {
    match hours {
        [none] if none == "none" => Ok(Vec::new()),
        hours => hours
            .iter()
            .map(|hours| Quiet::read(hours).map_err(|why| told(&why)))
            .collect(),
    }
}

/// Of what is wrong, and what to write instead behind a semicolon.
fn told(why: &str) -> Box<Problem> {
    let (why, help) = why.split_once("; ").unwrap_or((why, "see unhunch plan --help"));
    refused(why, help)
}

fn refused(why: impl Into<String>, help: impl Into<String>) -> Box<Problem> {
    Box::new(Problem::PlanRefused {
        why: why.into(),
        help: help.into(),
    })
}
