//! Which steps are done for each side, and where their sentences say the side.
//!
//! Must not know: which rules there are.

use crate::meaning::wish::{Wish, Wishes};
use crate::rules::planned::{EachSide, PlannedSentence, Without};

/// Whether a step that wants all this is done for each side.
pub(crate) fn each_side(all: &[&Wish]) -> Option<EachSide> {
    let sides = |wanted: Option<&str>| {
        all.iter()
            .any(|wish| matches!(wish, Wish::Rule { sided: true, side, .. } if side.as_deref() == wanted))
    };
    let toward = |side: &'static str| all.contains(&&Wish::Toward(side));
    let (left, right) = (sides(Some("left")), sides(Some("right")));
    let both = left && (right || toward("right")) || right && toward("left");
    if all.contains(&&Wish::OtherSide) || both {
        Some(EachSide::Said)
    } else if !left && !right && sides(None) {
        Some(EachSide::Guessed)
    } else {
        None
    }
}

/// Writes `{side}` where the step names the side that it begins with. A sentence that names the other is left to the
/// author.
pub(crate) fn fill_sides(planned: &mut [PlannedSentence], read: &[Wishes], fixed: Option<&'static str>) {
    let named = read.iter().flat_map(|wishes| &wishes.sides).map(|(side, _)| *side);
    let Some(first) = fixed.or_else(|| named.clone().next()) else {
        return;
    };
    for (sentence, wishes) in planned.iter_mut().zip(read) {
        let covered = sentence.without == Without::Covered && sentence.rules.is_empty();
        if covered || wishes.sides.is_empty() {
            continue;
        }
        if wishes.sides.iter().any(|(side, _)| *side != first) {
            sentence.hint.get_or_insert("name the sides with {side}".to_owned());
            continue;
        }
        for (_, at) in wishes.sides.iter().rev() {
            if sentence.text.get(at.clone()).is_some() {
                sentence.text.replace_range(at.clone(), "{side}");
            }
        }
    }
}
