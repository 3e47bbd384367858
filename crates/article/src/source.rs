//! The article's text in parts, each a sentence of the guide or what stands between two: for the page to show beside the
//! guide.

use std::ops::Range;

use import::Draft;
use serde::Serialize;

/// A stretch of the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePart {
    /// As the article has it.
    pub text: String,
    /// Step and sentence of the guide, from 0, that it is.
    pub of: Option<(usize, usize)>,
    /// For each suggested rule of that sentence the words that say it: from and to, in UTF-16 units of `text`, which
    /// JavaScript counts in.
    pub words: Vec<Vec<(usize, usize)>>,
}

/// All parts, in the order of the text. Where two sentences stand at the same place, the first has it.
pub fn parts(draft: &Draft) -> Vec<SourcePart> {
    let source = draft.source();
    let mut placed: Vec<_> = Vec::new();
    for (step, sentences) in draft.places().into_iter().enumerate() {
        let sentences = sentences.into_iter().enumerate();
        placed.extend(sentences.filter_map(|(sentence, place)| Some(((step, sentence), place?))));
    }
    placed.sort_by_key(|(of, place)| (place.at.start, *of));
    let mut parts = Vec::new();
    let mut from = 0;
    for (of, place) in placed {
        if place.at.start < from {
            continue;
        }
        parts.extend(between(source, from..place.at.start));
        let text = source.get(place.at.clone()).unwrap_or_default();
        let units = |byte: usize| {
            text.get(..byte - place.at.start)
                .map_or(0, |before| before.encode_utf16().count())
        };
        let words = place
            .words
            .iter()
            .map(|words| words.iter().map(|at| (units(at.start), units(at.end))).collect());
        parts.push(SourcePart {
            text: text.to_owned(),
            of: Some(of),
            words: words.collect(),
        });
        from = place.at.end;
    }
    parts.extend(between(source, from..source.len()));
    parts
}

fn between(source: &str, at: Range<usize>) -> Option<SourcePart> {
    let text = source.get(at)?;
    (!text.is_empty()).then(|| SourcePart {
        text: text.to_owned(),
        of: None,
        words: Vec::new(),
    })
}
