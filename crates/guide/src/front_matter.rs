//! Reads the `key: value` lines between the two `---` at the top of a guide.
//!
//! Not YAML: these keys need one line each, and every mistake points at its word.

use std::ops::Range;

use crate::mistake::{Mistake, span};
use crate::nearest::proposal;

const KEYS: [&str; 4] = ["title", "author", "source", "difficulty"];
const DIFFICULTIES: [&str; 3] = ["easy", "medium", "hard"];

/// What the front matter says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub author: Option<String>,
    pub source: Option<String>,
    pub difficulty: Option<String>,
}

/// Reads the front matter; gives the offset at which the Markdown begins.
pub(crate) fn read(text: &str, mistakes: &mut Vec<Mistake>) -> (FrontMatter, usize) {
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

    let mut seen: Vec<&str> = Vec::new();
    let mut end = text.len();
    let mut closed = false;
    for (at, line) in lines {
        if line.trim_end() == "---" {
            closed = true;
            end = at.end;
            break;
        }
        // Without an end the front matter reaches to the first step, so that the steps are still read.
        if line.starts_with("## ") {
            end = at.start;
            break;
        }
        read_line(&at, line, &mut front, &mut seen, mistakes);
    }
    let opened = opened.start..opened.start + "---".len();
    if !closed {
        mistakes.push(Mistake::UnclosedFrontMatter { at: span(&opened) });
    }
    if front.title.is_none() {
        mistakes.push(Mistake::MissingTitle { at: span(&opened) });
    }
    (front, end)
}

fn read_line<'a>(
    at: &Range<usize>,
    line: &'a str,
    front: &mut FrontMatter,
    seen: &mut Vec<&'a str>,
    mistakes: &mut Vec<Mistake>,
) {
    let words = line.trim();
    if words.is_empty() || words.starts_with('#') {
        return;
    }
    let Some((key, value)) = line.split_once(':') else {
        mistakes.push(Mistake::FrontMatterLine {
            at: span(&trimmed(at.start, line)),
        });
        return;
    };
    let key_at = trimmed(at.start, key);
    let value_at = trimmed(at.start + key.len() + 1, value);
    let (key, value) = (key.trim(), unquoted(value.trim()));
    if seen.contains(&key) {
        mistakes.push(Mistake::KeyTwice {
            key: key.to_owned(),
            at: span(&key_at),
        });
        return;
    }
    let field = match key {
        "title" => &mut front.title,
        "author" => &mut front.author,
        "source" => &mut front.source,
        "difficulty" => {
            if !DIFFICULTIES.contains(&value) {
                let help = proposal(value, "difficulties", DIFFICULTIES);
                let at = if value_at.is_empty() { &key_at } else { &value_at };
                mistakes.push(Mistake::UnknownDifficulty {
                    name: value.to_owned(),
                    help,
                    at: span(at),
                });
            }
            &mut front.difficulty
        }
        _ => {
            let help = proposal(key, "keys", KEYS);
            let at = if key_at.is_empty() {
                at.start..at.start + line.trim_end().len()
            } else {
                key_at
            };
            mistakes.push(Mistake::UnknownKey {
                key: key.to_owned(),
                help,
                at: span(&at),
            });
            return;
        }
    };
    seen.push(key);
    *field = (!value.is_empty()).then(|| value.to_owned());
}

/// Lines with their ranges, line ends left out of the text and inside of the range.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = start;
    text.get(start..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .map(move |line| {
            let at = from..from + line.len();
            from = at.end;
            (at, line.trim_end_matches(['\n', '\r']))
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

fn unquoted(value: &str) -> &str {
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
        assert_eq!(codes("---\ntitle: x\nhello\n---\n"), ["guide::front_matter_line"]);
        assert_eq!(codes("---\ntitle: x\n## Step\n"), ["guide::unclosed_front_matter"]);
    }
}
