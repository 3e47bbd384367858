//! Titles of steps: what stands in bold or before a colon, or the first sentence.
//!
//! Must not know: where steps stand, rules.

use crate::sentences::sentences;
use crate::tells::announces;
use crate::wishes::wishes;

/// Longest title, in characters; a longer one is a sentence.
const LONGEST_TITLE: usize = 100;

/// A step before repair: its title, and the texts under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RawStep {
    pub title: String,
    pub texts: Vec<String>,
}

/// Title and text of an item: what is bold, what stands before a colon, or its first sentence.
pub(crate) fn split_title(text: &str, lead: Option<&str>) -> (String, Option<String>) {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| text.chars().any(char::is_alphabetic));
    if let Some(after) = lead.and_then(|lead| text.strip_prefix(lead)) {
        let lead = lead.unwrap_or_default();
        let title = lead.trim_end_matches([':', '.', '–', '—', '-', ' ']).to_owned();
        return (title, some(after.trim_start_matches([':', '.', '–', '—', '-', ' '])));
    }
    for mark in [": ", " – ", " — ", " - "] {
        if let Some((title, after)) = text.split_once(mark) {
            let short = title.split_whitespace().count() <= 6 && !title.contains(['.', ',', '!', '?']);
            if short && !moves_and_ends(title) && after.starts_with(char::is_uppercase) {
                return (title.trim().to_owned(), some(after));
            }
        }
    }
    let all = sentences(text);
    let first = all.first().cloned().unwrap_or_default();
    match all.len() {
        // A lone sentence is title and text, and the text is what the rules stand behind.
        1 => (first, None),
        _ => (first, some(text)),
    }
}

/// "Hold: ten seconds" is no title.
pub(crate) fn moves_and_ends(title: &str) -> bool {
    matches!(
        title.to_lowercase().as_str(),
        "hold" | "repeat" | "note" | "tip" | "caution" | "warning"
    )
}

/// Gives a step its first sentence as title if it has none, and keeps titles short and without a full stop.
pub(crate) fn with_title(mut step: RawStep) -> RawStep {
    if step.title.is_empty() {
        step.title = step
            .texts
            .first()
            .and_then(|text| {
                let all = sentences(text);
                let first = all.iter().find(|sentence| !announces(sentence)).or(all.first());
                first.cloned()
            })
            .unwrap_or_default();
    }
    let bare = without_order(step.title.trim_end_matches(['.', ':', ' ']));
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
fn without_order(title: &str) -> String {
    const ORDER: [&str; 9] = [
        "first, ",
        "firstly, ",
        "to start, ",
        "second, ",
        "third, ",
        "next, ",
        "after that, ",
        "then ",
        "finally, ",
    ];
    let rest = ORDER.iter().find_map(|word| {
        let (head, rest) = title.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(rest)
    });
    let Some(rest) = rest else { return title.to_owned() };
    let mut letters = rest.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A few words that tell nobody to do anything.
pub(crate) fn is_name(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && !wishes(text).instructs
}
