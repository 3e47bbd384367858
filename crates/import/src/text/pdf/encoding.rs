//! Letters by what fonts call them: names of glyphs, and the encodings that a PDF may name.
//!
//! Sources: ISO 32000-2:2020, Annex D; Adobe Glyph List Specification, "Specification of the Mapping".
//!
//! Must not know: fonts' objects.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// Names of glyphs that are no letters, with the character of each.
const NAMES: &str = "space   exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( \
    parenright ) asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 \
    seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\ \
    bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ \
    sterling £ currency ¤ yen ¥ brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª guillemotleft « logicalnot ¬ \
    registered ® macron ¯ degree ° plusminus ± twosuperior ² threesuperior ³ acute ´ mu µ paragraph ¶ periodcentered · \
    middot · cedilla ¸ onesuperior ¹ ordmasculine º guillemotright » onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿ \
    multiply × divide ÷ germandbls ß ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø thorn þ Thorn Þ eth ð Eth Ð dotlessi ı \
    lslash ł Lslash Ł dcroat đ Dcroat Đ quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” \
    quotedblbase „ guilsinglleft ‹ guilsinglright › endash – emdash — dagger † daggerdbl ‡ bullet • ellipsis … \
    perthousand ‰ fraction ⁄ Euro € trademark ™ minus − florin ƒ circumflex ˆ tilde ˜ caron ˇ breve ˘ dotaccent ˙ ring ˚ \
    ogonek ˛ hungarumlaut ˝ nbspace   nonbreakingspace   sfthyphen - softhyphen - arrowright → arrowleft ← arrowup ↑ \
    arrowdown ↓ checkmark ✓ filledbox ■ square ■ circle ● lozenge ◊ notequal ≠ lessequal ≤ greaterequal ≥ infinity ∞ \
    fi fi fl fl ff ff ffi ffi ffl ffl";
/// Accents by the ends of names, each with letters that have it and what they are then.
const ACCENTS: [(&str, &str); 12] = [
    ("grave", "AÀEÈIÌOÒUÙaàeèiìoòuù"),
    ("acute", "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćNŃnńSŚsśZŹzź"),
    ("circumflex", "AÂEÊIÎOÔUÛaâeêiîoôuû"),
    ("tilde", "AÃNÑOÕaãnñoõ"),
    ("dieresis", "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿ"),
    ("ring", "AÅaåUŮuů"),
    ("cedilla", "CÇcçSŞsş"),
    ("caron", "CČcčDĎdďEĚeěNŇnňRŘrřSŠsšTŤtťZŽzž"),
    ("ogonek", "AĄaąEĘeę"),
    ("dotaccent", "ZŻzżIİ"),
    ("hungarumlaut", "OŐoőUŰuű"),
    ("breve", "AĂaăGĞgğ"),
];
/// The upper half of Adobe's standard encoding, and the four of its lower half that are not ASCII's.
const STANDARD: &[(u8, char)] = &[
    (0x27, '’'),
    (0x60, '‘'),
    (0xa1, '¡'),
    (0xa2, '¢'),
    (0xa3, '£'),
    (0xa4, '⁄'),
    (0xa5, '¥'),
    (0xa6, 'ƒ'),
    (0xa7, '§'),
    (0xa8, '¤'),
    (0xa9, '\''),
    (0xaa, '“'),
    (0xab, '«'),
    (0xac, '‹'),
    (0xad, '›'),
    (0xae, '\u{fb01}'),
    (0xaf, '\u{fb02}'),
    (0xb1, '–'),
    (0xb2, '†'),
    (0xb3, '‡'),
    (0xb4, '·'),
    (0xb6, '¶'),
    (0xb7, '•'),
    (0xb8, '‚'),
    (0xb9, '„'),
    (0xba, '”'),
    (0xbb, '»'),
    (0xbc, '…'),
    (0xbd, '‰'),
    (0xbf, '¿'),
    (0xc1, '`'),
    (0xc2, '´'),
    (0xc3, 'ˆ'),
    (0xc4, '˜'),
    (0xc5, '¯'),
    (0xc6, '˘'),
    (0xc7, '˙'),
    (0xc8, '¨'),
    (0xca, '˚'),
    (0xcb, '¸'),
    (0xcd, '˝'),
    (0xce, '˛'),
    (0xcf, 'ˇ'),
    (0xd0, '—'),
    (0xe1, 'Æ'),
    (0xe3, 'ª'),
    (0xe8, 'Ł'),
    (0xe9, 'Ø'),
    (0xea, 'Œ'),
    (0xeb, 'º'),
    (0xf1, 'æ'),
    (0xf5, 'ı'),
    (0xf8, 'ł'),
    (0xf9, 'ø'),
    (0xfa, 'œ'),
    (0xfb, 'ß'),
];

static LETTERS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut letters: HashMap<String, String> = HashMap::new();
    let mut words = NAMES.split(' ').filter(|word| !word.is_empty());
    while let Some(name) = words.next() {
        let letter = match name {
            "space" | "nbspace" | "nonbreakingspace" => " ",
            _ => words.next().unwrap_or_default(),
        };
        letters.insert(name.to_owned(), letter.to_owned());
    }
    for (accent, pairs) in ACCENTS {
        let pairs: Vec<char> = pairs.chars().collect();
        for pair in pairs.chunks_exact(2) {
            if let [bare, with] = pair {
                letters.insert(format!("{bare}{accent}"), with.to_string());
            }
        }
    }
    letters
});

/// The letters of a glyph's name: "a", "eacute", "f_i", "uni00E9", "u1F600", "a.sc".
pub(super) fn letters_of(name: &str) -> Option<String> {
    let name = name.split_once('.').map_or(name, |(name, _)| name);
    let one = |name: &str| -> Option<String> {
        if let Some(known) = LETTERS.get(name) {
            return Some(known.clone());
        }
        if name.len() == 1 && name.chars().all(|c| c.is_ascii_alphabetic()) {
            return Some(name.to_owned());
        }
        let unit = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        if let Some(digits) = name
            .strip_prefix("uni")
            .filter(|digits| digits.len() % 4 == 0 && digits.is_ascii())
        {
            let units = digits
                .as_bytes()
                .chunks(4)
                .map(|unit| std::str::from_utf8(unit).unwrap_or_default());
            return units
                .map(unit)
                .collect::<Option<String>>()
                .filter(|letters| !letters.is_empty());
        }
        let digits = name
            .strip_prefix('u')
            .filter(|digits| (4..=6).contains(&digits.len()))?;
        unit(digits).map(String::from)
    };
    if name.is_empty() {
        return None;
    }
    name.split('_').map(one).collect()
}

/// An encoding that a PDF may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Standard,
    MacRoman,
    WinAnsi,
}

impl Named {
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "WinAnsiEncoding" | "PDFDocEncoding" => Some(Self::WinAnsi),
            "MacRomanEncoding" => Some(Self::MacRoman),
            "StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The letter of a code.
    pub fn letter(self, code: u8) -> Option<char> {
        let encoding = match self {
            Self::Standard => {
                let known = STANDARD
                    .iter()
                    .find(|(known, _)| *known == code)
                    .map(|(_, letter)| *letter);
                return known.or_else(|| Some(char::from(code)).filter(|_| (0x20..0x7f).contains(&code)));
            }
            Self::MacRoman => MACINTOSH,
            Self::WinAnsi => WINDOWS_1252,
        };
        let letter = encoding.decode_without_bom_handling(&[code]).0.chars().next();
        letter.filter(|letter| !letter.is_control())
    }
}

/// Text that stands outside of pages: UTF-16 with its mark, UTF-8 with its own, or else nearly Windows-1252.
pub(super) fn plain_text(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding
            .decode_without_bom_handling(bytes.get(mark..).unwrap_or_default())
            .0
            .into_owned(),
        None => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_read_by_their_names() {
        let cases = [
            ("a", "a"),
            ("eacute", "é"),
            ("Udieresis", "Ü"),
            ("ntilde", "ñ"),
            ("germandbls", "ß"),
            ("f_f_i", "ffi"),
            ("fl", "fl"),
            ("uni00E9", "é"),
            ("uni00660069", "fi"),
            ("u1F600", "😀"),
            ("a.sc", "a"),
            ("bullet", "•"),
            ("space", " "),
            ("Scaron", "Š"),
        ];
        for (name, letters) in cases {
            assert_eq!(letters_of(name).as_deref(), Some(letters), "{name}");
        }
        for name in ["", ".notdef", "g123", "uniD800", "uni12", "uniéé", "a_g7"] {
            assert_eq!(letters_of(name), None, "{name}");
        }
    }

    #[test]
    fn encodings_are_read_by_their_codes() {
        assert_eq!(Named::WinAnsi.letter(0x93), Some('“'));
        assert_eq!(Named::MacRoman.letter(0x8e), Some('é'));
        assert_eq!(Named::Standard.letter(0x27), Some('’'));
        assert_eq!(Named::Standard.letter(0xfb), Some('ß'));
        assert_eq!(Named::Standard.letter(0x80), None);
        assert_eq!(plain_text(b"\xfe\xff\0N\0e"), "Ne");
        assert_eq!(plain_text(b"H\xe4nde"), "Hände");
    }
}
