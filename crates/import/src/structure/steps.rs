//! Finds the steps among an article's blocks, in the ways in which articles mark them.
//!
//! Tried in this order: "Step 1", the sections of one exercise, numbered headings, headings, lists, paragraphs that begin
//! in bold, paragraphs. A list may be one of exercises, or the sentences of one.
//!
//! Must not know: formats, which phrases there are.

use std::collections::HashMap;

use crate::language::{Language, Section, small};
use crate::meaning::numbers::{Amount, Unit};
use crate::meaning::wish::Wish;
use crate::meaning::wishes::wishes;
use crate::meaning::words::words;
use crate::structure::lists::Told;
use crate::structure::sentences::sentences;
use crate::structure::tells::{acts, moves_the_body};
use crate::structure::titles::{RawStep, is_label, split_title, with_title};
use crate::text::block::{Block, BlockKind};
use crate::text::marks::step_mark;

/// Nobody does more than so many of anything, nor holds for so long, in seconds.
const MOST_COUNTED: f64 = 300.0;

/// A step that tells a part of an exercise has no more sentences.
const LONGEST_TOLD: usize = 3;

/// The steps of an article, and which blocks they are made of.
pub(crate) struct Steps {
    pub steps: Vec<RawStep>,
    /// For each block whether a step has it.
    pub taken: Vec<bool>,
}

/// A step, and the blocks that it is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) title: String,
    pub(super) texts: Vec<String>,
    pub(super) blocks: Vec<usize>,
}

/// The steps among these blocks.
pub(crate) fn find(blocks: &[Block], language: &Language) -> Option<Steps> {
    let look = Look {
        blocks,
        language,
        marks: repeated_marks(blocks),
    };
    let ways: [fn(&Look<'_>) -> Vec<Found>; 7] = [
        |look| look.marked(),
        |look| look.sections_of_one(),
        |look| look.numbered_headings(),
        |look| look.headings(),
        |look| look.lists(),
        |look| look.leads(),
        |look| look.paragraphs(),
    ];
    let moves = |found: &Found| found.texts.iter().chain([&found.title]).any(|text| look.moves(text));
    let mut found = ways
        .into_iter()
        .map(|way| way(&look))
        .find(|found| found.iter().any(moves) && !look.stands_behind_leads(found))?;
    look.let_go_of_the_end(&mut found);
    let mut taken = vec![false; blocks.len()];
    for at in found.iter().flat_map(|step| &step.blocks) {
        if let Some(taken) = taken.get_mut(*at) {
            *taken = true;
        }
    }
    let raw = |step: Found| RawStep {
        title: step.title,
        texts: step.texts,
    };
    let steps = found.into_iter().map(|step| with_title(raw(step), language)).collect();
    Some(Steps { steps, taken })
}

/// "Step 1" to "Step 6" of a page may tell one exercise, which is called after the page: they are its sentences then.
pub(crate) fn told_as_one(steps: Vec<RawStep>, title: &str, language: &Language) -> Vec<RawStep> {
    let look = Look {
        blocks: &[],
        language,
        marks: Vec::new(),
    };
    let text = |step: &RawStep| step.texts.join(" ");
    let named = |step: &RawStep| !step.texts.is_empty() && !text(step).starts_with(step.title.trim_end_matches(" …"));
    let items: Vec<Told> = steps
        .iter()
        .map(|step| Told {
            text: if step.texts.is_empty() {
                step.title.clone()
            } else {
                text(step)
            },
            named: named(step),
            blocks: 1,
        })
        .collect();
    if items.len() < 3 || title.is_empty() || items.iter().any(|item| item.named) || !look.tell_one_exercise(&items) {
        return steps;
    }
    vec![RawStep {
        title: title.to_owned(),
        texts: items.into_iter().map(|item| item.text).collect(),
    }]
}

/// Words that number blocks: "Reset 1: …", "Reset 2: …".
fn repeated_marks(blocks: &[Block]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in blocks {
        if let Some((word, _, _)) = any_mark(&block.text) {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .map(|(word, _)| word)
        .collect()
}

/// Word, number and rest of "Reset 1: Double chin".
fn any_mark(text: &str) -> Option<(String, u32, &str)> {
    let (word, rest) = text.split_once(' ')?;
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = rest.split_at_checked(digits)?;
    let rest = rest
        .strip_prefix([':', '.', ')', '–', '—', '|'])
        .or_else(|| rest.strip_prefix(" – "))?;
    let named = word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    let number = number.parse().ok().filter(|number| *number <= 99)?;
    named.then_some(())?;
    Some((small(word), number, rest.trim()))
}

/// The blocks, looked at.
pub(super) struct Look<'b> {
    pub(super) blocks: &'b [Block],
    pub(super) language: &'b Language,
    /// Words that number the blocks of this article.
    pub(super) marks: Vec<String>,
}

impl<'b> Look<'b> {
    /// Whether a text tells the reader to move.
    pub(super) fn moves(&self, text: &str) -> bool {
        sentences(text, self.language)
            .iter()
            .any(|sentence| moves_the_body(sentence, self.language))
    }

    /// Whether a text has something for a step: an order about the body, a time, a count, the way back.
    pub(super) fn is_of_a_step(&self, text: &str) -> bool {
        sentences(text, self.language).iter().any(|sentence| {
            moves_the_body(sentence, self.language) || {
                let wishes = wishes(sentence, self.language);
                // "Sets: 3".
                let few = sentence.split_whitespace().count() <= 8;
                let counted =
                    |amount: &Amount| !matches!(amount.unit, Unit::Other | Unit::OfADay) && amount.low <= MOST_COUNTED;
                let labelled = few && self.language.numbers.amounts(&words(sentence)).iter().any(counted);
                let idle = |wish: &Wish| matches!(wish, Wish::Repeat(None) | Wish::Slowly);
                let told = wishes.instructs && acts(sentence, self.language);
                labelled
                    || !self.language.page.warns(sentence) && told
                    || wishes.all.iter().any(|wished| !idle(&wished.wish))
            }
        })
    }

    /// Whether a text orders to act with the body, or says how long or how often.
    pub(super) fn orders(&self, text: &str) -> bool {
        sentences(text, self.language).iter().any(|sentence| {
            let timed = wishes(sentence, self.language)
                .all
                .iter()
                .any(|wished| matches!(wished.wish, Wish::Hold(_) | Wish::Repeat(Some(_))));
            (acts(sentence, self.language) || timed) && !self.language.page.warns(sentence)
        })
    }

    pub(super) fn section(&self, block: &Block) -> Section {
        self.language.page.section(&block.text)
    }

    pub(super) fn mark<'t>(&self, text: &'t str) -> Option<(u32, &'t str)> {
        step_mark(text, self.language).or_else(|| {
            let (word, number, rest) = any_mark(text)?;
            self.marks.contains(&word).then_some((number, rest))
        })
    }

    /// "Step 1: Turn your head" in headings, items or paragraphs. The same number again goes on with its step.
    pub(super) fn marked(&self) -> Vec<Found> {
        let mut found: Vec<(u32, Found)> = Vec::new();
        let mut open: Option<usize> = None;
        for (at, block) in self.blocks.iter().enumerate() {
            if let Some((number, rest)) = self.mark(&block.text) {
                let (title, text) = if block.is_heading() || rest.is_empty() {
                    (rest.to_owned(), None)
                } else {
                    let lead = block
                        .lead
                        .as_deref()
                        .and_then(|lead| self.mark(lead))
                        .map(|(_, lead)| lead);
                    split_title(rest, lead.filter(|lead| !lead.is_empty()), self.language)
                };
                let place = found.iter().position(|(known, step)| {
                    let same = step.title.is_empty() || rest.is_empty() || step.title.starts_with(&title);
                    *known == number && (same || title.starts_with(&step.title))
                });
                let place = place.unwrap_or_else(|| {
                    let title = title.clone();
                    found.push((
                        number,
                        Found {
                            title,
                            ..Found::default()
                        },
                    ));
                    found.len() - 1
                });
                if let Some((_, step)) = found.get_mut(place) {
                    let said = |text: &String| step.texts.iter().take(20).any(|known| known == text);
                    let new = text.filter(|text| !said(text));
                    step.texts.extend(new);
                    step.blocks.push(at);
                }
                open = Some(place);
            } else if matches!(block.kind, BlockKind::Heading(_)) && self.section(block) != Section::Own {
                open = None;
            } else if let Some((_, step)) = open.and_then(|place| found.get_mut(place)) {
                if block.is_heading() && step.title.is_empty() {
                    step.title = block.text.clone();
                } else if block.kind != BlockKind::Aside {
                    step.texts.push(block.text.clone());
                } else {
                    continue;
                }
                step.blocks.push(at);
            }
        }
        // "Part 1: The neck" over a list of exercises holds them, and is none.
        let names = |step: &Found| {
            let items = step.blocks.iter().filter_map(|at| self.blocks.get(*at));
            items
                .filter(|block| matches!(block.kind, BlockKind::Item { number: Some(_), .. }) && block.lead.is_some())
                .count()
        };
        let headed = |step: &Found| {
            let inside = step.blocks.iter().skip(1).filter_map(|at| self.blocks.get(*at));
            inside
                .filter(|block| {
                    block.is_heading() && self.section(block) == Section::Own && !is_label(&block.text, self.language)
                })
                .count()
        };
        let held = |step: &Found| names(step).max(headed(step));
        if found.iter().map(|(_, step)| held(step)).sum::<usize>() >= 2 * found.len().max(1) {
            return Vec::new();
        }
        let few = found.len() < 2 && !found.iter().any(|(_, step)| step.texts.len() > 1);
        if few {
            return Vec::new();
        }
        let found: Vec<Found> = found.into_iter().map(|(_, step)| step).collect();
        self.told_in_steps(found)
    }

    /// "Step 1" to "Step 6" may tell one exercise: they are its sentences then.
    fn told_in_steps(&self, found: Vec<Found>) -> Vec<Found> {
        let items: Vec<Told> = found
            .iter()
            .map(|step| {
                let whole = step.texts.first().is_none_or(|text| text.starts_with(&step.title));
                Told {
                    text: match whole {
                        true => step.texts.first().unwrap_or(&step.title).clone(),
                        false => format!("{}. {}", step.title, step.texts.join(" ")),
                    },
                    named: !whole,
                    blocks: step.blocks.len(),
                }
            })
            .collect();
        let short = |step: &Found| {
            let told = step.texts.iter().map(|text| sentences(text, self.language).len());
            told.sum::<usize>() <= LONGEST_TOLD
        };
        if items.len() < 3 || !found.iter().all(short) || !self.tell_one_exercise(&items) {
            return found;
        }
        let mut told = Vec::new();
        for step in found {
            let first = step.blocks.first().copied().unwrap_or_default();
            let title = Some(step.title).filter(|_| step.texts.is_empty());
            for (at, text) in title.into_iter().chain(step.texts).enumerate() {
                let block = step.blocks.get(at).copied().unwrap_or(first);
                told.extend(
                    sentences(&text, self.language)
                        .into_iter()
                        .map(|sentence| (block, sentence)),
                );
            }
        }
        self.cut(told)
    }

    /// The rest of the page is no part of the last step: paragraphs at its end that say nothing of a step.
    fn let_go_of_the_end(&self, steps: &mut [Found]) {
        let Some(last) = steps.last_mut() else { return };
        // Texts that are whole blocks, and the blocks that they are.
        while let (Some(text), Some(at)) = (last.texts.last(), last.blocks.last()) {
            let alone = self.blocks.get(*at).is_some_and(|block| {
                block.text.ends_with(text.as_str()) && matches!(block.kind, BlockKind::Text | BlockKind::PerhapsHeading)
            });
            let sole = last.texts.len() < 2 && (last.title.is_empty() || last.blocks.len() < 2);
            if !alone || sole || self.is_of_a_step(text) {
                break;
            }
            let at = *at;
            last.texts.pop();
            // Several sentences may be of one block.
            let more = last
                .texts
                .last()
                .is_some_and(|text| self.text(at).is_some_and(|block| block.contains(text.as_str())));
            let sole = self
                .text(at)
                .is_some_and(|block| !last.texts.iter().any(|text| block.contains(text.as_str())));
            if sole || !more {
                last.blocks.pop();
            }
        }
    }
}
