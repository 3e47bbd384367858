//! Writes a guide in its one form: keys in their order, one sentence a line, rules behind it, one blank line between
//! blocks. What people wrote for people (emphasis, links, pictures, code) stays as it is.

mod body;
mod front;
mod rules;

use crate::mistakes::Mistakes;
use crate::model::{Guide, Rule, Step};
use crate::parse::{Draft, parse};
use crate::vocabulary::Vocabulary;

use self::body::{Lists, Names};
pub(crate) use self::front::{cue_line, phrase_line, scalar};

/// The guide in its one form. Formatting twice is formatting once, and it means the same guide.
///
/// # Errors
/// A guide with mistakes is not formatted: nobody knows what it means.
pub fn format(name: &str, text: &str, vocabulary: &Vocabulary) -> Result<String, Mistakes> {
    let meant = parse(name, text, vocabulary)?;
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    for lists in [Lists::OneLineEach, Lists::AsWritten] {
        let formatted = formatted(name, &plain, vocabulary, lists);
        let again = parse(name, &formatted, vocabulary);
        if again.is_ok_and(|again| means_the_same(&meant, &again)) {
            return Ok(formatted);
        }
    }
    // Markdown has corners. Where one can't be followed, the author's own text is the safe one.
    Ok(text.to_owned())
}

fn formatted(name: &str, text: &str, vocabulary: &Vocabulary, lists: Lists) -> String {
    let draft = Draft::read(name, text, vocabulary);
    let steps = draft.guide.steps.iter();
    let names: Vec<Names> = steps
        .map(|step| Names {
            id: &step.id,
            short: step.short.as_deref(),
        })
        .collect();
    let mut blocks = vec![front::printed(text)];
    blocks.extend(body::printed(text, draft.start, &names, lists));
    let mut formatted = blocks.join("\n\n");
    formatted.push('\n');
    formatted
}

/// Whether two readings differ in nothing but the text of their files.
fn means_the_same(one: &Guide, other: &Guide) -> bool {
    let plain = |guide: &Guide| Guide {
        sha256: String::new(),
        steps: guide.steps.iter().map(plain_step).collect(),
        ..guide.clone()
    };
    plain(one) == plain(other)
}

fn plain_step(step: &Step) -> Step {
    let mut step = step.clone();
    for rule in step.sentences.iter_mut().flat_map(|sentence| &mut sentence.rules) {
        *rule = Rule {
            text: rules::printed(&rule.text),
            demand: rule.demand.clone(),
        };
    }
    step
}
