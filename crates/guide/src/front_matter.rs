//! Reads the `key: value` lines between the two `---` at the top of a guide.
//!
//! Not YAML, though any of it reads as YAML too: the keys are few, and every mistake points at its word.

use std::ops::Range;

use crate::at::line_end;
use crate::at::span;
use crate::cadence::{Cadence, CadenceMistake};
use crate::cue::SideWords;
use crate::mistake::Mistake;
use crate::nearest::proposal;
use crate::phrase_map::{self, RawEntry};

/// In the order in which they are written.
pub(crate) const KEYS: [&str; 8] = [
    "title",
    "author",
    "source",
    "difficulty",
    "plan",
    "sides",
    "phrases",
    "cues",
];
const DIFFICULTIES: [&str; 3] = ["easy", "medium", "hard"];
/// What people write for each of them.
const DIFFICULTY_WORDS: [(&str, &[&str]); 3] = [
    (
        "easy",
        &[
            "simple",
            "light",
            "gentle",
            "beginner",
            "beginners",
            "leicht",
            "einfach",
            "fácil",
            "sencillo",
        ],
    ),
    (
        "medium",
        &[
            "moderate",
            "normal",
            "average",
            "intermediate",
            "mittel",
            "medio",
            "intermedio",
        ],
    ),
    (
        "hard",
        &[
            "difficult",
            "tough",
            "advanced",
            "expert",
            "schwer",
            "schwierig",
            "difícil",
            "avanzado",
        ],
    ),
];

/// What the front matter says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct FrontMatter<'a> {
    pub title: Option<String>,
    pub author: Option<String>,
    pub source: Option<String>,
    pub difficulty: Option<String>,
    /// How often it is meant to be done.
    pub plan: Option<Cadence>,
    /// What the two sides are called, as written.
    pub sides: Option<String>,
    /// Phrases of the guide's own, as written.
    pub phrases: Vec<RawEntry<'a>>,
    /// What is said for them, as written.
    pub cues: Vec<RawEntry<'a>>,
    /// Where the source is named, which may name what a guide does not say.
    pub source_at: Range<usize>,
    /// Where the lines between the two `---` stand.
    pub lines_at: Range<usize>,
    /// Its keys, in the order in which they stand, and where each begins.
    pub keys: Vec<(&'a str, usize)>,
}

/// Reads the front matter; gives the offset at which the Markdown begins.
pub(crate) fn read<'a>(text: &'a str, mistakes: &mut Vec<Mistake>) -> (FrontMatter<'a>, usize) {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut front = FrontMatter::default();
    let mut lines = lines(text, start);
    let opening = lines.next().filter(|(_, line)| line.trim_end() == "---");
    let Some((opened, _)) = opening else {
        mistakes.push(Mistake::MissingTitle {
            at: span(&first_line(text, start)),
        });
        return (front, start);
    };

    let mut closing = lines.find(|(_, line)| line.trim_end() == "---" || line.starts_with("## "));
    // Without an end the front matter reaches to the first step, so that the steps are still read.
    let closed = closing.take_if(|(_, line)| line.trim_end() == "---");
    let last = closed.as_ref().or(closing.as_ref());
    let (end, rest) = match (last, &closed) {
        (Some((at, _)), Some(_)) => (at.start, at.end),
        (Some((at, _)), None) => (at.start, at.start),
        (None, _) => (text.len(), text.len()),
    };
    let mut seen: Vec<&str> = Vec::new();
    let mut at = opened.end;
    while at < end {
        let Some((line_at, line)) = self::lines(text, at).next() else {
            break;
        };
        at = line_at.end;
        if let Some(value_from) = read_line(&line_at, line, &mut front, &mut seen, mistakes) {
            let (entries, next) = phrase_map::read(text, value_from, end, mistakes);
            match seen.last() {
                Some(&"cues") => front.cues = entries,
                _ => front.phrases = entries,
            }
            at = next.max(line_at.end);
        }
    }
    front.lines_at = opened.end..end.max(opened.end);
    let opened = opened.start..opened.start + "---".len();
    if closed.is_none() {
        mistakes.push(Mistake::UnclosedFrontMatter { at: span(&opened) });
    }
    if front.title.is_none() {
        mistakes.push(Mistake::MissingTitle { at: span(&opened) });
    }
    (front, rest)
}

/// Reads one line. Where the text of a list begins, when its key has one.
fn read_line<'a>(
    at: &Range<usize>,
    line: &'a str,
    front: &mut FrontMatter<'a>,
    seen: &mut Vec<&'a str>,
    mistakes: &mut Vec<Mistake>,
) -> Option<usize> {
    let words = line.trim();
    if words.is_empty() || words.starts_with('#') {
        return None;
    }
    let Some((key, value)) = line.split_once(':') else {
        mistakes.push(Mistake::FrontMatterLine {
            at: span(&trimmed(at.start, line)),
        });
        return None;
    };
    let key_at = trimmed(at.start, key);
    let value_at = trimmed(at.start + key.len() + 1, value);
    let (key, value) = (key.trim(), unquoted(value.trim()));
    if seen.contains(&key) {
        mistakes.push(Mistake::KeyTwice {
            key: key.to_owned(),
            at: span(&key_at),
        });
        return None;
    }
    if matches!(key, "phrases" | "cues") {
        seen.push(key);
        front.keys.push((key, at.start));
        return Some(at.start + line.find(':')? + 1);
    }
    let told_at = if value_at.is_empty() { &key_at } else { &value_at };
    if key == "plan" {
        // Behind the quote, where there is one.
        let from = value_at.start + usize::from(value.len() < value_at.len());
        match value.parse() {
            Ok(plan) => front.plan = Some(plan),
            Err(mistake) => mistakes.push(bad_plan(&mistake, from, told_at)),
        }
        seen.push(key);
        front.keys.push((key, at.start));
        return None;
    }
    mistakes.extend(wrong_value(key, value, told_at));
    let field = match key {
        "title" => &mut front.title,
        "author" => &mut front.author,
        "source" => {
            front.source_at = value_at;
            &mut front.source
        }
        "sides" => &mut front.sides,
        "difficulty" => &mut front.difficulty,
        _ => {
            let whole = at.start..at.start + line.trim_end().len();
            mistakes.push(unknown_key(key, if key_at.is_empty() { &whole } else { &key_at }));
            return None;
        }
    };
    *field = (!value.is_empty()).then(|| value.to_owned());
    seen.push(key);
    front.keys.push((key, at.start));
    None
}

/// What is wrong with the value of a key that takes only some.
fn wrong_value(key: &str, value: &str, at: &Range<usize>) -> Option<Mistake> {
    match key {
        "sides" if side_words(value).is_none() => Some(Mistake::BadSides { at: span(at) }),
        "difficulty" if !DIFFICULTIES.contains(&value) => Some(unknown_difficulty(value, at)),
        _ => None,
    }
}

/// The mistake in a plan whose text begins at `from`; where it has none, `told_at` is pointed at.
fn bad_plan(mistake: &CadenceMistake, from: usize, told_at: &Range<usize>) -> Mistake {
    let at = match mistake.at.is_empty() {
        true => told_at.clone(),
        false => from + mistake.at.start..from + mistake.at.end,
    };
    Mistake::BadPlan {
        message: mistake.to_string(),
        help: mistake.help(),
        at: span(&at),
    }
}

fn unknown_difficulty(name: &str, at: &Range<usize>) -> Mistake {
    let meant = DIFFICULTY_WORDS
        .iter()
        .find(|(_, words)| words.contains(&&*name.to_lowercase()));
    Mistake::UnknownDifficulty {
        name: name.to_owned(),
        help: meant.map_or_else(
            || proposal(name, "difficulties", DIFFICULTIES),
            |(difficulty, _)| format!("write `difficulty: {difficulty}`"),
        ),
        at: span(at),
    }
}

fn unknown_key(key: &str, at: &Range<usize>) -> Mistake {
    Mistake::UnknownKey {
        key: key.to_owned(),
        help: proposal(key, "keys", KEYS),
        at: span(at),
    }
}

/// Two different words, the left one first: `links, rechts`.
pub(crate) fn side_words(value: &str) -> Option<SideWords> {
    let (left, right) = value.split_once(',')?;
    let (left, right) = (left.trim(), right.trim());
    let good = |word: &str| !word.is_empty() && !word.contains([',', '{', '`']);
    (good(left) && good(right) && left != right).then(|| SideWords {
        left: left.to_owned(),
        right: right.to_owned(),
    })
}

/// Lines with their ranges, line ends left out of the text and inside of the range.
pub(crate) fn lines(text: &str, start: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = start;
    std::iter::from_fn(move || {
        let at = from..line_end(text, from, text.len());
        from = at.end;
        let line = text.get(at.clone()).filter(|line| !line.is_empty())?;
        Some((at, line.trim_end_matches(['\n', '\r'])))
    })
}

fn first_line(text: &str, start: usize) -> Range<usize> {
    let (at, line) = lines(text, start).next().unwrap_or((start..start, ""));
    at.start..at.start + line.len()
}

/// The range of `part`, which begins at `start`, without the blanks around it.
fn trimmed(start: usize, part: &str) -> Range<usize> {
    let from = start + (part.len() - part.trim_start().len());
    from..from + part.trim().len()
}

pub(crate) fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        let mut mistakes = Vec::new();
        read(text, &mut mistakes);
        mistakes.iter().map(Mistake::code_name).collect()
    }

    #[test]
    fn values_keep_their_colons_and_lose_their_quotes() {
        let mut mistakes = Vec::new();
        let text = "\u{feff}---\r\ntitle: \"Neck: a guide\"\r\n# why\r\nauthor: 'me'\r\n---\r\nrest";
        let (front, end) = read(text, &mut mistakes);
        assert_eq!(mistakes, []);
        assert_eq!(front.title.as_deref(), Some("Neck: a guide"));
        assert_eq!(front.author.as_deref(), Some("me"));
        assert_eq!(&text[end..], "rest");
    }

    #[test]
    fn every_mistake_of_the_front_matter_is_told() {
        assert_eq!(codes(""), ["guide::missing_title"]);
        assert_eq!(
            codes("---\ntitel: x\n---\n"),
            ["guide::unknown_key", "guide::missing_title"]
        );
        assert_eq!(codes("---\ntitle: \"\"\n---\n"), ["guide::missing_title"]);
        assert_eq!(codes("---\ntitle: x\ntitle: y\n---\n"), ["guide::key_twice"]);
        assert_eq!(
            codes("---\ntitle: x\ndifficulty: esay\n---\n"),
            ["guide::unknown_difficulty"]
        );
        assert_eq!(codes("---\ntitle: x\nplan: often\n---\n"), ["guide::bad_plan"]);
        assert_eq!(codes("---\ntitle: x\nhello\n---\n"), ["guide::front_matter_line"]);
        assert_eq!(codes("---\ntitle: x\n## Step\n"), ["guide::unclosed_front_matter"]);
    }

    #[test]
    fn a_plan_is_read_and_its_mistakes_are_pointed_at_within_its_quotes() {
        let told = |text: &str| {
            let mut mistakes = Vec::new();
            let (front, _) = read(text, &mut mistakes);
            let at = mistakes.first().and_then(Mistake::at).map(|at| text[at].to_owned());
            (front.plan.map(|plan| plan.to_string()), at)
        };
        let plan = |value: &str| told(&format!("---\ntitle: x\nplan: {value}\n---\n"));
        assert_eq!(plan("3 times a day"), (Some("3 times a day".to_owned()), None));
        assert_eq!(plan("\"at 9:00\""), (Some("at 9:00".to_owned()), None));
        assert_eq!(plan("3 times a week"), (None, Some("week".to_owned())));
        assert_eq!(plan("'at 9:00, 25:00'"), (None, Some("25:00".to_owned())));
        assert_eq!(plan(""), (None, Some("plan".to_owned())));
    }
}
