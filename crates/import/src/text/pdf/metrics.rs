//! How wide letters are in the fonts that every reader of PDF has, and whose widths a file may leave out.
//!
//! Source: Adobe, "Font Metrics for PDF Core 14 Fonts", of which the letters of ASCII are here.
//!
//! Must not know: files.

/// Widths from the blank to the tilde, in thousandths of the font's size.
type Widths = [u16; 95];

const HELVETICA: Widths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
const HELVETICA_BOLD: Widths = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];
const TIMES: Widths = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];
const TIMES_BOLD: Widths = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556,
    444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394,
    220, 394, 520,
];

/// The width of a letter in the font that is called so, in parts of its size. Of one that is not known, in Helvetica.
pub(super) fn width(letter: char, font: &str, bold: bool) -> f64 {
    if font.contains("courier") || font.contains("mono") {
        return 0.6;
    }
    let serifs = ["times", "serif", "roman", "georgia", "garamond"]
        .iter()
        .any(|part| font.contains(part));
    let widths = match (serifs && !font.contains("sans"), bold) {
        (true, true) => TIMES_BOLD,
        (true, false) => TIMES,
        (false, true) => HELVETICA_BOLD,
        (false, false) => HELVETICA,
    };
    // An accent makes no letter wider.
    let alike = match letter {
        ' '..='~' => letter,
        'ì' | 'í' | 'î' | 'ï' | 'ı' | '’' | '‘' | '·' => 'i',
        'Ì' | 'Í' | 'Î' | 'Ï' => 'I',
        'ç' => 'c',
        '…' | '—' | '™' => 'W',
        letter if letter.is_uppercase() => 'A',
        _ => 'a',
    };
    let at = usize::try_from(u32::from(alike) - u32::from(' ')).unwrap_or(0);
    f64::from(*widths.get(at).unwrap_or(&500)) / 1000.0
}
