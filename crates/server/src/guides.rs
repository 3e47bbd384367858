//! The guides that come with the program, as the page shows them. Read once, when the server starts.

use guide::Vocabulary;
use reading::{Card, Page};

/// Every guide that comes with the program.
#[derive(Debug)]
pub(crate) struct Guides(Vec<(Card, Page)>);

impl Guides {
    /// The guides that come with the program, read.
    pub fn builtin() -> Self {
        let vocabulary = Vocabulary::builtin();
        let shown = guide::builtin_guides().iter().map(|(name, text)| {
            let guide = guide::parse(name, text, vocabulary).expect("tests read every guide that comes along");
            let page = Page::new(guide, text, vocabulary);
            (page.card(), page)
        });
        Self(shown.collect())
    }

    /// One card for each guide, in the program's order.
    pub fn cards(&self) -> Vec<&Card> {
        self.0.iter().map(|(card, _)| card).collect()
    }

    /// The guide with this name.
    pub fn page(&self, name: &str) -> Option<&Page> {
        let found = self.0.iter().find(|(card, _)| card.about.name == name);
        found.map(|(_, page)| page)
    }
}
