//! The guides that come with the program, as the page shows them. Read once, when the server starts.

use guide::Vocabulary;
use reading::{Card, ORIGINAL, Page};

/// Every guide that comes with the program.
#[derive(Debug)]
pub(crate) struct Guides(Vec<Edition>);

/// One guide in one language.
#[derive(Debug)]
struct Edition {
    card: Card,
    page: Page,
}

impl Guides {
    /// The guides that come with the program, read.
    pub fn builtin() -> Self {
        let vocabulary = Vocabulary::builtin();
        let editions = guide::builtin_guides().iter().flat_map(|(name, text)| {
            let translations = guide::builtin_translations(name).iter().copied();
            let texts: Vec<(&str, &str)> = std::iter::once((ORIGINAL, *text)).chain(translations).collect();
            let languages: Vec<&str> = texts.iter().map(|(language, _)| *language).collect();
            texts.into_iter().map(move |(language, text)| {
                let guide = guide::parse(name, text, vocabulary).expect("tests read every guide that comes along");
                let page = Page::of_edition(guide, text, language, languages.clone(), vocabulary);
                Edition {
                    card: page.card(),
                    page,
                }
            })
        });
        Self(editions.collect())
    }

    /// One card for each guide, in the program's order; in `language` where it is translated.
    pub fn cards(&self, language: Option<&str>) -> Vec<&Card> {
        let originals = self.0.iter().filter(|edition| edition.card.about.language == ORIGINAL);
        let cards = originals.map(|original| self.edition(&original.card.about.name, language).unwrap_or(original));
        cards.map(|edition| &edition.card).collect()
    }

    /// The guide with this name; in `language` where it is translated.
    pub fn page(&self, name: &str, language: Option<&str>) -> Option<&Page> {
        self.edition(name, language).map(|edition| &edition.page)
    }

    fn edition(&self, name: &str, language: Option<&str>) -> Option<&Edition> {
        let of = |language: &str| {
            let mut editions = self.0.iter().map(|edition| (&edition.card.about, edition));
            let found = editions.find(|(about, _)| about.name == name && about.language == language);
            found.map(|(_, edition)| edition)
        };
        language.and_then(of).or_else(|| of(ORIGINAL))
    }
}
