//! Titles of steps: what stands in bold or before a colon, or the first sentence.
//!
//! Must not know: where steps stand, rules.

use crate::language::{Language, small};
use crate::meaning::wishes::wishes;
use crate::structure::sentences::sentences;
use crate::structure::tells::announces;

/// Longest title, in characters; a longer one is a sentence.
const LONGEST_TITLE: usize = 100;

/// A step before repair: its title, and the texts under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RawStep {
    pub title: String,
    pub texts: Vec<String>,
}

/// Title and text of an item: what is bold, what stands before a colon, or its first sentence.
pub(crate) fn split_title(text: &str, lead: Option<&str>, language: &Language) -> (String, Option<String>) {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| text.chars().any(char::is_alphabetic));
    if let Some(after) = lead.and_then(|lead| text.strip_prefix(lead)) {
        let lead = lead.unwrap_or_default();
        let title = lead.trim_end_matches([':', '.', '–', '—', '-', ' ']).to_owned();
        return (title, some(after.trim_start_matches([':', '.', '–', '—', '-', ' '])));
    }
    for mark in [": ", " – ", " — ", " - "] {
        if let Some((title, after)) = text.split_once(mark) {
            let short = title.split_whitespace().count() <= 6 && !title.contains(['.', ',', '!', '?']);
            // "And last the shoulder blades: pull them together" is named behind its order.
            let ordered = without_order(title, language);
            let name = ordered.split_whitespace().count() <= 4
                && title.starts_with(char::is_uppercase)
                && !language.page.marks.order.contains(&small(title))
                && !wishes(title, language).instructs;
            if short && !is_label(title, language) && (after.starts_with(char::is_uppercase) || name) {
                return (title.trim().to_owned(), some(after));
            }
        }
    }
    let all = sentences(text, language);
    let first = all.first().cloned().unwrap_or_default();
    // "Second: the side bend. Put your feet …"
    let ordered = first.split_once(':').filter(|(order, name)| {
        let order = language.page.marks.order.contains(&small(order));
        order && name.split_whitespace().count() <= 6 && all.len() > 1
    });
    if let Some((_, name)) = ordered {
        return (
            capital(name.trim().trim_end_matches('.')),
            some(text.strip_prefix(first.as_str()).unwrap_or(text)),
        );
    }
    match all.len() {
        // A lone sentence is title and text, and the text is what the rules stand behind.
        1 => (first, None),
        _ => (first, some(text)),
    }
}

/// "Hold: ten seconds" is no title.
pub(crate) fn is_label(title: &str, language: &Language) -> bool {
    language.page.marks.labels.contains(&small(title.trim()))
}

/// Gives a step its first sentence as title if it has none, and keeps titles short and without a full stop.
pub(crate) fn with_title(mut step: RawStep, language: &Language) -> RawStep {
    if step.title.is_empty() {
        step.title = step
            .texts
            .first()
            .and_then(|text| {
                let all = sentences(text, language);
                let first = all
                    .iter()
                    .find(|sentence| !announces(sentence, language))
                    .or(all.first());
                first.cloned()
            })
            .unwrap_or_default();
    }
    let bare = without_order(step.title.trim_end_matches(['.', ':', ' ']), language);
    if bare.chars().count() > LONGEST_TITLE {
        if step.texts.is_empty() {
            step.texts.push(step.title.clone());
        }
        let cut: String = bare.chars().take(LONGEST_TITLE).collect();
        step.title = format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole));
    } else {
        step.title = bare;
    }
    step
}

/// "Next, tilt your head" without the word that puts it in order.
fn without_order(title: &str, language: &Language) -> String {
    let mut order: Vec<&String> = language.page.marks.order.iter().collect();
    order.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = order.into_iter().find_map(|word| {
        let (head, rest) = title.split_at_checked(word.len())?;
        let rest = rest.trim_start_matches([',', ':']);
        // "First position" is a name, "First, sit" is none.
        let marked = title.get(word.len()..).is_some_and(|rest| rest.starts_with([',', ':']));
        let then = rest.starts_with(' ') && rest.trim_start().starts_with(char::is_lowercase);
        (small(head) == *word && (marked || then)).then_some(rest.trim_start())
    });
    rest.map_or_else(|| title.to_owned(), capital)
}

/// With a capital at the beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A few words that tell nobody to do anything.
pub(crate) fn is_name(text: &str, language: &Language) -> bool {
    text.split_whitespace().count() <= 4 && !wishes(text, language).instructs
}
