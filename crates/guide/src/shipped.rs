//! The guides that come with the program.

/// Name and text of the first guide.
pub const UPPER_BACK: (&str, &str) = ("upper-back", include_str!("../../../guides/upper-back.md"));

/// Name and text of every guide that comes with the program.
pub fn builtin_guides() -> &'static [(&'static str, &'static str)] {
    &[
        UPPER_BACK,
        ("neck", include_str!("../../../guides/neck.md")),
        ("shoulders", include_str!("../../../guides/shoulders.md")),
        ("chest-opener", include_str!("../../../guides/chest-opener.md")),
        ("desk-break", include_str!("../../../guides/desk-break.md")),
        (
            "breathe-and-reset",
            include_str!("../../../guides/breathe-and-reset.md"),
        ),
        ("gentle", include_str!("../../../guides/gentle.md")),
    ]
}

/// Translations of a guide that comes with the program: language (ISO 639-1) and text. None for any other name.
pub fn builtin_translations(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "upper-back" => &[
            ("de", include_str!("../../../guides/upper-back.de.md")),
            ("es", include_str!("../../../guides/upper-back.es.md")),
        ],
        "neck" => &[
            ("de", include_str!("../../../guides/neck.de.md")),
            ("es", include_str!("../../../guides/neck.es.md")),
        ],
        "shoulders" => &[
            ("de", include_str!("../../../guides/shoulders.de.md")),
            ("es", include_str!("../../../guides/shoulders.es.md")),
        ],
        "chest-opener" => &[
            ("de", include_str!("../../../guides/chest-opener.de.md")),
            ("es", include_str!("../../../guides/chest-opener.es.md")),
        ],
        "desk-break" => &[
            ("de", include_str!("../../../guides/desk-break.de.md")),
            ("es", include_str!("../../../guides/desk-break.es.md")),
        ],
        "breathe-and-reset" => &[
            ("de", include_str!("../../../guides/breathe-and-reset.de.md")),
            ("es", include_str!("../../../guides/breathe-and-reset.es.md")),
        ],
        "gentle" => &[
            ("de", include_str!("../../../guides/gentle.de.md")),
            ("es", include_str!("../../../guides/gentle.es.md")),
        ],
        _ => &[],
    }
}
