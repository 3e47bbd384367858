//! The pages of the lints are tests: the bad example of each gives its finding, the good one none at all.

use crate::common;

use std::collections::BTreeSet;
use std::fs;

use common::{Fence, codes, docs, fences, translation_codes};

/// The codes that the sources of this crate can give.
fn codes_of_the_sources() -> BTreeSet<String> {
    fn collect(folder: &std::path::Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for mark in ["code(guide::", "code: \""] {
                let codes = text.split(mark).skip(1);
                found.extend(codes.map(|rest| {
                    let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap();
                    rest[..end].to_owned()
                }));
            }
        }
    }
    let mut found = BTreeSet::new();
    collect(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    // The bundle of them all.
    found.remove("mistakes");
    found
}

fn pages() -> BTreeSet<String> {
    fs::read_dir(docs().join("lints"))
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name != "README")
        .collect()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    assert_eq!(codes_of_the_sources(), pages());
}

#[test]
fn the_list_of_pages_names_each_with_its_own_words() {
    let index = fs::read_to_string(docs().join("lints/README.md")).unwrap();
    for code in pages() {
        let page = fs::read_to_string(docs().join(format!("lints/{code}.md"))).unwrap();
        let (severity, words) = page.lines().nth(2).unwrap().split_once(". ").unwrap();
        let line = format!("| [`{code}`]({code}.md) | {} | {words} |", severity.to_lowercase());
        assert!(index.lines().any(|known| known == line), "{line}");
    }
}

#[test]
fn bad_examples_are_found_and_good_ones_are_not() {
    let mut faults = Vec::new();
    for code in pages() {
        let page = fs::read_to_string(docs().join(format!("lints/{code}.md"))).unwrap();
        assert!(page.starts_with(&format!("# {code}\n")), "{code}");
        let examples = fences(&page);
        let [bad, good] = &examples[..] else {
            panic!("{code} has {} examples", examples.len())
        };
        assert_eq!((bad.under.as_str(), good.under.as_str()), ("Bad", "Good"), "{code}");
        let found = |example: &Fence| match example.info.ends_with("translation") {
            true => translation_codes(&example.bytes()),
            false => codes(&example.bytes()),
        };
        let severity = page.lines().nth(2).unwrap().split('.').next().unwrap().to_lowercase();
        let wanted = BTreeSet::from([(code.clone(), severity)]);
        if found(bad) != wanted {
            faults.push(format!("{code}, bad: {:?}", found(bad)));
        }
        if !found(good).is_empty() {
            faults.push(format!("{code}, good: {:?}", found(good)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
