//! Articles of ten megabytes, friendly and hostile, of every kind: how long each takes, and how much memory.
//!
//! `cargo run --release -p import --example limits [KIND]` prints a table; each article is read by a process of its own.
//! Memory, and the time of one core, are read from `/proc`; where there is none it is the time on the wall.

use std::io::{Cursor, Write};
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};

/// The size of a file that is just read, in bytes.
const MOST: usize = import::LONGEST_BYTES;
/// As much text as is just read, in bytes.
const TEXT: usize = 510 * 1024;
/// What the project asks of each.
const MOST_SECONDS: f64 = 5.0;
const MOST_MEGABYTES: f64 = 200.0;

/// Kind, what is in it, and the file.
type Case = (&'static str, &'static str, Vec<u8>);

const EXERCISE: &str = "Turn your head to the right as far as is fine, and hold it there for 10 seconds. Keep your \
    shoulders down. Come back to the middle, and repeat on the other side. ";

/// As many of a piece as fit.
fn full(start: &str, piece: &str, end: &str, most: usize) -> Vec<u8> {
    let room = most.saturating_sub(start.len() + end.len()) / piece.len();
    [start, &piece.repeat(room), end].concat().into_bytes()
}

/// Numbered pieces, as many as fit.
fn counted(start: &str, piece: impl Fn(usize) -> String, end: &str, most: usize) -> Vec<u8> {
    let mut text = start.to_owned();
    for number in 1.. {
        let next = piece(number);
        if text.len() + next.len() + end.len() > most {
            break;
        }
        text.push_str(&next);
    }
    text.push_str(end);
    text.into_bytes()
}

fn texts() -> Vec<Case> {
    let case = |what, bytes| ("text", what, bytes);
    vec![
        case("prose of 10 MB", full("", EXERCISE, "", MOST)),
        case("prose as long as is read", full("", EXERCISE, "", TEXT)),
        case("one word of 10 MB", full("", "a", "", MOST)),
        case("one word as long as is read", full("", "a", "", TEXT)),
        case(
            "one sentence as long as is read",
            full("Turn your head", " and your chin to the left", ".", TEXT),
        ),
        case(
            "steps as many as fit into the text that is read",
            counted("", |step| format!("Step {step}: Neck\n{EXERCISE}\n\n"), "", TEXT),
        ),
        case(
            "items as many as fit",
            counted("", |item| format!("{item}. Turn.\n"), "", TEXT),
        ),
        case("short items", full("Neck\n\n", "- Turn.\n", "", TEXT)),
        case("lines of one word", full("Turn your head.\n", "Turn\n", "", TEXT)),
        case(
            "paragraphs of one word",
            full("Turn your head.\n\n", "Turn\n\n", "", TEXT),
        ),
        case("doubled words", full("Turn ", "the ", "head.", TEXT)),
        case("commas", full("Turn your head", " ,", ".", TEXT)),
        case("full stops", full("Turn your head", ". ", ".", TEXT)),
        case("numbers", full("Hold ", "10 to 20 seconds ", ".", TEXT)),
        case("brackets", full("Turn your head ", "(", ")", TEXT)),
        case(
            "details joined under the first step",
            full("Step 1: Turn. ", "Turn. , ", "\n\nStep 2\n\nStep 3\n", TEXT),
        ),
        case(
            "the same details again",
            full("Step 1: Turn\n\nDetailed Guide\n\n", EXERCISE, "", TEXT),
        ),
        case("blank lines of 10 MB", full("Turn your head.", "\n", "", MOST)),
        case("UTF-16 of 10 MB", full("T\0", "u\0", "", MOST)),
        case(
            "German, as long as is read",
            full(
                "",
                "Drehen Sie den Kopf nach rechts, und halten Sie ihn zehn Sekunden. ",
                "",
                TEXT,
            ),
        ),
        case(
            "Spanish, as long as is read",
            full("", "Gira la cabeza a la derecha, y mantenla diez segundos. ", "", TEXT),
        ),
    ]
}

fn markdown() -> Vec<Case> {
    let case = |what, bytes| ("Markdown", what, bytes);
    vec![
        case(
            "headings over exercises, as long as is read",
            full("", &format!("## Neck\n\n{EXERCISE}\n\n"), "", TEXT),
        ),
        case("quotes within quotes", full("# Neck\n\n", "> ", "Turn.", MOST)),
        case(
            "lists within lists",
            counted("# Neck\n\n", |deep| format!("{}- Turn.\n", "  ".repeat(deep)), "", MOST),
        ),
        case("open brackets", full("# Neck\n\n", "[", "", MOST)),
        case("open stars", full("# Neck\n\n", "*a **b ", "", MOST)),
        case(
            "backticks",
            counted("# Neck\n\n", |long| format!("{} ", "`".repeat(long)), "", MOST),
        ),
        case("a million cells", full("# Neck\n\n|a|b|\n|-|-|\n", "|a|b|\n", "", MOST)),
        case("a row of a million cells", full("# Neck\n\n", "|a", "|\n|-|\n", MOST)),
        case("HTML within", full("# Neck\n\n", "<div>\n\n", "", MOST)),
        case(
            "footnotes",
            counted("# Neck\n\n", |note| format!("[^{note}]: a\n\n"), "", MOST),
        ),
        case(
            "links to nothing",
            counted("# Neck\n\n", |link| format!("[a{link}][b] "), "", MOST),
        ),
        case(
            "marks of sites",
            full("# Neck\n\n", "!!! note \"a\"\n    b\n", "", MOST),
        ),
        case("front matter without an end", full("---\n", "title: a\n", "", MOST)),
    ]
}

fn html() -> Vec<Case> {
    let case = |what, bytes| ("HTML", what, bytes);
    let step = format!("<li>{EXERCISE}</li>");
    let json = |piece: &str, end: &str| {
        full(
            "<html><script type=\"application/ld+json\">",
            piece,
            &format!("{end}</script><p>Turn your head.</p>"),
            MOST,
        )
    };
    let short =
        "<h1>Neck</h1><ol><li>Turn your head to the right.</li><li>Lower your chin to your chest.</li></ol></html>";
    vec![
        case(
            "a short article in a page of 10 MB of scripts",
            full("<html>", "<script>var a = 'Turn your head';</script>\n", short, MOST),
        ),
        case(
            "a short article with pictures of 10 MB in it",
            full(
                "<html><img src=\"data:image/png;base64,",
                "iVBORw0KGgo",
                &format!("\">{short}"),
                MOST,
            ),
        ),
        case(
            "exercises as long as are read",
            full("<html><ol>", &step, "</ol></html>", TEXT),
        ),
        case("exercises of 10 MB", full("<html><ol>", &step, "</ol></html>", MOST)),
        case("elements within elements", full("<html>", "<div>", "", MOST)),
        case(
            "as deep as is read, over and over",
            full(
                "<html>",
                &("<b>".repeat(500) + &"</b>".repeat(500)),
                "<p>Turn your head.</p>",
                MOST,
            ),
        ),
        case("a million items", full("<html><ul>", "<li>a", "</ul>", MOST)),
        case("a million cells", full("<html><table><tr>", "<td>a", "</table>", MOST)),
        case(
            "a million rows",
            full("<html><table>", "<tr><td>a<td>b", "</table>", MOST),
        ),
        case(
            "a tag of a million attributes",
            counted("<html><div", |at| format!(" a{at}=b"), ">", MOST),
        ),
        case("entities", full("<html><p>", "&amp;", "</p>", MOST)),
        case("ends without beginnings", full("<html>", "</li></p></div>", "", MOST)),
        case("a comment without an end", full("<html><!--", "a", "", MOST)),
        case(
            "properties within properties",
            full("<html>", "<i itemscope itemprop=step>a", "", MOST),
        ),
        case(
            "a million properties",
            full(
                "<html><div itemscope itemtype=\"https://schema.org/HowTo\">",
                "<i itemprop=step>Turn</i>",
                "</div>",
                MOST,
            ),
        ),
        case(
            "JSON-LD of a million steps",
            json("{\"@type\":\"HowTo\",\"step\":[\"Turn.\"]},", ""),
        ),
        case(
            "JSON-LD of one HowTo with a million steps",
            full(
                "<html><script type=\"application/ld+json\">{\"@type\":\"HowTo\",\"step\":[",
                "\"Turn.\",",
                "\"Turn.\"]}</script>",
                MOST,
            ),
        ),
        case(
            "JSON-LD of lists in a list",
            full(
                "<html><script type=\"application/ld+json\">[",
                "[],",
                "[]]</script>",
                MOST,
            ),
        ),
        case("JSON-LD within JSON-LD", json("[", "")),
    ]
}

fn rtf() -> Vec<Case> {
    let case = |what, bytes| ("RTF", what, bytes);
    vec![
        case(
            "exercises as long as are read",
            full("{\\rtf1\\ansi ", &format!("{EXERCISE}\\par "), "}", TEXT),
        ),
        case(
            "a short article with a picture of 10 MB",
            full(
                "{\\rtf1\\ansi Turn your head.\\par{\\pict ",
                "0123456789abcdef",
                "}Lower your head.\\par}",
                MOST,
            ),
        ),
        case("groups within groups", full("{\\rtf1\\ansi ", "{", "", MOST)),
        case("groups that end", full("{\\rtf1\\ansi ", "{}", "}", MOST)),
        case("a million paragraphs", full("{\\rtf1\\ansi ", "a\\par", "}", MOST)),
        case(
            "a million cells",
            full("{\\rtf1\\ansi\\trowd ", "a\\cell", "\\row}", MOST),
        ),
        case(
            "a million rows",
            full("{\\rtf1\\ansi ", "\\trowd a\\cell b\\cell\\row", "}", MOST),
        ),
        case("bold on and off", full("{\\rtf1\\ansi ", "\\b a\\b0 ", "}", MOST)),
        case("letters by their numbers", full("{\\rtf1\\ansi ", "\\u228?", "}", MOST)),
        case("bytes by their numbers", full("{\\rtf1\\ansi ", "\\'e4", "}", MOST)),
        case("one word", full("{\\rtf1\\ansi ", "a", "}", MOST)),
        case("one control word", full("{\\rtf1\\", "a", "}", MOST)),
        case(
            "titles",
            full("{\\rtf1\\ansi", "{\\info{\\title a}}", "Turn your head.}", MOST),
        ),
    ]
}

/// A package with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        writer.start_file(*name, packed).expect("a new part");
        writer.write_all(text).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn docx() -> Vec<Case> {
    let case = |what, piece: &str, most: usize| {
        let body = full(
            "<w:document xmlns:w=\"w\"><w:body>",
            piece,
            "</w:body></w:document>",
            most,
        );
        ("DOCX", what, package(&[("word/document.xml", &body)]))
    };
    // Unpacked it is more than is read.
    let large = 40 * 1024 * 1024;
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let short = full(
        "<w:document xmlns:w=\"w\"><w:body>",
        &paragraph("Turn your head to the right."),
        "</w:body></w:document>",
        400,
    );
    let picture: Vec<u8> = (0..MOST - 2000).map(|at| (at * at % 251 + at % 7) as u8).collect();
    let list = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let numbering = full("<w:numbering>", list, "</w:numbering>", large);
    let names: Vec<String> = (0..60_000).map(|part| format!("word/{part}")).collect();
    let mut many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    many.push(("word/document.xml", &short));
    vec![
        case("exercises as long as are read", &paragraph(EXERCISE), TEXT),
        (
            "DOCX",
            "a short article with a picture of 10 MB",
            package(&[("word/media/a.png", &picture), ("word/document.xml", &short)]),
        ),
        case("a bomb of one letter", "a", 200 * 1024 * 1024),
        case("a bomb of paragraphs", &paragraph("a"), large),
        case("a bomb of elements within elements", "<w:p>", large),
        case(
            "a million cells",
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            large,
        ),
        case(
            "cells of one row",
            "<w:tbl><w:tr><w:tc><w:r><w:t>a</w:t></w:r></w:tc>",
            large,
        ),
        case("attributes", "<w:p a=\"b\" c=\"d\"/>", large),
        (
            "DOCX",
            "a bomb of lists",
            package(&[("word/document.xml", &short), ("word/numbering.xml", &numbering)]),
        ),
        ("DOCX", "60,000 parts", package(&many)),
    ]
}

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

fn pdf() -> Vec<Case> {
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

fn peak_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Seconds that this process had a core for.
fn seconds_of_core() -> Option<f64> {
    let spent = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = spent.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Reads one article, and prints what came of it.
#[allow(clippy::disallowed_methods, reason = "how long it takes is what this measures")]
fn read(path: &str) {
    let bytes = fs::read(path).expect("the article was just written");
    let (start, before) = (Instant::now(), seconds_of_core());
    let answer = match import::import(&bytes) {
        Ok(imported) => format!("a guide of {} steps", imported.summary.steps),
        Err(error) => error.to_string(),
    };
    let wall = start.elapsed().as_secs_f64();
    let seconds = seconds_of_core()
        .zip(before)
        .map_or(wall, |(after, before)| after - before);
    println!("{seconds:.2}\t{:.0}\t{answer}", peak_megabytes().unwrap_or(0.0));
}

/// A kind of file, and what makes its cases.
type Kind = (&'static str, fn() -> Vec<Case>);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [read_it, path] = arguments.as_slice()
        && read_it == "--read"
    {
        read(path);
        return ExitCode::SUCCESS;
    }
    let part = arguments.first().cloned().unwrap_or_default();
    let path = env::temp_dir().join(format!("limits-{}", std::process::id()));
    let own = env::current_exe().expect("this program has a file");
    let (mut slowest, mut largest, mut passed_by) = (0.0_f64, 0.0_f64, 0);
    println!("| kind | what is in it | MB | seconds | peak MB | what came of it |\n|---|---|---|---|---|---|");
    let kinds: [Kind; 6] = [
        ("text", texts),
        ("Markdown", markdown),
        ("HTML", html),
        ("RTF", rtf),
        ("DOCX", docx),
        ("PDF", pdf),
    ];
    for (_, cases) in kinds.into_iter().filter(|(kind, _)| part.is_empty() || *kind == part) {
        for (kind, what, bytes) in cases() {
            fs::write(&path, &bytes).expect("space for ten megabytes");
            let out = Command::new(&own)
                .arg("--read")
                .arg(&path)
                .output()
                .expect("this program starts");
            let out = String::from_utf8_lossy(&out.stdout).into_owned();
            let mut fields = out.trim_end().splitn(3, '\t');
            let mut number = || {
                fields
                    .next()
                    .and_then(|field| field.parse::<f64>().ok())
                    .unwrap_or(f64::INFINITY)
            };
            let (seconds, peak) = (number(), number());
            let megabytes = bytes.len() as f64 / 1024.0 / 1024.0;
            println!(
                "| {kind} | {what} | {megabytes:.1} | {seconds:.2} | {peak:.0} | {} |",
                fields.next().unwrap_or("the process ended")
            );
            slowest = slowest.max(seconds);
            largest = largest.max(peak);
            passed_by += usize::from(seconds > MOST_SECONDS || peak > MOST_MEGABYTES);
        }
    }
    let _ = fs::remove_file(&path);
    println!("\nThe slowest took {slowest:.2} s, the largest {largest:.0} MB.");
    if passed_by == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
