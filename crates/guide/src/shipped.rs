//! The guides that come with the program.

/// The text of a file of `guides/`.
macro_rules! text {
    ($file:expr) => {
        include_str!(concat!("../../../guides/", $file, ".md"))
    };
}

/// Every guide with its translations, named once.
macro_rules! shipped {
    ($($name:literal)*) => {
        const ORIGINALS: &[(&str, &str)] = &[$(($name, text!($name))),*];
        const TRANSLATIONS: &[(&str, &[(&str, &str)])] = &[
            $(($name, &[("de", text!(concat!($name, ".de"))), ("es", text!(concat!($name, ".es")))])),*
        ];
    };
}

// In the order in which lists show them: the page puts those that stand together here on one shelf
// (`web/src/pages/shelves.ts`).
shipped! {
    "upper-back" "chest-opener" "wall-angels" "doorway-chest"
    "neck" "chin-tucks" "shoulders" "wrists"
    "seated-twist" "side-bend" "cat-and-cow"
    "calves-and-thighs" "sit-to-stand" "balance"
    "desk-break" "breathe-and-reset" "gentle"
}

/// Name and text of the first guide.
pub const UPPER_BACK: (&str, &str) = ("upper-back", text!("upper-back"));

/// Name and text of every guide that comes with the program.
pub fn builtin_guides() -> &'static [(&'static str, &'static str)] {
    ORIGINALS
}

/// Translations of a guide that comes with the program: language (ISO 639-1) and text. None for any other name.
pub fn builtin_translations(name: &str) -> &'static [(&'static str, &'static str)] {
    let found = TRANSLATIONS.iter().find(|(known, _)| *known == name);
    found.map_or(&[], |(_, translations)| translations)
}
