//! Whatever the bytes: a guide without mistakes or an error, never a panic, in bounded time and memory.

use guide::Vocabulary;
use import::{ImportError, LONGEST_BYTES, import};
use proptest::prelude::*;

/// What articles are made of, and what breaks readers of articles.
const PIECES: [&str; 80] = [
    "Turn your head to the right. ",
    "Hold for 20 seconds. ",
    "Repeat on the other side. ",
    "Lower your chin to your chest, ",
    "Squeeze your shoulder blades together ",
    "Keep your shoulders down. ",
    "Return to the middle. ",
    "Look over your left shoulder ",
    "Hold 0 seconds. ",
    "Hold for 99999999999999999999 seconds. ",
    "Hold 1.5 breaths. ",
    "Repeat 0 times. ",
    "Repeat 5000 times. ",
    "Hold for 20 minutes. ",
    "10 to 30 sec ",
    "between ten and five breaths ",
    "a few times ",
    "slowly ",
    "each side ",
    "Stop if it hurts. ",
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    " , ",
    "., ",
    "# ",
    "## ",
    "---\n",
    "===\n",
    "1. ",
    "2) ",
    "- ",
    "* ",
    "• ",
    "Step 1: ",
    "Step 2 ",
    "Exercise 3. ",
    "**",
    "_",
    "`",
    "{side}",
    "{#id}",
    "<!-- ",
    "-->",
    "<li>",
    "</li>",
    "<ol>",
    "<p>",
    "<h2>",
    "</h2>",
    "<script type=\"application/ld+json\">",
    "{\"@type\":\"HowTo\",\"step\":[\"Turn your head.\"]}",
    "</script>",
    "<div itemscope itemtype=\"https://schema.org/HowTo\">",
    "<i itemprop=step>",
    "</i>",
    "&amp;",
    "&#0;",
    "About the author\n",
    "Detailed Guide\n",
    "By Ann Lee\n",
    "é’“",
    "\u{202e}\u{0301}",
    "{\\rtf1\\ansi ",
    "\\par ",
    "\\b ",
    "\\u-1? ",
    "Drehen Sie den Kopf nach rechts. ",
    "20 Sekunden halten, ohne die Schultern hochzuziehen. ",
    "Übung 1: ",
    "Gira la cabeza a un lado y a otro. ",
    "Mantén entre 10 y 5 segundos. ",
    "Paso 2 Hombros ",
    "| Do | Don't |\n|---|---|\n",
    "!!! tip \"Neck\"\n    ",
    "Kind regards,\n",
    "Page 1 of 2\n",
    "Lie on your back. ",
    "3 x 10 to 5 each side ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = import(&bytes);
    }

    #[test]
    fn any_bytes_of_a_kind_are_read_or_refused(kind in 0..4_usize, bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let starts: [&[u8]; 4] = [b"{\\rtf1\\ansi Turn your head. \\par ", b"PK\x03\x04", b"<html><h1>Neck</h1><p>Turn your head.", b"%PDF-1.7"];
        let whole = [starts[kind], bytes.as_slice()].concat();
        let faulty = matches!(import(&whole), Err(ImportError::Fault { .. }));
        prop_assert!(!faulty);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,400}") {
        let faulty = matches!(import(text.as_bytes()), Err(ImportError::Fault { .. }));
        prop_assert!(!faulty);
    }

    #[test]
    fn any_article_gives_a_guide_without_mistakes(pieces in proptest::collection::vec(0..PIECES.len(), 1..60)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        match import(text.as_bytes()) {
            Ok(imported) => prop_assert!(guide::parse("a", &imported.guide, Vocabulary::builtin()).is_ok()),
            Err(ImportError::Fault { mistake }) => prop_assert!(false, "{mistake}\n{text}"),
            Err(_) => {}
        }
    }

    #[test]
    fn a_sentence_comes_out_as_it_went_in(sentence in "[A-Z][a-zA-Z0-9 ,.!?'\"()<>&#*_`~|\\\\\\[\\]+=:;-]{3,80}") {
        let text = format!("Title of it\n\nTurn your head.\n\nStep 1: Turn\n\nTurn your head. {sentence}\n\nStep 2: Rest\n\nLower your head.\n");
        if let Ok(imported) = import(text.as_bytes()) {
            let read = guide::parse("a", &imported.guide, Vocabulary::builtin());
            prop_assert!(read.is_ok(), "{}", imported.guide);
        }
    }
}

#[test]
fn a_heading_of_signs_alone_is_no_title() {
    for heading in ["`", "\"", "'\"'", "\u{2014}", "!!!", "\u{202e}\u{301}"] {
        for article in [
            format!("# {heading}\n\nLower your chin to your chest.\n"),
            format!("{heading}\n\nStep 1: Turn\n\nTurn your head.\n\nStep 2: Lower\n\nLower your head.\n"),
        ] {
            let imported = import(article.as_bytes()).unwrap_or_else(|error| panic!("{heading}: {error}"));
            let guide = guide::parse("a", &imported.guide, Vocabulary::builtin()).unwrap();
            assert!(
                guide.title.contains(char::is_alphanumeric),
                "{heading}: {}",
                guide.title
            );
        }
    }
}

/// Found by the tests above (issue 16): details that stood under the first step went to one without a name.
#[test]
fn a_step_without_a_name_is_called_as_its_first_sentence() {
    let imported = import(b"Step 1: Nod. , Turn your head to the right.\n\nStep 2\n").unwrap();
    let guide = guide::parse("a", &imported.guide, Vocabulary::builtin()).unwrap();
    assert_eq!(guide.steps.last().unwrap().title, "Turn your head to the right");
}

/// As many of a piece as fit into the longest article.
fn full_of(piece: &str) -> Vec<u8> {
    piece.repeat(LONGEST_BYTES / piece.len()).into_bytes()
}

#[test]
fn the_longest_articles_are_read_or_refused_in_bounded_time() {
    assert_eq!(
        import(&vec![b'a'; LONGEST_BYTES + 1]),
        Err(ImportError::TooLong {
            bytes: LONGEST_BYTES + 1
        })
    );
    let deep = ["<div>", "<div itemscope itemprop=a>", "</x>", "<ol><li>"];
    for piece in deep {
        let bytes = [b"<html>", full_of(piece).as_slice()].concat();
        let bytes = bytes.get(..LONGEST_BYTES).unwrap_or(&bytes);
        let refused = import(bytes);
        assert!(refused.is_err(), "{piece}");
    }
    let wide = [
        "1. Turn your head.\n",
        "> ",
        "- ",
        "[[\"a\",",
        "Step 1: Turn. , ",
        "<p>Turn.</p>",
        "\n",
    ];
    for piece in wide {
        assert!(import(&full_of(piece)).is_err(), "{piece}");
    }
    let attributes: String = (0..900_000).map(|count| format!(" a{count}=b")).collect();
    let tag = format!(
        "<html><div{}>",
        attributes.get(..LONGEST_BYTES - 20).unwrap_or(&attributes)
    );
    assert_eq!(import(tag.as_bytes()), Err(ImportError::NoHowTo));
}

/// Found by the tests above: a time of nothing is no rule, and a side of the article's own is no side of ours.
#[test]
fn what_only_looks_like_a_rule_is_text() {
    let text =
        "Step 1: Turn your head.\nHold 0 seconds. Turn your head to the {side}. Say `note`.\nStep 2: Rest your head.";
    let guide = import(text.as_bytes()).unwrap().guide;
    assert!(!guide.contains("`hold"), "{guide}");
    assert!(guide.contains("to the (side)."), "{guide}");
}

#[test]
fn a_long_page_around_a_short_article_is_no_obstacle() {
    let pad = "<script>var a = 'Turn your head';</script>\n".repeat(200_000);
    let page = format!("<html>{pad}<h1>Neck</h1><ol><li>Turn your head.</li><li>Lower your head.</li></ol></html>");
    let imported = import(page.as_bytes()).unwrap();
    assert_eq!(imported.summary.steps, 2);
}

#[test]
fn more_steps_than_a_guide_holds_are_refused() {
    let text = "1. Turn your head.\n".repeat(300);
    assert!(matches!(
        import(text.as_bytes()),
        Err(ImportError::TooMuch { steps: 300, .. })
    ));
}
