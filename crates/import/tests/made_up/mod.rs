//! Writes small PDFs in the ways in which programs write them.

use std::fmt::Write as _;
use std::io::Write as _;

/// How the letters of fonts are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// By an encoding with a name.
    WinAnsi,
    /// By an encoding with a name, in which only the letters that are no ASCII differ.
    MacRoman,
    /// By names of glyphs for codes of its own; "fi" is one of them.
    Names,
    /// By a map for codes of two bytes; "fi" is one of them.
    Map,
    /// Not at all: codes of two bytes.
    Untold,
}

/// How objects are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As they are, with a table of places.
    Plain,
    /// Streams are deflated, and the table of places is wrong.
    Deflated,
    /// Most objects are in a deflated stream of objects.
    Packed,
}

/// A line of text with its left end, base and size in points.
#[derive(Debug, Clone)]
pub struct Words {
    pub text: String,
    pub left: f64,
    pub base: f64,
    pub size: f64,
    pub bold: bool,
}

pub fn words(text: &str, left: f64, base: f64, size: f64) -> Words {
    Words {
        text: text.to_owned(),
        left,
        base,
        size,
        bold: false,
    }
}

pub fn bold(text: &str, left: f64, base: f64, size: f64) -> Words {
    Words {
        bold: true,
        ..words(text, left, base, size)
    }
}

/// Lines one under the other; those that begin with "# " are larger, with "* " bold.
pub fn lines(all: &[&str], left: f64, top: f64) -> Vec<Words> {
    let mut base = top;
    let mut page = Vec::new();
    for line in all {
        base -= 14.0;
        match (line.strip_prefix("# "), line.strip_prefix("* ")) {
            (Some(heading), _) => {
                base -= 10.0;
                page.push(words(heading, left, base, 18.0));
                base -= 8.0;
            }
            (_, Some(name)) => {
                base -= 8.0;
                page.push(bold(name, left, base, 11.0));
            }
            _ if line.is_empty() => base += 4.0,
            _ => page.push(words(line, left, base, 11.0)),
        }
    }
    page
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn code(letter: char, letters: Letters) -> Vec<u8> {
    let own = u16::try_from(u32::from(letter)).unwrap();
    match letters {
        Letters::WinAnsi | Letters::MacRoman => {
            let encoding = match letters {
                Letters::WinAnsi => encoding_rs::WINDOWS_1252,
                _ => encoding_rs::MACINTOSH,
            };
            encoding.encode(letter.encode_utf8(&mut [0; 4])).0.into_owned()
        }
        // Codes of two bytes, moved by one.
        Letters::Map | Letters::Untold => (own + 1).to_be_bytes().to_vec(),
        Letters::Names => vec![
            *NAMED
                .iter()
                .find(|(_, known)| *known == letter)
                .map(|(code, _)| code)
                .unwrap(),
        ],
    }
}

/// Codes of their own for the letters of the tests; the ligature is one letter here.
const NAMED: [(u8, char); 66] = {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123 .,:-".as_bytes();
    let mut named = [(0, ' '); 66];
    let mut at = 0;
    while at < letters.len() {
        named[at] = (at as u8 + 130, letters[at] as char);
        at += 1;
    }
    named[62] = (2, '\u{fb01}');
    named[63] = (3, 'ü');
    named[64] = (4, 'é');
    named[65] = (5, '•');
    named
};

fn name(letter: char) -> String {
    match letter {
        ' ' => "space".to_owned(),
        '.' => "period".to_owned(),
        ',' => "comma".to_owned(),
        ':' => "colon".to_owned(),
        '-' => "hyphen".to_owned(),
        '0' => "zero".to_owned(),
        '1' => "one".to_owned(),
        '2' => "two".to_owned(),
        '3' => "three".to_owned(),
        '\u{fb01}' => "f_i".to_owned(),
        'ü' => "udieresis".to_owned(),
        'é' => "uni00E9".to_owned(),
        '•' => "bullet".to_owned(),
        letter => letter.to_string(),
    }
}

/// The contents of a page.
pub fn contents(page: &[Words], letters: Letters) -> String {
    let mut out = String::new();
    for line in page {
        let text = match letters {
            Letters::Names | Letters::Map | Letters::Untold => line.text.replace("fi", "\u{fb01}"),
            _ => line.text.clone(),
        };
        let hex: String = text
            .chars()
            .flat_map(|letter| code(letter, letters))
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let font = if line.bold { "F2" } else { "F1" };
        writeln!(
            out,
            "BT /{font} {} Tf {} {} Td <{hex}> Tj ET",
            line.size, line.left, line.base
        )
        .unwrap();
    }
    out
}

fn font(name: &str, letters: Letters) -> String {
    let simple = |encoding: &str| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding {encoding}>>");
    match letters {
        Letters::WinAnsi => simple("/WinAnsiEncoding"),
        Letters::MacRoman => simple("<</BaseEncoding/MacRomanEncoding>>"),
        Letters::Names => {
            let names: String = NAMED
                .iter()
                .map(|(code, letter)| format!("{code}/{} ", self::name(*letter)))
                .collect();
            simple(&format!("<</Differences[{names}]>>"))
        }
        Letters::Map | Letters::Untold => {
            let map = if letters == Letters::Map {
                "/ToUnicode 5 0 R"
            } else {
                ""
            };
            format!(
                "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H{map}\
                 /DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 500/W[66[600 650]]>>]>>"
            )
        }
    }
}

const MAP: &str = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange
    1 beginbfrange <0021> <2100> <0020> endbfrange 1 beginbfchar <fb02> <00660069> endbfchar endcmap";

/// An object without its number, and the bytes of its stream.
pub type Object = (String, Option<Vec<u8>>);

/// A PDF of these contents of pages.
pub fn pdf(pages: &[String], letters: Letters, form: Form) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 6 + 2 * page)).collect();
    let mut objects: Vec<Object> = vec![
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), None),
        (
            format!(
                "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>",
                pages.len()
            ),
            None,
        ),
        (font("Helvetica", letters), None),
        (font("Helvetica-Bold", letters), None),
        ("<<>>".to_owned(), Some(MAP.as_bytes().to_vec())),
    ];
    for (page, contents) in pages.iter().enumerate() {
        objects.push((
            format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 7 + 2 * page),
            None,
        ));
        objects.push(("<<>>".to_owned(), Some(contents.as_bytes().to_vec())));
    }
    file(&objects, form)
}

/// A file of these objects, the first of which is its catalogue.
pub fn file(objects: &[Object], form: Form) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    let mut packed = Vec::new();
    for (at, (dict, data)) in objects.iter().enumerate() {
        let number = at + 1;
        places.push(out.len());
        match data {
            None if form == Form::Packed => packed.push((number, dict.clone())),
            None => out.extend(format!("{number} 0 obj\n{dict}\nendobj\n").bytes()),
            Some(data) => {
                let (data, filter) = match form {
                    Form::Plain => (data.clone(), ""),
                    _ => (deflated(data), "/Filter/FlateDecode"),
                };
                let dict = dict.trim_end_matches(">>");
                out.extend(format!("{number} 0 obj\n{dict}{filter}/Length {}>>\nstream\n", data.len()).bytes());
                out.extend(data);
                out.extend(b"\nendstream\nendobj\n");
            }
        }
    }
    let size = objects.len() + 2;
    if form == Form::Packed {
        let mut index = String::new();
        let mut all = String::new();
        for (number, object) in &packed {
            write!(index, "{number} {} ", all.len()).unwrap();
            writeln!(all, "{object}").unwrap();
        }
        let data = deflated(format!("{index}{all}").as_bytes());
        let number = objects.len() + 1;
        let (count, first, length) = (packed.len(), index.len(), data.len());
        out.extend(format!("{number} 0 obj\n<</Type/ObjStm/N {count}/First {first}/Filter/FlateDecode/Length {length}>>\nstream\r\n").bytes());
        out.extend(data);
        out.extend(format!("\nendstream\nendobj\n{size} 0 obj\n<</Type/XRef/Size {size}/Root 1 0 R/W[1 2 1]/Length 0>>\nstream\n\nendstream\nendobj\n").bytes());
        out.extend(b"startxref\n0\n%%EOF\n");
        return out;
    }
    let start = if form == Form::Plain { out.len() } else { 7 };
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        let place = if form == Form::Plain { place } else { 3 };
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}
