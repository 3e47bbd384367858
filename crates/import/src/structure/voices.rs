//! Who speaks in an article: names before a colon, over and over, and questions that are answered with an exercise.
//!
//! Must not know: steps, rules.

use std::collections::HashMap;

use crate::language::{Language, Section, small};
use crate::meaning::wish::Wish;
use crate::meaning::wishes::in_a_row;
use crate::structure::sentences::sentences;
use crate::structure::titles::is_label;
use crate::text::block::{Block, BlockKind};
use crate::text::marks::item;

/// A speaker has at least so many paragraphs.
const FEWEST_SAID: usize = 2;

/// Takes the names of those who speak from their paragraphs: "LEOPOLD: Welcome back." Gives the blocks, and the names.
///
/// A text is a dialogue where half of its paragraphs begin with such a name; a name that stands once is a title.
pub(crate) fn without_speakers(mut blocks: Vec<Block>, language: &Language) -> (Vec<Block>, Vec<String>) {
    let mut said: HashMap<String, usize> = HashMap::new();
    let texts = blocks.iter().filter(|block| block.kind == BlockKind::Text).count();
    let texts = texts.max(1);
    for block in &blocks {
        if let Some((name, _)) = speaker(block, language) {
            *said.entry(name.to_owned()).or_default() += 1;
        }
    }
    said.retain(|_, count| *count >= FEWEST_SAID);
    if said.values().sum::<usize>() * 2 < texts {
        return (blocks, Vec::new());
    }
    for block in &mut blocks {
        if let Some((name, words)) = speaker(block, language)
            && said.contains_key(name)
        {
            // "Imre: 1) Turn your head."
            *block = match item(words) {
                Some((number, words)) => Block::new(BlockKind::Item { number, depth: 0 }, words),
                None if words.ends_with('?') => Block::new(block.kind, words),
                None => Block::new(BlockKind::Text, words),
            };
        }
    }
    let mut names: Vec<String> = said.into_keys().collect();
    names.sort();
    (blocks, names)
}

/// The name before a colon, and what is said.
fn speaker<'b>(block: &'b Block, language: &Language) -> Option<(&'b str, &'b str)> {
    let (name, words) = block.text.split_once(": ")?;
    let phase = language.page.marks.phases.contains(&small(name));
    let few = name.split_whitespace().count() <= 2 && name.starts_with(char::is_uppercase);
    let named = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'));
    let own = language.page.section(name) == Section::Own && !phase && !is_label(name, language);
    let text = matches!(block.kind, BlockKind::Text | BlockKind::PerhapsHeading);
    (text && few && named && own).then_some((name, words))
}

/// For each block whether it is a question that is answered with an exercise: a movement, and how long, how often or
/// on which sides it is done.
pub(crate) fn asks_for_an_exercise(blocks: &[Block], language: &Language) -> Vec<bool> {
    let mut asks = vec![false; blocks.len()];
    for (at, block) in blocks.iter().enumerate() {
        if !block.is_heading() || !block.text.ends_with('?') {
            continue;
        }
        let answer = blocks.get(at + 1..).unwrap_or_default();
        // "And for the shoulders? Lift them": the question may say what is moved.
        let answer = answer.iter().take_while(|block| !block.is_heading());
        let told: Vec<String> = std::iter::once(block)
            .chain(answer)
            .flat_map(|block| sentences(&block.text, language))
            .collect();
        let wished: Vec<Wish> = in_a_row(&told, language)
            .into_iter()
            .flat_map(|wishes| wishes.all)
            .map(|wished| wished.wish)
            .collect();
        let any = |is: fn(&Wish) -> bool| wished.iter().any(is);
        if let Some(asks) = asks.get_mut(at) {
            *asks = any(|wish| matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_)))
                && any(|wish| matches!(wish, Wish::Hold(_) | Wish::Repeat(Some(_)) | Wish::OtherSide));
        }
    }
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[&str]) -> Vec<Block> {
        lines.iter().map(|line| Block::new(BlockKind::Text, line)).collect()
    }

    #[test]
    fn names_of_speakers_are_no_part_of_what_they_say() {
        let english = Language::english();
        let said = ["ANN: Sit tall.", "BO: Why?", "ANN: Turn your head.", "BO: I see."];
        let (blocks, names) = without_speakers(texts(&said), english);
        let shown: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(shown, ["Sit tall.", "Why?", "Turn your head.", "I see."]);
        assert_eq!(names, ["ANN", "BO"]);
        // Names of exercises stand once, labels are no names.
        for said in [
            ["Neck: Turn it.", "Chest: Lift it.", "Hold: 5 s.", "Hold: 10 s."],
            ["Tip: Sit.", "Tip: Stand.", "Tip: Lie.", "Tip: Go."],
        ] {
            assert_eq!(without_speakers(texts(&said), english), (texts(&said), Vec::new()));
        }
    }

    #[test]
    fn a_question_may_be_answered_with_an_exercise() {
        let blocks = [
            Block::new(BlockKind::PerhapsHeading, "And for the neck?"),
            Block::new(
                BlockKind::Text,
                "You turn your head to the left and stay for 5 seconds.",
            ),
            Block::new(BlockKind::PerhapsHeading, "Can it hurt?"),
            Block::new(BlockKind::Text, "It may. Turn your head less far, and slowly."),
        ];
        let asks = asks_for_an_exercise(&blocks, Language::english());
        assert_eq!(asks, [true, false, false, false]);
    }
}
