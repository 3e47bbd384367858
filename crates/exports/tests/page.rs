//! The printed page.

mod made_up;

use exports::{Asked, Language, Page, page};
use jiff::civil::{Date, date};
use made_up::{few, season, titles};

fn drawn(
    sessions: &[results::Report],
    language: Language,
    planned: &dyn Fn(Option<&str>, Date) -> Option<u32>,
) -> Page {
    let asked = Asked {
        titles: &titles(),
        planned,
        language,
        from: None,
        to: None,
        made_on: date(2026, 11, 30),
    };
    page(sessions, &asked).unwrap()
}

/// Laid where `UNHUNCH_PAGES` says, to be looked at.
fn laid(page: &Page, name: &str) {
    if let Some(folder) = std::env::var_os("UNHUNCH_PAGES") {
        std::fs::write(std::path::Path::new(&folder).join(name), &page.bytes).unwrap();
    }
}

#[test]
fn a_season_is_one_tagged_page_in_every_language() {
    let sessions = season();
    let planned = |guide: Option<&str>, _: Date| match guide {
        None => Some(3),
        Some("upper-back") => Some(2),
        Some(_) => None,
    };
    for language in Language::ALL {
        let page = drawn(&sessions, language, &planned);
        laid(&page, &format!("season-{}.pdf", language.code()));
        assert!(page.bytes.starts_with(b"%PDF-1.7"));
        let has = |words: &[u8]| page.bytes.windows(words.len()).any(|window| window == words);
        assert!(has(b"/StructTreeRoot") && has(b"/MarkInfo"));
        assert!(has(b"/Count 1"), "it is one page");
        assert!(has(format!("({})", language.code()).as_bytes()), "its language is told");
        // The font lacks the last letter of a title, and says so.
        assert_eq!(page.missing, ['首']);
        // Of the font only what is used: whole it has 400 kB.
        assert!(page.bytes.len() < 100_000, "{}", page.bytes.len());
        assert_eq!(drawn(&sessions, language, &planned), page, "the same again");
    }
}

#[test]
fn nothing_and_a_single_session_have_a_page_too() {
    let none = drawn(&[], Language::German, &|_, _| None);
    laid(&none, "none.pdf");
    assert!(none.missing.is_empty());
    laid(&drawn(&few().sessions[..1], Language::English, &|_, _| None), "one.pdf");
}

#[test]
fn many_guides_and_ranges_stay_on_one_page() {
    let mut sessions = season();
    for (number, session) in sessions.iter_mut().enumerate() {
        session.guide.name = format!("guide-{}", number % 14);
        for step in &mut session.steps {
            step.step = format!("a-step-with-a-rather-long-name-{}", number % 5);
        }
    }
    let page = drawn(&sessions, Language::Spanish, &|_, _| None);
    laid(&page, "many.pdf");
    assert!(page.bytes.windows(8).any(|window| window == b"/Count 1"));
}
