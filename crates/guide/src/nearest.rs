//! Proposes the word that was probably meant.

/// Longer words get no proposal: nobody meant them, and comparing takes time.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, if one is near enough to be meant.
///
/// Near enough: at most a third of the letters differ, two at least being allowed.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(2);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// "did you mean …?" when something is near, else the list of what there is.
pub(crate) fn proposal<'a>(word: &str, what: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(nearest) = nearest(word, candidates.clone()) {
        return format!("did you mean {nearest:?}?");
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    format!("{what}: {}", all.join(", "))
}

/// Which candidates a word may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Guess<'a> {
    Nothing,
    One(&'a str),
    Several(Vec<&'a str>),
}

/// What a phrase that there is not may mean: those that have all of its words, else the nearest.
pub(crate) fn guess<'a>(phrase: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Guess<'a> {
    if phrase.len() > LONGEST {
        return Guess::Nothing;
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let has_all = |candidate: &&str| {
        words
            .iter()
            .all(|word| candidate.split(' ').any(|known| known == *word))
    };
    let found: Vec<&str> = candidates.clone().into_iter().filter(has_all).collect();
    match found.as_slice() {
        [only] => Guess::One(only),
        [] => nearest(phrase, candidates).map_or(Guess::Nothing, Guess::One),
        _ => Guess::Several(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_proposed_and_far_ones_are_not() {
        let phrases = ["chin level", "chin to chest", "neck tilt"];
        assert_eq!(nearest("chin levle", phrases), Some("chin level"));
        assert_eq!(nearest("Neck Tilt", phrases), Some("neck tilt"));
        assert_eq!(nearest("elbows out", phrases), None);
        assert_eq!(nearest(&"x".repeat(1000), phrases), None);
    }

    #[test]
    fn a_part_of_a_phrase_means_every_phrase_that_has_it() {
        let phrases = ["chin level", "chin to chest", "neck tilt"];
        assert_eq!(guess("neck", phrases), Guess::One("neck tilt"));
        assert_eq!(
            guess("chin", phrases),
            Guess::Several(vec!["chin level", "chin to chest"])
        );
        assert_eq!(guess("chest chin", phrases), Guess::One("chin to chest"));
        assert_eq!(guess("chin levle", phrases), Guess::One("chin level"));
        assert_eq!(guess("elbows out", phrases), Guess::Nothing);
    }
}
