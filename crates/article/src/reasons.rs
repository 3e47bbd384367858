//! What the import says of an article, in the page's language: `words/*.toml` has a translation for each sentence of it.
//!
//! A sentence that none is there for stays English, and says so.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use body::Language;
use serde::{Deserialize, Serialize};

/// Words of the import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// In the page's language, where there is a translation.
    pub text: String,
    /// It is English, and the page is not.
    pub english: bool,
}

/// By the English sentence, with `{}` where words of the article stand; as many of them in the translation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    reasons: BTreeMap<String, String>,
}

static GERMAN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../words/de.toml")));
static SPANISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../words/es.toml")));

fn read(text: &str) -> Words {
    toml::from_str(text).expect("a test reads the words")
}

/// `reason`, which the import gave, in this language. Several that are parted by `; ` are put together anew.
pub fn said_in(reason: &str, language: Language) -> Said {
    let words = match language {
        Language::English => {
            return Said {
                text: quoted(reason),
                english: false,
            };
        }
        Language::German => &*GERMAN,
        Language::Spanish => &*SPANISH,
    };
    let whole = translated(reason, words);
    let parts = || {
        reason
            .split("; ")
            .map(|part| translated(part, words))
            .collect::<Option<Vec<_>>>()
    };
    match whole.or_else(|| parts().map(|parts| parts.join("; "))) {
        Some(text) => Said { text, english: false },
        None => Said {
            text: reason.to_owned(),
            english: true,
        },
    }
}

/// With the quotes of print in place of those of a terminal.
fn quoted(reason: &str) -> String {
    let mut text = String::new();
    for (at, part) in reason.split('"').enumerate() {
        if at > 0 {
            text.push(if at % 2 == 1 { '“' } else { '”' });
        }
        text.push_str(part);
    }
    text
}

fn translated(reason: &str, words: &Words) -> Option<String> {
    if let Some(plain) = words.reasons.get(reason) {
        return Some(plain.clone());
    }
    words.reasons.iter().find_map(|(english, other)| {
        let filled = filled(english, reason)?;
        let mut text = String::new();
        let mut filled = filled.into_iter();
        for (at, part) in other.split("{}").enumerate() {
            if at > 0 {
                text.push_str(filled.next()?);
            }
            text.push_str(part);
        }
        Some(text)
    })
}

/// What stands in `reason` where `english` has `{}`; `None` when it is another sentence.
fn filled<'a>(english: &str, reason: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = english.split("{}");
    let mut rest = reason.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let end = if last {
            rest.strip_suffix(part)?.len()
        } else {
            rest.find(part)?
        };
        found.push(rest.get(..end)?);
        rest = rest.get(end + part.len()..)?;
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_article_stand_where_they_stood() {
        let reason = "it does not go together with \"head turned\" in one step; not all of this sentence has a rule";
        let german = said_in(reason, Language::German);
        assert_eq!(
            german.text,
            "es passt nicht mit „head turned“ in einen Schritt; nicht der ganze Satz hat eine Regel"
        );
        assert!(!german.english);
        assert_eq!(
            said_in("so it is", Language::Spanish),
            Said {
                text: "so it is".to_owned(),
                english: true
            }
        );
        assert_eq!(
            said_in("so it is", Language::English),
            Said {
                text: "so it is".to_owned(),
                english: false
            }
        );
    }

    #[test]
    fn english_is_printed_with_its_quotes() {
        assert_eq!(
            said_in("the article says \"a few\"", Language::English).text,
            "the article says “a few”"
        );
    }

    #[test]
    fn both_languages_say_the_same_sentences_with_as_many_gaps() {
        let english = |words: &Words| words.reasons.keys().cloned().collect::<Vec<_>>();
        assert_eq!(english(&GERMAN), english(&SPANISH));
        for words in [&*GERMAN, &*SPANISH] {
            for (english, other) in &words.reasons {
                assert_eq!(english.matches("{}").count(), other.matches("{}").count(), "{english}");
            }
        }
    }
}
