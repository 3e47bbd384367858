//! DOCX to blocks: headings by their styles, lists, tables, what is bold.
//!
//! A DOCX is a zip package with XML in it. Each part is read up to a bound, whatever it says of its size, and without a
//! tree: linear time and memory.
//!
//! Must not know: what an article is about.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::text::block::{Block, Builder};
use crate::text::table;

/// Most of a part that is read, in bytes. The text of an article is a tenth of its XML, and bounded itself.
const LONGEST_PART: u64 = 16 * 1024 * 1024;
/// What the ids of styles of headings begin with, as the writers of English, German, Spanish and French name them.
const HEADINGS: [&str; 4] = ["heading", "berschrift", "ttulo", "titre"];
/// The styles of titles.
const TITLES: [&str; 4] = ["title", "titel", "ttulo", "puesto"];

/// Whether bytes are a package as those of DOCX are.
pub(crate) fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Why a DOCX can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocxError {
    /// The package holds no document, or is broken.
    Broken,
    /// A part of it is longer than is read. What was cut off would be missing without a word.
    TooMuch,
}

/// Reads a DOCX.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Block>, DocxError> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::Broken)?;
    let document = part(&mut package, "word/document.xml")?.ok_or(DocxError::Broken)?;
    let numbering = part(&mut package, "word/numbering.xml")?;
    let mut reading = Reading {
        bullets: numbering.as_deref().map(bullets).unwrap_or_default(),
        ..Reading::default()
    };
    reading.read(&document);
    Ok(reading.builder.finish())
}

/// A part's text, if the package has one of this name.
fn part(package: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, DocxError> {
    let Ok(file) = package.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let read = file.take(LONGEST_PART + 1).read_to_end(&mut bytes);
    if read.is_err() {
        return Ok(None);
    }
    if bytes.len() as u64 > LONGEST_PART {
        return Err(DocxError::TooMuch);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// A list and how deep an item stands in it.
type Level = (String, u8);

/// The levels of lists whose marks are no numbers.
fn bullets(numbering: &str) -> HashSet<Level> {
    let mut reader = Reader::from_str(numbering);
    // The levels of each abstract list, and which abstract list each list is one of.
    let (mut marks, mut lists): (HashSet<Level>, Vec<(String, String)>) = Default::default();
    let (mut list, mut level) = (String::new(), 0);
    while let Ok(event) = reader.read_event() {
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        match tag.local_name().as_ref() {
            "abstractNum" => list = attribute(tag, "abstractNumId").unwrap_or_default(),
            "lvl" => level = attribute(tag, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
            "numFmt" if attribute(tag, "val").is_some_and(|format| format == "bullet" || format == "none") => {
                marks.insert((list.clone(), level));
            }
            "num" => list = attribute(tag, "numId").unwrap_or_default(),
            "abstractNumId" => lists.push((list.clone(), attribute(tag, "val").unwrap_or_default())),
            _ => {}
        }
    }
    let levels = |(list, of): &(String, String)| {
        let own = marks
            .iter()
            .filter(|(known, _)| known == of)
            .map(|(_, level)| (list.clone(), *level));
        own.collect::<Vec<_>>()
    };
    lists.iter().flat_map(levels).collect()
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    tag.attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.into_owned())
}

/// What an entity stands for.
fn letter(reference: &BytesRef) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[derive(Default)]
struct Reading {
    builder: Builder,
    bullets: HashSet<Level>,
    /// The next number of each list.
    next: HashMap<Level, u32>,
    style: String,
    list: Option<String>,
    level: u8,
    /// The paragraph has text.
    begun: bool,
    in_text: bool,
    in_run: bool,
    bold: bool,
    /// The first block of the open row, and of each of its cells; the outermost table's.
    row: Option<(usize, Vec<usize>)>,
    tables: usize,
}

impl Reading {
    fn read(&mut self, document: &str) {
        let mut reader = Reader::from_str(document);
        reader.config_mut().check_end_names = false;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => self.start(&tag),
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end(tag.local_name().as_ref());
                }
                Event::End(tag) => self.end(tag.local_name().as_ref()),
                Event::Text(text) if self.in_text => self.text(&text),
                Event::GeneralRef(reference) if self.in_text => {
                    if let Some(letter) = letter(&reference) {
                        self.text(letter.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        self.builder.end_item();
    }

    fn start(&mut self, tag: &BytesStart) {
        match tag.local_name().as_ref() {
            "p" => {
                self.builder.end_block();
                self.style.clear();
                self.list = None;
                self.level = 0;
                self.begun = false;
            }
            "pStyle" => self.style = attribute(tag, "val").unwrap_or_default().to_lowercase(),
            "numId" if !self.in_run => self.list = attribute(tag, "val").filter(|list| list != "0"),
            "ilvl" => self.level = attribute(tag, "val").and_then(|level| level.parse().ok()).unwrap_or(0),
            "r" => {
                self.in_run = true;
                self.set_bold(false);
            }
            "b" if self.in_run => {
                let off = attribute(tag, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"));
                self.set_bold(!off);
            }
            "t" => self.in_text = true,
            "tab" if self.in_run => self.text(" "),
            "br" | "cr" if self.in_run => self.builder.line(),
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => {
                self.builder.end_item();
                self.row = Some((self.builder.len(), Vec::new()));
            }
            "tc" if self.tables == 1 => {
                self.builder.end_item();
                let here = self.builder.len();
                self.row.iter_mut().for_each(|(_, cells)| cells.push(here));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "r" => self.in_run = false,
            "p" => {
                self.set_bold(false);
                self.builder.end_item();
            }
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" if self.tables == 1 => {
                let Some((start, cells)) = self.row.take() else { return };
                if let Some(texts) = self.builder.take_cells(start, &cells) {
                    table::blocks(&texts, &[], 1)
                        .into_iter()
                        .for_each(|block| self.builder.push(block));
                }
            }
            _ => {}
        }
    }

    fn set_bold(&mut self, bold: bool) {
        if bold != self.bold {
            self.bold = bold;
            match bold {
                true => self.builder.bold(),
                false => self.builder.end_bold(),
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !std::mem::replace(&mut self.begun, true) {
            self.begin();
        }
        self.builder.text(text);
    }

    /// The paragraph's first text: what it is.
    fn begin(&mut self) {
        let digit = self.style.chars().last().and_then(|last| last.to_digit(10));
        let heading = digit.filter(|_| HEADINGS.iter().any(|name| self.style.starts_with(name)));
        if let Some(level) = heading.and_then(|level| u8::try_from(level.clamp(1, 6)).ok()) {
            // Titles have the first level to themselves.
            self.builder.heading((level + 1).min(6));
        } else if TITLES.contains(&self.style.as_str()) {
            self.builder.heading(1);
        } else if let Some(list) = self.list.clone() {
            let level: Level = (list, self.level);
            let number = (!self.bullets.contains(&level)).then(|| {
                let next = self.next.entry(level.clone()).or_insert(0);
                *next = next.saturating_add(1);
                *next
            });
            self.builder.item(number, self.level.saturating_add(1));
        }
        if self.bold {
            self.builder.bold();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::text::block::BlockKind;

    /// A package with this body of a document, stored as it is.
    fn package(body: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let parts = [
            ("word/document.xml", format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")),
            (
                "word/numbering.xml",
                "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl>\
                 </w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>"
                    .to_owned(),
            ),
        ];
        for (name, text) in parts {
            writer.start_file(name, stored).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn paragraph(properties: &str, runs: &str) -> String {
        format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
    }

    fn run(text: &str) -> String {
        format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    }

    #[test]
    fn headings_lists_bold_words_and_tables_are_read() {
        let list = |number: &str| format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
        let body = [
            paragraph("<w:pStyle w:val=\"Title\"/>", &run("Neck &amp; shoulders")),
            paragraph("<w:pStyle w:val=\"Heading1\"/>", &run("Turns")),
            paragraph(&list("1"), &(run("Turn your ") + &run("head."))),
            paragraph(&list("1"), &run("Hold for 5 s.")),
            paragraph(&list("2"), &run("Slowly.")),
            paragraph(
                "",
                &format!(
                    "<w:r><w:rPr><w:b/></w:rPr><w:t>Tilt:</w:t></w:r>{}",
                    run(" to the left.")
                ),
            ),
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                paragraph("", &run("Shrug")),
                paragraph("", &run("Lift your shoulders."))
            ),
        ]
        .concat();
        let blocks = read(&package(&body)).unwrap();
        let shown: Vec<(BlockKind, &str)> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        let item = |number, depth| BlockKind::Item { number, depth };
        assert_eq!(
            shown,
            [
                (BlockKind::Heading(1), "Neck & shoulders"),
                (BlockKind::Heading(2), "Turns"),
                (item(Some(1), 1), "Turn your head."),
                (item(Some(2), 1), "Hold for 5 s."),
                (item(None, 1), "Slowly."),
                (BlockKind::Text, "Tilt: to the left."),
                (item(None, 1), "Shrug: Lift your shoulders."),
            ]
        );
        assert_eq!(blocks[5].lead.as_deref(), Some("Tilt:"));
    }

    #[test]
    fn a_part_that_is_too_long_is_not_cut() {
        let body = paragraph("", &run("Turn your head.")) + &" ".repeat(usize::try_from(LONGEST_PART).unwrap());
        assert_eq!(read(&package(&body)), Err(DocxError::TooMuch));
    }

    #[test]
    fn broken_packages_are_refused() {
        assert_eq!(read(b"PK\x03\x04"), Err(DocxError::Broken));
        let whole = package(&paragraph("", &run("Turn your head.")));
        for end in (0..whole.len()).step_by(37) {
            let _ = read(&whole[..end]);
        }
    }
}
