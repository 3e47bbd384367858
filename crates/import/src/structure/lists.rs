//! Steps that are the items of lists, and lists that are the sentences of one.
//!
//! Must not know: formats, which phrases there are.

use crate::language::Section;
use crate::meaning::wish::Wish;
use crate::meaning::wishes::wishes;
use crate::structure::article::ArticleStep;
use crate::structure::sentences::sentences;
use crate::structure::steps::{Found, Look};
use crate::structure::tells::{goes_on, movements};
use crate::structure::titles::split_title;
use crate::text::block::{Block, BlockKind};

/// A list: the heading over it, and for each item its blocks.
struct List {
    heading: Option<usize>,
    numbered: bool,
    /// It begins with the starting position, before the first number.
    prepares: bool,
    items: Vec<Vec<usize>>,
}

/// An item that may be one of the sentences of an exercise.
pub(super) struct Told {
    pub(super) text: String,
    /// It has a name besides.
    pub(super) named: bool,
    pub(super) blocks: usize,
}

fn item_of(lists: &mut [List]) -> Option<&mut Vec<usize>> {
    lists.last_mut().and_then(|list| list.items.last_mut())
}

impl<'b> Look<'b> {
    /// Lists: each item is a step, or all are the sentences of one. What follows an item belongs to it.
    pub(super) fn lists(&self) -> Vec<Found> {
        let mut lists: Vec<List> = Vec::new();
        let mut open = false;
        let mut heading: Option<usize> = None;
        let depth = |block: &Block| match block.kind {
            BlockKind::Item { depth, .. } => Some(depth),
            _ => None,
        };
        let outermost = self.blocks.iter().filter_map(depth).min();
        let numbered = |block: &Block| matches!(block.kind, BlockKind::Item { number: Some(_), .. });
        for (at, block) in self.blocks.iter().enumerate() {
            let first = numbered(block) && matches!(block.kind, BlockKind::Item { number: Some(1), .. });
            if depth(block).is_some() && depth(block) == outermost {
                let same = lists
                    .last()
                    .is_some_and(|list| list.numbered == numbered(block) || list.numbered);
                let restarts = first && lists.last().is_some_and(|list| list.numbered && !list.prepares);
                // Bullets under a number belong to it, wherever they stand.
                let under = open && same && !numbered(block) && lists.last().is_some_and(|list| list.numbered);
                if !(open && same && !restarts) {
                    lists.push(List {
                        heading: heading.take(),
                        numbered: numbered(block),
                        prepares: matches!(block.kind, BlockKind::Item { number: Some(0), .. }),
                        items: Vec::new(),
                    });
                }
                open = true;
                if let Some(list) = lists.last_mut().filter(|_| first) {
                    list.prepares = false;
                }
                if let Some(list) = lists.last_mut() {
                    match list.items.last_mut().filter(|_| under) {
                        Some(last) => last.push(at),
                        None => list.items.push(vec![at]),
                    }
                }
            } else if block.is_heading() && !self.is_labelled(block) {
                open = false;
                heading = Some(at).filter(|_| self.section(block) == Section::Own);
            } else if let Some(item) = item_of(&mut lists).filter(|_| open)
                && block.kind != BlockKind::Aside
            {
                let texts: Vec<String> = item.iter().filter_map(|at| self.text(*at)).map(str::to_owned).collect();
                // "One more: arms out, chin to chest, 20 seconds": an exercise behind a list of them.
                let another = block.kind == BlockKind::Text
                    && self.is_whole(std::slice::from_ref(&block.text))
                    && self.is_whole(&texts);
                match lists.last_mut().filter(|_| another) {
                    Some(list) => list.items.push(vec![at]),
                    None => item_of(&mut lists).into_iter().for_each(|item| item.push(at)),
                }
            }
        }
        let mut steps = Vec::new();
        for list in &lists {
            let moving = list
                .items
                .iter()
                .flatten()
                .any(|at| self.text(*at).is_some_and(|text| self.moves(text)));
            if list.items.len() >= 2 && moving {
                steps.extend(self.steps_of(list));
            }
        }
        steps
    }

    pub(super) fn text(&self, at: usize) -> Option<&'b str> {
        self.blocks.get(at).map(|block| block.text.as_str())
    }

    fn steps_of(&self, list: &List) -> Vec<Found> {
        let item = |blocks: &Vec<usize>| {
            let first = blocks.first().and_then(|at| self.blocks.get(*at));
            let (title, text) = first.map_or_else(Default::default, |block| {
                split_title(&block.text, block.lead.as_deref(), self.language)
            });
            let after: Vec<String> = blocks
                .iter()
                .skip(1)
                .filter_map(|at| self.text(*at))
                .map(str::to_owned)
                .collect();
            // An item of one sentence is its own title; under others it is still a sentence.
            let whole = title.ends_with(['.', '!', '?']) || title.split_whitespace().count() > 5;
            let told =
                Some(title.clone()).filter(|title| text.is_none() && !after.is_empty() && whole && self.orders(title));
            let text = text.or(told);
            Found {
                title,
                texts: text.into_iter().chain(after).collect(),
                blocks: blocks.clone(),
            }
        };
        if !self.tells_one_exercise(list) {
            // Links and the like before and behind the exercises of a list without numbers.
            let says = |blocks: &Vec<usize>| {
                let mut texts = blocks.iter().filter_map(|at| self.text(*at));
                list.numbered || texts.any(|text| self.is_of_a_step(text))
            };
            let first = list.items.iter().position(says).unwrap_or(0);
            let last = list
                .items
                .iter()
                .rposition(says)
                .map_or(list.items.len(), |last| last + 1);
            return list
                .items
                .get(first..last)
                .unwrap_or_default()
                .iter()
                .map(item)
                .collect();
        }
        // Its sentences, and the block of each.
        let told: Vec<(usize, String)> = list
            .items
            .iter()
            .flatten()
            .flat_map(|at| {
                let all = self
                    .text(*at)
                    .map(|text| sentences(text, self.language))
                    .unwrap_or_default();
                all.into_iter().map(|sentence| (*at, sentence)).collect::<Vec<_>>()
            })
            .collect();
        let title = list.heading.and_then(|at| self.text(at)).unwrap_or_default();
        let mut steps = self.cut(told);
        if let ([step], true) = (steps.as_mut_slice(), !title.is_empty()) {
            title.clone_into(&mut step.title);
            let heading = list.heading.into_iter();
            step.blocks.splice(0..0, heading);
        }
        steps
    }

    /// Cuts sentences where another movement begins.
    pub(super) fn cut(&self, told: Vec<(usize, String)>) -> Vec<Found> {
        let all: Vec<String> = told.iter().map(|(_, sentence)| sentence.clone()).collect();
        let mut told = told.into_iter();
        let mut steps = Vec::new();
        for movement in movements(&all, self.language) {
            let mut step = Found::default();
            for _ in &movement {
                if let Some((at, sentence)) = told.next() {
                    step.texts.push(sentence);
                    step.blocks.push(at);
                }
            }
            steps.push(step);
        }
        steps
    }

    /// Whether the items of a list are the sentences of one exercise.
    fn tells_one_exercise(&self, list: &List) -> bool {
        let told = list.items.iter().filter_map(|blocks| {
            let block = blocks.first().and_then(|at| self.blocks.get(*at))?;
            let (title, text) = split_title(&block.text, block.lead.as_deref(), self.language);
            let has_name = text.is_some_and(|text| text.len() < block.text.len()) && !title.is_empty();
            // "3. Kopf drehen" over a paragraph is a name, too.
            let over = blocks.len() > 1
                && block.text.split_whitespace().count() <= 5
                && !block.text.ends_with(['.', '!', '?', ':']);
            Some(Told {
                text: block.text.clone(),
                named: has_name || over,
                blocks: blocks.len(),
            })
        });
        self.tell_one_exercise(&told.collect::<Vec<_>>())
    }

    /// Whether some only hold, come back, repeat or change sides, and hardly one is whole or has a name.
    pub(super) fn tell_one_exercise(&self, items: &[Told]) -> bool {
        let (mut going_on, mut whole, mut named, mut long) = (0, 0, 0, 0);
        for item in items {
            let all = sentences(&item.text, self.language);
            let step = ArticleStep {
                title: String::new(),
                sentences: all.clone(),
            };
            let wished: Vec<Wish> = all
                .iter()
                .flat_map(|sentence| wishes(sentence, self.language).all)
                .map(|wished| wished.wish)
                .collect();
            let reaches = wished
                .iter()
                .any(|wish| matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_)));
            let timed = wished
                .iter()
                .any(|wish| matches!(wish, Wish::Hold(_) | Wish::Repeat(_)));
            going_on += usize::from(goes_on(&step, self.language));
            whole += usize::from(reaches && timed);
            named += usize::from(item.named);
            long += usize::from(all.len() > 2 || item.blocks > 3);
        }
        let count = items.len();
        going_on > 0 && whole * 2 <= count && named * 3 <= count && long * 3 <= count
    }
}
