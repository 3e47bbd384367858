//! What stands above the steps of a guide that is made of an article.
//!
//! Must not know: rules, how guides are written.

use serde::{Deserialize, Serialize};

use crate::structure::article::Article;

/// Title, origin, and what is said before the first step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub title: String,
    pub author: Option<String>,
    /// What the guide is based on.
    pub source: Option<String>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<String>,
    /// The words that fill `{side}`, the left one first.
    pub sides: [String; 2],
    /// Sentences around the steps.
    pub intro: Vec<String>,
    /// When to stop, where the article does not say it: suggested.
    pub stop: Option<String>,
    /// The author has looked at that: it needs no mark.
    pub stop_checked: bool,
}

/// The title of what has none.
pub(crate) const UNTITLED: &str = "Untitled";

impl Head {
    pub fn of(article: &Article) -> Self {
        // A heading of signs alone names nothing, and may be no value of a guide at all.
        let title = article
            .title
            .as_deref()
            .filter(|title| title.contains(char::is_alphanumeric));
        let title = title.unwrap_or(UNTITLED).to_owned();
        let source = match &article.author {
            Some(author) => format!("{title}, by {author}"),
            None => title.clone(),
        };
        let stop = &article.language.page.safety.stop;
        Self {
            title,
            author: article.author.clone(),
            source: Some(source),
            difficulty: article.difficulty.map(str::to_owned),
            sides: article.language.sides.map(str::to_owned),
            intro: article.intro.clone(),
            stop: Some(stop.clone()).filter(|_| !says_stop(article)),
            stop_checked: false,
        }
    }
}

/// Whether the article says when to stop.
fn says_stop(article: &Article) -> bool {
    let sentences = article
        .intro
        .iter()
        .chain(article.steps.iter().flat_map(|step| &step.sentences));
    let mut sentences = sentences;
    sentences.any(|sentence| article.language.page.says_stop(sentence))
}
