//! What the page gets: every rule in plain words, every reason in its language, the source in parts that are the source.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use article::{View, parts, view};
use body::Language;
use import::Draft;

/// Every article of the import's tests that becomes a guide.
static DRAFTS: LazyLock<Vec<(String, Draft)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/tests");
    let mut drafts = Vec::new();
    for folder in ["gold/dev", "gold/own", "articles"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|ending| ending == "json") {
                continue;
            }
            if let Ok(draft) = Draft::read(&std::fs::read(&file).unwrap()) {
                drafts.push((file.file_name().unwrap().to_string_lossy().into_owned(), draft));
            }
        }
    }
    assert!(drafts.len() > 60);
    drafts
});

/// All that the import says of an article, with whether it is English.
fn said(view: &View) -> impl Iterator<Item = &article::Said> {
    let sentences = || view.steps.iter().flat_map(|step| &step.sentences);
    let doubts = sentences()
        .flat_map(|sentence| &sentence.rules)
        .filter_map(|rule| rule.doubt.as_ref());
    let sides = view
        .steps
        .iter()
        .filter_map(|step| step.each_side.as_ref()?.doubt.as_ref());
    let whys = sentences()
        .flat_map(|sentence| &sentence.questions)
        .map(|question| &question.why);
    let hints = sentences().filter_map(|sentence| sentence.hint.as_ref());
    let left = view.left_out.iter().map(|left| &left.why);
    doubts
        .chain(sides)
        .chain(whys)
        .chain(hints)
        .chain(left)
        .chain(&view.repairs)
}

#[test]
fn every_reason_of_every_article_is_said_in_german_and_spanish() {
    let mut untold = BTreeSet::new();
    for (name, draft) in DRAFTS.iter() {
        for language in [Language::German, Language::Spanish] {
            let view = view(draft, language);
            untold.extend(
                said(&view)
                    .filter(|said| said.english)
                    .map(|said| format!("{name}: {}", said.text)),
            );
        }
    }
    assert!(
        untold.is_empty(),
        "give these a line in words/de.toml and words/es.toml:\n{untold:#?}"
    );
}

#[test]
fn every_rule_is_said_in_plain_words_of_the_page_and_explained() {
    for (name, draft) in DRAFTS.iter() {
        for language in Language::ALL {
            let view = view(draft, language);
            for rule in view
                .steps
                .iter()
                .flat_map(|step| &step.sentences)
                .flat_map(|sentence| &sentence.rules)
            {
                let words = &rule.words;
                assert!(words.says.is_some() != words.count.is_some(), "{name}: {words:?}");
                assert!(
                    words.says.as_deref().is_none_or(|says| !says.contains('{')),
                    "{name}: {words:?}"
                );
                assert!(words.explained.is_some(), "{name}: {words:?}");
            }
            assert!(view.guide.is_some() && view.refused.is_none());
        }
    }
}

#[test]
fn the_parts_are_the_source_and_their_words_stand_in_them() {
    for (name, draft) in DRAFTS.iter() {
        let parts = parts(draft);
        let whole: String = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(whole, draft.source(), "{name}");
        for part in &parts {
            let units = part.text.encode_utf16().count();
            for (from, to) in part.words.iter().flatten() {
                assert!(from < to && *to <= units, "{name}: {part:?}");
            }
        }
    }
}

#[test]
fn words_are_counted_as_javascript_counts_them() {
    let draft = Draft::read("# Neck\n\n1. \u{1f642} Turn your head to the left.\n".as_bytes()).unwrap();
    let parts = parts(&draft);
    let part = parts.iter().find(|part| part.of.is_some()).unwrap();
    let units: Vec<u16> = part.text.encode_utf16().collect();
    let words: Vec<String> = part.words[0]
        .iter()
        .map(|(from, to)| String::from_utf16(&units[*from..*to]).unwrap())
        .collect();
    assert_eq!(words, ["Turn", "head", "left"]);
}
