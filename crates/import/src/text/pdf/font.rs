//! A font of a PDF: what letters its codes are, how wide they are, whether it is bold.
//!
//! Source: ISO 32000-2:2020, 9.5 to 9.10. Its drawings are not read: a font that does not say which letters they are
//! stays unknown.
//!
//! Must not know: where text stands.

use std::collections::HashMap;

use super::cmap::CMap;
use super::encoding::{Named, letters_of};
use super::file::File;
use super::metrics;
use super::syntax::{Dict, Object};

/// The flag of fonts whose letters are drawn bold: the nineteenth.
const FORCE_BOLD: usize = 1 << 18;
/// From which weight on a font is bold; 400 is regular, 700 bold.
const BOLD: f64 = 600.0;
/// What reading a font costs besides its bytes, in bytes: its letters.
const COST: usize = 4096;
/// Parts of the names of bold fonts.
const BOLD_NAMES: [&str; 6] = ["bold", "black", "heavy", "semibd", "demi", "-bd"];
/// Parts of the names of fonts of bullets and arrows.
const SYMBOLS: [&str; 4] = ["symbol", "wingdings", "webdings", "dingbats"];

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// Codes are of two bytes.
    wide: bool,
    map: Option<CMap>,
    /// Codes of two bytes are those of UTF-16.
    is_unicode: bool,
    /// Of fonts with codes of one byte.
    letters: Vec<Option<String>>,
    widths: HashMap<u32, f64>,
    /// Of what is not in `widths`; `None` for those that every reader of PDF has, without widths of their own.
    usual: Option<f64>,
    pub bold: bool,
    symbols: bool,
    /// In small letters.
    name: String,
}

/// A letter, or some that are one drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// `None` where the font does not say.
    pub text: Option<String>,
    /// In parts of the font's size.
    pub width: f64,
    /// The blank of codes of one byte, which is widened apart.
    pub is_blank: bool,
}

impl Font {
    pub fn read(file: &File, dict: &Dict) -> Self {
        // A font that stands in the page itself is read again each time: that counts.
        let _ = file.budget.read(COST);
        let kind = file.value(dict, "Subtype");
        let wide = kind.name() == Some("Type0");
        let within = match file.value(dict, "DescendantFonts") {
            Object::List(fonts) => fonts.first().and_then(|font| file.dict_of(font)),
            _ => None,
        };
        let own = within.as_ref().unwrap_or(dict);
        let about = file.dict(own, "FontDescriptor").unwrap_or_default();
        let name = [dict, &about].iter().find_map(|dict| {
            let name = file.value(dict, "BaseFont");
            name.name().map(str::to_lowercase)
        });
        let name = name.unwrap_or_default();
        let encoding = file.value(dict, "Encoding");
        let flags = file.value(&about, "Flags").count().unwrap_or(0);
        let weight = file.value(&about, "FontWeight").number().unwrap_or(0.0);
        let unicode = encoding
            .name()
            .is_some_and(|name| name.contains("UCS2") || name.contains("UTF16"));
        // A drawn font has a scale of its own.
        let scale = match (kind.name(), file.value(dict, "FontMatrix")) {
            (Some("Type3"), Object::List(matrix)) => matrix.first().and_then(Object::number).unwrap_or(0.001),
            _ => 0.001,
        };
        let mut font = Self {
            wide,
            map: dict
                .get("ToUnicode")
                .and_then(|map| file.stream(map))
                .map(|(_, bytes)| CMap::read(&bytes, file.budget)),
            is_unicode: wide && unicode,
            letters: if wide { Vec::new() } else { letters(file, &encoding) },
            widths: HashMap::new(),
            usual: None,
            bold: flags & FORCE_BOLD != 0 || weight >= BOLD || BOLD_NAMES.iter().any(|part| name.contains(part)),
            symbols: SYMBOLS.iter().any(|part| name.contains(part)),
            name,
        };
        match wide {
            true => font.read_wide(file, own),
            false => font.read_widths(file, dict, &about, scale),
        }
        font
    }

    fn read_widths(&mut self, file: &File, dict: &Dict, about: &Dict, scale: f64) {
        let Object::List(widths) = file.value(dict, "Widths") else {
            return;
        };
        let first = file
            .value(dict, "FirstChar")
            .count()
            .and_then(|first| u32::try_from(first).ok())
            .unwrap_or(0);
        for (code, width) in (first..=255).zip(&widths) {
            if let Some(width) = file.object(width).number()
                && file.budget.map(1).is_some()
            {
                self.widths.insert(code, width * scale);
            }
        }
        self.usual = Some(file.value(about, "MissingWidth").number().unwrap_or(0.0) * scale);
    }

    /// Widths as fonts with codes of two bytes have them: "code [width width] first last width".
    fn read_wide(&mut self, file: &File, own: &Dict) {
        self.usual = Some(file.value(own, "DW").number().unwrap_or(1000.0) / 1000.0);
        let Object::List(told) = file.value(own, "W") else {
            return;
        };
        let mut rest = told.iter();
        let code = |object: &Object| {
            object
                .count()
                .and_then(|code| u32::try_from(code).ok())
                .filter(|code| *code <= 0xffff)
        };
        let mut keep = |code: u32, width: &Object| {
            if let Some(width) = width.number()
                && file.budget.map(1).is_some()
            {
                self.widths.insert(code, width / 1000.0);
            }
        };
        while let (Some(first), Some(next)) = (rest.next(), rest.next()) {
            let Some(first) = code(first) else { return };
            match file.object(next) {
                Object::List(widths) => (first..=0xffff)
                    .zip(&widths)
                    .for_each(|(code, width)| keep(code, width)),
                last => {
                    let (Some(last), Some(width)) = (code(&last), rest.next()) else {
                        return;
                    };
                    (first..=last).for_each(|code| keep(code, width));
                }
            }
        }
    }

    /// The glyphs of a text.
    pub fn glyphs<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = Glyph> + 'f {
        text.chunks(if self.wide { 2 } else { 1 }).map(|bytes| {
            let code = bytes.iter().fold(0_u32, |code, byte| (code << 8) | u32::from(*byte));
            let text = self.text(code);
            Glyph {
                width: self.width(code, text.as_deref()),
                text,
                is_blank: !self.wide && code == 32,
            }
        })
    }

    fn text(&self, code: u32) -> Option<String> {
        let told = self
            .map
            .as_ref()
            .and_then(|map| map.text(code))
            .filter(|text| !text.is_empty());
        let own = || match self.is_unicode {
            true => char::from_u32(code).map(String::from),
            false => usize::try_from(code)
                .ok()
                .and_then(|code| self.letters.get(code).cloned())
                .flatten(),
        };
        match told.or_else(own) {
            Some(text) => Some(text.chars().map(|letter| self.letter(letter)).collect()),
            None => self.symbols.then(|| "•".to_owned()),
        }
    }

    /// A letter as it is written by hand: ligatures apart, and bullets as bullets.
    fn letter(&self, letter: char) -> String {
        let plain = match letter {
            '\u{fb00}' => "ff",
            '\u{fb01}' => "fi",
            '\u{fb02}' => "fl",
            '\u{fb03}' => "ffi",
            '\u{fb04}' => "ffl",
            '\u{fb05}' | '\u{fb06}' => "st",
            '\u{ad}' | '\u{2010}' | '\u{2011}' => "-",
            // What fonts of symbols keep their bullets under.
            '\u{e000}'..='\u{f8ff}' => "•",
            letter if letter.is_whitespace() => " ",
            letter if self.symbols && letter.is_alphanumeric() => "•",
            letter => return letter.to_string(),
        };
        plain.to_owned()
    }

    fn width(&self, code: u32, text: Option<&str>) -> f64 {
        let known = self.widths.get(&code).copied().or(self.usual);
        known.unwrap_or_else(|| {
            let letter = text.and_then(|text| text.chars().next()).unwrap_or('a');
            metrics::width(letter, &self.name, self.bold)
        })
    }
}

/// The letters of codes of one byte.
fn letters(file: &File, encoding: &Object) -> Vec<Option<String>> {
    let (named, differences) = match encoding {
        Object::Name(name) => (Named::of(name), Object::Null),
        Object::Dict(dict) => {
            let base = file.value(dict, "BaseEncoding");
            (base.name().and_then(Named::of), file.value(dict, "Differences"))
        }
        _ => (None, Object::Null),
    };
    let named = named.unwrap_or(Named::Standard);
    let mut letters: Vec<Option<String>> = (0..=255).map(|code| named.letter(code).map(String::from)).collect();
    let Object::List(differences) = differences else {
        return letters;
    };
    let mut code = 0;
    for told in &differences {
        match told {
            Object::Name(name) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = letters_of(name);
                }
                code += 1;
            }
            told => code = told.count().unwrap_or(0).min(256),
        }
    }
    letters
}
