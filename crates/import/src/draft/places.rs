//! Where the sentences of steps stand in the article's text, although lines were joined and damage was mended.
//!
//! Letters and digits alone are compared, in small letters.
//!
//! Must not know: rules, choices.

use std::ops::Range;

use crate::rules::planned::PlannedStep;

/// So many sentences that stand nowhere are looked for to the end of the text: those of data that a page hides.
const MOST_MISSED: usize = 100;

/// Where a sentence stands in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The sentence, bytes of the source.
    pub at: Range<usize>,
    /// For each suggested rule the words that say it, bytes of the source.
    pub words: Vec<Vec<Range<usize>>>,
}

/// Where the sentences of each step stand; `None` for one that stands nowhere.
pub(crate) fn of(source: &str, steps: &[PlannedStep]) -> Vec<Vec<Option<Placed>>> {
    let whole = source;
    let source = Bare::of(source);
    let mut from = 0;
    let mut missed = 0;
    let mut place = |said: &str, rules: &mut dyn Iterator<Item = &Vec<Range<usize>>>| {
        let sentence = Bare::of(said);
        if sentence.text.is_empty() || missed > MOST_MISSED {
            return None;
        }
        // A sentence that stands twice is the next one of them.
        let Some(start) = source
            .find(&sentence.text, from)
            .or_else(|| source.find(&sentence.text, 0))
        else {
            missed += 1;
            return None;
        };
        from = start + sentence.text.len();
        let words = |words: &Vec<Range<usize>>| {
            let places = words.iter().filter_map(|at| {
                let inside = sentence.within(at)?;
                source.between(start + inside.start..start + inside.end)
            });
            places.collect()
        };
        let at = source.between(start..from)?;
        Some(Placed {
            at: at.start..at.end + signs_after(whole, at.end),
            words: rules.map(words).collect(),
        })
    };
    let mut placed = Vec::new();
    for step in steps {
        let sentences = step.sentences.iter().map(|sentence| {
            let mut rules = sentence.rules.iter().chain(&sentence.waiting).map(|rule| &rule.words);
            place(&sentence.said, &mut rules)
        });
        placed.push(sentences.collect());
    }
    placed
}

/// How many bytes of signs end a sentence whose last letter ends at `end`.
fn signs_after(whole: &str, end: usize) -> usize {
    let after = whole.get(end..).unwrap_or_default();
    let ends = |c: char| !".!?…:;)]\"'”’»".contains(c);
    after.find(ends).unwrap_or(after.len())
}

/// A text's letters and digits, and where each stands in it.
struct Bare {
    text: String,
    /// For each byte of `text` the character that it is of: bytes of the whole.
    at: Vec<Range<usize>>,
}

impl Bare {
    fn of(whole: &str) -> Self {
        let mut bare = Self {
            text: String::with_capacity(whole.len()),
            at: Vec::with_capacity(whole.len()),
        };
        for (start, c) in whole.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            for small in c.to_lowercase() {
                bare.text.push(small);
                let bytes = std::iter::repeat_n(start..start + c.len_utf8(), small.len_utf8());
                bare.at.extend(bytes);
            }
        }
        bare
    }

    fn find(&self, text: &str, from: usize) -> Option<usize> {
        Some(from + self.text.get(from..)?.find(text)?)
    }

    /// Bytes of the whole as bytes of the bare text; `None` when no letter stands there.
    fn within(&self, whole: &Range<usize>) -> Option<Range<usize>> {
        let start = self.at.partition_point(|at| at.start < whole.start);
        let end = self.at.partition_point(|at| at.start < whole.end);
        (start < end).then_some(start..end)
    }

    /// Bytes of the bare text as bytes of the whole.
    fn between(&self, bare: Range<usize>) -> Option<Range<usize>> {
        let first = self.at.get(bare.start)?;
        let last = self.at.get(bare.end.checked_sub(1)?)?;
        Some(first.start..last.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::rules::plan::plan;
    use crate::structure::article::ArticleStep;

    /// What stands at the places of sentences: the sentence, and the words of each of its rules.
    fn found(source: &str, sentences: &[&str]) -> Vec<String> {
        let step = ArticleStep {
            title: "A step".to_owned(),
            sentences: sentences.iter().map(|sentence| (*sentence).to_owned()).collect(),
        };
        let placed = of(source, &[plan(&step, Language::english(), false)]);
        let shown = |placed: &Option<Placed>| match placed {
            None => "nowhere".to_owned(),
            Some(placed) => {
                let text = |at: &Range<usize>| source[at.clone()].replace('\n', "/");
                let words = placed
                    .words
                    .iter()
                    .map(|words| words.iter().map(text).collect::<Vec<_>>().join(" "));
                std::iter::once(text(&placed.at))
                    .chain(words)
                    .collect::<Vec<_>>()
                    .join(" | ")
            }
        };
        placed[0].iter().map(shown).collect()
    }

    #[test]
    fn a_sentence_is_found_with_its_words_where_lines_were_joined_and_signs_mended() {
        let source =
            "1. **Turn** your\nhead slow-\nly to the LEFT…  Hold it for 20 seconds.\n2. Hold it for 20 seconds.";
        let sentences = [
            "Turn your head slowly to the left.",
            "Hold it for 20 seconds.",
            "Hold it for 20 seconds.",
            "Smile.",
        ];
        assert_eq!(
            found(source, &sentences),
            [
                "Turn** your/head slow-/ly to the LEFT… | Turn head LEFT | slow-/ly",
                "Hold it for 20 seconds. | 20 seconds",
                "Hold it for 20 seconds.",
                "nowhere"
            ]
        );
    }

    #[test]
    fn letters_that_grow_when_they_are_small_keep_their_places() {
        assert_eq!(
            found("İİ Hold for 10 seconds, İ!", &["Hold for 10 seconds, i\u{307}!"]),
            ["Hold for 10 seconds, İ! | 10 seconds"]
        );
    }
}
