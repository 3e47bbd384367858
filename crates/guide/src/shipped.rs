//! The guides that come with the program.

/// Name and text of the first guide.
pub const UPPER_BACK: (&str, &str) = ("upper-back", include_str!("../../../guides/upper-back.md"));

/// Name and text of every guide that comes with the program.
pub fn builtin_guides() -> &'static [(&'static str, &'static str)] {
    &[UPPER_BACK]
}
