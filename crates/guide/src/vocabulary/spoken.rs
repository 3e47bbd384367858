//! The texts of a vocabulary: what is said for each phrase, and the files in which other languages say it.
//!
//! Such a file holds words only. Thresholds stand once, in `vocabulary.toml`, so that every language judges alike.

use std::collections::BTreeMap;

use body::Measure;
use serde::Deserialize;

use super::{Entry, PhraseVerb, Sided, Vocabulary, VocabularyError};
use crate::cue::Cue;
use crate::cue::SideWords;
use crate::model::{SpeedLimit, Test};

/// Most words of a text: what one can say in a breath, and follow while moving.
const MOST_WORDS: usize = 12;

/// A text that may be said for a phrase.
pub(super) fn cue(phrase: &str, sided: Sided, text: &str, sides: &SideWords) -> Result<Cue, VocabularyError> {
    let fault = |why: String| Err(fault(phrase, why));
    let words = text.split_whitespace().count();
    if words == 0 {
        return fault("has an empty cue".to_owned());
    }
    if words > MOST_WORDS {
        return fault(format!(
            "says {text:?}, which has {words} words; {MOST_WORDS} can be followed"
        ));
    }
    let placeholders = text.matches(['{', '}']).count();
    let of_side = text.matches("{side}").count();
    if placeholders != 2 * of_side {
        return fault(format!("says {text:?}, where only {{side}} is filled in"));
    }
    if of_side > 0 && sided == Sided::None {
        return fault(format!("says {text:?}, and has no side to fill in"));
    }
    Ok(Cue::new(text, sides))
}

/// A phrase's `begin`: how to get there. A phrase that goes with `start` or `reach` must have it, another must not.
pub(super) fn begin(
    phrase: &str,
    (sided, verbs): (Sided, &[PhraseVerb]),
    text: Option<&str>,
    sides: &SideWords,
) -> Result<Option<Cue>, VocabularyError> {
    let needed = verbs
        .iter()
        .any(|verb| matches!(verb, PhraseVerb::Start | PhraseVerb::Reach));
    match (needed, text) {
        (true, None) => Err(fault(phrase, "needs a begin: how one who has not moved gets there")),
        (false, Some(_)) => Err(fault(phrase, "has a begin, and no verb that leads to it")),
        (_, text) => text.map(|text| cue(phrase, sided, text, sides)).transpose(),
    }
}

fn fault(phrase: &str, why: impl Into<String>) -> VocabularyError {
    VocabularyError::Phrase {
        phrase: phrase.to_owned(),
        why: why.into(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sides: SidesTable,
    slowly: String,
    phrase: BTreeMap<String, PhraseTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SidesTable {
    left: String,
    right: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseTable {
    begin: Option<String>,
    cue: String,
    /// By the measure that shows what is done instead.
    #[serde(default)]
    instead: BTreeMap<String, String>,
}

impl Vocabulary {
    /// The same phrases and numbers, with what is said taken from a file of another language.
    ///
    /// # Errors
    /// When it is no TOML, has unknown or missing keys, lacks a text or has one for which there is no phrase, or when
    /// a text can't be said.
    pub fn spoken_in(&self, toml: &str) -> Result<Vocabulary, VocabularyError> {
        let mut file: File = toml::from_str(toml).map_err(|error| VocabularyError::Unreadable(Box::new(error)))?;
        let sides = SideWords {
            left: file.sides.left,
            right: file.sides.right,
        };
        let mut entries = BTreeMap::new();
        for (name, entry) in &self.entries {
            let texts = file.phrase.remove(name);
            let texts = texts.ok_or_else(|| fault(name, "is not said in this language"))?;
            entries.insert(name.clone(), texts.take(name, entry, &sides)?);
        }
        if let Some(name) = file.phrase.keys().next() {
            return Err(fault(name, "has texts in this language, and there is no such phrase"));
        }
        Ok(Vocabulary {
            entries,
            slowly: SpeedLimit {
                cue: cue("slowly", Sided::None, &file.slowly, &sides)?,
                ..self.slowly.clone()
            },
            ..self.clone()
        })
    }
}

impl PhraseTable {
    fn take(mut self, name: &str, entry: &Entry, sides: &SideWords) -> Result<Entry, VocabularyError> {
        let mut instead: Vec<(Test, Cue)> = Vec::new();
        for (test, _) in &entry.instead {
            let text = self.instead.remove(test.measure.name());
            let text =
                text.ok_or_else(|| fault(name, format!("does not say what to do instead of {}", test.measure)))?;
            instead.push((*test, cue(name, entry.sided, &text, sides)?));
        }
        if let Some(measure) = self.instead.keys().next() {
            return Err(fault(
                name,
                format!("says what to do instead of {measure}, which it does not test"),
            ));
        }
        Ok(Entry {
            begin: begin(name, (entry.sided, &entry.verbs), self.begin.as_deref(), sides)?,
            cue: cue(name, entry.sided, &self.cue, sides)?,
            instead,
            ..entry.clone()
        })
    }
}

/// A measure that two tests for what is done instead share: then a text could not say which of them it is for.
pub(super) fn shared(instead: &[(Test, Cue)]) -> Option<Measure> {
    let mut measures = instead.iter().map(|(test, _)| test.measure).enumerate();
    measures.find_map(|(index, measure)| {
        let before = &instead[..index];
        before
            .iter()
            .any(|(test, _)| test.measure == measure)
            .then_some(measure)
    })
}

#[cfg(test)]
mod tests {
    use body::{Language, Side};

    use super::*;

    const GERMAN: &str = include_str!("../../../../vocabulary.de.toml");

    /// Every text of a vocabulary: whose it is, what for, and how it is said to the left.
    fn texts(vocabulary: &Vocabulary) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        let mut add = |name: &str, what: &str, cue: &Cue| {
            texts.push((format!("{name}, {what}"), cue.for_side(Some(Side::Left)).to_owned()));
        };
        for (name, entry) in &vocabulary.entries {
            if let Some(cue) = &entry.begin {
                add(name, "begin", cue);
            }
            add(name, "cue", &entry.cue);
            for (test, cue) in &entry.instead {
                add(name, &format!("instead of {}", test.measure), cue);
            }
        }
        add("slowly", "cue", &vocabulary.slowly.cue);
        texts
    }

    fn refused(from: &str, to: &str) -> String {
        assert!(GERMAN.contains(from), "{from} is not in the German texts");
        let changed = Vocabulary::builtin().spoken_in(&GERMAN.replacen(from, to, 1));
        changed.unwrap_err().to_string()
    }

    #[test]
    fn every_text_is_there_in_every_language_and_short_enough_to_be_said() {
        let of_languages = Language::ALL.map(|language| texts(Vocabulary::builtin_in(language)));
        let [english, others @ ..] = &of_languages;
        for other in others {
            for ((what, original), (also, translated)) in english.iter().zip(other) {
                assert_eq!(what, also);
                assert_ne!(original, translated, "{what}");
            }
            assert_eq!(english.len(), other.len());
        }
        for (what, text) in of_languages.iter().flatten() {
            assert!(text.split_whitespace().count() <= MOST_WORDS, "{what}: {text}");
            assert!(text.ends_with('.') && !text.contains('{'), "{what}: {text}");
        }
        let lines = (0..english.len()).map(|index| {
            let said = of_languages.iter().map(|texts| format!("\n  {}", texts[index].1));
            format!("{}{}", english[index].0, said.collect::<String>())
        });
        insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn begin_and_cue_differ_so_that_nobody_hears_the_same_words_twice() {
        for language in Language::ALL {
            for (name, entry) in &Vocabulary::builtin_in(language).entries {
                assert_ne!(entry.begin.as_ref(), Some(&entry.cue), "{name} in {language:?}");
            }
        }
    }

    #[test]
    fn every_language_judges_by_the_same_numbers() {
        let english = Vocabulary::builtin();
        for language in Language::ALL {
            let other = Vocabulary::builtin_in(language);
            assert_eq!((english.timing(), english.neutral()), (other.timing(), other.neutral()));
            for (name, entry) in &english.entries {
                let said = &other.entries[name];
                assert_eq!((&entry.tests, &entry.verbs), (&said.tests, &said.verbs));
                let tests = |entry: &Entry| entry.instead.iter().map(|(test, _)| *test).collect::<Vec<_>>();
                assert_eq!(tests(entry), tests(said));
            }
        }
    }

    #[test]
    fn a_missing_or_unknown_text_is_an_error() {
        assert!(refused("[phrase.\"chin level\"]", "[phrase.\"chin up\"]").contains("\"chin level\""));
        let more = "[phrase.\"chin up\"]\ncue = \"Kinn hoch.\"\n\n[phrase.\"chin level\"]";
        assert!(refused("[phrase.\"chin level\"]", more).contains("there is no such phrase"));
        assert!(refused("begin = \"Schau geradeaus.\"\n", "").contains("needs a begin"));
        assert!(refused("cue = \"Lass die Schultern sinken.\"\n", "").contains("missing field `cue`"));
        assert!(refused("trunk_lean_deg = ", "trunk_lean = ").contains("instead of trunk_lean_deg"));
        assert!(refused("[sides]", "[sites]").contains("sites"));
        let more = "[phrase.\"chin level\".instead]\nbreath = \"Atme.\"\n\n[phrase.\"chin level\"]";
        assert!(refused("[phrase.\"chin level\"]", more).contains("which it does not test"));
    }

    #[test]
    fn a_text_that_cannot_be_said_is_an_error() {
        let chin = "Heb das Kinn ein wenig.";
        assert!(refused(chin, " ").contains("has an empty cue"));
        assert!(refused(chin, "Heb das Kinn nach {side}.").contains("has no side to fill in"));
        assert!(refused("nach {side}.", "nach {Seite}.").contains("only {side} is filled in"));
        assert!(refused(chin, &"sehr ".repeat(13)).contains("has 13 words"));
    }
}
