//! `unhunch guide import`: articles in; guides, summaries and exit codes out.

use std::path::{Path, PathBuf};

use super::unhunch;

/// An article of the import's own tests.
fn article(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../import/tests/articles")
        .join(name)
}

#[test]
fn an_imported_guide_can_be_linted_and_shown_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.md");
    let article = article("same-damage.txt");
    let arguments = [
        "guide".as_ref(),
        "import".as_ref(),
        article.as_os_str(),
        "--out".as_ref(),
        file.as_os_str(),
    ];
    let said = unhunch(arguments);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.out, "");
    assert!(said.err.contains("4 steps, 16 sentences, medium"), "{}", said.err);
    for command in ["lint", "show"] {
        let said = unhunch(["guide".as_ref(), command.as_ref(), file.as_os_str()]);
        assert_eq!(said.code, Some(0), "{command}: {}", said.err);
    }
    // What someone may have worked on is not written over.
    let said = unhunch(arguments);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("mine.md"), "{}", said.err);
}

#[test]
fn without_a_file_the_guide_goes_to_standard_output_and_the_summary_does_not() {
    let said = unhunch(["guide".as_ref(), "import".as_ref(), article("leaflet.md").as_os_str()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(
        said.out.starts_with("---\ntitle: Exercises for the upper body\n"),
        "{}",
        said.out
    );
    assert!(
        said.err
            .starts_with("Exercises for the upper body, by Dr. Jonas Brandt\n"),
        "{}",
        said.err
    );
}

#[test]
fn what_is_no_article_says_so() {
    for (name, word) in [("essay.txt", "no how-to"), ("no-such.txt", "no file")] {
        let said = unhunch(["guide".as_ref(), "import".as_ref(), article(name).as_os_str()]);
        assert_eq!(said.code, Some(2), "{name}");
        assert!(said.err.contains(word) && said.out.is_empty(), "{name}: {}", said.err);
    }
    let clip = super::bundled();
    let said = unhunch(["guide".as_ref(), "import".as_ref(), clip.as_os_str()]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("no text"), "{}", said.err);
}

#[test]
fn explained_each_sentence_says_what_its_words_made() {
    let article = article("leaflet.md");
    let said = unhunch([
        "guide".as_ref(),
        "import".as_ref(),
        article.as_os_str(),
        "--explain".as_ref(),
    ]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let explained = said.err.split("Sentence by sentence:").nth(1).unwrap_or_default();
    assert!(explained.contains("step 1: "), "{}", said.err);
    assert!(explained.contains("`reach "), "{}", said.err);
}
