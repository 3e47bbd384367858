//! What pages of a language say around an article, and how they mark its parts.
//!
//! Tables, and the look-ups in them. Must not know: steps.

use std::collections::HashSet;

use serde::Deserialize;

/// What a heading says of what stands under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Something of the article.
    Own,
    /// Holds the steps, and is none: "Instructions".
    Container,
    /// The same again at length.
    Detailed,
    /// Who wrote it.
    Author,
    /// No steps: "Tips", "Why it helps".
    Aside,
    /// What to beware of: "Who should skip it".
    Warnings,
    /// What is done wrong: "Common mistakes".
    Mistakes,
    /// What comes after an article: "Rate this guide".
    Tail,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageFile {
    tells: Vec<String>,
    headings: Headings,
    noise: Noise,
    author: Author,
    difficulty: Difficulty,
    marks: Marks,
    sentences: Sentences,
    safety: Safety,
    posture: Posture,
    routine: Routine,
    subjects: Subjects,
}

/// What other texts than exercises are about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subjects {
    /// Things that nobody has to do with who exercises.
    pub others: HashSet<String>,
    /// Words of the reader's own body.
    pub yours: HashSet<String>,
    /// Words of somebody else's.
    pub theirs: HashSet<String>,
}

/// Where the person is, and a camera before one who sits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Posture {
    pub out_of_sight: Vec<String>,
    pub in_sight: Vec<String>,
    /// Where nobody in front sees the arms.
    pub behind: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Routine {
    /// A count beside these is of the whole routine, or of the day.
    pub words: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Headings {
    containers: Vec<String>,
    /// Beginnings of questions whose answer are the steps.
    how: Vec<String>,
    detailed: Vec<String>,
    author: Vec<String>,
    asides: Vec<String>,
    warnings: Vec<String>,
    mistakes: Vec<String>,
    tails: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noise {
    whole: Vec<String>,
    starts: Vec<String>,
    counted: Vec<String>,
    /// "Page", of "Page 2 of 3".
    pub page: Vec<String>,
    reading: Vec<String>,
}

impl Noise {
    /// Whether a line begins as those around an article do.
    pub fn begins(&self, text: &str) -> bool {
        let small = small(text);
        self.starts.iter().any(|start| small.starts_with(start.as_str()))
    }
}

/// How an author is named.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Author {
    pub starts: Vec<String>,
    /// Those of `starts` that are one only where a byline stands.
    pub weak: Vec<String>,
    /// Those that name one only before a colon.
    pub roles: Vec<String>,
    /// Small words of names.
    pub particles: Vec<String>,
    /// "Hi, I'm", in the first lines of a film.
    pub greets: Vec<String>,
    /// Before the title of a letter.
    pub subject: Vec<String>,
    /// Other lines at the head of a letter; the first names its writer.
    pub mail: Vec<String>,
    /// Words in the names of those who are no person.
    pub groups: Vec<String>,
    /// The end of a letter, before its writer.
    pub regards: Vec<String>,
    /// Labels of short facts about an exercise.
    pub facts: Vec<String>,
}

/// How hard it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Difficulty {
    pub labels: Vec<String>,
    easy: Vec<String>,
    medium: Vec<String>,
    hard: Vec<String>,
}

/// What steps and titles begin with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Marks {
    pub step: Vec<String>,
    /// "First" to "sixth".
    pub ordinals: Vec<String>,
    /// "Of", in "step 3 of 5".
    pub of: Vec<String>,
    pub method: Vec<String>,
    /// Before a title, and no part of it: "next", "finally".
    pub order: Vec<String>,
    /// Before a colon, and no title.
    pub labels: Vec<String>,
    /// Those of them over how to sit or stand at the beginning.
    pub start: Vec<String>,
    /// Before a colon, and no part of what is meant: "How to do it: turn your head".
    pub bare_labels: Vec<String>,
    /// Titles of the parts of one exercise: "movement", "way back".
    pub phases: Vec<String>,
    /// Only that a movement follows: "number two".
    pub announces: Vec<String>,
    /// What titles of articles about exercises have in them.
    pub topics: Vec<String>,
    /// What stands over a column, or before a colon, of what is not to be done.
    pub dont: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentences {
    /// Words after which a full stop ends no sentence.
    pub abbreviations: Vec<String>,
    /// Words that are doubled on purpose.
    pub doubles: Vec<String>,
}

/// When to stop.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Safety {
    /// What a guide says that says nothing of it.
    pub stop: String,
    pub stop_words: Vec<String>,
    pub pain_words: Vec<String>,
    /// What a warning has in it, which is no order.
    pub warns: Vec<String>,
}

/// What pages of a language say.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its commonest words.
    pub tells: HashSet<String>,
    headings: Headings,
    pub noise: Noise,
    pub author: Author,
    pub difficulty: Difficulty,
    pub marks: Marks,
    pub sentences: Sentences,
    pub safety: Safety,
    pub posture: Posture,
    pub routine: Routine,
    pub subjects: Subjects,
}

/// Small letters, and the apostrophe of typewriters.
pub(crate) fn small(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// Whether a text begins with these words, and no longer ones.
fn begins(text: &str, start: &str) -> bool {
    let after = text.strip_prefix(start.trim_end());
    after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

impl Page {
    pub fn of(file: &PageFile) -> Self {
        Self {
            tells: file.tells.iter().cloned().collect(),
            headings: file.headings.clone(),
            noise: file.noise.clone(),
            author: file.author.clone(),
            difficulty: file.difficulty.clone(),
            marks: file.marks.clone(),
            sentences: file.sentences.clone(),
            safety: file.safety.clone(),
            posture: file.posture.clone(),
            routine: file.routine.clone(),
            subjects: file.subjects.clone(),
        }
    }

    /// What stands under this heading.
    pub fn section(&self, heading: &str) -> Section {
        let heading = small(heading.trim_matches([':', '.', '!', '?', '…', '¿', '¡', ' ']).trim());
        let is = |list: &[String]| list.contains(&heading);
        let any = |list: &[String]| list.iter().any(|start| begins(&heading, start));
        if is(&self.headings.author) {
            Section::Author
        } else if is(&self.headings.detailed) {
            Section::Detailed
        } else if is(&self.headings.containers) || self.is_part_of_method(&heading) {
            Section::Container
        } else if any(&self.headings.warnings) {
            Section::Warnings
        } else if is(&self.headings.mistakes) {
            Section::Mistakes
        } else if any(&self.headings.tails) {
            Section::Tail
        } else if any(&self.headings.asides) {
            Section::Aside
        } else {
            Section::Own
        }
    }

    /// Whether a question asks how it is done: "How do I do the stretch?"
    pub fn asks_how(&self, heading: &str) -> bool {
        let heading = small(heading.trim_start_matches(['¿', ' ']));
        self.headings.how.iter().any(|start| begins(&heading, start))
    }

    /// "Method 1", "Part 2 of 3: The neck".
    fn is_part_of_method(&self, heading: &str) -> bool {
        let mut words = heading.split_whitespace();
        let named = words
            .next()
            .is_some_and(|word| self.marks.method.iter().any(|known| known == word));
        let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        named && words.next().is_some_and(number)
    }

    /// Whether a block is no text of the article.
    pub fn is_noise(&self, text: &str) -> bool {
        let small = small(text);
        let bare = small.trim_matches(|c: char| !c.is_alphanumeric());
        // "10×" says something, "-- 5 ..." does not.
        let says = bare.chars().any(char::is_alphabetic) || small.contains('×');
        // "[MUSIC]" of a transcript.
        let directs = text.starts_with('[') && text.trim_end_matches('.').ends_with(']') && text.to_uppercase() == text;
        // "#neckpain #desk".
        let mut words = small.split_whitespace().map(|word| word.trim_start_matches('\\'));
        !says
            || words.all(|word| word.starts_with('#'))
            // Where a page stands in its house: "Forum › Health › Neck".
            || text.matches([ '›', '»']).count() >= 1 && !text.ends_with('.')
            || text.matches(" > ").count() >= 2
            || directs
            || bare.chars().count() == 1
            || self.noise.whole.iter().any(|line| line == bare)
            || self.noise.begins(text)
            || self.is_count(bare)
    }

    /// "35 articles", "4 steps 1 min read easy", "128 comments".
    pub fn is_count(&self, text: &str) -> bool {
        let small = small(text);
        let mut words = small.split_whitespace();
        let number = words
            .next()
            .is_some_and(|word| word.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.'));
        let thing = words.next().unwrap_or_default();
        let few = small.split_whitespace().count();
        let counted = few <= 3 && self.noise.counted.iter().any(|known| known == thing);
        number && (counted || few <= 8 && self.noise.reading.iter().any(|words| small.contains(words.as_str())))
    }

    /// `easy`, `medium` or `hard` for the words that articles use.
    pub fn difficulty(&self, words: &str) -> Option<&'static str> {
        let words = words.to_lowercase();
        let mut words = words.split(|c: char| !c.is_alphabetic());
        words.find_map(|word| {
            let is = |list: &[String]| list.iter().any(|known| known == word);
            if is(&self.difficulty.easy) {
                Some("easy")
            } else if is(&self.difficulty.medium) {
                Some("medium")
            } else if is(&self.difficulty.hard) {
                Some("hard")
            } else {
                None
            }
        })
    }

    /// Whether a sentence says when to stop.
    pub fn says_stop(&self, sentence: &str) -> bool {
        let sentence = small(sentence);
        let any = |list: &[String]| list.iter().any(|word| sentence.contains(word.as_str()));
        any(&self.safety.stop_words) && any(&self.safety.pain_words)
    }

    /// Whether a sentence warns, and orders nothing of a step.
    pub fn warns(&self, sentence: &str) -> bool {
        let sentence = small(sentence);
        self.safety.warns.iter().any(|words| sentence.contains(words.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn pages_are_told_from_articles() {
        let page = &Language::english().page;
        for noise in [
            "--",
            "Loading...",
            "5",
            "A",
            "35 articles",
            "4 Steps 1 min read Easy",
            "How helpful was this guide? Click to rate:",
            "★★★★★",
        ] {
            assert!(page.is_noise(noise), "{noise}");
        }
        for text in [
            "Turn your head.",
            "5 times on each side.",
            "Neck tilt",
            "10 minutes a day will do, and that is a promise of ours.",
        ] {
            assert!(!page.is_noise(text), "{text}");
        }
        assert_eq!(page.section("Rate This Guide"), Section::Tail);
        assert_eq!(page.section("Step-by-Step Guide"), Section::Container);
        assert_eq!(page.section("Why it works"), Section::Aside);
        assert_eq!(page.section("Shoulder rolls"), Section::Own);
        assert_eq!(page.section("Tipping your head"), Section::Own);
        assert_eq!(page.section("Common mistakes"), Section::Mistakes);
    }
}
