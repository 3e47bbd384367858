//! Where a byte of a text stands, as people and editors count.

/// Line and column of a place in a text, both from 1. A column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Place {
    /// The place of the byte at `offset`; the end of the text when it is beyond, or in the middle of a character.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_counted_from_one() {
        let text = "a\nüb\r\nc";
        let told: Vec<(usize, usize)> = [0, 1, 2, 4, 5, 7, 99]
            .map(|at| Place::of(text, at))
            .map(|place| (place.line, place.column))
            .to_vec();
        assert_eq!(told, [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2)]);
    }
}
