//! The two faces of the page's font, and text shaped in them.

use std::collections::BTreeSet;

use harfrust::{FontRef, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

/// What stands where the font has no character.
const REPLACEMENT: char = '\u{fffd}';

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// Both faces, ready to shape.
pub(super) struct Faces {
    regular: Loaded,
    bold: Loaded,
}

struct Loaded {
    font: Font,
    shaped_as: FontRef<'static>,
    data: ShaperData,
}

/// A line of text, shaped: in units of the font's size.
#[derive(Debug, Clone)]
pub(super) struct Shaped {
    /// With what stands for characters that the font lacks.
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// As wide as so many sizes of the font.
    pub width: f32,
    /// What the font lacks.
    pub missing: BTreeSet<char>,
}

impl Faces {
    /// The font that comes with the program.
    pub fn built_in() -> Self {
        Self {
            regular: Loaded::of(ttf_noto_sans::REGULAR),
            bold: Loaded::of(ttf_noto_sans::BOLD),
        }
    }

    /// For drawing.
    pub fn font(&self, face: Face) -> Font {
        self.loaded(face).font.clone()
    }

    /// One line. Characters that mark nothing (line breaks, controls) become spaces.
    pub fn shape(&self, face: Face, text: &str) -> Shaped {
        let loaded = self.loaded(face);
        let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
        let text: String = text.chars().map(plain).collect();
        let first = loaded.shape(&text);
        let lacking: BTreeSet<usize> = first
            .iter()
            .filter(|glyph| glyph.glyph_id.to_u32() == 0)
            .flat_map(|glyph| glyph.text_range.clone())
            .collect();
        if lacking.is_empty() {
            return Shaped::of(text, first, BTreeSet::new());
        }
        let missing = text.char_indices().filter(|(at, _)| lacking.contains(at));
        let missing: BTreeSet<char> = missing.map(|(_, letter)| letter).collect();
        let replaced: String = text
            .chars()
            .map(|letter| if missing.contains(&letter) { REPLACEMENT } else { letter })
            .collect();
        let glyphs = loaded.shape(&replaced);
        Shaped::of(replaced, glyphs, missing)
    }

    fn loaded(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }
}

impl Shaped {
    fn of(text: String, glyphs: Vec<KrillaGlyph>, missing: BTreeSet<char>) -> Self {
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Self {
            text,
            glyphs,
            width,
            missing,
        }
    }
}

impl Loaded {
    fn of(bytes: &'static [u8]) -> Self {
        let shaped_as = FontRef::new(bytes).expect("the font comes with the program");
        Self {
            font: Font::new(bytes.into(), 0).expect("the font comes with the program"),
            data: ShaperData::new(&shaped_as),
            shaped_as,
        }
    }

    fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let shaper = self.data.shaper(&self.shaped_as).build();
        let size = shaper.units_per_em() as f32;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = shaper.shape(buffer, &[]);
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        // A cluster reaches to where the next one begins, whichever way the text runs.
        let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end = |start: usize| {
            let next = starts.iter().find(|next| **next > start);
            next.copied().unwrap_or(text.len())
        };
        let glyphs = infos.iter().zip(positions).map(|(info, position)| {
            let start = info.cluster as usize;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 / size,
                position.x_offset as f32 / size,
                position.y_offset as f32 / size,
                position.y_advance as f32 / size,
                start..end(start),
                None,
            )
        });
        glyphs.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_greek_and_cyrillic_are_there_whole_and_what_is_not_is_named() {
        let faces = Faces::built_in();
        for face in [Face::Regular, Face::Bold] {
            let there = faces.shape(face, "Übungen größer, Ñandú, αυχένας, Шея, a\u{308}, −5° ± 1 …");
            assert!(there.missing.is_empty(), "{:?}", there.missing);
            let lacking = faces.shape(face, "首 neck 👍");
            assert_eq!(lacking.missing, BTreeSet::from(['首', '👍']));
            assert_eq!(lacking.text, "\u{fffd} neck \u{fffd}");
            assert!(lacking.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        }
    }

    #[test]
    fn a_wider_text_is_wider_and_its_glyphs_cover_it() {
        let faces = Faces::built_in();
        let [short, long] = ["turn", "turn your head"].map(|text| faces.shape(Face::Regular, text));
        assert!(short.width < long.width && short.width > 0.5);
        assert_eq!(long.glyphs.last().unwrap().text_range.end, long.text.len());
    }
}
