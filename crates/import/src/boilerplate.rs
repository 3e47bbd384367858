//! What pages say around their article: rating widgets, share buttons, profiles, advertisements.
//!
//! Tables, and the look-ups in them. Must not know: steps.

/// What a heading says of what stands under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Something of the article.
    Own,
    /// Holds the steps, and is none: "Instructions".
    Container,
    /// The same again at length.
    Detailed,
    /// Who wrote it.
    Author,
    /// No steps: "Tips", "Why it helps".
    Aside,
    /// What comes after an article: "Rate this guide".
    Tail,
}

const CONTAINERS: [&str; 21] = [
    "step-by-step guide",
    "step by step guide",
    "step-by-step",
    "step by step",
    "steps",
    "the steps",
    "instructions",
    "directions",
    "how to do it",
    "how to do them",
    "how to",
    "method",
    "methods",
    "the exercises",
    "exercises",
    "the stretches",
    "stretches",
    "the routine",
    "routine",
    "the movements",
    "what to do",
];

const DETAILED: [&str; 4] = [
    "detailed guide",
    "detailed instructions",
    "full guide",
    "guide in detail",
];

const AUTHOR: [&str; 5] = [
    "about the author",
    "about author",
    "about the writer",
    "the author",
    "meet the author",
];

const ASIDES: [&str; 35] = [
    "tips",
    "tip",
    "warning",
    "warnings",
    "things you'll need",
    "what you need",
    "what you will need",
    "you will need",
    "benefits",
    "why ",
    "when to ",
    "who ",
    "before you ",
    "safety",
    "precautions",
    "frequently asked",
    "faq",
    "questions",
    "q&a",
    "community q&a",
    "expert q&a",
    "conclusion",
    "summary",
    "the bottom line",
    "bottom line",
    "in this article",
    "table of contents",
    "contents",
    "overview",
    "introduction",
    "key takeaways",
    "at a glance",
    "about ",
    "how often",
    "what are ",
];

const TAILS: [&str; 22] = [
    "rate this",
    "rating",
    "how helpful",
    "related",
    "more from",
    "you may also like",
    "you might also like",
    "references",
    "sources",
    "further reading",
    "comments",
    "leave a comment",
    "leave a reply",
    "share",
    "newsletter",
    "subscribe",
    "sign up",
    "reviews",
    "did this",
    "video",
    "advertisement",
    "disclaimer",
];

/// Lines that are no text of an article, whole.
const NOISE: [&str; 23] = [
    "loading",
    "share",
    "print",
    "save",
    "tweet",
    "pin",
    "email",
    "advertisement",
    "ad",
    "skip to content",
    "menu",
    "home",
    "search",
    "view all articles",
    "read more",
    "submit",
    "cancel",
    "back to top",
    "copy link",
    "follow us",
    "log in",
    "close",
    "next",
];

/// Lines that are none, by their beginnings.
const NOISE_STARTS: [&str; 21] = [
    "how helpful was this",
    "click to rate",
    "rate this",
    "image credit",
    "image:",
    "photo:",
    "photo by",
    "photo credit",
    "last updated",
    "published on",
    "updated on",
    "share this",
    "this article was",
    "reviewed by",
    "medically reviewed",
    "cookie",
    "posted on",
    "skip to ",
    "table of contents",
    "©",
    "copyright ",
];

/// What stands under this heading.
pub(crate) fn section(heading: &str) -> Section {
    let heading = heading
        .trim_end_matches([':', '.', '!', '?', '…'])
        .trim()
        .to_lowercase()
        .replace('’', "'");
    let is = |list: &[&str]| list.contains(&heading.as_str());
    let begins = |list: &[&str]| {
        list.iter().any(|start| {
            let after = heading.strip_prefix(start.trim_end());
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })
    };
    if is(&AUTHOR) {
        Section::Author
    } else if is(&DETAILED) {
        Section::Detailed
    } else if is(&CONTAINERS) || is_part_of_method(&heading) {
        Section::Container
    } else if begins(&TAILS) {
        Section::Tail
    } else if begins(&ASIDES) {
        Section::Aside
    } else {
        Section::Own
    }
}

/// "Method 1", "Part 2 of 3: The neck".
fn is_part_of_method(heading: &str) -> bool {
    let mut words = heading.split_whitespace();
    let named = matches!(words.next(), Some("method" | "part"));
    named
        && words
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a block is no text of the article.
pub(crate) fn is_noise(text: &str) -> bool {
    let small = text.to_lowercase();
    let bare = small.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || !bare.chars().any(char::is_alphabetic)
        || bare.chars().count() == 1
        || NOISE.contains(&bare)
        || NOISE_STARTS.iter().any(|start| small.starts_with(start))
        || is_count(bare)
}

/// "35 articles", "4 steps 1 min read easy", "128 comments".
fn is_count(small: &str) -> bool {
    let mut words = small.split_whitespace();
    let number = words
        .next()
        .is_some_and(|word| word.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.'));
    let thing = words.next().unwrap_or_default();
    let things = [
        "articles", "article", "comments", "comment", "shares", "views", "ratings", "votes", "stars", "min", "minute",
        "minutes",
    ];
    let few = small.split_whitespace().count() <= 8;
    number && few && (things.contains(&thing) || small.contains("min read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_articles() {
        for noise in [
            "--",
            "Loading...",
            "5",
            "A",
            "35 articles",
            "4 Steps 1 min read Easy",
            "How helpful was this guide? Click to rate:",
            "★★★★★",
        ] {
            assert!(is_noise(noise), "{noise}");
        }
        for text in [
            "Turn your head.",
            "5 times on each side.",
            "Neck tilt",
            "10 minutes a day will do, and that is a promise of ours.",
        ] {
            assert!(!is_noise(text), "{text}");
        }
        assert_eq!(section("Rate This Guide"), Section::Tail);
        assert_eq!(section("Step-by-Step Guide"), Section::Container);
        assert_eq!(section("Why it works"), Section::Aside);
        assert_eq!(section("Shoulder rolls"), Section::Own);
        assert_eq!(section("Tipping your head"), Section::Own);
    }
}
