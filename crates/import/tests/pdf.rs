//! Articles as PDF: what they say comes out, whatever wrote them; what can't be read is said; nothing goes on for ever.

mod made_up;

use import::{ImportError, PdfError, import};
use made_up::{Form, Letters, Object, contents, deflated, file, lines, pdf, words};

const ARTICLE: [&str; 15] = [
    "# Neck at the desk",
    "Sit tall on a chair, and look straight ahead before you begin with",
    "the first of them.",
    "* Turns",
    "1. Turn your head to the right, as far as is fine. Hold for 10 sec-",
    "onds.",
    "2. Repeat on the other side.",
    "* Chin to chest",
    "Lower your chin to your chest. Hold for 20 seconds, then come back to",
    "the middle.",
    "* Shrugs",
    "• Lift both shoulders to your ears.",
    "• Hold for 3 seconds.",
    "• Repeat 10 times.",
    "",
];

fn imported(bytes: &[u8]) -> String {
    import(bytes).unwrap_or_else(|error| panic!("{error}")).guide
}

fn refused(bytes: &[u8]) -> PdfError {
    match import(bytes) {
        Err(ImportError::Pdf(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_article_is_the_same_however_its_pdf_was_written() {
    let page = lines(&ARTICLE, 72.0, 800.0);
    let mut all = Vec::new();
    for letters in [Letters::WinAnsi, Letters::MacRoman, Letters::Names, Letters::Map] {
        for form in [Form::Plain, Form::Deflated, Form::Packed] {
            all.push((
                letters,
                form,
                imported(&pdf(&[contents(&page, letters)], letters, form)),
            ));
        }
    }
    insta::assert_snapshot!(all[0].2);
    for (letters, form, guide) in &all {
        assert_eq!(*guide, all[0].2, "{letters:?} {form:?}");
    }
}

#[test]
fn columns_are_read_in_their_order_and_what_stands_on_every_page_is_left_out() {
    let page = |left: &[&str], right: &[&str], number: usize| {
        let mut page = lines(left, 60.0, 780.0);
        page.extend(lines(right, 310.0, 780.0));
        page.push(words("Own collection of exercises", 60.0, 815.0, 9.0));
        page.push(words(&format!("Page {number} of 2"), 280.0, 30.0, 9.0));
        contents(&page, Letters::WinAnsi)
    };
    let first = page(
        &[
            "* Turns",
            "Turn your head to the right, as far",
            "as is fine, and hold it there for ten",
            "seconds. Come back to the middle.",
        ],
        &[
            "* Chin to chest",
            "Lower your chin to your chest, and",
            "hold it there for 20 seconds. Then",
            "lift it up again, and rest a little",
        ],
        1,
    );
    let second = page(
        &[
            "before you go on.",
            "* Shrugs",
            "Lift both shoulders to your ears,",
            "and hold them there for 3 seconds.",
            "Let them fall.",
        ],
        &[
            "* Tilts",
            "Lower your right ear to your right",
            "shoulder, and hold it for 15 seconds.",
            "Repeat on the other side.",
        ],
        2,
    );
    let imported = import(&pdf(&[first, second], Letters::WinAnsi, Form::Deflated)).unwrap();
    insta::assert_snapshot!(imported.guide);
    let summary = imported.summary.to_string();
    assert!(
        summary.contains("Own collection of exercises") && summary.contains("Page 1 of 2"),
        "{summary}"
    );
}

/// Written by ReportLab (columns, a table in German) and fpdf2 (Spanish, two pages).
#[test]
fn what_programs_write_is_read() {
    for (name, bytes) in [
        ("columns", &include_bytes!("pdfs/columns.pdf")[..]),
        ("table", include_bytes!("pdfs/table.pdf")),
        ("numbered", include_bytes!("pdfs/numbered.pdf")),
    ] {
        let imported = import(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        insta::assert_snapshot!(name, format!("{}\n{}", imported.guide, imported.summary));
    }
}

#[test]
fn a_table_is_read_row_by_row() {
    let mut page = lines(
        &[
            "# Desk exercises",
            "Do each of these once a day, sitting on a chair with both feet down.",
        ],
        60.0,
        800.0,
    );
    let rows = [
        (
            "Neck turn",
            "Turn your head to the right, and",
            "look over your shoulder.",
            "Hold for 10 seconds",
        ),
        (
            "Chin drop",
            "Lower your chin to your chest, until",
            "there is a stretch.",
            "Hold for 20 seconds",
        ),
        (
            "Shrug",
            "Lift your shoulders to your ears,",
            "and let them fall.",
            "10 times",
        ),
    ];
    for (at, (name, one, two, amount)) in rows.into_iter().enumerate() {
        let base = 700.0 - 50.0 * at as f64;
        page.push(words(name, 60.0, base, 11.0));
        page.push(words(one, 160.0, base, 11.0));
        page.push(words(two, 160.0, base - 13.0, 11.0));
        page.push(words(amount, 420.0, base, 11.0));
    }
    insta::assert_snapshot!(imported(&pdf(
        &[contents(&page, Letters::WinAnsi)],
        Letters::WinAnsi,
        Form::Plain
    )));
}

#[test]
fn what_holds_no_text_is_said() {
    let untold = contents(&lines(&ARTICLE, 72.0, 800.0), Letters::Untold);
    assert_eq!(
        refused(&pdf(&[untold], Letters::Untold, Form::Plain)),
        PdfError::Letters
    );
    let scanned = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{7f} EI Q".to_owned();
    assert_eq!(
        refused(&pdf(&[scanned], Letters::WinAnsi, Form::Plain)),
        PdfError::Pictures
    );
    assert_eq!(
        refused(&pdf(&["0 0 m 9 9 l S".to_owned()], Letters::WinAnsi, Form::Plain)),
        PdfError::Broken
    );
    assert_eq!(refused(b"%PDF-1.4\n"), PdfError::Broken);
    let whole = pdf(
        &[contents(&lines(&ARTICLE, 72.0, 800.0), Letters::WinAnsi)],
        Letters::WinAnsi,
        Form::Plain,
    );
    let text = String::from_utf8_lossy(&whole).replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 9 0 R");
    assert_eq!(refused(text.as_bytes()), PdfError::Encrypted);
}

#[test]
fn a_pdf_that_was_cut_off_or_has_no_table_is_read_as_far_as_it_goes() {
    let page = contents(&lines(&ARTICLE, 72.0, 800.0), Letters::WinAnsi);
    for form in [Form::Plain, Form::Deflated, Form::Packed] {
        let whole = pdf(std::slice::from_ref(&page), Letters::WinAnsi, form);
        for end in (0..whole.len()).step_by(13) {
            let _ = import(&whole[..end]);
        }
        if form != Form::Packed {
            let table = whole.windows(5).rposition(|window| window == b"xref\n").unwrap();
            assert_eq!(imported(&whole[..table]), imported(&whole), "{form:?}");
        }
    }
}

/// The first objects of a PDF with one page, whose contents are the fourth.
fn around(kids: &str, resources: &str) -> Vec<Object> {
    vec![
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), None),
        (format!("<</Type/Pages/Kids[{kids}]/Resources<<{resources}>>>>"), None),
        ("<</Type/Page/Contents 4 0 R>>".to_owned(), None),
    ]
}

#[test]
fn whatever_a_pdf_asks_for_there_is_an_end() {
    let form = |draws: &str| ("<</Subtype/Form>>".to_owned(), Some(draws.as_bytes().to_vec()));
    let forms: String = (0..9).map(|form| format!("/X{form} {} 0 R", 5 + form)).collect();
    let mut hostile: Vec<(&str, Vec<u8>)> = Vec::new();
    // A tree that is its own branch, and references that go round.
    let mut round = around("2 0 R 3 0 R 2 0 R", "/Font 5 0 R");
    round.push(("4 0 R".to_owned(), None));
    round.push(("5 0 R".to_owned(), None));
    hostile.push(("round", file(&round, Form::Plain)));
    // Forms that draw the next one a hundred times each, and the last one the first.
    let mut within = around("3 0 R", &format!("/XObject<<{forms}>>"));
    within.push(form("/X0 Do"));
    for next in 1..10 {
        within.push(form(&format!("/X{} Do ", next % 9).repeat(100)));
    }
    hostile.push(("forms", file(&within, Form::Deflated)));
    // A page that is packed twice, and one whose contents are named a hundred thousand times.
    let mut bomb = around("3 0 R", "");
    bomb.push((
        "<</Filter[/FlateDecode/FlateDecode]>>".to_owned(),
        Some(deflated(&deflated(&vec![b' '; 300_000_000]))),
    ));
    hostile.push(("bomb", file(&bomb, Form::Plain)));
    let again = format!("<</Type/Page/Contents[{}]>>", "4 0 R ".repeat(60_000));
    let mut named = around("3 0 R", "");
    named[2].0 = again;
    named.push(("<<>>".to_owned(), Some(vec![b'q'; 1_000_000])));
    hostile.push(("contents", file(&named, Form::Deflated)));
    // A hundred thousand streams, each of which holds all the others.
    let streams: String = (1..100_000)
        .map(|number| format!("{number} 0 obj<</Length 9999999>>stream\n"))
        .collect();
    hostile.push(("streams", format!("%PDF-1.4\n{streams}endstream").into_bytes()));
    let unended: String = (1..100_000)
        .map(|number| format!("{number} 0 obj<</Type/ObjStm/N 9/First 9>>stream\n"))
        .collect();
    hostile.push(("unended", format!("%PDF-1.4\n{unended}").into_bytes()));
    let texts: String = (1..100_000).map(|number| format!("{number} 0 obj (")).collect();
    hostile.push(("texts", format!("%PDF-1.4\n{texts}").into_bytes()));
    for (deep, piece) in [
        ("lists", "1 0 obj ["),
        ("dicts", "1 0 obj <</A"),
        ("lists alone", "["),
        ("numbers", "1 0 obj "),
    ] {
        hostile.push((deep, format!("%PDF-1.4\n{}", piece.repeat(200_000)).into_bytes()));
    }
    let pages = "<</Type/Page/Contents 4 0 R>>".repeat(1100);
    let mut many = around(&pages, "");
    many.push(("<<>>".to_owned(), Some(b"q".to_vec())));
    hostile.push(("pages", file(&many, Form::Plain)));
    for (name, bytes) in hostile {
        let error = import(&bytes).unwrap_err();
        assert!(matches!(error, ImportError::Pdf(_)), "{name}: {error}");
    }
}
