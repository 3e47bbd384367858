//! What guides and their steps are called: reports only know their names.

use std::collections::BTreeMap;

/// Titles of guides and steps. What has none is called by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Titles {
    guides: BTreeMap<String, (String, BTreeMap<String, String>)>,
}

impl Titles {
    /// Adds a guide: its name, its title, and the id and title of each step.
    pub fn add(&mut self, guide: &str, title: &str, steps: impl IntoIterator<Item = (String, String)>) {
        let entry = (title.to_owned(), steps.into_iter().collect());
        self.guides.insert(guide.to_owned(), entry);
    }

    /// The title of a guide, or its name.
    pub fn guide<'a>(&'a self, name: &'a str) -> &'a str {
        self.guides.get(name).map_or(name, |(title, _)| title)
    }

    /// The title of a guide's step, or its id.
    pub fn step<'a>(&'a self, guide: &str, step: &'a str) -> &'a str {
        let known = self.guides.get(guide).and_then(|(_, steps)| steps.get(step));
        known.map_or(step, String::as_str)
    }
}
