//! Saved sessions as text for people.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use exports::Titles;
use results::{
    Ending, Report, Rule, RuleVerdictName, SessionFacts, SideName, Source, Step, StepVerdictName, StretchFelt, UnitName,
};

use crate::wording::{clock, width};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const AMBER: Style = AnsiColor::Yellow.on_default();

/// Fewest digits of an id that are shown.
const SHORTEST_ID: usize = 8;

/// Sessions by day. `ids` are those of all sessions: as much of each is shown as tells it from the others.
pub fn list(sessions: &[&Report], ids: &[&str], titles: &Titles) -> String {
    let mut text = String::new();
    let mut day = "";
    let told: Vec<(&Report, &SessionFacts)> = sessions
        .iter()
        .filter_map(|report| Some((*report, report.session.as_ref()?)))
        .collect();
    let title = |report: &Report| titles.guide(&report.guide.name).to_owned();
    let widest = told
        .iter()
        .map(|(report, _)| title(report).chars().count())
        .max()
        .unwrap_or(0);
    for (report, facts) in &told {
        let (of_day, time) = day_and_time(&facts.started_at);
        if of_day != day {
            let gap = if day.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{BOLD}{of_day}{BOLD:#}");
            day = of_day;
        }
        let id = shortened(&facts.id, ids);
        let _ = writeln!(
            text,
            "  {time}  {:widest$}  {:12}  {:13}  {DIM}{id}{DIM:#}",
            title(report),
            done(report),
            how(facts),
        );
    }
    if told.is_empty() {
        text.push_str("No session was saved in these days.\n");
    }
    text
}

/// One session: each step and side, what was broken in it, and what the person said.
pub fn session(report: &Report, titles: &Titles) -> String {
    let Some(facts) = &report.session else {
        return String::new();
    };
    let guide = &report.guide.name;
    let (day, time) = day_and_time(&facts.started_at);
    let seconds = report.video.as_ref().map(|video| video.duration_s);
    let length = seconds.map_or_else(String::new, |seconds| format!(", {}", clock(seconds)));
    let mut text = format!(
        "{BOLD}{}{BOLD:#}\n{DIM}{day} {time}{length}, {}{DIM:#}\n{DIM}{}{DIM:#}\n\n",
        titles.guide(guide),
        how(facts),
        facts.id
    );
    let name = |step: &Step| match step.side {
        Some(side) => format!("{}, {}", titles.step(guide, &step.step), side_word(side)),
        None => titles.step(guide, &step.step).to_owned(),
    };
    let widest = report
        .steps
        .iter()
        .map(|step| name(step).chars().count())
        .max()
        .unwrap_or(0);
    for step in &report.steps {
        let skipped = facts.skipped.iter().flatten();
        let is_skipped = skipped
            .clone()
            .any(|one| one.step == step.step && one.side == step.side);
        let (mark, words, style) = verdict(step.verdict, is_skipped);
        let held = if step.hold_s > 0.0 {
            format!("held {:.0} s", step.hold_s)
        } else {
            String::new()
        };
        let line = format!(
            "{style}{mark}{style:#} {:widest$}  {style}{words:13}{style:#}  {held}",
            name(step)
        );
        let _ = writeln!(text, "{}", line.trim_end());
        for sentence in &step.sentences {
            for rule in &sentence.rules {
                told(&mut text, &sentence.text, rule);
            }
        }
    }
    said(&mut text, facts);
    text
}

/// `1 session`, `2 sessions`.
pub fn counted(count: u64, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}

/// A rule that was not kept or not reached, and why it was not seen.
fn told(text: &mut String, sentence: &str, rule: &Rule) {
    let figure = |value: Option<f64>| value.map(|value| amount(value, rule.unit));
    let what = match rule.verdict {
        RuleVerdictName::Broken => match rule.broken_s {
            Some(seconds) => format!("not kept for {seconds:.0} s"),
            None => "not kept".to_owned(),
        },
        RuleVerdictName::NotReached => match (figure(rule.decisive.flatten()), figure(rule.threshold)) {
            (Some(reached), Some(asked)) => format!("{reached} of {asked}"),
            _ => "not reached".to_owned(),
        },
        RuleVerdictName::Unseen => match &rule.reason {
            Some(why) => format!("not seen: {why}"),
            None => "not seen".to_owned(),
        },
        RuleVerdictName::Asked | RuleVerdictName::Met | RuleVerdictName::Note => return,
    };
    let options = textwrap::Options::new(width())
        .initial_indent("    ")
        .subsequent_indent("    ");
    let _ = writeln!(text, "{}", textwrap::fill(&format!("{sentence} ({what})"), options));
}

fn said(text: &mut String, facts: &SessionFacts) {
    let mut words = Vec::new();
    if let Some(feedback) = &facts.feedback {
        words.extend(feedback.stretch_felt.map(|felt| match felt {
            StretchFelt::No => "no stretch felt".to_owned(),
            StretchFelt::ALittle => "a stretch felt, a little".to_owned(),
            StretchFelt::Yes => "a stretch felt".to_owned(),
        }));
        words.extend(feedback.pain.map(|pain| format!("hurt {pain} of 10")));
        words.extend(feedback.effort.map(|effort| format!("effort {effort} of 10")));
    }
    if !words.is_empty() {
        let _ = writeln!(text, "\nYou said: {}", words.join(", "));
    }
}

fn amount(value: f64, unit: Option<UnitName>) -> String {
    match unit {
        Some(UnitName::Degrees) => format!("{value:.0}°"),
        Some(UnitName::DegreesPerSecond) => format!("{value:.0}°/s"),
        Some(UnitName::ShoulderWidths) => format!("{value:.2} shoulder widths"),
        Some(UnitName::Seconds) => format!("{value:.0} s"),
        Some(UnitName::Reps) => format!("{value:.0} times"),
        Some(UnitName::Sets) => format!("{value:.0} sets"),
        Some(UnitName::Index) | None => format!("{value:.2}"),
    }
}

fn verdict(verdict: StepVerdictName, is_skipped: bool) -> (&'static str, &'static str, Style) {
    match verdict {
        StepVerdictName::Good => ("✓", "good", GREEN),
        StepVerdictName::Done => ("✓", "done", GREEN),
        StepVerdictName::SelfReported => ("✓", "self-reported", GREEN),
        StepVerdictName::NotDone | StepVerdictName::Unseen if is_skipped => ("–", "left out", DIM),
        StepVerdictName::NotDone => ("–", "not done", AMBER),
        StepVerdictName::Unseen => ("?", "not seen", AMBER),
    }
}

fn done(report: &Report) -> String {
    let is_done = |step: &&Step| {
        let not = [StepVerdictName::NotDone, StepVerdictName::Unseen];
        !not.contains(&step.verdict)
    };
    let done = report.steps.iter().filter(is_done).count();
    format!("{done} of {} done", report.steps.len())
}

/// Who saw it; and how it ended, where that was before the end.
fn how(facts: &SessionFacts) -> String {
    let source = match facts.source {
        Source::Camera => "seen",
        Source::SelfReported => "self-reported",
    };
    match facts.ending {
        Ending::Done => source.to_owned(),
        Ending::EndedEarly => format!("{source}, ended early"),
        Ending::Stopped => format!("{source}, stopped"),
    }
}

fn side_word(side: SideName) -> &'static str {
    match side {
        SideName::Left => "left",
        SideName::Right => "right",
    }
}

/// As they were on the clock of the place: a checked report has no other form.
fn day_and_time(started_at: &str) -> (&str, &str) {
    (
        started_at.get(..10).unwrap_or_default(),
        started_at.get(11..16).unwrap_or_default(),
    )
}

/// The shortest beginning of `id` that no other has, of at least eight digits.
fn shortened<'a>(id: &'a str, all: &[&str]) -> &'a str {
    let shared = |other: &&str| {
        id.bytes()
            .zip(other.bytes())
            .take_while(|(one, other)| one == other)
            .count()
    };
    let others = all.iter().filter(|other| **other != id);
    let longest = others.map(shared).max().unwrap_or(0);
    id.get(..(longest + 1).max(SHORTEST_ID)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_as_long_as_it_has_to_be() {
        let all = ["6a1f0c9e-0000-4000", "6a1f0c9e-0001-4000", "77770c9e-0001-4000"];
        assert_eq!(
            all.map(|id| shortened(id, &all)),
            ["6a1f0c9e-0000", "6a1f0c9e-0001", "77770c9e"]
        );
        assert_eq!(shortened("ab", &[]), "ab");
    }
}
