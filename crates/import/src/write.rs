//! Writes the guide: front matter, summary, steps, sentences with their rules, and a mark behind each for the author.
//!
//! Marks are comments of Markdown, which no reader sees: `<!-- # suggested -->` behind a rule that was proposed, and
//! `<!-- # for the author: … -->` behind a sentence for which there was none.
//!
//! Must not know: how rules were found.

use std::collections::BTreeSet;

use crate::head::Head;
use crate::rules::planned::{EachSide, PlannedSentence, PlannedStep, Without};

/// Longest question, in characters.
const LONGEST_ASK: usize = 90;

/// The guide as text.
pub(crate) fn write(head: &Head, steps: &[PlannedStep]) -> String {
    let mut text = String::from("---\n");
    text.push_str(&format!("title: {}\n", value(&head.title)));
    if let Some(author) = &head.author {
        text.push_str(&format!("author: {}\n", value(author)));
    }
    if let Some(source) = &head.source {
        text.push_str(&format!("source: {}\n", value(source)));
    }
    if let Some(difficulty) = &head.difficulty {
        text.push_str(&format!("difficulty: {difficulty}\n"));
    }
    let [left, right] = &head.sides;
    if left != "left" && steps.iter().any(|step| step.each_side.is_some()) {
        text.push_str(&format!("sides: {left}, {right}\n"));
    }
    text.push_str("---\n\n");
    for sentence in &head.intro {
        text.push_str(&format!("{}\n", escaped(sentence)));
    }
    if let Some(stop) = &head.stop {
        text.push_str(stop);
        text.push_str(if head.stop_checked {
            "\n"
        } else {
            " <!-- # suggested -->\n"
        });
    }
    let mut ids = BTreeSet::new();
    for (index, step) in steps.iter().enumerate() {
        text.push_str(&format!(
            "\n## {} {{#{}}}\n\n",
            escaped(&step.title),
            id(&step.title, index, &mut ids)
        ));
        match step.each_side {
            Some(_) if step.each_side_checked => text.push_str("`each side`\n\n"),
            Some(EachSide::Said) => text.push_str("`each side` <!-- # suggested -->\n\n"),
            Some(EachSide::Guessed) => text.push_str("`each side` <!-- # suggested: the article names no side -->\n\n"),
            None => {}
        }
        for sentence in &step.sentences {
            text.push_str(&line(sentence));
        }
    }
    text
}

/// One sentence as a list item.
fn line(sentence: &PlannedSentence) -> String {
    let mut line = format!("- {}", escaped(&sentence.text));
    for suggested in &sentence.rules {
        line.push_str(&format!(" `{}`", suggested.rule));
        if !suggested.checked {
            line.push(' ');
            line.push_str(&mark("suggested", suggested.doubt.as_deref()));
        }
    }
    if sentence.rules.is_empty() {
        let (rule, what) = match &sentence.without {
            Without::Ask(question) => {
                let question = question.clone().unwrap_or_else(|| question_of(&sentence.text));
                (format!("ask {question}"), "can a camera see this? then give it a rule")
            }
            Without::Note => ("note".to_owned(), "nothing to check here?"),
            Without::Covered => ("note".to_owned(), "`each side` does this"),
        };
        let what = sentence.hint.as_deref().unwrap_or(what);
        line.push_str(&format!(" `{rule}`"));
        if !sentence.checked {
            line.push(' ');
            line.push_str(&mark("for the author", Some(what)));
        }
    } else if let Some(hint) = sentence.hint.as_ref().filter(|_| !sentence.checked) {
        line.push_str(&format!(" {}", mark("for the author", Some(hint))));
    }
    line.push('\n');
    line
}

fn mark(kind: &str, words: Option<&str>) -> String {
    // Nothing that ends a comment may stand in it.
    let clean = |words: &str| words.replace("--", "- -").replace(['<', '>', '\n'], " ");
    match words {
        Some(words) => format!("<!-- # {kind}: {} -->", clean(words)),
        None => format!("<!-- # {kind} -->"),
    }
}

/// A sentence as a short question's words.
pub(crate) fn question_of(sentence: &str) -> String {
    // A tick would end the rule, and a brace that is no side would be a mistake.
    let words = sentence
        .replace("{side}", "\u{1}")
        .replace(['`', '{', '}'], " ")
        .replace('\u{1}', "{side}");
    let words = words.trim().trim_end_matches(['.', '!', '?', ':', ';', ',']);
    let mut question = String::new();
    for word in words.split_whitespace() {
        if question.chars().count() + word.chars().count() >= LONGEST_ASK {
            question.push_str(" …");
            break;
        }
        if !question.is_empty() {
            question.push(' ');
        }
        question.push_str(word);
    }
    let mut letters = question.chars();
    match letters.next() {
        // "I" and names stay as they are; an order begins small.
        Some(first) if letters.as_str().starts_with(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        Some(_) => question,
        None => "done".to_owned(),
    }
}

/// The value of a key, on one line: in quotes where YAML would read it as something else.
fn value(text: &str) -> String {
    // A value in quotes would lose them.
    let text = text.trim_matches(['"', '\'']);
    let first = text.chars().next().unwrap_or(' ');
    let odd = "\"'[]{}&*!|>%@`#,?-:".contains(first)
        || text.contains(": ")
        || text.ends_with(':')
        || text.contains(" #")
        || text.parse::<f64>().is_ok()
        || matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "~"
        );
    match (odd, text.contains('"')) {
        (false, _) => text.to_owned(),
        (true, false) => format!("\"{text}\""),
        (true, true) => format!("'{}'", text.replace('\'', "\u{2019}")),
    }
}

/// A step's id, different from those before it.
fn id(title: &str, index: usize, ids: &mut BTreeSet<String>) -> String {
    let small = title.to_ascii_lowercase();
    let words: Vec<&str> = small
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(5)
        .collect();
    let plain = if words.is_empty() {
        format!("step-{}", index + 1)
    } else {
        words.join("-")
    };
    let mut id = plain.clone();
    let mut count = 2;
    while !ids.insert(id.clone()) {
        id = format!("{plain}-{count}");
        count += 1;
    }
    id
}

/// Text that Markdown, and the guide's reader, take for nothing but text. `{side}` stays.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("{side}") {
            out.push_str("{side}");
            rest = after;
            continue;
        }
        match c {
            '{' => out.push('('),
            '}' => out.push(')'),
            // A tick would open a rule.
            '`' => out.push('\''),
            // An ampersand before a blank is one.
            '&' if rest.starts_with("& ") => out.push(c),
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    // What begins a list, a rule or a heading's underline would do so at the start.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    let after_digits = out.get(digits..).and_then(|after| after.chars().next());
    if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    } else if digits > 0 && matches!(after_digits, Some('.' | ')')) {
        out.insert(digits, '\\');
    }
    out
}
