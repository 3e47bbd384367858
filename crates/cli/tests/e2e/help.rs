//! Help and usage: what people read first.

use super::unhunch;

#[test]
fn help_of_every_command() {
    for command in [
        vec![],
        vec!["check"],
        vec!["measure"],
        vec!["replay"],
        vec!["validate"],
        vec!["serve"],
        vec!["remind"],
        vec!["plan"],
        vec!["plan", "add"],
        vec!["plan", "remove"],
        vec!["plan", "quiet"],
        vec!["plan", "put-off"],
        vec!["plan", "take"],
        vec!["plan", "routine"],
        vec!["history"],
        vec!["history", "list"],
        vec!["history", "show"],
        vec!["history", "export"],
        vec!["history", "import"],
        vec!["history", "delete"],
        vec!["guide"],
        vec!["guide", "list"],
        vec!["guide", "show"],
        vec!["guide", "lint"],
        vec!["guide", "fmt"],
        vec!["guide", "new"],
        vec!["guide", "try"],
        vec!["guide", "import"],
    ] {
        let name = format!(
            "help_{}",
            if command.is_empty() {
                "unhunch".to_owned()
            } else {
                command.join("_")
            }
        );
        let said = unhunch(command.into_iter().chain(["--help"]));
        assert_eq!(said.code, Some(0));
        insta::assert_snapshot!(name, said.out);
    }
}

#[test]
fn version() {
    assert_eq!(
        unhunch(["--version"]).out,
        format!("unhunch {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        vec!["check"],
        vec!["check", "a.mp4", "--side", "left"],
        vec!["check", "a.mp4", "--step", "neck-tilt", "--side", "up"],
        vec!["check", "a.mp4", "--fov", "500"],
        vec!["check", "a.mp4", "--model", "huge"],
        vec!["stretch"],
    ] {
        let said = unhunch(&arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.out.is_empty() && !said.err.is_empty(), "{arguments:?}");
    }
}
