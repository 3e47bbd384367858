//! Finds the steps among an article's blocks, in the ways in which articles mark them.
//!
//! Tried in this order: "Step 1", numbered headings, headings, numbered items, items, paragraphs that begin in bold,
//! paragraphs.
//!
//! Must not know: formats, which phrases there are.

use crate::block::{Block, BlockKind};
use crate::boilerplate::{Section, section};
use crate::marks::{heading_number, step_mark};
use crate::sentences::sentences;
use crate::tells::{movements, moves_the_body};
use crate::titles::{RawStep, is_name, split_title, with_title};
use crate::wish::Wish;
use crate::wishes::wishes;

/// The steps of an article, and where they stand.
pub(crate) struct Steps {
    pub steps: Vec<RawStep>,
    /// How many blocks stand before the first of them.
    pub before: usize,
    /// Texts after the last of them.
    pub closing: Vec<String>,
}

/// The steps among these blocks.
pub(crate) fn find(blocks: &[Block]) -> Option<Steps> {
    [
        marked,
        numbered_headings,
        headings,
        numbered_items,
        items,
        leads,
        paragraphs,
    ]
    .into_iter()
    .filter_map(|way| way(blocks))
    .find(|found| {
        found
            .steps
            .iter()
            .any(|step| step.texts.iter().chain([&step.title]).any(|text| moves(text)))
    })
}

type Found = Option<Steps>;

/// Whether a text tells the reader to move.
fn moves(text: &str) -> bool {
    sentences(text).iter().any(|sentence| moves_the_body(sentence))
}

/// "Step 1: Turn your head" in headings, items or paragraphs. The same number again goes on with its step.
fn marked(blocks: &[Block]) -> Found {
    let mut found: Vec<(u32, RawStep)> = Vec::new();
    let mut first = None;
    let mut open: Option<usize> = None;
    for (at, block) in blocks.iter().enumerate() {
        if let Some((number, rest)) = step_mark(&block.text) {
            first = first.or(Some(at));
            let (title, text) = title_of(block, rest);
            let place = found.iter().position(|(known, _)| *known == number);
            let place = place.unwrap_or_else(|| {
                found.push((
                    number,
                    RawStep {
                        title,
                        ..RawStep::default()
                    },
                ));
                found.len() - 1
            });
            if let Some((_, step)) = found.get_mut(place) {
                let said = |text: &String| step.texts.iter().take(20).any(|known| known == text);
                let new = text.filter(|text| !said(text));
                step.texts.extend(new);
            }
            open = Some(place);
        } else if matches!(block.kind, BlockKind::Heading(_)) && section(&block.text) != Section::Own {
            open = None;
        } else if let Some((_, step)) = open.and_then(|place| found.get_mut(place)) {
            step.texts.push(block.text.clone());
        }
    }
    let steps: Vec<RawStep> = found.into_iter().map(|(_, step)| with_title(step)).collect();
    (!steps.is_empty()).then(|| of(steps, first))
}

fn of(steps: Vec<RawStep>, first: Option<usize>) -> Steps {
    Steps {
        steps,
        before: first.unwrap_or(0),
        closing: Vec::new(),
    }
}

/// Title and text of a block that begins a step.
fn title_of(block: &Block, rest: &str) -> (String, Option<String>) {
    if block.is_heading() || rest.is_empty() {
        return (rest.to_owned(), None);
    }
    split_title(rest, block.lead.as_deref())
}

fn numbered_headings(blocks: &[Block]) -> Found {
    by_headings(blocks, |block| {
        block
            .is_heading()
            .then(|| heading_number(&block.text))
            .flatten()
            .map(|(_, title)| title.to_owned())
    })
}

/// Headings over instructions. Items that are exercises of their own are steps themselves.
fn headings(blocks: &[Block]) -> Found {
    let levels = [
        BlockKind::Heading(1),
        BlockKind::Heading(2),
        BlockKind::Heading(3),
        BlockKind::Heading(4),
        BlockKind::Heading(5),
        BlockKind::Heading(6),
        BlockKind::PerhapsHeading,
    ];
    let mut best: Found = None;
    for level in levels {
        let own = |block: &Block| block.kind == level && section(&block.text) == Section::Own;
        let found = by_headings(blocks, |block| own(block).then(|| block.text.clone()));
        let Some(found) = found else { continue };
        let steps: Vec<RawStep> = found
            .steps
            .into_iter()
            .filter(|step| step.texts.iter().any(|text| moves(text)))
            .collect();
        if steps.len() >= 2 && best.as_ref().is_none_or(|known| steps.len() > known.steps.len()) {
            best = Some(of(steps, Some(found.before)));
        }
    }
    let exercises = blocks
        .get(best.as_ref()?.before..)
        .unwrap_or_default()
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Item { .. }));
    let (whole, all) = exercises.fold((0, 0), |(whole, all), item| {
        (
            whole + usize::from(item.lead.is_some() || sentences(&item.text).len() >= 3),
            all + 1,
        )
    });
    best.filter(|_| whole * 2 <= all)
}

/// Steps that begin at the blocks which `title` names.
fn by_headings(blocks: &[Block], title: impl Fn(&Block) -> Option<String>) -> Found {
    let mut steps: Vec<RawStep> = Vec::new();
    let mut first = None;
    let mut level = None;
    let mut open = false;
    for (at, block) in blocks.iter().enumerate() {
        if let Some(title) = title(block) {
            first = first.or(Some(at));
            level = Some(block.kind);
            open = true;
            steps.push(RawStep {
                title,
                texts: Vec::new(),
            });
        } else if block.is_heading() {
            // A deeper heading divides the step; another of the same level ends it.
            open &= level.is_some_and(|level| rank(block.kind) > rank(level)) && section(&block.text) == Section::Own;
        } else if let Some(step) = steps.last_mut().filter(|_| open) {
            step.texts.push(block.text.clone());
        }
    }
    let steps: Vec<RawStep> = steps.into_iter().map(with_title).collect();
    (steps.len() >= 2).then(|| of(steps, first))
}

fn rank(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Heading(level) => level,
        BlockKind::PerhapsHeading => 2,
        BlockKind::Item { .. } | BlockKind::Text => 7,
    }
}

fn numbered_items(blocks: &[Block]) -> Found {
    by_items(blocks, |kind| matches!(kind, BlockKind::Item { number: Some(_), .. }))
}

fn items(blocks: &[Block]) -> Found {
    by_items(blocks, |kind| matches!(kind, BlockKind::Item { .. }))
}

/// Steps that begin at the outermost items of a kind; what follows belongs to them, up to the next heading.
fn by_items(blocks: &[Block], wanted: impl Fn(BlockKind) -> bool) -> Found {
    let depth = |block: &Block| match block.kind {
        BlockKind::Item { depth, .. } if wanted(block.kind) => Some(depth),
        _ => None,
    };
    let outermost = blocks.iter().filter_map(depth).min()?;
    let mut steps: Vec<RawStep> = Vec::new();
    // What followed the item of each step.
    let mut after: Vec<Vec<String>> = Vec::new();
    let mut first = None;
    let mut open = false;
    for (at, block) in blocks.iter().enumerate() {
        if depth(block) == Some(outermost) {
            first = first.or(Some(at));
            open = true;
            let (title, text) = split_title(&block.text, block.lead.as_deref());
            steps.push(with_title(RawStep {
                title,
                texts: text.into_iter().collect(),
            }));
            after.push(Vec::new());
        } else if matches!(block.kind, BlockKind::Heading(_)) {
            open = false;
        } else if let Some(texts) = after.last_mut().filter(|_| open) {
            texts.push(block.text.clone());
        }
    }
    if steps.len() < 2 {
        return None;
    }
    // Where only the last item is followed by something, it is about them all.
    let (last, others) = after.split_last_mut()?;
    let closing = if others.iter().all(Vec::is_empty) {
        std::mem::take(last)
    } else {
        Vec::new()
    };
    for (step, texts) in steps.iter_mut().zip(after) {
        step.texts.extend(texts);
    }
    Some(Steps {
        closing,
        ..of(steps, first)
    })
}

/// Paragraphs that begin in bold, or with a name and a colon.
fn leads(blocks: &[Block]) -> Found {
    let title = |block: &Block| {
        let (title, text) = split_title(&block.text, block.lead.as_deref());
        let (title, text) = match block.text.split_once(". ") {
            // "Arm hug. Wrap your arms around yourself."
            Some((name, after)) if is_name(name) => (name.to_owned(), Some(after.to_owned())),
            _ => (title, text),
        };
        let named = block.kind == BlockKind::Text && text.as_ref().is_some_and(|text| text.len() < block.text.len());
        named.then_some((title, text))
    };
    let mut steps: Vec<RawStep> = Vec::new();
    let mut first = None;
    for (at, block) in blocks.iter().enumerate() {
        match title(block) {
            Some((title, text)) if text.as_ref().is_some_and(|text| moves(text)) => {
                first = first.or(Some(at));
                steps.push(RawStep {
                    title,
                    texts: text.into_iter().collect(),
                });
            }
            _ if block.is_heading() => {}
            _ => {
                if let Some(step) = steps.last_mut() {
                    step.texts.push(block.text.clone());
                }
            }
        }
    }
    let steps: Vec<RawStep> = steps.into_iter().map(with_title).collect();
    (steps.len() >= 2).then(|| of(steps, first))
}

/// Prose: each paragraph that tells to move is a step.
fn paragraphs(blocks: &[Block]) -> Found {
    let tells = |block: &Block| {
        let all = sentences(&block.text);
        let wished: Vec<_> = all.iter().map(|sentence| wishes(sentence)).collect();
        let orders = wished.iter().filter(|wishes| wishes.instructs).count();
        // Someone who chats tells too, if it is how to move and for how long.
        let any = |is: fn(&Wish) -> bool| {
            wished
                .iter()
                .flat_map(|wishes| &wishes.all)
                .any(|wished| is(&wished.wish))
        };
        let whole = any(|wish| matches!(wish, Wish::Rule { verb: "reach", .. }))
            && any(|wish| matches!(wish, Wish::Hold(_) | Wish::Repeat(_)));
        !block.is_heading() && (orders * 2 > all.len() || whole) && moves(&block.text)
    };
    // Prose may tell anyone to raise a hand: an exercise has a movement that is known, or a time, or a count.
    let is_exercise = |block: &Block| {
        let wished: Vec<Wish> = sentences(&block.text)
            .iter()
            .flat_map(|sentence| wishes(sentence).all)
            .map(|wished| wished.wish)
            .collect();
        wished.iter().any(|wish| {
            matches!(
                wish,
                Wish::Rule { .. } | Wish::Ask(_) | Wish::Hold(_) | Wish::Repeat(Some(_))
            )
        })
    };
    blocks
        .iter()
        .filter(|block| tells(block))
        .find(|block| is_exercise(block))?;
    let first = blocks.iter().position(tells)?;
    let heading = blocks.get(..first)?.iter().rev().find(|block| block.is_heading());
    let mut steps: Vec<RawStep> = Vec::new();
    for block in blocks.get(first..)? {
        if block.is_heading() {
            break;
        }
        if tells(block) || steps.is_empty() {
            for movement in movements(&sentences(&block.text)) {
                steps.push(RawStep {
                    title: String::new(),
                    texts: vec![movement.join(" ")],
                });
            }
        } else if let Some(step) = steps.last_mut() {
            step.texts.push(block.text.clone());
        }
    }
    if let ([step], Some(heading)) = (steps.as_mut_slice(), heading) {
        step.title = heading.text.clone();
    }
    Some(of(steps.into_iter().map(with_title).collect(), Some(first)))
}
