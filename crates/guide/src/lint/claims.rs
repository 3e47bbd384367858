//! Words that promise what general wellness software can't.

use std::ops::Range;

use super::words::{Word, words};
use crate::finding::{Fault, Severity};
use crate::parse::Draft;

/// Words that we do not use, each as the beginnings of the words in a row. `=` in front means the whole word.
///
/// Source: docs/measures.md, "Ranges, doses and words", with the US and EU guidance on general wellness software.
const UNUSED: &[&[&str]] = &[
    &["=treat"],
    &["=treats"],
    &["=treating"],
    &["=treated"],
    &["treatment"],
    &["=cure"],
    &["=cures"],
    &["=cured"],
    &["=curing"],
    &["reliev"],
    &["=relief"],
    &["=heal"],
    &["=heals"],
    &["reduc", "pain"],
    &["=fix", "=your", "posture"],
    &["rehab"],
    &["diagnos"],
    &["prescri"],
    &["monitor", "=a", "condition"],
    &["monitor", "=your", "condition"],
    &["prevent", "injur"],
    &["correct", "=your", "posture"],
    &["correct", "=bad", "posture"],
    &["=normal", "range"],
    &["=abnormal", "range"],
    &["clinical", "accura"],
    &["clinically", "accura"],
    // The same in German and Spanish.
    &["=heilt"],
    &["=heilen"],
    &["heilung"],
    &["behandel"],
    &["behandl"],
    &["linder"],
    &["therapier"],
    &["diagnost"],
    &["verschreib"],
    &["=cura"],
    &["=curan"],
    &["=curar"],
    &["alivi"],
    &["tratamient"],
    &["terapia"],
    &["terapéut"],
    &["diagnóst"],
    &["rehabilit"],
];

/// Words of denial: "does not diagnose, treat or cure" claims nothing.
const DENIALS: [&str; 8] = ["not", "never", "nor", "nicht", "kein", "keine", "no", "nunca"];
/// A denial counts when it is one of so many words before the claim.
const DENIED_WITHIN: usize = 5;

pub(super) fn faults(draft: &Draft, text: &str) -> Vec<Fault> {
    let words = words(text, 0..text.len());
    // The title of what a guide is based on is not the guide's own claim.
    let quoted = |at: &Range<usize>| at.start >= draft.source_at.start && at.end <= draft.source_at.end;
    let mut found = Vec::new();
    for start in 0..words.len() {
        let here = words.get(start..).unwrap_or_default();
        let Some(at) = UNUSED.iter().find_map(|pattern| matched(pattern, here)) else {
            continue;
        };
        let before = words
            .get(start.saturating_sub(DENIED_WITHIN)..start)
            .unwrap_or_default();
        if quoted(&at) || before.iter().any(|word| DENIALS.contains(&word.text.as_str())) {
            continue;
        }
        found.push(Fault {
            code: "unused_words",
            severity: Severity::Warning,
            message: format!(
                "{:?} promises more than a camera and a guide can",
                text.get(at.clone()).unwrap_or_default()
            ),
            help: "say what is done and what it feels like: general wellness, not medicine".to_owned(),
            at,
            label: "here".to_owned(),
            other: None,
        });
        if found.len() == super::MOST {
            break;
        }
    }
    found
}

/// Where the pattern stands, if the words begin with it.
fn matched(pattern: &[&str], words: &[Word]) -> Option<Range<usize>> {
    let words = words.get(..pattern.len())?;
    let fits = pattern
        .iter()
        .zip(words)
        .all(|(wanted, word)| match wanted.strip_prefix('=') {
            Some(wanted) => word.text == wanted,
            None => word.text.starts_with(wanted),
        });
    let (first, last) = (words.first()?, words.last()?);
    fits.then_some(first.at.start..last.at.end)
}

#[cfg(test)]
mod tests {
    use crate::{Vocabulary, lint};

    fn found(text: &str) -> Vec<&str> {
        lint("a", text, Vocabulary::builtin())
            .iter()
            .filter(|finding| finding.code_name() == "guide::unused_words")
            .map(|finding| &text[finding.at()])
            .collect()
    }

    #[test]
    fn words_that_promise_too_much_are_found() {
        assert_eq!(
            found("It treats and cures, and relieves\nyour pain."),
            ["treats", "cures", "relieves"]
        );
        assert_eq!(
            found("Diagnosis within the normal range"),
            ["Diagnosis", "normal range"]
        );
        assert_eq!(
            found("A treat for your neck. Be secure, retreat, go on as normal."),
            ["treat"]
        );
        assert_eq!(found("It can provide relief, and heals."), ["relief", "heals"]);
        assert_eq!(found("Stop if it hurts. Feel the healthy pull of your heel."), [""; 0]);
    }

    #[test]
    fn a_denial_and_the_title_of_a_source_claim_nothing() {
        assert_eq!(found("It does not diagnose, treat or cure anything."), [""; 0]);
        let guide = "---\ntitle: A cure\nsource: How to Cure a Stiff Neck\n---\n";
        assert_eq!(found(guide), ["cure"]);
    }
}
