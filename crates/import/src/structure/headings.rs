//! Steps that stand under headings.
//!
//! Must not know: formats, which phrases there are.

use std::collections::HashMap;

use crate::language::{Language, Section};
use crate::meaning::wish::Wish;
use crate::meaning::wishes::wishes;
use crate::structure::lists::Told;
use crate::structure::sentences::sentences;
use crate::structure::steps::{Found, Look};
use crate::structure::titles::is_label;
use crate::text::block::{Block, BlockKind, MOST_CELLS};
use crate::text::marks::heading_number;

impl Look<'_> {
    pub(super) fn numbered_headings(&self) -> Vec<Found> {
        self.by_headings(|block| {
            block
                .is_heading()
                .then(|| heading_number(&block.text))
                .flatten()
                .map(|(_, title)| title.to_owned())
        })
    }

    /// The sections of a page about one exercise: "Starting position", "Movement", "Dose". All under them is one step.
    pub(super) fn sections_of_one(&self) -> Vec<Found> {
        let headings = || self.blocks.iter().filter(|block| block.is_heading());
        let label = |block: &Block| is_label(&block.text, self.language);
        let section = |block: &Block| label(block) || self.section(block) == Section::Container;
        if headings().count() < 2 || !headings().all(section) || !headings().any(label) {
            return Vec::new();
        }
        let prepares = |block: &Block| matches!(block.kind, BlockKind::Item { number: Some(0), .. });
        let begins = self
            .blocks
            .iter()
            .position(|block| prepares(block) || block.is_heading());
        let blocks: Vec<usize> = (begins.unwrap_or_default()..self.blocks.len()).collect();
        let texts: Vec<&Block> = self.blocks.iter().skip(begins.unwrap_or_default()).collect();
        let is_item = |block: &&&Block| matches!(block.kind, BlockKind::Item { .. });
        let items: Vec<Told> = texts
            .iter()
            .filter(is_item)
            .map(|block| Told {
                text: block.text.clone(),
                named: block.lead.is_some(),
                blocks: 1,
            })
            .collect();
        if items.iter().filter(|item| self.moves(&item.text)).count() >= 2 && !self.tell_one_exercise(&items) {
            return Vec::new();
        }
        vec![Found {
            title: String::new(),
            texts: texts
                .iter()
                .filter(|block| !block.is_heading())
                .map(|block| block.text.clone())
                .collect(),
            blocks,
        }]
    }

    /// Headings over instructions. Items that are exercises of their own are steps themselves.
    pub(super) fn headings(&self) -> Vec<Found> {
        if self.numbers_names() {
            return Vec::new();
        }
        let mut titles: HashMap<&str, usize> = HashMap::new();
        for block in self.blocks.iter().filter(|block| block.is_heading()) {
            *titles.entry(block.text.as_str()).or_default() += 1;
        }
        let levels = (1..=9).map(BlockKind::Heading).chain([BlockKind::PerhapsHeading]);
        let mut best: Vec<Found> = Vec::new();
        for level in levels {
            let own = |block: &Block| {
                let section = self.section(block);
                // "Starting position", over and over, divides exercises and is none.
                let again = titles.get(block.text.as_str()).copied().unwrap_or_default() > 1;
                let is = section == Section::Own || section == Section::Container && self.holds_one(block);
                block.kind == level && is && !again && !is_label(&block.text, self.language)
            };
            let found = self.by_headings(|block| own(block).then(|| block.text.clone()));
            let is_step = |step: &Found| {
                step.texts.iter().any(|text| self.moves(text) || self.orders(text))
                    || !step.texts.is_empty() && has_dose(&step.title, self.language)
            };
            // Between two exercises stands a third, although nobody understands it, where it says how often.
            let first = found.iter().position(is_step).unwrap_or(found.len());
            let last = found.iter().rposition(is_step).unwrap_or(0);
            let between = |at: usize, step: &Found| {
                (first..last).contains(&at) && step.texts.iter().any(|text| self.is_of_a_step(text))
            };
            let steps: Vec<Found> = found
                .into_iter()
                .enumerate()
                .filter(|(at, step)| is_step(step) || between(*at, step))
                .map(|(_, step)| step)
                .collect();
            let moving = steps
                .iter()
                .filter(|step| step.texts.iter().any(|text| self.moves(text)))
                .count();
            if moving >= 2 && moving * 2 >= steps.len() && steps.len() > best.len() {
                best = steps;
            }
        }
        // "Morning" over paragraphs that begin with a name in bold holds exercises, and is none.
        let named = |at: &&usize| {
            let block = self.blocks.get(**at);
            block.is_some_and(|block| block.kind == BlockKind::Text && block.lead.is_some() && self.moves(&block.text))
        };
        let leads: usize = best.iter().map(|step| step.blocks.iter().filter(named).count()).sum();
        if leads >= 2 * best.len().max(1) {
            return Vec::new();
        }
        let Some(first) = best.first().and_then(|step| step.blocks.first()) else {
            return Vec::new();
        };
        let rest = self.blocks.get(*first..).unwrap_or_default();
        let is_item = |block: &Block| matches!(block.kind, BlockKind::Item { .. });
        let exercises = rest.iter().enumerate().filter(|(_, block)| is_item(block));
        let (whole, all) = exercises.fold((0, 0), |(whole, all), (at, item)| {
            let long = sentences(&item.text, self.language).len() >= 3;
            // What stands behind an item belongs to it: the further cells of a row.
            let behind = rest
                .iter()
                .skip(at + 1)
                .take_while(|block| block.kind == BlockKind::Text);
            let moves = self.moves(&item.text) || behind.take(MOST_CELLS).any(|block| self.moves(&block.text));
            let named = item.lead.is_some() && moves;
            (whole + usize::from(named || long), all + 1)
        });
        if whole * 2 <= all || all < 2 { best } else { Vec::new() }
    }

    /// Whether the list under a heading tells one exercise: "How to do it" over its sentences.
    fn holds_one(&self, heading: &Block) -> bool {
        let Some(at) = self.blocks.iter().position(|block| std::ptr::eq(block, heading)) else {
            return false;
        };
        let under = self.blocks.iter().skip(at + 1).take_while(|block| !block.is_heading());
        let items: Vec<Told> = under
            .take_while(|block| matches!(block.kind, BlockKind::Item { .. }))
            .map(|block| Told {
                text: block.text.clone(),
                named: block.lead.is_some(),
                blocks: 1,
            })
            .collect();
        items.len() >= 3 && self.tell_one_exercise(&items)
    }

    /// Whether the numbered items are the names of exercises: "1. Rotation" over a paragraph. What looks like a
    /// heading is then the top of a page, or the name of a house.
    fn numbers_names(&self) -> bool {
        let mut names = 0;
        for pair in self.blocks.windows(2) {
            let [block, next] = pair else { continue };
            let BlockKind::Item {
                number: Some(number), ..
            } = block.kind
            else {
                continue;
            };
            let name = block.text.split_whitespace().count() <= 4
                && !block.text.ends_with(['.', '!', '?', ':'])
                && next.kind == BlockKind::Text;
            if !name || usize::try_from(number) != Ok(names + 1) {
                return false;
            }
            names += 1;
        }
        names >= 3
            && !self
                .blocks
                .iter()
                .any(|block| matches!(block.kind, BlockKind::Heading(2..)))
    }

    /// "Hold: 3 s, repetitions: 10", which ends without a mark and heads nothing.
    pub(super) fn is_labelled(&self, block: &Block) -> bool {
        block.kind == BlockKind::PerhapsHeading
            && block
                .text
                .split_once(':')
                .is_some_and(|(label, rest)| is_label(label, self.language) && rest.contains(char::is_alphanumeric))
    }

    /// Steps that begin at the blocks which `title` names.
    pub(super) fn by_headings(&self, title: impl Fn(&Block) -> Option<String>) -> Vec<Found> {
        let mut steps: Vec<Found> = Vec::new();
        let mut level = None;
        let mut open = false;
        for (at, block) in self.blocks.iter().enumerate() {
            if let Some(title) = title(block) {
                level = Some(block.kind);
                open = true;
                let (title, dose) = without_dose(&title, self.language);
                steps.push(Found {
                    title,
                    texts: dose.into_iter().collect(),
                    blocks: vec![at],
                });
            } else if block.is_heading() {
                let deeper = level.is_some_and(|level| rank(block.kind) > rank(level));
                let label = is_label(&block.text, self.language) || self.section(block) == Section::Container;
                // A deeper heading divides the step; another of the same level ends it.
                open &= (deeper && self.section(block) == Section::Own) || label;
            } else if let Some(step) = steps.last_mut().filter(|_| open && block.kind != BlockKind::Aside) {
                step.texts.push(block.text.clone());
                step.blocks.push(at);
            }
        }
        if steps.len() >= 2 { steps } else { Vec::new() }
    }
}

fn rank(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Heading(level) => level,
        BlockKind::PerhapsHeading => 10,
        BlockKind::Item { .. } | BlockKind::Text | BlockKind::Aside => 11,
    }
}

/// "10 shoulder shrugs", "30 seconds each side": a title that says how long or how often.
fn has_dose(title: &str, language: &Language) -> bool {
    wishes(title, language)
        .all
        .iter()
        .any(|wished| matches!(wished.wish, Wish::Hold(_) | Wish::Repeat(Some(_))))
}

/// "Ear to shoulder – 20 s each side" as its name and what to do.
fn without_dose(title: &str, language: &Language) -> (String, Option<String>) {
    for mark in [" – ", " — ", " - ", " | ", ": ", " ("] {
        let Some((name, dose)) = title.split_once(mark) else {
            continue;
        };
        let all = wishes(dose, language).all;
        let timed = all
            .iter()
            .any(|wished| matches!(wished.wish, Wish::Hold(_) | Wish::Repeat(Some(_))));
        if timed && name.contains(char::is_alphabetic) {
            return (name.trim().to_owned(), Some(dose.trim_end_matches(')').to_owned()));
        }
    }
    (title.to_owned(), None)
}
