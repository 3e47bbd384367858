//! What is planned today, what of it is done, and what is next.

use ::plan::{Break, Plan, Today};
use jiff::Zoned;
use serde::Serialize;

use super::Kept;
use crate::Ending;
use crate::args::Format;
use crate::guides::print;
use crate::problem::Result;

/// `unhunch plan --format json`.
#[derive(Debug, Serialize)]
struct Shown {
    /// The day that it is about.
    date: String,
    /// Where the plan is.
    file: String,
    quiet: Vec<String>,
    put_off_min: u32,
    breaks: Vec<ShownBreak>,
}

/// A guide in the plan.
#[derive(Debug, Serialize)]
struct ShownBreak {
    guide: String,
    /// `None` of a guide that is not there, or has mistakes.
    title: Option<String>,
    often: String,
    /// Whether it is planned on this day.
    today: bool,
    /// How many times on this day; `None` where the time at the desk decides, or none is planned.
    planned: Option<u32>,
    /// How many times it was done on this day; 0 where it is not planned.
    done: u32,
    /// When it is due next on this day, RFC 3339; in the past for one that is due.
    next: Option<String>,
    #[serde(skip)]
    next_at: Option<Zoned>,
}

/// Runs `unhunch plan`.
pub(super) fn run(kept: &Kept, format: Format) -> Result<Ending> {
    let plan = kept.plan()?.plan;
    let now = Zoned::now();
    let today = plan.today(&now, &kept.done(&now)?);
    let breaks: Vec<ShownBreak> = plan.breaks.iter().map(|planned| shown(kept, planned, &today)).collect();
    let text = match format {
        Format::Text => text(kept, &plan, &breaks, &now),
        Format::Json => {
            let shown = Shown {
                date: now.date().to_string(),
                file: kept.plan_path().display().to_string(),
                quiet: plan.quiet.iter().map(ToString::to_string).collect(),
                put_off_min: plan.put_off_min,
                breaks,
            };
            let json = serde_json::to_string_pretty(&shown).expect("texts and numbers can be written");
            json + "\n"
        }
    };
    print(&text)
}

/// Says what was changed; for programs, the plan as it is now.
pub(super) fn after(kept: &Kept, said: &str, format: Format) -> Result<Ending> {
    match format {
        Format::Text => print(said),
        Format::Json => run(kept, format),
    }
}

fn shown(kept: &Kept, planned: &Break, today: &[Today]) -> ShownBreak {
    let of_today = today.iter().find(|today| today.guide == planned.guide);
    let next_at = of_today.and_then(|today| today.next.clone());
    ShownBreak {
        guide: planned.guide.clone(),
        title: kept.guide(&planned.guide).ok().map(|guide| guide.title),
        often: planned.cadence.to_string(),
        today: of_today.is_some(),
        planned: of_today.and_then(|today| today.planned),
        done: of_today.map_or(0, |today| today.done),
        next: next_at
            .as_ref()
            .map(|next| next.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        next_at,
    }
}

fn text(kept: &Kept, plan: &Plan, breaks: &[ShownBreak], now: &Zoned) -> String {
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    if breaks.is_empty() {
        return "Nothing is planned yet. Plan a guide: unhunch plan add upper-back --often \"3 times a day\"\n"
            .to_owned();
    }
    let mut text = String::new();
    let day = now.strftime("%A, %-d %B");
    let (today, other): (Vec<&ShownBreak>, Vec<&ShownBreak>) = breaks.iter().partition(|planned| planned.today);
    for (heading, breaks) in [(format!("Today, {day}"), today), ("On other days".to_owned(), other)] {
        if breaks.is_empty() {
            continue;
        }
        text.push_str(&format!("{bold}{heading}{bold:#}\n"));
        for planned in breaks {
            let title = match &planned.title {
                Some(title) => title.as_str(),
                None => "there is no such guide, or it has mistakes",
            };
            let ShownBreak { guide, often, .. } = planned;
            let state = state(planned, now);
            text.push_str(&format!("  {title}  {dim}{guide}{dim:#}\n    {often}{state}\n"));
        }
        text.push('\n');
    }
    let quiet: Vec<String> = plan.quiet.iter().map(ToString::to_string).collect();
    if !quiet.is_empty() {
        text.push_str(&format!("Quiet: {}. ", quiet.join(", ")));
    }
    let put_off = match plan.put_off_min {
        0 => "A break can't be put off.".to_owned(),
        minutes => format!("A break may be put off for {minutes} min."),
    };
    text.push_str(&format!("{put_off}\n{dim}{}{dim:#}\n", kept.plan_path().display()));
    text
}

/// What is done, and what is next.
fn state(planned: &ShownBreak, now: &Zoned) -> String {
    if !planned.today {
        return String::new();
    }
    let done = match planned.planned {
        Some(times) => format!("{} of {times} done", planned.done),
        None => format!("{} done", planned.done),
    };
    let next = match &planned.next_at {
        Some(next) if next <= now => "; one is due".to_owned(),
        Some(next) => format!("; the next at {}", next.strftime("%-H:%M")),
        None => String::new(),
    };
    format!(": {done}{next}")
}
