//! Makes one answer of the tests of a phrase: all of these, any of those.
//!
//! Three-valued: what is seen to fail decides an "all", what is seen to hold decides an "any", whatever the others
//! hide.

use guide::Formula;

use crate::dwell::Standing;

/// What is said of a test, or of several together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighed {
    pub standing: Standing,
    /// At the good value.
    pub good: bool,
    /// How sure; `None` when nothing of it was seen.
    pub confidence: Option<f32>,
    /// Place of the test that decides.
    pub deciding: usize,
}

/// Weighs the tests, which stand in the order of the phrase.
pub(crate) fn weigh(formula: &Formula, tests: &[Weighed]) -> Weighed {
    let nothing = Weighed {
        standing: Standing::Met,
        good: true,
        confidence: None,
        deciding: 0,
    };
    match formula {
        Formula::Test(place) => tests.get(*place).copied().unwrap_or(nothing),
        Formula::All(parts) => together(parts, tests).unwrap_or(nothing),
        Formula::Any(parts) => either(parts, tests).unwrap_or(nothing),
    }
}

/// All parts: the first that is missed decides, else the first that is not seen, else the first. As sure as the
/// least sure part.
fn together(parts: &[Formula], tests: &[Weighed]) -> Option<Weighed> {
    let parts = || parts.iter().map(|part| weigh(part, tests));
    let unseen = |part: &Weighed| matches!(part.standing, Standing::Unseen(_));
    let deciding = parts()
        .find(|part| part.standing == Standing::Missed)
        .or_else(|| parts().find(unseen))
        .or_else(|| parts().next())?;
    Some(Weighed {
        good: deciding.standing == Standing::Met && parts().all(|part| part.good),
        confidence: parts().filter_map(|part| part.confidence).reduce(f32::min),
        ..deciding
    })
}

/// Any part: the first that is met decides, else the first that is not seen, else the first. When one is met, as sure
/// as the surest of those; else as the least sure part.
fn either(parts: &[Formula], tests: &[Weighed]) -> Option<Weighed> {
    let parts = || parts.iter().map(|part| weigh(part, tests));
    let met = |part: &Weighed| part.standing == Standing::Met;
    if let Some(deciding) = parts().find(met) {
        return Some(Weighed {
            good: parts().any(|part| met(&part) && part.good),
            confidence: parts().filter(met).filter_map(|part| part.confidence).reduce(f32::max),
            ..deciding
        });
    }
    let unseen = |part: &Weighed| matches!(part.standing, Standing::Unseen(_));
    let deciding = parts().find(unseen).or_else(|| parts().next())?;
    Some(Weighed {
        good: false,
        confidence: parts().filter_map(|part| part.confidence).reduce(f32::min),
        ..deciding
    })
}

#[cfg(test)]
mod tests {
    use measure::Unseen;

    use super::*;

    fn told(formula: &Formula, letters: &str) -> String {
        let tests: Vec<Weighed> = letters
            .chars()
            .enumerate()
            .map(|(place, letter)| Weighed {
                standing: match letter {
                    'm' | 'g' => Standing::Met,
                    'x' => Standing::Missed,
                    _ => Standing::Unseen(Unseen::Shoulders),
                },
                good: letter == 'g',
                confidence: (letter != '?').then_some(0.9 - place as f32 / 10.0),
                deciding: place,
            })
            .collect();
        let told = weigh(formula, &tests);
        let letter = match (told.standing, told.good) {
            (Standing::Met, true) => 'g',
            (Standing::Met, false) => 'm',
            (Standing::Missed, _) => 'x',
            (Standing::Unseen(_), _) => '?',
        };
        let sure = told.confidence.map_or(0.0, |sure| sure * 10.0).round();
        format!("{letter}{} {sure}", told.deciding)
    }

    #[test]
    fn all_is_missed_before_it_is_unseen_before_it_is_met() {
        let all = Formula::all_of(3);
        let table = ["ggg", "gmg", "g?g", "gx?", "?x?", "???"].map(|tests| told(&all, tests));
        assert_eq!(table, ["g0 7", "m0 7", "?1 7", "x1 8", "x1 8", "?0 0"]);
    }

    #[test]
    fn any_is_met_before_it_is_unseen_before_it_is_missed() {
        let any = Formula::Any((0..3).map(Formula::Test).collect());
        let table = ["xxg", "mxg", "x?m", "x?x", "xxx", "???"].map(|tests| told(&any, tests));
        assert_eq!(table, ["g2 7", "g0 9", "m2 7", "?1 7", "x0 7", "?0 0"]);
    }

    #[test]
    fn one_goes_into_the_other() {
        // (0 and 1) or 2
        let either = Formula::Any(vec![Formula::all_of(2), Formula::Test(2)]);
        let table = ["ggx", "gxg", "gxx", "?gx", "?x?"].map(|tests| told(&either, tests));
        assert_eq!(table, ["g0 8", "g2 7", "x1 7", "?0 7", "?2 8"]);
    }
}
