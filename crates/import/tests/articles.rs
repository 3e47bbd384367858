//! Articles in many shapes: what comes out of them, in snapshots that a person reads.

use std::collections::BTreeSet;
use std::path::Path;

use guide::{Demand, Guide, Vocabulary};
use import::{ImportError, Imported, import};

/// One of our own articles.
fn article(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles").join(name)).unwrap()
}

fn parsed(imported: &Imported) -> Guide {
    guide::parse("imported", &imported.guide, Vocabulary::builtin()).unwrap()
}

/// Guide and summary of an article, as the author sees them.
fn shown(name: &str) -> String {
    let imported = import(&article(name)).unwrap();
    parsed(&imported);
    format!("{}\n{}\n{}", imported.guide, "=".repeat(80), imported.summary)
}

macro_rules! articles {
    ($($test:ident $file:literal)*) => {
        $(#[test]
        fn $test() {
            insta::assert_snapshot!(shown($file));
        })*
    };
}

articles! {
    plain_text_with_the_damage_of_scraping "same-damage.txt"
    html_with_json_ld "json-ld.html"
    html_with_microdata "microdata.html"
    a_blog_with_numbered_headings "blog.html"
    a_leaflet_in_markdown "leaflet.md"
    headings_over_numbered_instructions "headings.md"
    one_movement_in_numbered_steps "single.md"
    a_numbered_plain_list "numbered.txt"
    a_list_with_bullets "bullets.txt"
    line_ends_of_windows_and_foreign_letters "windows.txt"
    one_paragraph "prose.txt"
    a_blog_of_wordpress_with_all_that_is_around_it "wordpress.html"
    a_graph_of_json_ld_with_sections_and_directions "graph.html"
    microdata_with_sections_directions_and_tips "microdata-directions.html"
    one_paragraph_of_first_and_next_and_finally "first-next.txt"
    markdown_with_pictures_tables_and_footnotes "pictures.md"
    times_and_counts_in_many_forms "times.txt"
    stretches_of_the_whole_body "whole-body.md"
    a_page_of_1999_in_windows_1252 "old-page.html"
    steps_in_words_and_sentences_in_letters "letters.txt"
    the_damage_of_scraping_around_other_movements "damage-two.txt"
    a_table_of_exercises "table.html"
    a_letter_that_chats "chatty.txt"
    a_post_in_a_forum "forum.txt"
    headings_over_prose_with_poses "yoga.html"
    numbered_items_with_bold_names_and_counts "office.md"
    the_transcript_of_a_film "transcript.txt"
}

#[test]
fn what_is_no_how_to_for_the_body_says_so() {
    for name in ["essay.txt", "recipe.md"] {
        assert_eq!(import(&article(name)), Err(ImportError::NoHowTo), "{name}");
    }
    assert_eq!(import(b""), Err(ImportError::NoHowTo));
    assert_eq!(import(b"\x7fELF\x02\x01\x01\0\0\0\0"), Err(ImportError::NotText));
}

#[test]
fn the_same_article_gives_the_same_guide_in_other_line_ends_and_encodings() {
    let text = String::from_utf8(article("numbered.txt")).unwrap();
    let plain = import(text.as_bytes()).unwrap();
    assert_eq!(import(text.as_bytes()).unwrap(), plain);
    assert_eq!(import(text.replace('\n', "\r\n").as_bytes()).unwrap(), plain);
    assert_eq!(import(format!("\u{feff}{text}").as_bytes()).unwrap(), plain);
    let utf_16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(import(&utf_16).unwrap(), plain);
}

#[test]
fn json_ld_is_read_without_its_page() {
    let page = String::from_utf8(article("json-ld.html")).unwrap();
    let json = page
        .split("ld+json\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let from_json = parsed(&import(json.as_bytes()).unwrap());
    let from_page = parsed(&import(page.as_bytes()).unwrap());
    assert_eq!(from_json.steps, from_page.steps);
}

/// The rules of a step that a machine checks.
fn checked(step: &guide::Step) -> BTreeSet<&str> {
    let checked = step
        .rules()
        .filter(|(_, rule)| !matches!(rule.demand, Demand::Ask(_) | Demand::Note));
    checked.map(|(_, rule)| rule.text.as_str()).collect()
}

/// The article that the first guide is made from is not part of the project: this runs only where it lies beside it.
#[test]
fn the_article_of_the_first_guide_gets_its_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/articles/how-to-stretch-the-upper-back.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("left out: there is no ../shared/articles beside the project");
        return;
    };
    let imported = parsed(&import(&bytes).unwrap());
    let (name, text) = guide::UPPER_BACK;
    let ours = guide::parse(name, text, Vocabulary::builtin()).unwrap();
    assert_eq!(imported.title, ours.title);
    assert_eq!(imported.difficulty, ours.difficulty);
    assert_eq!(imported.source, ours.source);
    let sentences: Vec<usize> = imported.steps.iter().map(|step| step.sentences.len()).collect();
    assert_eq!(sentences, [4, 3, 5, 4]);
    let mut missing = Vec::new();
    for (imported, ours) in imported.steps.iter().zip(&ours.steps) {
        let (found, wanted) = (checked(imported), checked(ours));
        assert!(found.is_subset(&wanted), "wrong rules: {:?}", found.difference(&wanted));
        assert_eq!(imported.each_side, ours.each_side);
        let incomplete = |sentence: &&guide::Sentence| {
            let mut rules = sentence.rules.iter().filter(|rule| wanted.contains(rule.text.as_str()));
            rules.any(|rule| !found.contains(rule.text.as_str()))
        };
        missing.extend(ours.sentences.iter().filter(incomplete).map(|sentence| &sentence.text));
    }
    assert!(missing.len() <= 1, "{missing:?}");
}
