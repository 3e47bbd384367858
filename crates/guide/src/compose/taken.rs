//! Takes a step out of the text of its guide, as it stands there.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::{ComposeMistake, Part, used_phrases};
use crate::format::format;
use crate::front_matter;
use crate::model::{Guide, Step};
use crate::parse::{Draft, StepPlaces, parse};
use crate::vocabulary::Vocabulary;

/// A guide of which steps are taken.
pub(super) struct Source {
    /// As it was given.
    given: String,
    /// In its one form.
    text: String,
    pub guide: Guide,
    places: Vec<StepPlaces>,
    /// Phrases of its own: what they mean and what is said for them, as written.
    own: BTreeMap<String, (String, Option<String>)>,
}

/// A step that was taken.
pub(super) struct Taken {
    /// As it is called in the routine.
    pub id: String,
    /// As its guide means it.
    pub step: Step,
    heading: String,
    body: String,
}

impl Source {
    /// Reads the guide of a part.
    pub fn read(part: &Part, vocabulary: &Vocabulary) -> Result<Self, ComposeMistake> {
        let name = part.guide;
        // A guide that is too long is a mistake of its own, so the text is short enough from here on.
        parse(name, part.text, vocabulary).map_err(ComposeMistake::Guide)?;
        let text = format(name, part.text, vocabulary).map_err(ComposeMistake::Guide)?;
        let Draft { guide, places, .. } = Draft::read(name, &text, vocabulary);
        let (front, _) = front_matter::read(&text, &mut Vec::new());
        let cue_of = |name: &str| {
            let cue = front.cues.iter().find(|cue| cue.name.value == name);
            cue.map(|cue| cue.value.value.to_owned())
        };
        let own = front.phrases.iter().map(|phrase| {
            let name = phrase.name.value;
            (name.to_owned(), (phrase.value.value.to_owned(), cue_of(name)))
        });
        let own = own.collect();
        Ok(Self {
            given: part.text.to_owned(),
            text,
            guide,
            places,
            own,
        })
    }

    /// Whether the part is of this guide.
    pub fn is_of(&self, part: &Part) -> bool {
        self.guide.name == part.guide && self.given == part.text
    }

    /// What a phrase of its own means, and what is said for it.
    pub fn own(&self, name: &str) -> Option<(&str, Option<&str>)> {
        let (means, cue) = self.own.get(name)?;
        Some((means, cue.as_deref()))
    }

    /// Whether the step says left or right in the guide's own words.
    pub fn says_sides(&self, step: &Step) -> bool {
        let mut cues = used_phrases(step).filter_map(|name| self.own(name)?.1);
        step.each_side || cues.any(|cue| cue.contains("{side}"))
    }

    /// The step with this id.
    pub fn take(&self, id: &str) -> Result<Taken, ComposeMistake> {
        let steps = &self.guide.steps;
        let Some(index) = steps.iter().position(|step| step.id == id) else {
            let known: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
            return Err(ComposeMistake::UnknownStep {
                guide: self.guide.name.clone(),
                step: id.to_owned(),
                known: known.join(", "),
            });
        };
        let at = |index: usize| self.places.get(index).map(|places| places.at.clone());
        let heading = at(index).unwrap_or_default();
        let end = at(index + 1).map_or(self.text.len(), |next| next.start);
        let body = self.text.get(heading.end..end).unwrap_or_default();
        Ok(Taken {
            id: id.to_owned(),
            step: steps.get(index).expect("it was found there").clone(),
            heading: self.text.get(heading).unwrap_or_default().to_owned(),
            body: up_to_title(body).trim().to_owned(),
        })
    }
}

impl Taken {
    /// Its Markdown, under the id that it has in the routine.
    pub fn printed(&self) -> String {
        let Self { id, heading, body, .. } = self;
        let (words, attributes) = match heading.rfind("{#") {
            Some(at) => heading.split_at(at),
            None => (heading.as_str(), ""),
        };
        let rest = attributes.strip_prefix(&format!("{{#{}", self.step.id)).unwrap_or("}");
        format!("{} {{#{id}{rest}\n\n{body}\n", words.trim_end())
    }
}

/// A heading of the first level ends the step: what stands under it belongs to none.
fn up_to_title(body: &str) -> &str {
    let mut depth = 0_usize;
    for (event, at) in Parser::new_ext(body, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) if depth == 0 => return body.get(..at.start).unwrap_or(body),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    body
}
