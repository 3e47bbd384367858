//! Articles of every kind but PDF, and what all kinds are made with.

use std::io::{Cursor, Write};

/// The size of a file that is just read, in bytes.
pub(crate) const MOST: usize = import::LONGEST_BYTES;
/// As much text as is just read, in bytes.
pub(crate) const TEXT: usize = 510 * 1024;

/// Kind, what is in it, and the file.
pub(crate) type Case = (&'static str, &'static str, Vec<u8>);

pub(crate) const EXERCISE: &str = "Turn your head to the right as far as is fine, and hold it there for 10 seconds. Keep your \
    shoulders down. Come back to the middle, and repeat on the other side. ";

/// As many of a piece as fit.
pub(crate) fn full(start: &str, piece: &str, end: &str, most: usize) -> Vec<u8> {
    let room = most.saturating_sub(start.len() + end.len()) / piece.len();
    [start, &piece.repeat(room), end].concat().into_bytes()
}

/// Numbered pieces, as many as fit.
pub(crate) fn counted(start: &str, piece: impl Fn(usize) -> String, end: &str, most: usize) -> Vec<u8> {
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

pub(crate) fn texts() -> Vec<Case> {
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

pub(crate) fn markdown() -> Vec<Case> {
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

pub(crate) fn html() -> Vec<Case> {
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

pub(crate) fn rtf() -> Vec<Case> {
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

pub(crate) fn docx() -> Vec<Case> {
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
