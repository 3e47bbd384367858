//! Repairs the lines of a plain text, before they become blocks: where a line ends a sentence although no mark says so.
//!
//! Must not know: blocks, what the sentences say.

use std::borrow::Cow;

use crate::language::{Language, small};
use crate::meaning::wishes::wishes;
use crate::structure::titles::is_label;

/// So many lines that begin with a picture are a list.
const FEWEST_PICTURES: usize = 2;
/// Programs break lines that are longer than this.
const FULL_LINE: usize = 55;
/// A title behind a picture has no more words.
const LONGEST_TITLE: usize = 6;
/// So many letters in a row are a list: A, B, C.
const FEWEST_LETTERS: usize = 3;
/// So many lines that begin with day and time are a chat.
const FEWEST_STAMPS: usize = 3;
/// So many lines that begin with ">" are a mail that was sent on.
const FEWEST_QUOTED: usize = 3;
/// With fewer lines nobody can tell whether a text has marks.
const FEWEST_LINES: usize = 6;

/// A text whose lines end where their sentences end. The words stay as they are.
pub(crate) fn mended<'t>(text: &'t str, language: &Language) -> Cow<'t, str> {
    let lines: Vec<&str> = text.lines().collect();
    // A mail that was sent on.
    let quoted = lines.iter().filter(|line| line.starts_with('>')).count() >= FEWEST_QUOTED;
    let unquoted = |line: &&'t str| line.trim_start_matches(['>', ' ']);
    let lines: Vec<&str> = match quoted {
        true => lines.iter().map(unquoted).collect(),
        false => lines,
    };
    let bare = has_no_marks(&lines);
    let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let pictures = lines.iter().filter(|line| pictured(line).is_some()).count() >= FEWEST_PICTURES;
    let titles = pictures && are_titles(&lines, language);
    let deepest = deepest_number(&lines);
    let letters = in_a_row(&lines, "ABCDEFGHIJ", |line| {
        lettered(line).map(|(letter, _)| letter.to_string())
    });
    let names = !letters.is_empty() && letters.iter().all(|at| names_what_follows(&lines, *at));
    let slashed_ones = lines.iter().filter(|line| slashed(line).is_some()).count() >= 2;
    let counted = in_a_row(&lines, "123456789", |line| {
        numbered_line(line).map(|(number, _)| number.to_owned())
    });
    let romans = lines.iter().filter(|line| roman(line).is_some()).count() >= FEWEST_LETTERS;
    let stamps = lines.iter().filter(|line| unstamped(line).is_some()).count() >= FEWEST_STAMPS;
    let mut mended = String::with_capacity(text.len() + 64);
    let mut changed = bare || quoted;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map_or("", |next| next.trim());
        // "🔸 SHOULDER SHRUGS" over "Lift them to your ears."
        if let Some(title) = pictured(line).filter(|_| titles) {
            mended.push_str(&format!("\n{title}\n---\n"));
            changed = true;
            continue;
        }
        let bulleted = pictured(line).filter(|_| pictures).map(|rest| format!("- {rest}"));
        changed |= bulleted.is_some();
        let line = bulleted.as_deref().unwrap_or(line);
        // "12.03.24, 19:45 - Uwe: Turn your head" is a paragraph of its own.
        let line = match unstamped(line).filter(|_| stamps) {
            Some(rest) => {
                changed = true;
                mended.push('\n');
                rest
            }
            None => line,
        };
        // "7.1.2 Turn your head" is an item, and "7.1 Head turns" over it a heading.
        let numbered = dotted(line).filter(|(depth, ..)| deepest.is_some_and(|deepest| *depth <= deepest));
        if let Some((depth, number, rest)) = numbered {
            changed = true;
            match Some(depth) == deepest {
                true => mended.push_str(&format!("{number}. {rest}\n")),
                false => mended.push_str(&format!("\n{rest}\n---\n")),
            }
            continue;
        }
        // "Sets: 2     Reps: 10     Hold: 2 sec".
        if let Some(doses) = in_columns(line) {
            mended.push_str(&doses);
            mended.push('\n');
            changed = true;
            continue;
        }
        // "1/ Turn your head", "1 TURN YOUR HEAD".
        let numbered = numbered_line(line).filter(|_| counted.contains(&at));
        if let Some((number, rest)) = slashed(line).filter(|_| slashed_ones).or(numbered) {
            mended.push_str(&format!("{number}. {rest}\n"));
            changed = true;
            continue;
        }
        // "A. SHRUG IT OFF", "(ii) rotation" over what is done.
        let name = lettered(line)
            .filter(|_| names && letters.contains(&at))
            .map(|(_, rest)| rest)
            .or_else(|| roman(line).filter(|_| romans));
        if let Some(name) = name {
            mended.push_str(&format!("\n{name}\n---\n"));
            changed = true;
            continue;
        }
        // "A  Turn your head", "B  Shrug": letters in a row are an item's, too.
        if let Some((_, rest)) = lettered(line).filter(|_| letters.contains(&at)) {
            mended.push_str(&format!("- {rest}\n"));
            changed = true;
            continue;
        }
        // "A) Turn your head" is an item as "a) turn your head" is one.
        match letter(line.trim_start()) {
            Some(letter) => {
                let indent = line.len() - line.trim_start().len();
                mended.push_str(line.get(..indent).unwrap_or_default());
                mended.push(letter.to_ascii_lowercase());
                mended.push_str(line.get(indent + 1..).unwrap_or_default());
                changed = true;
            }
            // "1.- Giro" is "1. Giro".
            None => match line.split_once(".- ").filter(|(number, _)| is_number(number.trim())) {
                Some((number, rest)) => {
                    mended.push_str(&format!("{number}. {rest}"));
                    changed = true;
                }
                None => mended.push_str(line),
            },
        }
        // "Start: sitting, eyes ahead" over "Head slowly to the right": a label's line is a sentence of its own.
        if ends_open(line) && (bare || is_labelled(line, language) && opens(next) && !is_full(line, widest)) {
            mended.push('.');
            changed = true;
        }
        mended.push('\n');
        if bare {
            mended.push('\n');
        }
    }
    if changed {
        Cow::Owned(mended)
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether the lines that begin with a picture are titles: short, without an end, each over a line that begins anew.
fn are_titles(lines: &[&str], language: &Language) -> bool {
    let is_title = |at: usize, title: &str| {
        let next = lines.get(at + 1).map_or("", |next| next.trim());
        let short = title.split_whitespace().count() <= LONGEST_TITLE && ends_open(title);
        short && opens(next) && pictured(next).is_none() && (title.to_uppercase() == title || !orders(title, language))
    };
    let mut pictured = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((at, pictured(line)?)));
    pictured.all(|(at, title)| is_title(at, title))
}

fn orders(text: &str, language: &Language) -> bool {
    wishes(text, language).instructs
}

/// The rest of a line that begins with a picture: "🔹 Turn your head".
fn pictured(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| {
        matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}')
    });
    // Word's hollow bullet, as plain text has it.
    if let Some(rest) = line.strip_prefix("o ") {
        let opens = |c: char| c.is_uppercase() || c.is_ascii_digit();
        return Some(rest.trim_start()).filter(|rest| rest.starts_with(opens));
    }
    // Ticks and crosses say whether it is right, and keep their own meaning.
    let marked = line.starts_with(['✓', '✔', '✅', '❌', '✗', '✘', '➤', '■', '☐']);
    (rest.len() < line.len() && !marked)
        .then(|| rest.strip_prefix(' '))
        .flatten()
        .map(str::trim_start)
        .filter(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Letter and rest of "A  Turn your head".
fn lettered(line: &str) -> Option<(char, &str)> {
    let line = line.trim_start();
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = line.get(1..)?;
    let parted = rest.starts_with("  ") || rest.starts_with('\t') || rest.starts_with(". ");
    parted.then(|| (letter, rest.trim_start_matches('.').trim_start()))
}

/// Where lines stand that are marked in a row, one after the other from the first mark on: A, B, C; none if they are few.
fn in_a_row(lines: &[&str], marks: &str, mark: impl Fn(&str) -> Option<String>) -> Vec<usize> {
    let mut wanted = marks.chars();
    let mut next = wanted.next();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if next.is_some() && mark(line) == next.map(String::from) {
            found.push(at);
            next = wanted.next();
        }
    }
    if found.len() < FEWEST_LETTERS {
        Vec::new()
    } else {
        found
    }
}

/// Whether a line with a letter is the name of what follows: short, without an end, and no other letter is next.
fn names_what_follows(lines: &[&str], at: usize) -> bool {
    let name = lines
        .get(at)
        .and_then(|line| lettered(line))
        .map_or("", |(_, rest)| rest);
    let mut next = lines.iter().skip(at + 1).filter(|line| !line.trim().is_empty());
    let told = next.next().is_some_and(|line| lettered(line).is_none());
    told && name.split_whitespace().count() <= LONGEST_TITLE && ends_open(name)
}

/// A line of labels with their values, in columns, as a sentence.
fn in_columns(line: &str) -> Option<String> {
    let columns: Vec<&str> = line
        .split("  ")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let labelled = |part: &&str| {
        let parts = part.split_once(": ");
        parts.is_some_and(|(label, value)| {
            label.split_whitespace().count() <= 2 && value.split_whitespace().count() <= 4
        })
    };
    let all = columns.len() >= 2 && columns.iter().all(labelled) && line.contains(|c: char| c.is_ascii_digit());
    all.then(|| format!("{}.", columns.join(", ")))
}

/// Number and rest of "1/ Turn your head".
fn slashed(line: &str) -> Option<(&str, &str)> {
    let (number, rest) = line.trim_start().split_once("/ ")?;
    is_number(number).then(|| (number, rest.trim_start()))
}

/// Number and rest of "1 TURN YOUR HEAD".
fn numbered_line(line: &str) -> Option<(&str, &str)> {
    let (number, rest) = line.trim_start().split_once(' ')?;
    let rest = rest.trim_start();
    (is_number(number) && rest.starts_with(char::is_uppercase)).then_some((number, rest))
}

/// The rest of "(ii) rotation".
fn roman(line: &str) -> Option<&str> {
    const NUMBERS: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let (number, rest) = line.trim_start().strip_prefix('(')?.split_once(") ")?;
    NUMBERS.contains(&number).then(|| rest.trim_start())
}

/// How many dots a number of sections has, its last part, and what stands behind it: "7.1.2 Turn your head".
fn dotted(line: &str) -> Option<(usize, &str, &str)> {
    let (number, rest) = line.trim_start().split_once(' ')?;
    let number = number.trim_end_matches(['.', ')']);
    let rest = rest.trim_start();
    let parts = number.split('.').map(is_number);
    let depth = number.matches('.').count();
    // "1.5 min" counts, and begins small.
    let titled = rest.starts_with(char::is_uppercase);
    (depth >= 1 && titled && parts.into_iter().all(|is| is))
        .then(|| (depth, number.rsplit('.').next().unwrap_or(number), rest))
}

/// The most dots of the numbers that number two lines or more.
fn deepest_number(lines: &[&str]) -> Option<usize> {
    let depths: Vec<usize> = lines
        .iter()
        .filter_map(|line| dotted(line))
        .map(|(depth, ..)| depth)
        .collect();
    let deepest = depths.iter().max().copied()?;
    (depths.iter().filter(|depth| **depth == deepest).count() >= 2).then_some(deepest)
}

/// The rest of a line that begins with day and time, as chats are written down: "[14/03, 21:05] Imre: sure".
fn unstamped(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let bare = line.strip_prefix('[').unwrap_or(line);
    let end = bare.find(|c: char| !(c.is_ascii_digit() || "/.:,- ".contains(c)))?;
    let (stamp, rest) = bare.split_at_checked(end)?;
    let digits = stamp.chars().filter(char::is_ascii_digit).count();
    let dated = digits >= 6 && stamp.contains(':') && stamp.contains(['/', '.', '-']);
    let rest = match bare.len() < line.len() {
        true => rest.strip_prefix(']')?,
        false => rest,
    };
    let rest = rest.trim_start();
    (dated && rest.contains(": ") && rest.starts_with(char::is_alphabetic)).then_some(rest)
}

/// A transcript that a machine wrote: lines of small letters, and hardly a full stop.
fn has_no_marks(lines: &[&str]) -> bool {
    let told: Vec<&str> = lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| line.len() > 8)
        .collect();
    let marked = told
        .iter()
        .filter(|line| line.contains(['.', '!', '?', ';', ':']))
        .count();
    let small = told.iter().filter(|line| line.starts_with(char::is_lowercase)).count();
    told.len() >= FEWEST_LINES && marked * 5 <= told.len() && small * 5 >= told.len() * 4
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

/// The capital letter of "A) …".
fn letter(line: &str) -> Option<char> {
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    line.get(1..)?.starts_with(") ").then_some(letter)
}

/// Whether a line begins with a label: "Start: …", "ASTE: …".
fn is_labelled(line: &str, language: &Language) -> bool {
    line.trim().split_once(": ").is_some_and(|(label, _)| {
        let capitals = label.chars().count() >= 3 && label.chars().all(char::is_uppercase);
        capitals || is_label(label, language) || language.page.marks.phases.contains(&small(label))
    })
}

/// Whether a line may have been broken by its writer's program, in the middle of a sentence.
fn is_full(line: &str, widest: usize) -> bool {
    widest >= FULL_LINE && line.chars().count() * 5 >= widest * 4
}

fn opens(next: &str) -> bool {
    next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn ends_open(line: &str) -> bool {
    line.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_a_sentence_get_its_mark() {
        let mend = |text: &'static str| mended(text, Language::english());
        assert_eq!(
            mend("START: sitting\nTurn your head."),
            "START: sitting.\nTurn your head.\n"
        );
        assert_eq!(mend("Start: sit on a\nchair."), "Start: sit on a\nchair.");
        assert_eq!(mend("A) Turn."), "a) Turn.\n");
        assert_eq!(mend("1.- Turn."), "1. Turn.\n");
        assert_eq!(mend("Turn your head\nto the left."), "Turn your head\nto the left.");
        assert_eq!(
            mend("🔹 Turn your head.\n🔸 Shrug.\n✅ Slowly."),
            "- Turn your head.\n- Shrug.\n✅ Slowly.\n"
        );
        assert_eq!(mend("o  Turn.\no  Hold."), "- Turn.\n- Hold.\n");
        assert_eq!(
            mend("7.1 Turns\n7.1.1 Sit.\n7.1.2 Turn for 1.5 min."),
            "\nTurns\n---\n1. Sit.\n2. Turn for 1.5 min.\n"
        );
        let chat = "[14/03, 21:05] Imre: sure\n[14/03, 21:06] Imre: 1) turn it.\n[14/03, 21:07] Bo: thanks";
        assert_eq!(mend(chat), "\nImre: sure\n\nImre: 1) turn it.\n\nBo: thanks\n");
        assert_eq!(mend("🙌 Save this!\nTurn."), "🙌 Save this!\nTurn.");
        let spoken = "so sit up please\nturn the head slowly\nand we wait there\nback to the middle\nthen the other way\nand that is it";
        assert_eq!(mend(spoken), format!("{}.\n\n", spoken.replace('\n', ".\n\n")));
    }
}
