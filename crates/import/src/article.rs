//! An article after reading: title, author, steps, sentences. The same for plain text, Markdown and HTML.
//!
//! Plain data. Must not know: rules, formats.

/// What an article says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Article {
    pub title: Option<String>,
    pub author: Option<String>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<&'static str>,
    /// Sentences before the first step.
    pub intro: Vec<String>,
    pub steps: Vec<ArticleStep>,
    /// What was repaired, each as a sentence for the author.
    pub repairs: Vec<String>,
}

/// One step of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ArticleStep {
    pub title: String,
    pub sentences: Vec<String>,
}

/// `easy`, `medium` or `hard` for the words that articles use.
pub(crate) fn difficulty(words: &str) -> Option<&'static str> {
    const WORDS: [(&str, &[&str]); 3] = [
        ("easy", &["easy", "beginner", "beginners", "simple", "gentle"]),
        ("medium", &["medium", "moderate", "intermediate", "average"]),
        ("hard", &["hard", "difficult", "advanced", "challenging", "expert"]),
    ];
    let words = words.to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphabetic());
    words.find_map(|word| {
        WORDS
            .iter()
            .find(|(_, known)| known.contains(&word))
            .map(|(name, _)| *name)
    })
}
