//! The title of a page, among its blocks.
//!
//! Must not know: steps, rules.

use crate::language::{Language, Section, small};
use crate::meaning::wish::Wish;
use crate::meaning::wishes::wishes;
use crate::structure::names::after;
use crate::structure::sentences::sentences;
use crate::structure::tells::moves_the_body;
use crate::text::block::{Block, BlockKind};
use crate::text::marks::step_mark;

/// The head of a letter has so many lines, at most.
const MOST_OF_A_HEAD: usize = 8;

pub(crate) fn has_heading_1(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.kind == BlockKind::Heading(1))
}

/// Where the title stands: the first heading of the first level, or a line at the top that is no exercise's name.
pub(crate) fn title_at(blocks: &[Block], language: &Language) -> Option<usize> {
    if let Some(at) = blocks.iter().position(|block| block.kind == BlockKind::Heading(1)) {
        return Some(at);
    }
    // The subject of a letter.
    let subject = |block: &Block| {
        let subject = &language.page.author.subject;
        subject
            .iter()
            .any(|label| after(&block.text, label).is_some_and(|rest| !rest.is_empty()) && block.text.contains(':'))
    };
    if let Some(at) = blocks.iter().take(MOST_OF_A_HEAD).position(subject) {
        return Some(at);
    }
    let top: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| !language.page.is_noise(&block.text))
        .map(|(at, _)| at)
        .take_while(|at| {
            let opens = |block: &Block| block.is_heading() && step_mark(&block.text, language).is_none();
            blocks.get(*at).is_some_and(opens)
        })
        .collect();
    let first = *top.first()?;
    let names_topic = |at: &&usize| {
        blocks.get(**at).is_some_and(|block| {
            let small = small(&block.text);
            let mut words = small.split(|c: char| !c.is_alphanumeric() && c != '-');
            let known = |word: &str| language.page.marks.topics.iter().any(|topic| topic == word);
            words.any(known)
                || language
                    .page
                    .marks
                    .topics
                    .iter()
                    .any(|topic| topic.contains(' ') && small.contains(topic.as_str()))
        })
    };
    let at = match top.as_slice() {
        [only] => *only,
        // The name of a house stands over the title of its leaflet.
        several => {
            let text = |at: usize| blocks.get(at).map_or("", |block| block.text.as_str());
            let house = |at: &&usize| !names_a_house(text(**at), language);
            let found = several.iter().find(names_topic).or_else(|| several.iter().find(house));
            found.copied().unwrap_or(first)
        }
    };
    // Several exercises without a title over them all: the first name is one of theirs.
    let kind = blocks.get(at)?.kind;
    let next = blocks
        .iter()
        .skip(at + 1)
        .position(Block::is_heading)
        .map_or(blocks.len(), |next| at + 1 + next);
    let under = blocks.get(at + 1..next).unwrap_or_default();
    let moves = |block: &Block| {
        sentences(&block.text, language)
            .iter()
            .any(|text| moves_the_body(text, language))
    };
    let others = blocks
        .windows(2)
        .skip(next)
        .filter(|pair| matches!(pair, [heading, under] if heading.kind == kind && moves(under)))
        .count();
    let text = |blocks: &[Block]| {
        blocks
            .iter()
            .map(|block| block.text.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let whole = |text: &str| {
        let all: Vec<Wish> = sentences(text, language)
            .iter()
            .flat_map(|sentence| wishes(sentence, language).all)
            .map(|wished| wished.wish)
            .collect();
        all.iter()
            .any(|wish| matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_)))
            && all.iter().any(|wish| matches!(wish, Wish::Hold(_) | Wish::Repeat(_)))
    };
    (others == 0 || top.len() > 1 || !whole(&text(under))).then_some(at)
}

/// "Westerby Hospitals", "BKH - Ihre Betriebskrankenkasse".
fn names_a_house(text: &str, language: &Language) -> bool {
    let small = small(text);
    let mut words = small.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        language
            .page
            .author
            .groups
            .iter()
            .any(|group| word.ends_with(group.as_str()))
    })
}

/// "Neck programme    Sheet 1/2" without its page, "Neck flow | Transcript" without what it is.
fn without_page<'t>(text: &'t str, language: &Language) -> &'t str {
    let page = |word: &str| language.page.noise.page.contains(&small(word));
    let counted = |word: &str| word.contains('/') && word.chars().all(|c| c.is_ascii_digit() || c == '/');
    let cut = text
        .rsplit_once(' ')
        .filter(|(_, last)| counted(last))
        .map_or(text, |(head, _)| {
            head.rsplit_once(' ')
                .filter(|(_, word)| page(word))
                .map_or(text, |(head, _)| head)
        });
    let is = |part: &str| {
        let first = part.split_whitespace().next().unwrap_or_default();
        language.page.section(first) == Section::Container
    };
    cut.split_once(" | ")
        .filter(|(_, what)| is(what))
        .map_or(cut, |(head, _)| head)
}

/// A title without what stands behind it: "3 stretches 🙌 Save this!", "Neck break (video transcript)" stays.
pub(crate) fn title_of(text: &str, language: &Language) -> String {
    let text = text.trim_end_matches(['.', ':']);
    let emoji = |c: char| matches!(c, '\u{1f000}'..='\u{1ffff}' | '\u{2600}'..='\u{27bf}');
    let text = without_page(text, language);
    let title = text
        .split(emoji)
        .map(str::trim)
        .find(|part| !part.is_empty())
        .unwrap_or(text);
    for label in &language.page.author.subject {
        if let Some(rest) = after(title, label) {
            return rest.trim_start_matches([':', ' ']).to_owned();
        }
    }
    title.to_owned()
}
