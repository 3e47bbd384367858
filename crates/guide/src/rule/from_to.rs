//! `from P to Q`: two positions in turn. It is the short way to write `start P` and `reach Q`, of which a repetition is made
//! by itself: it counts each time that Q was reached and P is there again.

use super::{Named, Reader};
use crate::at::{span, tidy};
use crate::mistake::Mistake;
use crate::model::Rule;
use crate::syntax::{At, FromTo, Own};
use crate::vocabulary::PhraseVerb;

/// A phrase with its side, and the threshold behind it.
type Position<'w, 's> = (&'w [At<&'s str>], Option<&'w Own<'s>>);

impl Reader<'_> {
    /// Both rules; fewer after a mistake. `source` is the whole code span, which begins at byte `start` of the guide.
    pub(super) fn from_to(&mut self, verb: &At<&str>, found: &FromTo, source: &str, start: usize) -> Vec<Rule> {
        let Some((from, to, then)) = self.parted(found) else {
            self.mistakes.push(Mistake::FromWithoutTo { at: span(&verb.at) });
            return Vec::new();
        };
        let written = [
            source.get(verb.at.end - start..to.at.start - start),
            source.get(to.at.end - start..end_of(then, to) - start),
        ];
        let positions = [(PhraseVerb::Start, verb, from), (PhraseVerb::Reach, to, then)];
        let rules = positions
            .into_iter()
            .zip(written)
            .filter_map(|((name, word, (words, own)), written)| {
                let demand = self.phrase(name, &word.at, words, own)?;
                let text = format!("{} {}", name.name(), tidy(written.unwrap_or_default()));
                Some(Rule { text, demand })
            });
        rules.collect()
    }

    /// The two positions, and the word between them.
    fn parted<'w, 's>(&self, found: &'w FromTo<'s>) -> Option<(Position<'w, 's>, &'w At<&'s str>, Position<'w, 's>)> {
        let FromTo { words, own, then } = found;
        if let Some((to, others, other)) = then {
            return Some(((words, own.as_ref()), to, (others, other.as_ref())));
        }
        // "from head straight to chin to chest": the second `to` is part of a phrase.
        let places = (0..words.len()).filter(|place| words[*place].value == "to");
        let known = |place: usize| {
            let (from, then) = (self.is_known(&words[..place]), self.is_known(&words[place + 1..]));
            u8::from(from) + u8::from(then)
        };
        // Of several that fit alike the first, which `max_by_key` gives when it is asked from behind.
        let place = places.rev().max_by_key(|place| known(*place))?;
        Some((
            (&words[..place], None),
            &words[place],
            (&words[place + 1..], own.as_ref()),
        ))
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

/// The last byte of what follows `to`.
fn end_of((words, own): Position, to: &At<&str>) -> usize {
    let of_amount = own.map(|own| match &own.amount {
        None => own.operator.at.end,
        Some(amount) => amount.unit.as_ref().unwrap_or(&amount.number).at.end,
    });
    of_amount.or(words.last().map(|word| word.at.end)).unwrap_or(to.at.end)
}
