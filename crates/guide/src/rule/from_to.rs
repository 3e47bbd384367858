//! `from P to Q`: two positions in turn. It is the short way to write `start P` and `reach Q`, of which a repetition is made
//! by itself: it counts each time that Q was reached and P is there again.

use super::{Named, Reader};
use crate::at::{span, tidy};
use crate::mistake::Mistake;
use crate::model::Rule;
use crate::syntax::{At, FromTo, Own};
use crate::vocabulary::PhraseVerb;

/// One of the two positions, with the word before it: `from` or `to`.
struct Half<'w, 's> {
    after: &'w At<&'s str>,
    words: &'w [At<&'s str>],
    own: Option<&'w Own<'s>>,
}

impl Reader<'_> {
    /// Both rules; fewer after a mistake. `source` is the whole code span, which begins at byte `start` of the guide.
    pub(super) fn two_positions(&mut self, verb: &At<&str>, found: &FromTo, source: &str, start: usize) -> Vec<Rule> {
        let Some(halves) = self.halves(verb, found) else {
            self.mistakes.push(Mistake::FromWithoutTo { at: span(&verb.at) });
            return Vec::new();
        };
        let ends = [halves[1].after.at.start, halves[1].end()];
        let mut rules = Vec::new();
        for ((half, end), name) in halves.iter().zip(ends).zip([PhraseVerb::Start, PhraseVerb::Reach]) {
            let written = source.get(half.after.at.end - start..end - start).unwrap_or_default();
            let demand = self.phrase(name, &half.after.at, half.words, half.own);
            let text = format!("{} {}", name.name(), tidy(written));
            rules.extend(demand.map(|demand| Rule { text, demand }));
        }
        rules
    }

    /// The two positions; `None` where no `to` parts them.
    fn halves<'w, 's>(&self, verb: &'w At<&'s str>, found: &'w FromTo<'s>) -> Option<[Half<'w, 's>; 2]> {
        let (words, own) = (&found.first.words, found.first.own.as_ref());
        let half = |after, words, own| Half { after, words, own };
        if let Some((to, second)) = &found.then {
            return Some([half(verb, words, own), half(to, &second.words, second.own.as_ref())]);
        }
        // "from head straight to chin to chest": the second `to` is part of a phrase.
        let places = (0..words.len()).filter(|place| words[*place].value == "to");
        let known = |place: usize| {
            let (from, then) = (self.is_known(&words[..place]), self.is_known(&words[place + 1..]));
            u8::from(from) + u8::from(then)
        };
        // Of several that fit alike the first, which `max_by_key` gives when it is asked from behind.
        let place = places.rev().max_by_key(|place| known(*place))?;
        Some([
            half(verb, &words[..place], None),
            half(&words[place], &words[place + 1..], own),
        ])
    }

    /// Whether the words name a phrase, with a side or without.
    fn is_known(&self, words: &[At<&str>]) -> bool {
        let name = match words.split_last() {
            Some((last, name)) if matches!(last.value, "{side}" | "left" | "right") => name,
            _ => words,
        };
        let name = name.iter().map(|word| word.value).collect::<Vec<_>>().join(" ");
        !matches!(self.phrases.named(&name), Named::Nothing)
    }
}

impl Half<'_, '_> {
    /// Its last byte.
    fn end(&self) -> usize {
        let of_own = self.own.map(|own| match &own.amount {
            None => own.operator.at.end,
            Some(amount) => amount.unit.as_ref().unwrap_or(&amount.number).at.end,
        });
        let of_words = self.words.last().map(|word| word.at.end);
        of_own.or(of_words).unwrap_or(self.after.at.end)
    }
}
