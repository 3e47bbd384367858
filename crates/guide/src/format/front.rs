//! The front matter in its one form: keys in their order, a phrase a line, comments over what they speak of.

use std::ops::Range;

use crate::cadence::Cadence;
use crate::expression::{Comparison, Expression, Form, Number, Relation, take_apart};
use crate::front_matter::{self, FrontMatter, KEYS, unquoted};
use crate::model::PhraseSide;
use crate::phrase_map::RawEntry;
use body::{Measure, Unit};

/// The front matter of a guide without mistakes, both `---` with it.
pub(super) fn printed(text: &str) -> String {
    let (front, _) = front_matter::read(text, &mut Vec::new());
    let mut lines = vec!["---".to_owned()];
    for key in KEYS {
        let Some(place) = front.keys.iter().position(|(known, _)| *known == key) else {
            continue;
        };
        let before = if place == 0 {
            front.lines_at.start
        } else {
            list_end(text, &front, place - 1)
        };
        let at = front.keys.get(place).map_or(before, |(_, at)| *at);
        lines.extend(comments(text, before..at, ""));
        let value = match key {
            "title" => &front.title,
            "author" => &front.author,
            "source" => &front.source,
            "difficulty" => &front.difficulty,
            "plan" => {
                let plan = front.plan.as_ref().map(Cadence::to_string);
                lines.extend(plan.map(|plan| format!("{key}: {}", scalar(&plan))));
                continue;
            }
            "sides" => {
                let words = front.sides.as_deref().and_then(front_matter::side_words);
                lines.extend(
                    words.map(|words| format!("{key}: {}", scalar(&format!("{}, {}", words.left, words.right)))),
                );
                continue;
            }
            "phrases" => {
                lines.extend(list(
                    text,
                    key,
                    &front.phrases,
                    at,
                    list_end(text, &front, place),
                    expression,
                ));
                continue;
            }
            _ => {
                lines.extend(list(text, key, &front.cues, at, list_end(text, &front, place), quoted));
                continue;
            }
        };
        lines.extend(value.as_ref().map(|value| format!("{key}: {}", scalar(value))));
    }
    let last = front.keys.len().checked_sub(1);
    let rest = last.map_or(front.lines_at.start, |last| list_end(text, &front, last));
    lines.extend(comments(text, rest..front.lines_at.end, ""));
    lines.push("---".to_owned());
    lines.join("\n")
}

/// Where the value of the key at this place ends: behind its line, or behind the last entry of its list.
fn list_end(text: &str, front: &FrontMatter, place: usize) -> usize {
    let Some((key, at)) = front.keys.get(place).copied() else {
        return front.lines_at.end;
    };
    let entries = match key {
        "phrases" => &front.phrases,
        "cues" => &front.cues,
        _ => &Vec::new(),
    };
    let last = entries.last().map_or(at, |entry| entry.value.at.end);
    let rest = text.get(last..front.lines_at.end).unwrap_or_default();
    rest.find('\n').map_or(front.lines_at.end, |end| last + end + 1)
}

/// The lines of comment within a part of the text.
fn comments<'a>(text: &'a str, within: Range<usize>, indent: &'a str) -> impl Iterator<Item = String> + 'a {
    let part = text.get(within).unwrap_or_default();
    let lines = part.lines().map(str::trim).filter(|line| line.starts_with('#'));
    lines.map(move |line| format!("{indent}{line}"))
}

/// A list, an entry a line.
fn list(text: &str, key: &str, entries: &[RawEntry], from: usize, to: usize, value: fn(&str) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before = from;
    for entry in entries {
        lines.extend(comments(text, before..entry.name.at.start, "  "));
        lines.push(entry_line(entry.name.value, &value(entry.value.value)));
        before = entry.value.at.end;
    }
    lines.extend(comments(text, before..to, "  "));
    if !lines.is_empty() {
        lines.insert(0, format!("{key}:"));
    }
    lines
}

fn entry_line(name: &str, value: &str) -> String {
    format!("  {name}: {value}")
}

/// The line of a phrase of the guide's own, in its one form.
pub(crate) fn phrase_line(name: &str, means: &str) -> String {
    entry_line(name, &expression(means))
}

/// The line of what is said for a phrase of the guide's own.
pub(crate) fn cue_line(name: &str, cue: &str) -> String {
    entry_line(name, &quoted(cue))
}

/// A value as it is, or in quotes where it could be read as something else.
pub(crate) fn scalar(value: &str) -> String {
    let first = value.chars().next().unwrap_or(' ');
    let odd = unquoted(value) != value
        || "\"'[]{}&*!|>%@`#,?-".contains(first)
        || value.contains(": ")
        || value.ends_with(':')
        || value.contains(" #");
    if odd { quoted(value) } else { value.to_owned() }
}

fn quoted(value: &str) -> String {
    let quote = if value.contains('"') { '\'' } else { '"' };
    format!("{quote}{value}{quote}")
}

/// What a phrase means, in its one form.
fn expression(source: &str) -> String {
    let Ok(expression) = take_apart(source, 0) else {
        return quoted(source);
    };
    quoted(&told(&expression, Around::Nothing))
}

/// What stands around a part, which says whether it needs brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Nothing,
    Row,
    Not,
}

fn told(expression: &Expression, around: Around) -> String {
    let row = |parts: &[Expression], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| told(part, Around::Row)).collect();
        let row = parts.join(&format!(" {word} "));
        if around == Around::Nothing {
            row
        } else {
            format!("({row})")
        }
    };
    match expression {
        Expression::Compare(comparison) => compared(comparison),
        Expression::All(parts) => row(parts, "and"),
        Expression::Any(parts) => row(parts, "or"),
        Expression::Not(part) => format!("not {}", told(part, Around::Not)),
    }
}

fn compared(comparison: &Comparison) -> String {
    let name = comparison.measure.value;
    let reading = match &comparison.form {
        Form::Plain => name.to_owned(),
        Form::Magnitude => format!("|{name}|"),
        Form::Towards(side) => match side.value {
            PhraseSide::Fixed(side) => format!("{name} {}", side.name()),
            PhraseSide::OfDose | PhraseSide::None => format!("{name} {{side}}"),
        },
    };
    let unit = Measure::named(&name.replace("{side}", "left")).map_or("", |measure| match measure.unit() {
        Unit::Index => "",
        unit => unit.name(),
    });
    // Adding 0 turns -0 into 0.
    let plain = |number: &Number| format!("{}", number.number.value + 0.0);
    let with_unit = |number: &Number| format!("{} {unit}", plain(number)).trim_end().to_owned();
    match &comparison.relation {
        Relation::AtLeast(number) => format!("{reading} >= {}", with_unit(number)),
        Relation::AtMost(number) => format!("{reading} <= {}", with_unit(number)),
        Relation::Between(low, high) => format!("{reading} between {} and {}", plain(low), with_unit(high)),
    }
}
