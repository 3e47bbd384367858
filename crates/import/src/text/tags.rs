//! What tags of HTML are, what tells HTML from other text, and how pages write their titles.
//!
//! Tables, and small look-ups. Must not know: blocks.

/// Tags whose content is none of the article's.
pub(crate) const HIDDEN: [&str; 20] = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "select",
    "textarea",
    "iframe",
    "object",
    "video",
    "audio",
    "canvas",
    "figcaption",
    "dialog",
];
/// Tags that hold the whole page or article, whatever their classes say of it.
pub(crate) const WHOLE: [&str; 5] = ["html", "head", "body", "main", "article"];
/// Classes and ids of what stands around an article.
const AROUND: [&str; 30] = [
    "ad",
    "ads",
    "adsbygoogle",
    "ad-slot",
    "ad-container",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "newsletter",
    "comments",
    "respond",
    "toc",
    "table-of-contents",
    "related",
    "sidebar",
    "widget-area",
    "skip-link",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "sharedaddy",
    "promo",
    "promotion",
    "cta",
    "signup",
    "sign-up",
    "subscribe",
    "banner",
    "read-next",
];
/// Beginnings of further ones.
const AROUND_STARTS: [&str; 14] = [
    "advert",
    "breadcrumb",
    "comment-",
    "comments-",
    "cookie-",
    "ez-toc",
    "newsletter-",
    "popup",
    "promo-",
    "related-",
    "share-",
    "social-",
    "subscribe-",
    "toc-",
];
/// Tags that have no end.
pub(crate) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
];
/// Tags that stand inside of a line.
pub(crate) const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Whether the classes or the id of an element say that it is none of the article's.
pub(crate) fn is_around(names: &str) -> bool {
    names.split_whitespace().map(str::to_lowercase).any(|name| {
        let name = name.replace('_', "-");
        AROUND.contains(&name.as_str()) || AROUND_STARTS.iter().any(|start| name.starts_with(start))
    })
}

/// Whether a text is HTML: it says so, or it closes what only HTML has.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(1000).collect::<String>().to_lowercase();
    let says = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<main",
        "<script",
    ]
    .iter()
    .any(|tag| start.contains(tag));
    let ends = ["</p>", "</li>", "</h1>", "</h2>", "</h3>", "</div>"];
    says || start.starts_with('<') && ends.iter().any(|tag| text.contains(tag))
        || ends.iter().map(|tag| text.matches(tag).take(3).count()).sum::<usize>() >= 3
}

/// The first bytes of a text, as far as they are whole characters.
pub(crate) fn start_of(text: &str, most: usize) -> &str {
    text.get(
        ..(0..=most.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0),
    )
    .unwrap_or(text)
}

/// A page's title without the name of its site: "Neck tilt - Some Site", "Neck tilt | Some Site".
pub(crate) fn without_site(title: &str) -> String {
    let cut = [" | ", " – ", " — ", " - ", " • ", " · "]
        .iter()
        .filter_map(|mark| title.rfind(mark))
        .min();
    cut.and_then(|at| title.get(..at)).unwrap_or(title).trim().to_owned()
}
