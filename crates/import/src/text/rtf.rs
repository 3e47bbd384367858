//! RTF to blocks: paragraphs, what is bold, lists, rows of tables. Groups that hold no text of the article are passed
//! over: fonts, colours, styles, pictures, headers and footers.
//!
//! Reads the bytes once from the beginning to the end, and keeps only a stack of groups: linear time, bounded depth.
//!
//! Must not know: what an article is about.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::text::block::{About, Block, Builder, tidy};
use crate::text::marks::item;
use crate::text::table;

/// Groups deeper than this are read as if they were not there. Writers of RTF stay below thirty.
const DEEPEST: usize = 256;

/// Groups that hold no text of the article. Source: Rich Text Format specification 1.9.1, "destination" control words.
const HIDDEN: [&str; 28] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "object",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "comment",
    "annotation",
    "filetbl",
];

/// Whether bytes are RTF.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads RTF: the blocks, and what the file says of itself.
pub(crate) fn read(bytes: &[u8]) -> (Vec<Block>, About) {
    let mut reader = Reader {
        bytes,
        at: 0,
        groups: vec![Group::default()],
        too_deep: 0,
        encoding: WINDOWS_1252,
        builder: Builder::default(),
        mark: String::new(),
        bold: false,
        row: None,
        skip: 0,
        high: None,
        about: About::default(),
        info: String::new(),
        out: String::new(),
    };
    reader.read();
    reader.end_paragraph();
    (reader.builder.finish(), reader.about)
}

/// What holds within a group.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    hidden: bool,
    bold: bool,
    /// Its text is the mark of a list's item: "1.", a bullet.
    is_mark: bool,
    /// Its text is the title or the author in the file's own facts.
    fact: Option<Fact>,
    /// How many letters stand for one of Unicode, for those who can't read it.
    unicode_skip: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Title,
    Other,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    groups: Vec<Group>,
    /// How many groups are open that are too deep to be kept.
    too_deep: usize,
    encoding: &'static Encoding,
    builder: Builder,
    /// The mark of the paragraph that is being read.
    mark: String,
    bold: bool,
    /// The first blocks of the cells of an open row.
    row: Option<Vec<usize>>,
    /// Letters to pass over, after one of Unicode.
    skip: usize,
    /// The first half of a letter of two.
    high: Option<u16>,
    about: About,
    info: String,
    /// Text that is not yet in a block.
    out: String,
}

impl Reader<'_> {
    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or_default()
    }

    fn change(&mut self, change: impl FnOnce(&mut Group)) {
        if self.too_deep == 0
            && let Some(group) = self.groups.last_mut()
        {
            change(group);
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn read(&mut self) {
        while let Some(byte) = self.next() {
            match byte {
                b'{' if self.groups.len() >= DEEPEST => self.too_deep += 1,
                b'{' => self.groups.push(self.group()),
                b'}' if self.too_deep > 0 => self.too_deep -= 1,
                b'}' => self.end_group(),
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                _ => self.letters(byte),
            }
        }
    }

    fn end_group(&mut self) {
        self.flush();
        let Some(group) = self.groups.pop() else { return };
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        if group.fact == Some(Fact::Title) && self.group().fact != Some(Fact::Title) {
            let title = tidy(&std::mem::take(&mut self.info));
            self.about.title = Some(title).filter(|title| title.contains(char::is_alphabetic));
        }
        self.set_bold(self.group().bold);
    }

    /// Plain bytes up to the next mark.
    fn letters(&mut self, first: u8) {
        let start = self.at - 1;
        let mut end = self.at;
        let is_plain = |byte: &u8| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n');
        while self.bytes.get(end).is_some_and(is_plain) {
            end += 1;
        }
        self.at = end;
        let run = self.bytes.get(start..end).unwrap_or(std::slice::from_ref(&first));
        let run = run.get(self.skip.min(run.len())..).unwrap_or_default();
        self.skip = self.skip.saturating_sub(end - start);
        let text = self.encoding.decode_without_bom_handling(run).0.into_owned();
        self.text(&text);
    }

    /// What stands behind a backslash.
    fn control(&mut self) {
        let Some(byte) = self.next() else { return };
        match byte {
            b'\'' => {
                let hex = self
                    .bytes
                    .get(self.at..self.at + 2)
                    .and_then(|hex| std::str::from_utf8(hex).ok());
                let Some(letter) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) else {
                    return;
                };
                self.at += 2;
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    let text = self.encoding.decode_without_bom_handling(&[letter]).0.into_owned();
                    self.text(&text);
                }
            }
            b'*' => self.change(|group| group.hidden = true),
            b'~' => self.text(" "),
            b'_' => self.text("-"),
            b'{' | b'}' | b'\\' => self.text(char::from(byte).encode_utf8(&mut [0; 4])),
            b'\r' | b'\n' => self.end_paragraph(),
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            _ => {}
        }
    }

    /// A control word with its number.
    fn word(&mut self) {
        let start = self.at - 1;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) && self.at - start < 32 {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        let digits = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) && self.at - digits < 11 {
            self.at += 1;
        }
        let number = self
            .bytes
            .get(digits..self.at)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let number: Option<i64> = number.and_then(|number| number.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        let Ok(word) = std::str::from_utf8(word) else { return };
        self.act(word, number);
    }

    fn act(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "sect" | "page" | "column" => self.end_paragraph(),
            "line" => {
                self.flush();
                if !self.group().hidden {
                    self.builder.line();
                }
            }
            "tab" | "emspace" | "enspace" => self.text(" "),
            "b" => {
                let bold = number != Some(0);
                self.change(|group| group.bold = bold);
                self.set_bold(bold);
            }
            "plain" => {
                self.change(|group| group.bold = false);
                self.set_bold(false);
            }
            "lquote" => self.text("\u{2018}"),
            "rquote" => self.text("\u{2019}"),
            "ldblquote" => self.text("\u{201c}"),
            "rdblquote" => self.text("\u{201d}"),
            "endash" => self.text("\u{2013}"),
            "emdash" => self.text("\u{2014}"),
            "bullet" => self.text("\u{2022}"),
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => {
                let skip = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(8);
                self.change(|group| group.unicode_skip = Some(skip));
            }
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "listtext" | "pntext" => self.change(|group| group.is_mark = true),
            "info" => self.change(|group| group.fact = Some(Fact::Other)),
            "title" if self.group().fact.is_some() => self.change(|group| group.fact = Some(Fact::Title)),
            "trowd" if self.row.is_none() && !self.group().hidden => {
                self.end_paragraph();
                self.builder.end_item();
                self.row = Some(vec![self.builder.len()]);
            }
            "cell" => {
                self.end_paragraph();
                self.builder.end_item();
                let next = self.builder.len();
                self.row.iter_mut().for_each(|cells| cells.push(next));
            }
            "row" => self.end_row(),
            _ if HIDDEN.contains(&word) => self.change(|group| group.hidden = true),
            _ => {}
        }
    }

    /// A letter by its number in UTF-16, negative where it is larger than 32767.
    fn unicode(&mut self, number: i64) {
        self.skip = self.group().unicode_skip.unwrap_or(1);
        let Ok(unit) = u16::try_from(number.rem_euclid(65536)) else {
            return;
        };
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units).filter_map(Result::ok).collect();
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        let group = self.group();
        if self.too_deep > 0 || group.hidden {
        } else if group.fact.is_some() {
            if group.fact == Some(Fact::Title) {
                self.info.push_str(text);
            }
        } else if group.is_mark {
            self.mark.push_str(text);
        } else {
            self.out.push_str(text);
        }
    }

    /// Puts the text so far into the block.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.out);
        if text.is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        let mark = tidy(&mark);
        if !mark.is_empty() {
            let marked = format!("{} x", mark.replace(['\u{b7}', '\u{f0b7}', 'o', '§'], "•"));
            self.builder.item(item(&marked).and_then(|(number, _)| number), 1);
            if self.bold {
                self.builder.bold();
            }
        }
        self.builder.text(&text);
    }

    fn set_bold(&mut self, bold: bool) {
        if bold != self.bold {
            self.flush();
            if bold {
                self.builder.bold();
            } else {
                self.builder.end_bold();
            }
            self.bold = bold;
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        self.mark.clear();
        if self.bold {
            self.builder.end_bold();
        }
        if self.row.is_some() {
            self.builder.end_block();
        } else {
            self.builder.end_item();
        }
        if self.bold {
            self.builder.bold();
        }
    }

    fn end_row(&mut self) {
        self.end_paragraph();
        let Some(mut cells) = self.row.take() else { return };
        // The last cell's end begins no further one.
        cells.pop();
        let Some(start) = cells.first().copied() else { return };
        if let Some(texts) = self.builder.take_cells(start, &cells) {
            table::blocks(&texts, &[], 1)
                .into_iter()
                .for_each(|block| self.builder.push(block));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::block::BlockKind;

    fn shown(rtf: &str) -> Vec<String> {
        let show = |block: Block| {
            let kind = match block.kind {
                BlockKind::PerhapsHeading | BlockKind::Heading(_) => "h".to_owned(),
                BlockKind::Item {
                    number: Some(number), ..
                } => number.to_string(),
                BlockKind::Item { .. } => "-".to_owned(),
                BlockKind::Text | BlockKind::Aside => "p".to_owned(),
            };
            format!("{kind} {}", block.text)
        };
        read(rtf.as_bytes()).0.into_iter().map(show).collect()
    }

    #[test]
    fn paragraphs_bold_words_lists_and_tables_are_read() {
        let rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\title Neck}{\\author X}}\\pard\\b Turns\\b0\\par\n\
                   Don\\rquote t h\\'e4ng \\u8222?so\\u8220?.\\par{\\listtext\\tab 1.\\tab}Turn your head.\\par\
                   {\\listtext\\bullet\\tab}\\b Hold:\\b0  5 s.\\par\\trowd Tilt\\cell To the left.\\cell 10 s\\cell\\row{\\footer page 1}}";
        assert_eq!(
            shown(rtf),
            [
                "h Turns",
                "p Don’t häng „so“.",
                "1 Turn your head.",
                "- Hold: 5 s.",
                "- Tilt: To the left.",
                "p 10 s"
            ]
        );
        assert_eq!(read(rtf.as_bytes()).1.title.as_deref(), Some("Neck"));
    }

    #[test]
    fn broken_rtf_is_read_as_far_as_it_goes() {
        for rtf in [
            "{\\rtf1 }}}}} \\u-1? \\'zz \\",
            "{\\rtf1\\u55357?\\u56832? a",
            "{\\rtf1\\'",
            "{\\rtf1\\row\\cell\\row x",
        ] {
            let _ = read(rtf.as_bytes());
        }
        let deep = "{".repeat(100_000);
        let _ = read(format!("{{\\rtf1{deep} text").as_bytes());
        assert_eq!(shown("{\\rtf1\\u55357?\\u56832? a"), ["p 😀 a"]);
    }
}
