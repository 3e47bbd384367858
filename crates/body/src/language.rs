//! The languages that the coach speaks.

/// A language of the coach: of what it says and writes, not of the guides, which may be in any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, in which everything was written first.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Self; 3] = [Language::English, Language::German, Language::Spanish];

    /// `en`, `de` or `es` (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Spanish => "es",
        }
    }

    /// The language of a tag such as `de` or `de-AT`; `None` when it is none of ours.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_may_name_a_region() {
        let found = ["en", "de-AT", "ES", "fr", ""].map(Language::of_tag);
        let expected = [
            Some(Language::English),
            Some(Language::German),
            Some(Language::Spanish),
            None,
            None,
        ];
        assert_eq!(found, expected);
    }
}
