//! An article after reading: title, author, steps, sentences. The same for plain text, Markdown and HTML.
//!
//! Plain data. Must not know: rules, formats.

use crate::language::Language;

/// What an article says.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub language: &'static Language,
    /// Its text, as far as people see it: lines as they are, or one a block.
    pub source: String,
    pub title: Option<String>,
    pub author: Option<String>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<&'static str>,
    /// Sentences around the steps that the guide keeps: the opening, what to beware of.
    pub intro: Vec<String>,
    pub steps: Vec<ArticleStep>,
    /// What was repaired, each as a sentence for the author.
    pub repairs: Vec<String>,
    /// What the guide does not hold.
    pub left_out: Vec<LeftOut>,
}

/// One step of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ArticleStep {
    pub title: String,
    pub sentences: Vec<String>,
}

/// A text that is in no step and not in the summary, and why.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeftOut {
    pub text: String,
    pub why: &'static str,
}

impl Article {
    pub fn new(language: &'static Language) -> Self {
        Self {
            language,
            source: String::new(),
            title: None,
            author: None,
            difficulty: None,
            intro: Vec::new(),
            steps: Vec::new(),
            repairs: Vec::new(),
            left_out: Vec::new(),
        }
    }
}
