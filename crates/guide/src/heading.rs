//! Reads what stands in braces behind a step's title: `{#neck-tilt short="Neck tilt"}`.
//!
//! Markdown's own reading of them splits at every blank, so a short name of two words needs this one.

use std::ops::Range;

use crate::at::span;
use crate::at::tidy;
use crate::mistake::Mistake;
use crate::nearest::nearest;
use crate::syntax::At;

/// Longest short name, in characters: what fits under a segment of a progress bar.
const LONGEST_SHORT: usize = 24;
/// The key of a short name.
const SHORT: &str = "short";

/// What stands in the braces.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Attributes {
    /// The step's id, as written.
    pub id: Option<At<String>>,
    /// Its short name, without the quotes.
    pub short: Option<String>,
}

/// Reads the attributes of a heading, which begins at `start`. Its last braces are they.
pub(crate) fn read(heading: &str, start: usize, mistakes: &mut Vec<Mistake>) -> Attributes {
    let mut attributes = Attributes::default();
    let (Some(open), Some(close)) = (heading.rfind('{'), heading.rfind('}')) else {
        return attributes;
    };
    let mut at = open + 1;
    while let Some(inside) = heading.get(at..close) {
        let word = inside.trim_start();
        at = close - word.len();
        if word.is_empty() {
            break;
        }
        let end = word.find(|c: char| c.is_ascii_whitespace()).unwrap_or(word.len());
        let end = match short(word) {
            Some(Value::Quoted(length)) => length,
            // One mistake, and not one for each word behind it.
            Some(Value::Unclosed) => word.trim_end().len(),
            _ => end,
        };
        let place = start + at..start + at + end;
        attributes.take(word.get(..end).unwrap_or(word), place, mistakes);
        at += end;
    }
    attributes
}

/// Braces that were meant for attributes, and that Markdown takes for a part of the title.
pub(crate) fn unread(heading: &str, start: usize) -> Option<Mistake> {
    let written = heading.trim_end_matches(['#', '-', '=', ' ', '\t', '\r', '\n']);
    let meant = |open: &usize| {
        let inside = written.get(open + 1..).unwrap_or_default().trim_start();
        short(inside).is_some() || inside.starts_with('#')
    };
    let mut opens = written.match_indices('{').map(|(open, _)| open);
    let from = opens.find(meant).filter(|_| written.ends_with('}'))?;
    Some(Mistake::UnknownAttribute {
        name: written.get(from..).unwrap_or_default().to_owned(),
        help: "the braces stand at the very end, with no other braces, `<`, `>` or backslash between them".to_owned(),
        at: span(&(start + from..start + written.len())),
    })
}

/// What stands behind `short=`.
enum Value {
    /// A text in quotes: where it ends, from the beginning of the key.
    Quoted(usize),
    /// A quote that nothing closes.
    Unclosed,
    /// Something without quotes.
    Bare,
}

/// The value of a short name that begins here; `None` when it is none.
fn short(word: &str) -> Option<Value> {
    let value = word.strip_prefix(SHORT)?.strip_prefix('=')?;
    let Some(inside) = value.strip_prefix('"') else {
        return Some(Value::Bare);
    };
    let before = word.len() - inside.len();
    Some(match inside.find('"') {
        Some(length) => Value::Quoted(before + length + 1),
        None => Value::Unclosed,
    })
}

impl Attributes {
    /// Takes one attribute, which stands at `at`.
    fn take(&mut self, word: &str, at: Range<usize>, mistakes: &mut Vec<Mistake>) {
        if let Some(value) = short(word) {
            self.take_short(word, &value, &at, mistakes);
            return;
        }
        if let Some(id) = word.strip_prefix('#')
            && self.id.is_none()
        {
            self.id = Some(At {
                value: id.to_owned(),
                at: at.start + 1..at.end,
            });
            return;
        }
        let key = word.split('=').next().unwrap_or(word);
        let help = if word.starts_with('#') {
            "a step has one id".to_owned()
        } else if nearest(key, [SHORT]).is_some() || key == SHORT {
            "did you mean `short=\"Neck tilt\"`?".to_owned()
        } else {
            "here stand the step's id and its short name: `{#neck-tilt short=\"Neck tilt\"}`".to_owned()
        };
        mistakes.push(Mistake::UnknownAttribute {
            name: word.to_owned(),
            help,
            at: span(&at),
        });
    }

    fn take_short(&mut self, word: &str, value: &Value, at: &Range<usize>, mistakes: &mut Vec<Mistake>) {
        let name = match value {
            Value::Quoted(_) => tidy(word.split('"').nth(1).unwrap_or_default()),
            Value::Unclosed | Value::Bare => String::new(),
        };
        let length = name.chars().count();
        let why = match value {
            Value::Unclosed => "has no quote at its end".to_owned(),
            Value::Bare => "has no quotes around it".to_owned(),
            Value::Quoted(_) if self.short.is_some() => "stands there twice".to_owned(),
            Value::Quoted(_) if length == 0 => "is empty".to_owned(),
            Value::Quoted(_) if length > LONGEST_SHORT => format!("has {length} characters"),
            Value::Quoted(_) => {
                self.short = Some(name);
                return;
            }
        };
        mistakes.push(Mistake::BadShort {
            why,
            most: LONGEST_SHORT,
            at: span(at),
        });
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn told(heading: &str) -> String {
        let mut mistakes = Vec::new();
        let read = read(heading, 0, &mut mistakes);
        let id = read.id.map(|id| {
            assert_eq!(&heading[id.at.clone()], id.value);
            id.value
        });
        let mistakes = mistakes.iter().map(|mistake| {
            let at = mistake.at().unwrap();
            format!(" | {}: {mistake}", &heading[at])
        });
        format!("{id:?} {:?}{}", read.short, mistakes.collect::<String>())
    }

    #[test]
    fn an_id_and_a_short_name_are_read_in_any_order() {
        assert_snapshot!(told("Tilt {#neck-tilt}"), @r#"Some("neck-tilt") None"#);
        assert_snapshot!(told("Tilt {#neck-tilt short=\"Neck  tilt\"}"), @r#"Some("neck-tilt") Some("Neck tilt")"#);
        assert_snapshot!(told("Tilt { short=\"Hals #1\" #a }"), @r#"Some("a") Some("Hals #1")"#);
        assert_snapshot!(told("Tilt {short=\"Rücken\"}"), @r#"None Some("Rücken")"#);
    }

    #[test]
    fn what_is_wrong_in_the_braces_is_pointed_at() {
        assert_snapshot!(told("Tilt {#a short=\"Neck tilt}"), @r#"Some("a") None | short="Neck tilt: this short name has no quote at its end"#);
        assert_snapshot!(told("Tilt {#a short=Neck}"), @r#"Some("a") None | short=Neck: this short name has no quotes around it"#);
        assert_snapshot!(told("Tilt {#a short=\"\"}"), @r#"Some("a") None | short="": this short name is empty"#);
        assert_snapshot!(told("Tilt {#a short=\"a\" short=\"b\"}"), @r#"Some("a") Some("a") | short="b": this short name stands there twice"#);
        assert_snapshot!(told("Tilt {#a short=\"Halsneigung zur Schulterseite\"}"), @r#"Some("a") None | short="Halsneigung zur Schulterseite": this short name has 29 characters"#);
        assert_snapshot!(told("Tilt {#a shirt=\"a\"}"), @r#"Some("a") None | shirt="a": `shirt="a"` is no attribute of a step"#);
        assert_snapshot!(told("Tilt {#a .wide}"), @r#"Some("a") None | .wide: `.wide` is no attribute of a step"#);
        assert_snapshot!(told("Tilt {#a #b}"), @r#"Some("a") None | #b: `#b` is no attribute of a step"#);
        assert_snapshot!(told("Tilt {#}"), @r#"Some("") None"#);
    }

    #[test]
    fn braces_that_markdown_leaves_in_the_title_are_told() {
        let told = |heading| unread(heading, 0).map(|mistake| heading[mistake.at().unwrap()].to_owned());
        assert_eq!(
            told("Tilt {#a short=\"a<b\"} ##"),
            Some("{#a short=\"a<b\"}".to_owned())
        );
        assert_eq!(told("Tilt {short=\"{side}\"}"), Some("{short=\"{side}\"}".to_owned()));
        assert_eq!(told("Tilt { short=\"a\" } ##"), Some("{ short=\"a\" }".to_owned()));
        assert_eq!(told("Tilt {#a<}\n---"), Some("{#a<}".to_owned()));
        assert_eq!(told("Tilt {side}"), None);
    }
}
