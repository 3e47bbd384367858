//! schema.org's HowTo, from JSON-LD or microdata, to steps.
//!
//! Must not know: HTML, rules.

use serde_json::Value;

use crate::language::Language;
use crate::structure::article::ArticleStep;
use crate::structure::sentences::sentences;
use crate::structure::tells::goes_on;
use crate::structure::titles::{RawStep, with_title};
use crate::text::block::{About, tidy};
use crate::text::marks::step_mark;

/// A HowTo is looked for this deep, and no deeper.
const DEEPEST: usize = 16;

/// What a HowTo says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HowTo {
    pub about: About,
    pub description: String,
    pub steps: Vec<RawStep>,
}

/// The first HowTo with steps in a JSON value. `plain` takes the tags out of a text.
pub(crate) fn how_to(value: &Value, language: &Language, plain: &dyn Fn(&str) -> String) -> Option<HowTo> {
    let object = find(value, 0)?;
    let text = |key: &str| {
        object
            .get(key)
            .map(|value| words(value, plain, 0))
            .filter(|text| !text.is_empty())
    };
    let mut steps = Vec::new();
    for key in ["step", "steps"] {
        if let Some(value) = object.get(key) {
            add_steps(value, language, plain, 0, &mut steps);
        }
    }
    let steps: Vec<RawStep> = steps
        .into_iter()
        .map(|step| with_title(step, language))
        .filter(|step| !step.title.is_empty())
        .collect();
    (!steps.is_empty()).then(|| HowTo {
        about: About {
            byline: None,
            title: text("name").or_else(|| text("headline")),
            author: object.get("author").and_then(|author| name(author, plain)),
            difficulty: text("educationalLevel").or_else(|| text("difficulty")),
        },
        description: text("description").unwrap_or_default(),
        steps,
    })
}

/// The first object of type HowTo that has steps.
fn find(value: &Value, depth: usize) -> Option<&serde_json::Map<String, Value>> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| find(value, depth + 1)),
        Value::Object(object) => {
            let has_steps = object.contains_key("step") || object.contains_key("steps");
            if is(value, "HowTo") && has_steps {
                return Some(object);
            }
            object
                .values()
                .filter(|value| value.is_array() || value.is_object())
                .find_map(|value| find(value, depth + 1))
        }
        _ => None,
    }
}

/// Whether an object is of a type, which may be written as an address.
fn is(value: &Value, kind: &str) -> bool {
    let named = |value: &Value| {
        value
            .as_str()
            .is_some_and(|name| name.rsplit(['/', ':']).next() == Some(kind))
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(value) => named(value),
        None => false,
    }
}

fn add_steps(
    value: &Value,
    language: &Language,
    plain: &dyn Fn(&str) -> String,
    depth: usize,
    steps: &mut Vec<RawStep>,
) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(values) => values
            .iter()
            .for_each(|value| add_steps(value, language, plain, depth + 1, steps)),
        Value::String(text) => steps.push(RawStep {
            title: String::new(),
            texts: vec![plain(text)],
        }),
        Value::Object(object) => {
            let title = object.get("name").map(|name| words(name, plain, 0)).unwrap_or_default();
            let parts = object
                .get("itemListElement")
                .or_else(|| object.get("step"))
                .or_else(|| object.get("steps"));
            if let Some(parts) =
                parts.filter(|parts| is(value, "HowToSection") || is(value, "ItemList") || has_steps(parts, 0))
            {
                let mut inner = Vec::new();
                add_steps(parts, language, plain, depth + 1, &mut inner);
                steps.extend(section_or_steps(title, inner, language));
                return;
            }
            let mut texts: Vec<String> = ["text", "description"]
                .into_iter()
                .filter_map(|key| object.get(key))
                .map(|value| words(value, plain, 0))
                .take(1)
                .collect();
            texts.extend(parts.map(|parts| words(parts, plain, 0)));
            let says_more = |text: &String| !text.is_empty() && (*text != title || sentences(text, language).len() > 1);
            texts.retain(says_more);
            steps.push(RawStep {
                title: match step_mark(&title, language) {
                    Some((_, rest)) => rest.to_owned(),
                    None if is_number(&title) => String::new(),
                    None => title,
                },
                texts,
            });
        }
        _ => {}
    }
}

/// Whether there are steps in it, and not only directions of one step.
fn has_steps(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(values) if depth <= DEEPEST => values.iter().any(|value| has_steps(value, depth + 1)),
        value => is(value, "HowToStep"),
    }
}

/// A section of steps is one step where its own are the sentences of one movement.
fn section_or_steps(title: String, inner: Vec<RawStep>, language: &Language) -> Vec<RawStep> {
    let inner: Vec<RawStep> = inner.into_iter().map(|step| with_title(step, language)).collect();
    let whole = |step: &RawStep| ArticleStep {
        title: step.title.clone(),
        sentences: step.texts.iter().flat_map(|text| sentences(text, language)).collect(),
    };
    let short = inner.iter().all(|step| whole(step).sentences.len() <= 1);
    if title.is_empty() || inner.len() < 2 || !short || !inner.iter().any(|step| goes_on(&whole(step), language)) {
        return inner;
    }
    let text = |step: RawStep| {
        let text = if step.texts.is_empty() {
            step.title
        } else {
            crate::structure::repair::joined(&step.texts)
        };
        if text.ends_with(['.', '!', '?']) {
            text
        } else {
            format!("{text}.")
        }
    };
    let texts = inner.into_iter().map(text).collect();
    vec![RawStep { title, texts }]
}

/// "Step 3", "3".
fn is_number(title: &str) -> bool {
    let rest = title.to_lowercase();
    let rest = rest.trim_start_matches("step").trim();
    rest.trim_end_matches(['.', ':', ')'])
        .chars()
        .all(|c| c.is_ascii_digit())
}

/// The words of a value: a text, or those of an object or a list, one after the other.
fn words(value: &Value, plain: &dyn Fn(&str) -> String, depth: usize) -> String {
    match value {
        Value::String(text) => tidy(&plain(text)),
        _ if depth > DEEPEST => String::new(),
        Value::Array(values) => {
            let all: Vec<String> = values
                .iter()
                .map(|value| words(value, plain, depth + 1))
                .filter(|text| !text.is_empty())
                .collect();
            crate::structure::repair::joined(&all)
        }
        Value::Object(object) => {
            let keys = ["text", "itemListElement", "name", "@value"];
            keys.into_iter()
                .find_map(|key| object.get(key))
                .map(|value| words(value, plain, depth + 1))
                .unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The author that a page names of itself, where it is an article.
pub(crate) fn author_of(value: &Value, plain: &dyn Fn(&str) -> String) -> Option<String> {
    const KINDS: [&str; 6] = [
        "Article",
        "BlogPosting",
        "NewsArticle",
        "WebPage",
        "MedicalWebPage",
        "TechArticle",
    ];
    let graph = value.get("@graph").and_then(Value::as_array);
    let all = graph
        .or(value.as_array())
        .map_or(std::slice::from_ref(value), Vec::as_slice);
    let is = |value: &&Value| {
        let kind = value.get("@type").and_then(Value::as_str).unwrap_or_default();
        KINDS.contains(&kind.rsplit('/').next().unwrap_or(kind))
    };
    // What a page refers to by "@id" has no name here.
    all.iter().take(20).filter(is).find_map(|value| {
        name(
            value
                .get("author")
                .filter(|author| author.get("@id").is_none() || author.get("name").is_some())?,
            plain,
        )
    })
}

/// The name of an author: text, object, or the first of a list.
fn name(author: &Value, plain: &dyn Fn(&str) -> String) -> Option<String> {
    let author = author.as_array().and_then(|all| all.first()).unwrap_or(author);
    let name = words(author.get("name").unwrap_or(author), plain, 0);
    (!name.is_empty() && !name.contains("://")).then_some(name)
}
