//! What an author sees: rendered diagnostics, several mistakes at once.

use guide::{Vocabulary, lint, parse};
use miette::{GraphicalReportHandler, GraphicalTheme};

fn rendered(diagnostic: &dyn miette::Diagnostic) -> String {
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    handler.render_report(&mut out, diagnostic).unwrap();
    out
}

#[test]
fn all_mistakes_are_shown_at_once_each_under_its_words() {
    let text = "---\ntitle: Neck\nsuorce: me\n---\n\n## Tilt {#tilt}\n\n- Your chin stays. `keep chin levle`\n\
        - Your ear sinks. `reach neck tilt`\n- Stay. `hold 30 s to 10 s`\n- Breathe.\n\n## Turn {#tilt}\n\n- Turn. `trun`\n";
    let mistakes = parse("neck", text, Vocabulary::builtin()).unwrap_err();
    insta::assert_snapshot!(rendered(&mistakes), @r#"
    guide::mistakes

      × the guide neck has 7 mistakes

    Error: guide::unknown_key

      × no key of the front matter is called "suorce"
       ╭─[neck.md:3:1]
     2 │ title: Neck
     3 │ suorce: me
       · ───┬──
       ·    ╰── named here
     4 │ ---
       ╰────
      help: did you mean "source"?

    Error: guide::unknown_phrase

      × no phrase is called "chin levle"
       ╭─[neck.md:8:26]
     7 │ 
     8 │ - Your chin stays. `keep chin levle`
       ·                          ─────┬────
       ·                               ╰── named here
     9 │ - Your ear sinks. `reach neck tilt`
       ╰────
      help: did you mean "chin level"?

    Error: guide::missing_side

      × "neck tilt" needs a side
        ╭─[neck.md:9:26]
      8 │ - Your chin stays. `keep chin levle`
      9 │ - Your ear sinks. `reach neck tilt`
        ·                          ────┬────
        ·                              ╰── no side here
     10 │ - Stay. `hold 30 s to 10 s`
        ╰────
      help: write `reach neck tilt left` or `reach neck tilt right`; or put `each side` under the
            heading and write `reach neck tilt {side}`

    Error: guide::backwards_range

      × the range runs backwards
        ╭─[neck.md:10:15]
      9 │ - Your ear sinks. `reach neck tilt`
     10 │ - Stay. `hold 30 s to 10 s`
        ·               ──┬─    ──┬─
        ·                 │       ╰── less
        ·                 ╰── more
     11 │ - Breathe.
        ╰────
      help: write the smaller number first

    Error: guide::sentence_without_rule

      × this sentence has no rule
        ╭─[neck.md:11:1]
     10 │ - Stay. `hold 30 s to 10 s`
     11 │ - Breathe.
        · ─────┬────
        ·      ╰── nothing checks this
     12 │ 
        ╰────
      help: write a rule behind it, between backticks: one that checks it, `ask …` if a camera can't
            see it, `note` if there is nothing to check

    Error: guide::duplicate_id

      × two steps have the id "tilt"
        ╭─[neck.md:6:11]
      5 │ 
      6 │ ## Tilt {#tilt}
        ·           ──┬─
        ·             ╰── first here
      7 │ 
      8 │ - Your chin stays. `keep chin levle`
      9 │ - Your ear sinks. `reach neck tilt`
     10 │ - Stay. `hold 30 s to 10 s`
     11 │ - Breathe.
     12 │ 
     13 │ ## Turn {#tilt}
        ·           ──┬─
        ·             ╰── again here
     14 │ 
        ╰────
      help: give this one another id: `{#tilt-2}`

    Error: guide::unknown_verb

      × no verb is called "trun"
        ╭─[neck.md:15:10]
     14 │ 
     15 │ - Turn. `trun`
        ·          ──┬─
        ·            ╰── named here
        ╰────
      help: verbs: start, reach, from, keep, hold, return, slowly, repeat, sets, rest, ask, note
    "#);
}

#[test]
fn an_empty_file_is_told_what_a_guide_begins_with() {
    let mistakes = parse("empty", "", Vocabulary::builtin()).unwrap_err();
    insta::assert_snapshot!(rendered(&mistakes), @r#"
    guide::mistakes

      × the guide empty has 2 mistakes

    Error: guide::missing_title

      × the guide has no title
       ╭─[empty.md:1:1]
       ╰────
      help: begin the file with `---`, `title: …`, `---`, each on its own line

    Error: guide::no_steps

      × the guide has no steps
       ╭─[empty.md:1:1]
       ╰────
      help: a step is a heading such as `## Tilt your neck {#neck-tilt}`
    "#);
}

#[test]
fn a_warning_names_the_words() {
    let text = "---\ntitle: Neck\n---\n## Tilt\n\n- It cures your neck. `note`\n";
    assert!(parse("neck", text, Vocabulary::builtin()).is_ok());
    let warnings = lint("neck", text, Vocabulary::builtin());
    insta::assert_snapshot!(rendered(&warnings[1]), @r#"
    guide::unused_words

      ⚠ "cures" promises more than a camera and a guide can
       ╭─[neck.md:6:6]
     5 │ 
     6 │ - It cures your neck. `note`
       ·      ──┬──
       ·        ╰── here
       ╰────
      help: say what is done and what it feels like: general wellness, not medicine
    "#);
}

#[test]
fn a_thousand_mistakes_are_counted_and_a_hundred_shown() {
    let text = format!("---\ntitle: Neck\n---\n## Tilt\n\n{}", "- No rule.\n".repeat(1000));
    let mistakes = parse("neck", &text, Vocabulary::builtin()).unwrap_err();
    assert_eq!((mistakes.total(), mistakes.iter().count()), (1000, 100));
    assert!(mistakes.to_string().contains("1000 mistakes; here are the first 100"));
}

#[test]
fn a_guide_that_is_too_long_is_not_read() {
    let mistakes = parse("long", &"- a\n".repeat(100_000), Vocabulary::builtin()).unwrap_err();
    assert_eq!(mistakes.iter().next().unwrap().code_name(), "guide::too_long");
    rendered(&mistakes);
}
