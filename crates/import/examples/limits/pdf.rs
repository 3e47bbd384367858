//! PDF files, as people have them and as nobody should.

use std::io::Write;

use crate::texts::{Case, MOST, counted, full};

/// A PDF of these objects; the first is its catalogue.
fn objects(all: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (at, (dict, data)) in all.iter().enumerate() {
        out.extend(format!("{} 0 obj {dict}\n", at + 1).bytes());
        if !data.is_empty() {
            out.extend(b"stream\n");
            out.extend(data);
            out.extend(b"\nendstream\n");
        }
        out.extend(b"endobj\n");
    }
    out.extend(b"trailer <</Root 1 0 R>>\n");
    out
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

/// A PDF with a page of these contents, and further objects from the sixth on.
fn page(filter: &str, contents: Vec<u8>, others: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut all = vec![
        ("<</Pages 2 0 R>>".to_owned(), Vec::new()),
        (
            "<</Kids[3 0 R]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>".to_owned(),
            Vec::new(),
        ),
        ("<</Type/Page/Contents 4 0 R>>".to_owned(), Vec::new()),
        (format!("<</Length {}{filter}>>", contents.len()), contents),
        (
            "<</Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
            Vec::new(),
        ),
    ];
    all.extend(others);
    objects(&all)
}

pub(crate) fn pdf() -> Vec<Case> {
    let case = |what, bytes| ("PDF", what, bytes);
    let most = MOST - 1000;
    let flate = "/Filter/FlateDecode";
    let line = |number: usize| {
        format!(
            "BT /F 9 Tf 50 {} Td (Turn your head to the right for {number} s.) Tj ET\n",
            800 - number % 70 * 11
        )
    };
    let short = counted("", line, "", 1000);
    let picture = |at: usize| (at * at % 251 + at % 7) as u8;
    let word = |number: usize| {
        format!(
            "BT /F 9 Tf {} {} Td (a) Tj ET\n",
            number % 90 * 6,
            800 - number / 90 % 70 * 11
        )
    };
    let pages = |count: usize, contents: &[u8]| {
        let mut all = vec![("<</Pages 2 0 R>>".to_owned(), Vec::new())];
        let kids: String = (0..count).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
        all.push((format!("<</Kids[{kids}]/Resources<</Font<</F 3 0 R>>>>>>"), Vec::new()));
        all.push(("<</Subtype/Type1/BaseFont/Helvetica>>".to_owned(), Vec::new()));
        for page in 0..count {
            all.push((format!("<</Type/Page/Contents {} 0 R>>", 5 + 2 * page), Vec::new()));
            all.push((format!("<</Length {}>>", contents.len()), contents.to_vec()));
        }
        objects(&all)
    };
    vec![
        case(
            "a short article with a picture of 10 MB",
            page(
                "",
                short.clone(),
                vec![("<</Subtype/Image>>".to_owned(), (0..most - 4000).map(picture).collect())],
            ),
        ),
        case(
            "a short article, and drawings of 10 MB",
            page(
                "",
                counted(
                    &String::from_utf8_lossy(&short),
                    |at| format!("{at} 0 m {at} 9 l S\n"),
                    "",
                    most,
                ),
                Vec::new(),
            ),
        ),
        case(
            "a hundred pages, as long as are read",
            pages(100, &counted("", line, "", 10_000)),
        ),
        case("text of 10 MB", page("", counted("", line, "", most), Vec::new())),
        case(
            "text of 10 MB on a thousand pages",
            pages(999, &counted("", line, "", 9_000)),
        ),
        case(
            "words alone on a page",
            page("", counted("", word, "", most), Vec::new()),
        ),
        case("a bomb", page(flate, deflated(&vec![b' '; 200_000_000]), Vec::new())),
        case(
            "a bomb in a bomb",
            page(
                "/Filter[/FlateDecode/FlateDecode]",
                deflated(&deflated(&vec![b' '; 200_000_000])),
                Vec::new(),
            ),
        ),
        case("pages that unpack to all that is read", pages_of_spaces()),
        case(
            "a form that draws itself",
            page(
                "",
                b"/X Do".to_vec(),
                vec![("<</Subtype/Form>>".to_owned(), full("", "/X Do ", "", most))],
            ),
        ),
        case(
            "fonts that change",
            page("", full("", "BT /F 9 Tf (a) Tj /G 8 Tf ET ", "", most), Vec::new()),
        ),
        case("states", page("", full("", "q ", "", most), Vec::new())),
        case("numbers", page("", full("", "1 ", "", most), Vec::new())),
        case("a list without an end", page("", full("", "[", "", most), Vec::new())),
        case("a list of numbers", page("", full("[", "1 ", "] TJ", most), Vec::new())),
        case(
            "pictures in the page",
            page("", full("", "BI ID a EI ", "", most), Vec::new()),
        ),
        case(
            "a picture without an end",
            page("", full("", "BI ID aEIa", "", most), Vec::new()),
        ),
        case(
            "a million objects",
            counted("%PDF-1.7\n", |at| format!("{at} 0 obj 1 endobj\n"), "", MOST),
        ),
        case(
            "large objects",
            counted(
                "%PDF-1.7\n",
                |at| format!("{at} 0 obj [{}] endobj\n", "1 ".repeat(50_000)),
                "",
                MOST,
            ),
        ),
        case(
            "dictionaries",
            counted(
                "%PDF-1.7\n",
                |at| format!("{at} 0 obj <</A<</B<</C 1>>>>>> endobj\n"),
                "",
                MOST,
            ),
        ),
        case(
            "streams within streams",
            counted(
                "%PDF-1.7\n",
                |at| format!("{at} 0 obj<</Length 9999999>>stream\n"),
                "endstream",
                MOST,
            ),
        ),
        case(
            "streams without an end",
            counted(
                "%PDF-1.7\n",
                |at| format!("{at} 0 obj<</Type/ObjStm/N 9/First 9>>stream\n"),
                "",
                MOST,
            ),
        ),
        case(
            "texts without an end",
            counted("%PDF-1.7\n", |at| format!("{at} 0 obj ("), "", MOST),
        ),
        case("trailers", full("%PDF-1.7\n", "trailer<</A 1>>", "", MOST)),
        case("trailers without an end", full("%PDF-1.7\n", "trailer<</A(", "", MOST)),
        case("streams of objects that unpack to all that is read", object_streams()),
        case("a font with a map of 10 MB", font_with_a_map(most)),
    ]
}

fn pages_of_spaces() -> Vec<u8> {
    let packed = deflated(&vec![b' '; 20_000_000]);
    let mut all = vec![("<</Pages 2 0 R>>".to_owned(), Vec::new())];
    let kids: String = (0..10).map(|page| format!("{} 0 R ", 3 + 2 * page)).collect();
    all.push((format!("<</Kids[{kids}]>>"), Vec::new()));
    for page in 0..10 {
        all.push((format!("<</Type/Page/Contents {} 0 R>>", 4 + 2 * page), Vec::new()));
        all.push((
            format!("<</Length {}/Filter/FlateDecode>>", packed.len()),
            packed.clone(),
        ));
    }
    objects(&all)
}

fn object_streams() -> Vec<u8> {
    let all: Vec<(String, Vec<u8>)> = (0..20)
        .map(|stream| {
            let index: String = (0..9000)
                .map(|object| format!("{} {} ", stream * 9000 + object + 100, object * 2))
                .collect();
            let data = deflated(format!("{index}{}", "1 ".repeat(2_000_000)).as_bytes());
            (
                format!(
                    "<</Type/ObjStm/N 9000/First {}/Filter/FlateDecode/Length {}>>",
                    index.len(),
                    data.len()
                ),
                data,
            )
        })
        .collect();
    objects(&all)
}

fn font_with_a_map(most: usize) -> Vec<u8> {
    let map = counted(
        "1 beginbfchar ",
        |code| format!("<{:04x}> <0061> ", code % 65536),
        "endbfchar",
        most,
    );
    let font = "<</Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<<>>]>>".to_owned();
    let mut bytes = page(
        "",
        b"BT /F 9 Tf <00410042> Tj ET".to_vec(),
        vec![
            ("<<>>".to_owned(), Vec::new()),
            (format!("<</Length {}>>", map.len()), map),
        ],
    );
    // The later object of a number is the one that counts.
    bytes.extend(format!("5 0 obj {font} endobj\n").bytes());
    bytes
}
