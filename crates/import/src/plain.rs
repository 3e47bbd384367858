//! Plain text to blocks: headings are guessed from how lines stand, lists from how they begin.
//!
//! Must not know: what an article is about.

use crate::block::{Block, BlockKind, tidy};
use crate::marks::{item, spelled};

/// A heading is no longer than this, in words.
const LONGEST_HEADING: usize = 12;

/// Reads plain text. Lines that follow each other are one paragraph.
pub(crate) fn read(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the next line may go on with the block before.
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let words = without_time(line.trim());
        if words.is_empty() {
            open = false;
            continue;
        }
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
            open = !(is_name && number.is_some() && item(next).is_none());
        } else if let Some(last) = blocks.last_mut().filter(|last| open && goes_on(last, words)) {
            last.text = format!("{} {}", last.text, tidy(words));
        } else if looks_like_heading(words)
            && (next.is_empty() || opens_sentence(next) || is_rule(next) || is_byline(next))
        {
            blocks.push(Block::new(BlockKind::PerhapsHeading, words));
            open = is_rule(next);
        } else {
            blocks.push(Block::new(BlockKind::Text, words));
            open = true;
        }
    }
    blocks
}

/// Whether a line goes on with the block over it, and is no line of its own.
fn goes_on(last: &Block, words: &str) -> bool {
    let ended = last.text.ends_with(['.', '!', '?', ':']);
    let line_of_its_own = looks_like_heading(words) && ended && words.split_whitespace().count() <= 5;
    last.kind != BlockKind::PerhapsHeading && !line_of_its_own && !step_line(words)
}

/// "Step 3", "Step 3: Turn your head".
fn step_line(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let number = |word: &str| {
        let word = word.trim_end_matches([':', '.', ')', '-', '–', '—']).to_lowercase();
        word.starts_with(|c: char| c.is_ascii_digit()) || spelled(&word).is_some()
    };
    first == "step" && words.next().is_some_and(number)
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
    short && opens_sentence(words) && !words.ends_with(['.', ',', ';', '!', '"', '”'])
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
                BlockKind::Text => "p".to_owned(),
            };
            format!("{kind} {}", block.text)
        };
        read(text).into_iter().map(show).collect()
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
