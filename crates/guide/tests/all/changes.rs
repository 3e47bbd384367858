//! What is other in a new version of a guide.

use guide::{Guide, Vocabulary, changes, parse};

const OLD: &str = "---\ntitle: Neck\nplan: 3 times a day\nphrases:\n  far: \"head_azimuth_deg {side} >= 40 deg\"\n---\n\nStop if it hurts.\n\n\
    ## Tilt {#tilt}\n\n`each side`\n\n- Sit. `ask sit`\n- Tilt. `reach neck tilt {side}`\n- Stay. `hold 10 s`\n\n\
    ## Turn {#turn}\n\n`each side`\n\n- Turn. `reach far {side}`\n\n\
    ## Bow {#bow}\n\n- Bow. `reach chin to chest`\n";

fn read(text: &str) -> Guide {
    parse("neck", text, Vocabulary::builtin()).unwrap()
}

fn told(from: &[(&str, &str)]) -> String {
    let new = from.iter().fold(OLD.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    let found = changes(&read(OLD), &read(&new));
    found
        .iter()
        .map(|change| format!("{} {:?}: {change}\n", change.kind.name(), change.step))
        .collect()
}

#[test]
fn what_a_person_does_otherwise_is_told_in_plain_words() {
    assert_eq!(told(&[]), "");
    // How it is written, and who wrote it, changes nothing that is done.
    assert_eq!(
        told(&[("title: Neck", "title:   Neck\nauthor: me"), ("## Turn", "##  Turn")]),
        ""
    );
    insta::assert_snapshot!(told(&[("title: Neck", "title: My neck"), ("3 times a day", "every 45 min at the desk")]), @r#"
    title None: The title: Neck → My neck
    plan None: How often: 3 times a day → every 45 min at the desk
    "#);
    insta::assert_snapshot!(told(&[("plan: 3 times a day\n", "")]), @"plan None: How often, gone: 3 times a day");
    insta::assert_snapshot!(told(&[("hold 10 s", "hold 20 s"), ("## Bow", "## Bow down")]), @r#"
    step_changed Some("tilt"): Step "Tilt": Stay. `hold 10 s` → Stay. `hold 20 s`
    step_changed Some("bow"): Step "Bow down": Bow → Bow down
    "#);
    insta::assert_snapshot!(told(&[("- Stay. `hold 10 s`\n", ""), ("- Turn.", "- Breathe in. `note`\n- Turn.")]), @r#"
    step_changed Some("tilt"): Step "Tilt", gone: Stay. `hold 10 s`
    step_changed Some("turn"): Step "Turn", new: Breathe in. `note`
    "#);
    insta::assert_snapshot!(told(&[(">= 40 deg", ">= 50 deg")]), @r#"step_changed Some("turn"): Step "Turn": Turn. `reach far {side}` → Turn. `reach far {side}` (a phrase in it has another meaning)"#);
    insta::assert_snapshot!(told(&[("{#bow}", "{#nod}")]), @r#"
    step_added Some("nod"): New step: Bow
    step_removed Some("bow"): Step gone: Bow
    "#);
    insta::assert_snapshot!(told(&[("{#tilt}", "{#x}"), ("{#bow}", "{#tilt}"), ("{#x}", "{#bow}")]).lines().last().unwrap(), @"order None: The order of the steps: Bow, Turn, Tilt → Tilt, Turn, Bow");
}

#[test]
fn a_step_that_is_done_once_instead_of_on_each_side_is_told() {
    let new = OLD
        .replacen("`each side`\n\n- Sit", "- Sit", 1)
        .replace("reach neck tilt {side}", "reach neck tilt left");
    let found: Vec<String> = changes(&read(OLD), &read(&new))
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        found,
        [
            "Step \"Tilt\": each side → once",
            "Step \"Tilt\": Tilt. `reach neck tilt {side}` → Tilt. `reach neck tilt left`",
        ]
    );
}
