//! `unhunch guide`, and guides, steps and sides that are not there.

use super::{bundled, unhunch};

#[test]
fn the_first_guide_is_listed_and_shown() {
    let said = unhunch(["guide", "list"]);
    assert_eq!(said.code, Some(0));
    assert!(said.out.starts_with("upper-back  "), "{}", said.out);
    let said = unhunch(["guide", "show", "upper-back"]);
    assert_eq!(said.code, Some(0));
    for rule in [
        "reach hands clasped",
        "hold 3 breaths",
        "reach head turned {side}",
        "keep chin level",
        "repeat 5 to 12",
    ] {
        assert!(said.out.contains(rule), "{rule}: {}", said.out);
    }
}

#[test]
fn what_is_not_there_says_what_is() {
    let clip = bundled();
    let clip = clip.to_str().unwrap();
    let cases: [(&[&str], &[&str]); 4] = [
        (&["check", clip, "--guide", "lower-back"], &["lower-back", "upper-back"]),
        (&["check", clip, "--guide", "no/such.md"], &["no/such.md"]),
        (
            &["check", clip, "--step", "neck-tlt"],
            &["neck-tlt", "neck-tilt", "shoulder-squeeze"],
        ),
        (
            &["check", clip, "--step", "round-back", "--side", "left"],
            &["round-back", "no sides", "look-down, neck-tilt"],
        ),
    ];
    for (arguments, words) in cases {
        let said = unhunch(arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        for word in words {
            assert!(said.err.contains(word), "{arguments:?}: {}", said.err);
        }
    }
}

#[test]
fn lint_tells_clean_from_mistaken_from_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.md");
    let guide = |rule: &str| {
        format!(
            "---\ntitle: Mine\nauthor: Me\ndifficulty: easy\n---\n\n## Bend {{#bend}}\n\n- Bow your head. `{rule}`\n- Stay. `hold 5 s`\n"
        )
    };
    std::fs::write(&file, guide("reach head lowered")).unwrap();
    let said = unhunch(["guide".as_ref(), "lint".as_ref(), file.as_os_str()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    std::fs::write(&file, guide("reach head lowerd")).unwrap();
    let said = unhunch(["guide".as_ref(), "lint".as_ref(), file.as_os_str()]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(said.err.contains("head lowered"), "{}", said.err);
    let said = unhunch(["guide", "lint", "no-such.md"]);
    assert_eq!(said.code, Some(2));
}
