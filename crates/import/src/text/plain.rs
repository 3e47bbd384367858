//! Plain text to blocks: headings are guessed from how lines stand, lists from how they begin.
//!
//! Must not know: what an article is about.

use std::collections::HashMap;

use crate::language::{Language, small};
use crate::meaning::words::words;
use crate::text::block::{Block, BlockKind, tidy};
use crate::text::marks::{item, step_mark};
use crate::text::table;

/// A heading is no longer than this, in words.
const LONGEST_HEADING: usize = 12;
/// A line with so many characters may have been broken by its writer's program.
const FULL_LINE: usize = 45;

/// Reads plain text. Lines that follow each other are one paragraph. Gives the blocks, and the lines that a printer
/// put on every page.
pub(crate) fn read(text: &str, language: &Language) -> (Vec<Block>, Vec<String>) {
    let (lines, furniture) = without_furniture(text, language);
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the next line may go on with the block before.
    let mut open = false;
    let widest = lines.iter().map(|line| line.trim().chars().count()).max().unwrap_or(0);
    // A line that is shorter than this ended where its writer ended it.
    let full = (widest * 3 / 5).min(FULL_LINE);
    let mut length = 0;
    let mut after_name = false;
    let mut rows_until = 0;
    for (at, line) in lines.iter().enumerate() {
        if at < rows_until {
            continue;
        }
        let words = without_time(line.trim());
        if let Some((rows, heads)) = line
            .trim()
            .contains(['\t', '|'])
            .then_some(())
            .or_else(|| line.trim().contains("   ").then_some(()))
            .is_some()
            .then(|| table::rows_of(lines.get(at..).unwrap_or_default()))
            .flatten()
        {
            rows_until = at + rows.len();
            let columns = rows.first().filter(|_| heads).cloned().unwrap_or_default();
            let told = rows.iter().skip(usize::from(heads));
            blocks.extend(told.flat_map(|row| table::blocks(row, &columns, 1)));
            open = false;
            continue;
        }
        if words.is_empty() {
            open = false;
            after_name = false;
            continue;
        }
        let before_it = std::mem::replace(&mut length, words.chars().count());
        let named = std::mem::take(&mut after_name);
        if is_rule(words) {
            // A line of === or --- makes the line over it a heading.
            if let Some(last) = blocks
                .last_mut()
                .filter(|last| open && matches!(last.kind, BlockKind::PerhapsHeading | BlockKind::Text))
            {
                last.kind = BlockKind::Heading(if words.starts_with('=') { 1 } else { 2 });
            }
            open = false;
            continue;
        }
        let next = lines.get(at + 1).map_or("", |line| without_time(line.trim()));
        if let Some((number, rest)) = item(words) {
            let depth = u8::try_from((line.len() - line.trim_start().len()) / 3).unwrap_or(u8::MAX);
            blocks.push(Block::new(BlockKind::Item { number, depth }, rest));
            // "1) Neck tilts" over a sentence is a name.
            let is_name = looks_like_heading(rest) && rest.split_whitespace().count() <= 6 && opens_sentence(next);
            after_name = is_name && number.is_some() && item(next).is_none();
            open = !after_name;
            continue;
        }
        // A sentence that a new page broke: it has not ended, and this line begins small.
        let broken = |last: &Block| {
            last.kind == BlockKind::Text
                && words.starts_with(char::is_lowercase)
                && last.text.split(' ').count() > 4
                && last.text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        };
        let timed = words.len() < line.trim().len();
        match blocks.last_mut() {
            Some(last) if open && !timed && goes_on(last, words, next, before_it >= full, language) => {
                join(&mut last.text, words)
            }
            Some(last) if !open && !timed && broken(last) => join(&mut last.text, words),
            before => {
                let emoji = words.contains(|c: char| matches!(c, '\u{1f000}'..='\u{1ffff}' | '\u{2600}'..='\u{27bf}'));
                let first = before.is_none() && next.is_empty() && words.split_whitespace().count() <= 10;
                // "Repetitions: 8" heads nothing.
                let dosed = words.contains(": ") && is_dose(words, language);
                let heads = looks_like_heading(words)
                    && !dosed
                    && (next.is_empty() || opens_sentence(next) || is_rule(next) || is_byline(next));
                let heading = !named && heads || first && (emoji || !words.ends_with(['.', '!', '?', ',', ';', ':']));
                let kind = if heading {
                    BlockKind::PerhapsHeading
                } else {
                    BlockKind::Text
                };
                blocks.push(Block::new(kind, words));
                open = !heading || is_rule(next);
            }
        }
    }
    (blocks, furniture)
}

/// Puts a line behind a text; a word that was cut at the line's end becomes whole.
fn join(text: &mut String, words: &str) {
    let cut = text.ends_with(['-', '\u{ad}'])
        && text.trim_end_matches(['-', '\u{ad}']).ends_with(char::is_alphabetic)
        && words.starts_with(char::is_lowercase);
    if cut {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(&tidy(words));
}

/// The lines without what stands on every page, and that: "Leaflet 7, page 2 of 3". A page's end is no paragraph's.
fn without_furniture<'t>(text: &'t str, language: &Language) -> (Vec<&'t str>, Vec<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let mask = |line: &str| -> String {
        let digits = |c: char| if c.is_ascii_digit() { '#' } else { c };
        line.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .map(digits)
            .collect()
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in &lines {
        *counts.entry(mask(line)).or_default() += 1;
    }
    let numbered = |line: &str| {
        let small = line.to_lowercase();
        let words: Vec<&str> = small.split_whitespace().collect();
        // "Page 2 of 3", "- 2 -" and "2 / 3" at the end of a line.
        let page = |word: &&str| {
            language
                .page
                .noise
                .page
                .iter()
                .any(|known| known == word.trim_end_matches('.'))
        };
        words.iter().any(page)
            && words.len() <= 14
            && words
                .last()
                .is_some_and(|word| word.chars().all(|c| c.is_ascii_digit() || "/-–.".contains(c)))
    };
    let is_furniture = |line: &&str| {
        let again = counts.get(&mask(line)).copied().unwrap_or_default() >= 2;
        let digits = line.contains(|c: char| c.is_ascii_digit());
        !line.trim().is_empty() && item(line.trim()).is_none() && numbered(line) && (again || digits)
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut furniture = Vec::new();
    for line in &lines {
        if is_furniture(line) {
            furniture.push(tidy(line));
        } else {
            kept.push(line);
        }
    }
    (kept, furniture)
}

/// Whether a line goes on with the block over it, and is no line of its own.
fn goes_on(last: &Block, words: &str, next: &str, full: bool, language: &Language) -> bool {
    let ended = last.text.ends_with(['.', '!', '?', ':']);
    // A short line that has not ended, before one that begins anew: lines of an address, of a list.
    if !full && !ended && words.starts_with(char::is_uppercase) && !matches!(last.kind, BlockKind::Item { .. }) {
        return false;
    }
    let few = words.split_whitespace().count() <= 5;
    let line_of_its_own = looks_like_heading(words) && ended && few && !next.is_empty() && opens_sentence(next);
    let stands_alone = last.kind == BlockKind::PerhapsHeading
        || line_of_its_own
        || ended && is_dose(words, language) && !words.ends_with('.')
        || step_mark(words, language).is_some()
        || names_author(words, language)
        || is_of_a_letters_head(words, language);
    let ends_a_letter = is_regards(words, language) || is_regards(&last.text, language);
    !stands_alone && !ends_a_letter
}

/// "Produced by A. Writer.": a line of its own, wherever it stands.
fn names_author(words: &str, language: &Language) -> bool {
    let small = small(words);
    language.page.author.starts.iter().any(|start| {
        let name = small
            .strip_prefix(start.as_str())
            .and_then(|_| words.get(start.len()..))
            .unwrap_or_default();
        let capitals = name
            .split_whitespace()
            .take(2)
            .filter(|word| word.starts_with(char::is_uppercase))
            .count();
        words.starts_with(char::is_uppercase) && name.starts_with([' ', ':']) && capitals == 2
    })
}

/// "Subject: your neck", "Date: Monday": lines of their own.
fn is_of_a_letters_head(words: &str, language: &Language) -> bool {
    let author = &language.page.author;
    words.split_once(": ").is_some_and(|(label, _)| {
        let label = small(label);
        author.mail.contains(&label) || author.subject.contains(&label)
    })
}

/// "Kind regards,": a line of its own.
fn is_regards(line: &str, language: &Language) -> bool {
    let small = small(line.trim_end_matches([',', '.', '!']));
    language.page.author.regards.contains(&small)
}

/// "2 sets of 12", "x3", "Reps: 4-6": a line that is how often or how long, and nothing else.
fn is_dose(line: &str, language: &Language) -> bool {
    let words = words(line);
    let counted: usize = language
        .numbers
        .amounts(&words)
        .iter()
        .map(|amount| amount.words.len())
        .sum();
    counted > 0 && words.len() <= 8 && counted * 2 >= words.len() && !line.contains(". ")
}

/// A line of a transcript without its time: `[01:05] Hold`, `0:14 Hold`.
fn without_time(words: &str) -> &str {
    let bare = words.strip_prefix(['[', '(']).unwrap_or(words);
    let end = bare
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(bare.len());
    let (time, rest) = bare.split_at_checked(end).unwrap_or((bare, ""));
    let parts: Vec<&str> = time.split(':').collect();
    let is_time = (2..=3).contains(&parts.len())
        && parts.first().is_some_and(|part| (1..=2).contains(&part.len()))
        && parts.iter().skip(1).all(|part| part.len() == 2);
    let rest = match bare.len() < words.len() {
        true => rest.strip_prefix([']', ')']),
        false => Some(rest),
    };
    match rest {
        Some(rest) if is_time && (rest.is_empty() || rest.starts_with(char::is_whitespace)) => rest.trim(),
        _ => words,
    }
}

/// "by Ottoline Bright".
fn is_byline(words: &str) -> bool {
    let name = words.strip_prefix("by ").unwrap_or_default();
    name.starts_with(char::is_uppercase) && !words.ends_with(['.', '!', '?']) && name.split(' ').count() <= 5
}

fn is_rule(words: &str) -> bool {
    words.len() >= 3 && (words.chars().all(|c| c == '=') || words.chars().all(|c| c == '-'))
}

/// A short line without a full stop that begins like a sentence.
fn looks_like_heading(words: &str) -> bool {
    let short = words.split_whitespace().count() <= LONGEST_HEADING && words.len() <= 90;
    let parted = words.contains(". ") || words.contains("! ");
    // "EXERCISES FOR THE NECK."
    let capitals = words.ends_with('.') && words.to_uppercase() == words && words.contains(' ');
    let ended = words.ends_with(['.', ',', ';', '!', '"', '”', '-']) && !capitals;
    short && !parted && opens_sentence(words) && !ended
}

fn opens_sentence(words: &str) -> bool {
    words
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '¿' | '-' | '*' | '•'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |block: Block| {
            let kind = match block.kind {
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::PerhapsHeading => "h?".to_owned(),
                BlockKind::Item {
                    number: Some(number), ..
                } => number.to_string(),
                BlockKind::Item { number: None, .. } => "-".to_owned(),
                BlockKind::Text | BlockKind::Aside => "p".to_owned(),
            };
            format!("{kind} {}", block.text)
        };
        read(text, Language::english()).0.into_iter().map(show).collect()
    }

    #[test]
    fn lines_become_headings_items_and_paragraphs() {
        let text = "Neck turns\r\n==========\r\n\r\nSit tall, and\r\nturn your head.\r\n\r\nNow you\nTurn it back.\n1. One\n   more\n2) Two\n• Three\n1990 was long ago.\n";
        assert_eq!(
            shown(text),
            [
                "h1 Neck turns",
                "p Sit tall, and turn your head.",
                "h? Now you",
                "p Turn it back.",
                "1 One more",
                "2 Two",
                "- Three 1990 was long ago."
            ]
        );
    }
}
