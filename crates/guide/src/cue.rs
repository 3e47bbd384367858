//! What is said to a person: one text with its side filled in, in whichever language it was written.
//!
//! Must not know: when it is said, or by whose voice.

use std::sync::Arc;

use body::Side;

/// Stands in a text where the side is filled in.
const SIDE: &str = "{side}";

/// A text to say, with `{side}` filled in for both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// As for a step without sides.
    plain: Arc<str>,
    left: Arc<str>,
    right: Arc<str>,
}

impl Cue {
    /// The cue of `text`; `sides` are the words for left and right in its language.
    pub fn new(text: &str, sides: &SideWords) -> Self {
        let plain: Arc<str> = text.into();
        let filled = |word: &str| match text.contains(SIDE) {
            true => text.replace(SIDE, word).into(),
            false => Arc::clone(&plain),
        };
        Self {
            left: filled(&sides.left),
            right: filled(&sides.right),
            plain,
        }
    }

    /// What to say in a dose of this side, or in one without a side.
    pub fn for_side(&self, side: Option<Side>) -> &str {
        match side {
            None => &self.plain,
            Some(Side::Left) => &self.left,
            Some(Side::Right) => &self.right,
        }
    }

    /// The cue of a phrase that is always about this side, whatever the side of the dose: `reach neck tilt left`.
    pub(crate) fn always(&self, side: Side) -> Self {
        let text: Arc<str> = self.for_side(Some(side)).into();
        Self {
            plain: Arc::clone(&text),
            left: Arc::clone(&text),
            right: text,
        }
    }
}

/// What the two sides are called in the language of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideWords {
    /// The person's left.
    pub left: String,
    /// The person's right.
    pub right: String,
}

impl SideWords {
    /// The text with `{side}` filled in: by the word for this side, or by both where none is given.
    pub fn fill(&self, text: &str, side: Option<Side>) -> String {
        match side {
            _ if !text.contains(SIDE) => text.to_owned(),
            None => text.replace(SIDE, &format!("{}/{}", self.left, self.right)),
            Some(Side::Left) => text.replace(SIDE, &self.left),
            Some(Side::Right) => text.replace(SIDE, &self.right),
        }
    }
}

impl Default for SideWords {
    /// In English.
    fn default() -> Self {
        Self {
            left: Side::Left.name().to_owned(),
            right: Side::Right.name().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(cue: &Cue) -> [&str; 3] {
        [None, Some(Side::Left), Some(Side::Right)].map(|side| cue.for_side(side))
    }

    #[test]
    fn a_side_is_filled_in_by_the_words_of_its_language() {
        let sides = SideWords {
            left: "links".to_owned(),
            right: "rechts".to_owned(),
        };
        let cue = Cue::new("Nach {side}.", &sides);
        assert_eq!(said(&cue), ["Nach {side}.", "Nach links.", "Nach rechts."]);
        assert_eq!(said(&cue.always(Side::Right)), ["Nach rechts."; 3]);
        assert_eq!(said(&Cue::new("Sitz aufrecht.", &sides)), ["Sitz aufrecht."; 3]);
    }
}
