//! Steps that are paragraphs: with a name at their beginning, or told one after the other.
//!
//! Must not know: formats, which phrases there are.

use crate::language::small;
use crate::meaning::wish::{Wish, Wishes};
use crate::meaning::wishes::{in_a_row, wishes};
use crate::structure::sentences::sentences;
use crate::structure::steps::{Found, Look};
use crate::structure::tells::announces;
use crate::structure::titles::{is_name, split_title};
use crate::text::block::{Block, BlockKind};

/// "EYES RIGHT": a name, whatever it says.
fn is_in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && text.split_whitespace().count() <= 6 && text.to_uppercase() == text
}

impl Look<'_> {
    /// Paragraphs that begin in bold, or with a name and a colon.
    pub(super) fn leads(&self) -> Vec<Found> {
        let title = |block: &Block| {
            let (title, text) = split_title(&block.text, block.lead.as_deref(), self.language);
            let (title, text) = match block.text.split_once(". ") {
                // "Arm hug. Wrap your arms around yourself."
                Some((name, after))
                    if is_in_capitals(name)
                        || is_name(name, self.language)
                            && !name.contains(['?', '!', ','])
                            && !announces(name, self.language) =>
                {
                    (name.to_owned(), Some(after.to_owned()))
                }
                _ => (title, text),
            };
            let named =
                block.kind == BlockKind::Text && text.as_ref().is_some_and(|text| text.len() < block.text.len());
            named.then_some((title, text))
        };
        let mut steps: Vec<Found> = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            match title(block) {
                Some((title, text))
                    if text.as_ref().is_some_and(|text| {
                        let named = block.lead.is_some() || is_in_capitals(&title);
                        // "The shoulder blades: pull them together".
                        self.moves(text)
                            || self.moves(&block.text)
                            || named && !steps.is_empty() && self.is_of_a_step(text)
                    }) =>
                {
                    steps.push(Found {
                        title,
                        texts: text.into_iter().collect(),
                        blocks: vec![at],
                    })
                }
                _ if block.is_heading() || block.kind == BlockKind::Aside => {}
                // A whole exercise without a name, behind another one.
                _ if block.kind == BlockKind::Text
                    && self.is_whole(std::slice::from_ref(&block.text))
                    && steps.last().is_some_and(|step| self.is_whole(&step.texts)) =>
                {
                    steps.push(Found {
                        texts: vec![block.text.clone()],
                        blocks: vec![at],
                        ..Found::default()
                    });
                }
                _ => {
                    if let Some(step) = steps.last_mut() {
                        step.texts.push(block.text.clone());
                        step.blocks.push(at);
                    }
                }
            }
        }
        if steps.len() >= 2 { steps } else { Vec::new() }
    }

    /// Whether these are a list at the end of an article whose exercises, more of them, are paragraphs with a name.
    pub(super) fn stands_behind_leads(&self, found: &[Found]) -> bool {
        let item = |step: &Found| {
            let first = step.blocks.first().and_then(|at| self.blocks.get(*at));
            first.is_some_and(|block| matches!(block.kind, BlockKind::Item { .. }))
        };
        if !found.iter().all(item) {
            return false;
        }
        let leads = self.leads();
        let begins = |step: Option<&Found>| step.and_then(|step| step.blocks.first().copied());
        let bold = |step: &&Found| {
            let first = step.blocks.first().and_then(|at| self.blocks.get(*at));
            first.is_some_and(|block| block.lead.is_some()) && step.texts.iter().any(|text| self.moves(text))
        };
        let moving = leads.iter().filter(bold).count();
        moving >= 3 && moving >= found.len() && begins(leads.last()) < begins(found.first())
    }

    /// Prose: each paragraph that tells to move is a step; lines that stand alone are cut where a movement begins.
    pub(super) fn paragraphs(&self) -> Vec<Found> {
        let Some(mut first) = self.blocks.iter().position(|block| self.tells(block)) else {
            return Vec::new();
        };
        // Lines of a film: the first that moves, told or not.
        if self.are_lines(self.blocks.get(..).unwrap_or_default()) {
            let begins = |block: &Block| !block.is_heading() && self.moves(&block.text) && !self.greets(&block.text);
            first = self.blocks.iter().position(begins).unwrap_or(first);
        }
        let exercise = self
            .blocks
            .iter()
            .filter(|block| self.tells(block))
            .any(|block| self.is_exercise(block));
        if !exercise {
            return Vec::new();
        }
        let heading = self
            .blocks
            .get(..first)
            .and_then(|before| before.iter().rposition(Block::is_heading));
        // Up to the next heading, and past it where more is told behind it.
        let last = self.blocks.iter().rposition(|block| self.tells(block)).unwrap_or(first);
        let until = self
            .blocks
            .iter()
            .skip(last.max(first))
            .position(Block::is_heading)
            .map_or(self.blocks.len(), |at| last.max(first) + at);
        let is_text = |block: &Block| block.kind != BlockKind::Aside && !block.is_heading();
        let rest: Vec<(usize, Vec<String>)> = (first..until)
            .filter(|at| self.blocks.get(*at).is_some_and(is_text))
            .map(|at| (at, sentences(self.text(at).unwrap_or_default(), self.language)))
            .collect();
        let lines = self.are_lines(self.blocks.get(first..until).unwrap_or_default());
        let told =
            |(at, all): &(usize, Vec<String>)| all.iter().map(|sentence| (*at, sentence.clone())).collect::<Vec<_>>();
        let mut steps: Vec<Found> = Vec::new();
        if lines {
            steps = self.cut(rest.iter().flat_map(told).collect());
        } else {
            for paragraph in &rest {
                let tells = self.blocks.get(paragraph.0).is_some_and(|block| self.tells(block))
                    && !self.goes_on_with_it(&paragraph.1);
                match steps.last_mut().filter(|_| !tells) {
                    Some(step) => {
                        step.texts.extend(paragraph.1.iter().cloned());
                        step.blocks.push(paragraph.0);
                    }
                    None => {
                        let (ends, begins) = paragraph.1.split_at(self.goes_on_until(&paragraph.1));
                        if let (Some(step), false) = (steps.last_mut(), ends.is_empty()) {
                            step.texts.extend(ends.iter().cloned());
                            step.blocks.push(paragraph.0);
                        }
                        let begins = if steps.is_empty() {
                            paragraph.1.clone()
                        } else {
                            begins.to_vec()
                        };
                        let mut cut = self.cut(told(&(paragraph.0, begins)));
                        // A heading right over it is its name.
                        let over = paragraph.0.checked_sub(1).filter(|at| *at > first);
                        let over = over.filter(|at| self.blocks.get(*at).is_some_and(Block::is_heading));
                        if let (Some(at), Some(step)) = (over, cut.first_mut()) {
                            step.title = self.text(at).unwrap_or_default().to_owned();
                            step.blocks.insert(0, at);
                        }
                        steps.extend(cut);
                    }
                }
            }
        }
        if let ([step], Some(heading)) = (steps.as_mut_slice(), heading) {
            step.title = self.text(heading).unwrap_or_default().to_owned();
            step.blocks.insert(0, heading);
        }
        steps
    }

    /// Whether these are lines of a sentence or little more, as of a film.
    pub(super) fn are_lines(&self, blocks: &[Block]) -> bool {
        let texts = blocks.iter().filter(|block| block.kind == BlockKind::Text);
        let (mut lines, mut all) = (0, 0);
        for block in texts {
            lines += 1;
            all += sentences(&block.text, self.language).len();
        }
        lines > 2 && all * 2 <= lines * 3
    }

    /// Whether a line greets: "hi, it's me".
    pub(super) fn greets(&self, text: &str) -> bool {
        let small = format!(" {}", small(text));
        self.language
            .page
            .author
            .greets
            .iter()
            .any(|greet| small.contains(&format!(" {greet} ")))
    }

    /// Whether texts tell a movement, and how long or how often.
    pub(super) fn is_whole(&self, texts: &[String]) -> bool {
        let all: Vec<String> = texts.iter().flat_map(|text| sentences(text, self.language)).collect();
        let wished: Vec<Wish> = in_a_row(&all, self.language)
            .into_iter()
            .flat_map(|wishes| wishes.all)
            .map(|wished| wished.wish)
            .collect();
        let any = |is: fn(&Wish) -> bool| wished.iter().any(is);
        any(|wish| matches!(wish, Wish::Rule { verb: "reach", .. }))
            && any(|wish| matches!(wish, Wish::Hold(_) | Wish::Repeat(Some(_))))
    }

    /// Whether a paragraph only goes on with the movement before it: "Hold it for three breaths, and come back."
    fn goes_on_with_it(&self, all: &[String]) -> bool {
        let wished = in_a_row(all, self.language);
        let is = |wishes: &Wishes, is: fn(&Wish) -> bool| wishes.all.iter().any(|wished| is(&wished.wish));
        let reaches = |wishes: &Wishes| {
            is(wishes, |wish| {
                matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_))
            })
        };
        let goes_on = |wishes: &Wishes| {
            is(wishes, |wish| {
                matches!(
                    wish,
                    Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::OtherSide
                )
            })
        };
        wished.first().is_some_and(goes_on) && !wished.iter().any(reaches)
    }

    /// How many sentences at the beginning of a paragraph only hold, come back or repeat, before it moves.
    fn goes_on_until(&self, all: &[String]) -> usize {
        let goes_on = |wishes: &Wishes| {
            let wish = |wish: &Wish| {
                matches!(
                    wish,
                    Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::OtherSide
                )
            };
            !wishes.all.is_empty() && !wishes.leaves_something && wishes.all.iter().all(|wished| wish(&wished.wish))
        };
        in_a_row(all, self.language)
            .iter()
            .take_while(|wishes| goes_on(wishes))
            .count()
    }

    /// Whether a paragraph tells to move.
    pub(super) fn tells(&self, block: &Block) -> bool {
        let mut all = sentences(&block.text, self.language);
        all.retain(|sentence| !announces(sentence, self.language));
        let wished = in_a_row(&all, self.language);
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
        !block.is_heading()
            && block.kind != BlockKind::Aside
            && (orders * 2 > all.len() || whole)
            && (whole || self.moves(&block.text))
    }

    /// Prose may tell anyone to raise a hand: an exercise has a movement that is known, or a time, or a count.
    pub(super) fn is_exercise(&self, block: &Block) -> bool {
        let mut wished = sentences(&block.text, self.language)
            .into_iter()
            .flat_map(|sentence| wishes(&sentence, self.language).all);
        wished.any(|wished| {
            matches!(
                wished.wish,
                Wish::Rule { .. } | Wish::Ask(_) | Wish::Hold(_) | Wish::Repeat(Some(_))
            )
        })
    }
}
