//! The languages that articles are read in: their words, numbers and marks, which are data, and which of them a text is.
//!
//! One folder a language under `languages/`, compiled in; a further language is a folder and a line here.
//!
//! Must not know: movements, rules, formats.

mod page;

pub(crate) use page::{Page, Section, small};

use std::sync::LazyLock;

use serde::Deserialize;

use crate::meaning::lexicon::{Lexicon, Sides, Words};
use crate::meaning::numbers::{Numbers, NumbersFile};
use page::PageFile;

/// A text with fewer of a language's commonest words than one in so many is not in it.
const FEWEST_TELLS: usize = 12;
/// How many words of a text are looked at to tell its language.
const LOOKED_AT: usize = 5000;

/// What is known of a language.
#[derive(Debug)]
pub(crate) struct Language {
    /// As in `lang="de"`.
    pub code: &'static str,
    /// The words that fill `{side}` in a guide, the left one first.
    pub sides: [&'static str; 2],
    /// How sentences name them.
    pub side_words: &'static Sides,
    pub lexicon: Lexicon,
    pub numbers: Numbers,
    pub page: Page,
}

/// The files of a language, as they are.
struct Files {
    code: &'static str,
    words: Words,
    numbers: NumbersFile,
    page: PageFile,
}

fn file<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => panic!("a test reads the built-in languages: {error}"),
    }
}

macro_rules! files {
    ($code:literal) => {
        Files {
            code: $code,
            words: file(include_str!(concat!("../languages/", $code, "/words.toml"))),
            numbers: file(include_str!(concat!("../languages/", $code, "/numbers.toml"))),
            page: file(include_str!(concat!("../languages/", $code, "/page.toml"))),
        }
    };
}

static FILES: LazyLock<Vec<Files>> = LazyLock::new(|| vec![files!("en"), files!("de"), files!("es")]);

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let language = |files: &'static Files| Language {
        code: files.code,
        sides: [&files.words.sides.left, &files.words.sides.right],
        side_words: &files.words.sides,
        lexicon: Lexicon::of(&files.words),
        numbers: Numbers::of(&files.numbers),
        page: Page::of(&files.page),
    };
    FILES.iter().map(language).collect()
});

impl Language {
    /// All that come with the program.
    pub fn all() -> &'static [Language] {
        &LANGUAGES
    }

    /// English, which an article is taken for that does not show what it is.
    pub fn english() -> &'static Language {
        LANGUAGES.first().expect("English is compiled in")
    }

    /// The one with this code, where it is one of ours.
    pub fn with_code(code: &str) -> Option<&'static Language> {
        Self::all().iter().find(|language| language.code == code)
    }

    /// The one with this code.
    #[cfg(test)]
    pub fn named(code: &str) -> &'static Language {
        Self::all()
            .iter()
            .find(|language| language.code == code)
            .expect("a built-in language")
    }

    /// The language of a text, by its commonest words. `None` when it is none of ours.
    pub fn of(text: &str) -> Option<&'static Language> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
            .filter(|word| !word.is_empty())
            .take(LOOKED_AT)
            .map(str::to_lowercase)
            .collect();
        let count = |language: &&Language| {
            let tells = |word: &&String| language.page.tells.contains(word.as_str());
            words.iter().filter(tells).count()
        };
        let best = Self::all().iter().rev().max_by_key(count)?;
        // A few words show nothing.
        (count(&best) * FEWEST_TELLS >= words.len() || words.len() < 2 * FEWEST_TELLS).then_some(if count(&best) == 0 {
            Self::english()
        } else {
            best
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_own_words() {
        let cases = [
            (
                "Sit tall and turn your head to the right, as far as you like.",
                Some("en"),
            ),
            ("Setz dich aufrecht hin und dreh den Kopf nach rechts.", Some("de")),
            (
                "Siéntate con la espalda recta y gira la cabeza hacia la derecha.",
                Some("es"),
            ),
            (
                "Asseyez-vous bien droit sur une chaise puis tournez doucement la tête vers votre épaule droite, sans \
                 forcer, gardez cette position pendant quinze secondes avant de revenir au milieu, recommencez ensuite \
                 avec votre autre épaule",
                None,
            ),
            ("", Some("en")),
        ];
        for (text, code) in cases {
            assert_eq!(Language::of(text).map(|language| language.code), code, "{text}");
        }
    }
}
