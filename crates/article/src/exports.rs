//! What JavaScript sees: texts and bytes only. What is refused is an answer, not an exception.

use body::Language;
use import::{Choice, Draft, Field};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::refused::Refused;
use crate::source::{SourcePart, parts};
use crate::view::{View, view};

/// Reads articles, and keeps the draft of one of them.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ArticleReader {
    language: Language,
    draft: Option<Draft>,
}

/// What an article was opened as.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Opened {
    /// The article's text in parts, and its guide.
    Draft {
        source: Vec<SourcePart>,
        view: Box<View>,
    },
    Refused(Refused),
}

#[wasm_bindgen]
impl ArticleReader {
    /// `language` is the page's; one that is not ours counts as English.
    #[wasm_bindgen(constructor)]
    pub fn new(language: &str) -> ArticleReader {
        console_error_panic_hook::set_once();
        Self {
            language: Language::of_tag(language).unwrap_or_default(),
            draft: None,
        }
    }

    /// Reads an article's file. JSON: `{"draft": {"source", "view"}}` or `{"refused": {"why", …}}`.
    pub fn read(&mut self, bytes: &[u8]) -> String {
        match Draft::read(bytes) {
            Ok(draft) => self.open(draft),
            Err(error) => json(&Opened::Refused(Refused::from(&error))),
        }
    }

    /// Takes up a draft that was kept: what [`Self::found`] and [`Self::choices`] gave. As [`Self::read`]; `undefined`
    /// when it is of another edition.
    pub fn resume(&mut self, found: &str, choices: &str) -> Option<String> {
        Draft::kept(found, choices).ok().map(|draft| self.open(draft))
    }

    /// What was found in the article, to be kept: the same after every choice.
    pub fn found(&self) -> Option<String> {
        self.draft.as_ref().map(Draft::found)
    }

    /// What was chosen, to be kept.
    pub fn choices(&self) -> Option<String> {
        self.draft.as_ref().map(Draft::choices)
    }

    /// Chooses for the item with this id: `accept`, `strike`, `ask`, `note`, or nothing, which leaves it open. JSON of a
    /// [`View`].
    pub fn choose(&mut self, id: &str, choice: Option<String>) -> Option<String> {
        let choice = known::<Choice>(choice);
        if let Some(draft) = &mut self.draft {
            draft.choose(id, choice);
        }
        self.view()
    }

    /// The same for all suggestions that are open: of a step, from 0, or of the whole guide.
    #[wasm_bindgen(js_name = chooseAll)]
    pub fn choose_all(&mut self, step: Option<usize>, choice: Option<String>) -> Option<String> {
        let choice = known::<Choice>(choice);
        if let Some(draft) = &mut self.draft {
            draft.choose_all(step, choice);
        }
        self.view()
    }

    /// Writes `title`, `author` or `source` anew.
    pub fn write(&mut self, field: &str, text: &str) -> Option<String> {
        if let (Some(draft), Some(field)) = (&mut self.draft, known::<Field>(Some(field.to_owned()))) {
            draft.write(field, text);
        }
        self.view()
    }

    fn open(&mut self, draft: Draft) -> String {
        let opened = Opened::Draft {
            source: parts(&draft),
            view: Box::new(view(&draft, self.language)),
        };
        self.draft = Some(draft);
        json(&opened)
    }

    fn view(&self) -> Option<String> {
        Some(json(&view(self.draft.as_ref()?, self.language)))
    }
}

/// A value by the name that it has in JSON.
fn known<T: serde::de::DeserializeOwned>(name: Option<String>) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name?)).ok()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with names for keys")
}
