//! The one form of a guide: what it looks like, that it means the same guide, and that it is one.

use guide::{Guide, UPPER_BACK, Vocabulary, format, parse};
use proptest::prelude::*;

fn formatted(text: &str) -> String {
    format("test", text, Vocabulary::builtin())
        .unwrap_or_else(|mistakes| panic!("{text}\n{:?}", miette::Report::new(mistakes)))
}

/// What a guide means, whatever its text looks like.
fn meaning(text: &str) -> Guide {
    let mut guide = parse("test", text, Vocabulary::builtin()).unwrap();
    guide.sha256.clear();
    for rule in guide
        .steps
        .iter_mut()
        .flat_map(|step| &mut step.sentences)
        .flat_map(|sentence| &mut sentence.rules)
    {
        rule.text.clear();
    }
    guide
}

#[test]
fn a_short_name_stays_behind_its_id() {
    let step = |heading: &str| {
        let text = format!("---\ntitle: T\n---\nStop if it hurts.\n\n{heading}\n- Bow. `reach head lowered`\n");
        let guide = parse("test", &formatted(&text), Vocabulary::builtin()).unwrap();
        let heading = formatted(&text)
            .lines()
            .find(|line| line.starts_with("## "))
            .map(str::to_owned);
        (heading.unwrap(), guide.steps[0].short_name().to_owned())
    };
    let written = step("## Bow your head { short=\"Bow  down\" #bow }");
    assert_eq!(
        written,
        (
            "## Bow your head {#bow short=\"Bow down\"}".to_owned(),
            "Bow down".to_owned()
        )
    );
    let underlined = step("Bow your head {short=\"Bow\"}\n---");
    assert_eq!(
        underlined,
        (
            "## Bow your head {#bow-your-head short=\"Bow\"}".to_owned(),
            "Bow".to_owned()
        )
    );
    let without = step("## Bow your head");
    assert_eq!(
        without,
        (
            "## Bow your head {#bow-your-head}".to_owned(),
            "Bow your head".to_owned()
        )
    );
}

#[test]
fn a_careless_guide_gets_the_one_form() {
    let careless = "\u{feff}---\r\n# mine\r\nauthor:   'me'\r\ndifficulty: easy\r\ntitle: \"Look: a guide\"\r\n\
        cues: { 'over the shoulder': \"Further.\" }\r\n\
        phrases: { \"over the shoulder\": \"(head_azimuth_deg {side}>=40 and (head_depression_deg ≥ 25.0))\", # not here\r\n\
        \r\n---\r\n";
    assert!(parse("test", careless, Vocabulary::builtin()).is_err());
    let careless = careless.replace(" # not here\r\n\r\n", "\r\n# two\r\n\"ahead\":\"|head_azimuth_deg|between 0 and 10 deg or not (neck_tilt_deg left>=+07 and breath<=-0)\"}\r\n\r\n");
    let careless = careless
        + "Some  prose  \r\n   on two lines.\r\nStop if it hurts.\r\n\r\n\r\nLook & *turn* ##\r\n---\r\n`each side`\r\n\
        * Look   over\r\n  your {side} *shoulder*. ``reach  over the shoulder\r\n  {side}``\r\n\
        * `keep ahead` Look `hold 10.0s to 20 s` ahead.\r\n\r\n  Really.\r\n\r\n1) Under it: `note`\r\n   - inside \\* `ask  what   now`\r\n\
        - Shoulders. `keep shoulders down<=.06sw`\r\n\r\n<!-- a  comment -->\r\n\r\n```\r\ncode  \r\n```\r\n[link]: http://example.org\r\n\r\n\
        ## Again\r\n- `note` 1. Do it. [there][link]\r\n";
    let once = formatted(&careless);
    insta::assert_snapshot!(once, @r##"
    ---
    title: "Look: a guide"
    # mine
    author: me
    difficulty: easy
    phrases:
      over the shoulder: "head_azimuth_deg {side} >= 40 deg and head_depression_deg >= 25 deg"
      # two
      ahead: "|head_azimuth_deg| between 0 and 10 deg or not (neck_tilt_deg left >= 7 deg and breath <= 0)"
    cues:
      over the shoulder: "Further."
    ---

    Some  prose
    on two lines.
    Stop if it hurts.

    ## Look & *turn* \## {#look-turn}

    `each side`

    - Look over your {side} *shoulder*. `reach over the shoulder {side}`
    - Look ahead. Really. `keep ahead` `hold 10 s to 20 s`
    - Under it: `note`
    - inside \* `ask what now`
    - Shoulders. `keep shoulders down <= 0.06 sw`

    <!-- a  comment -->

    ```
    code  
    ```

    [link]: http://example.org

    ## Again {#again}

    - 1\. Do it. [there][link] `note`
    "##);
    assert_eq!(meaning(&careless), meaning(&once));
    assert_eq!(formatted(&once), once);
}

#[test]
fn the_first_guide_has_the_one_form() {
    let (_, text) = UPPER_BACK;
    assert_eq!(formatted(text), text);
}

#[test]
fn a_list_with_more_than_sentences_is_left_as_it_is() {
    let text = "---\ntitle: T\n---\n\n## A {#a}\n\n*  One.   `note`\n\n   > quoted\n";
    let once = formatted(text);
    assert!(once.contains("*  One.   `note`\n\n   > quoted"), "{once}");
    assert_eq!(formatted(&once), once);
}

#[test]
fn a_stray_carriage_return_ends_no_line() {
    // What the fuzzer found: half of a title became a line of its own.
    let text = "---\ntitle: Ear \rto shoulder\n---\n## A\n- B \r c. `note`\n";
    let once = formatted(text);
    assert_eq!(meaning(text), meaning(&once));
    assert_eq!(formatted(&once), once);
}

#[test]
fn a_guide_with_mistakes_is_not_formatted() {
    assert!(format("test", "---\ntitle: T\n---\n## A\n- B.\n", Vocabulary::builtin()).is_err());
}

fn blanks() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![" ", "  ", "\t", " \t "])
}

fn line_ends() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["\n", "\n\n", "\n\n\n", "\r\n", "  \n", "\n  \n"])
}

/// A rule, written carelessly.
fn rule() -> impl Strategy<Value = String> {
    let rules = vec![
        "reach_neck tilt_{side}",
        "reach_neck_tilt_left_>=_30_deg",
        "reach neck tilt right≥22deg",
        "keep_chin level",
        "keep chin level_<=_10.50deg",
        "keep_shoulders down ≤.06 sw",
        "start_shoulders resting",
        "return_head straight",
        "from_head straight_to_neck_tilt {side}≥22.50°",
        "from_body upright ≤7 deg_to_own_left",
        "reach_own_{side}",
        "keep_own_left",
        "ask_is it `easy` now",
        "ask_{side} ear",
        "note",
    ];
    (prop::sample::select(rules), blanks()).prop_map(|(rule, blank)| {
        let rule = rule.replace('_', blank);
        let tick = if rule.contains('`') { "``" } else { "`" };
        format!("{tick}{rule}{tick}")
    })
}

fn words() -> impl Strategy<Value = String> {
    let words = vec![
        "Look",
        "*over*",
        "your",
        "{side}",
        "shoulder.",
        "**now**",
        "[a link](http://example.org \"its  title\")",
        "\\*",
        "&amp;",
        "1.",
        "-",
        "#",
        "é",
        "<b>x</b>",
        "a_b",
        "\\`",
        "---",
        "+ more",
        "2) two",
        "~~~",
        "> said",
    ];
    prop::collection::vec((prop::sample::select(words), blanks()), 1..6).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, blank)| format!("{word}{blank}"))
            .collect()
    })
}

fn item() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec!["- ", "* ", "+ ", "1. ", "1) ", "-   ", "   - "]);
    let order = prop::sample::select(vec![
        "words rule",
        "rule words",
        "words rule words rule",
        "words rule rule",
    ]);
    (marks, order, words(), words(), rule(), rule()).prop_map(|(mark, order, one, two, first, second)| {
        // The first words of an item must not begin another block.
        let one = if order.starts_with("words") {
            format!("Now {one}")
        } else {
            one
        };
        let (mut texts, mut rules) = ([one, two].into_iter(), [first, second].into_iter());
        let parts: Vec<String> = order
            .split(' ')
            .map(|part| if part == "words" { texts.next() } else { rules.next() }.unwrap())
            .collect();
        format!("{mark}{}", parts.join(" "))
    })
}

fn step() -> impl Strategy<Value = String> {
    let heading = prop::sample::select(vec![
        "## Turn & *look*",
        "## Turn ## ",
        "Turn\n----",
        "##   Turn {#turn-x}",
    ]);
    let prose = prop::sample::select(vec![
        "",
        "Why  it helps.\nMore.",
        "> quoted  text",
        "<!-- note -->",
        "```\ncode   here\n```",
        "### Aside",
        "[link]: http://example.org",
        "| a | b |",
        "    indented",
    ]);
    (
        heading,
        prose,
        prop::collection::vec((item(), line_ends()), 1..5),
        line_ends(),
    )
        .prop_map(|(heading, prose, items, end)| {
            let items: String = items.into_iter().map(|(item, end)| format!("{item}{end}")).collect();
            format!("{heading}{end}\n`each side`\n\n{prose}\n\n{items}")
        })
}

fn front() -> impl Strategy<Value = String> {
    let lines = vec![
        "author:  'me'",
        "author: \"it's\"",
        "source: How to: a guide",
        "difficulty:easy",
        "# a comment",
        "",
        "cues: { own: \"Look there.\" }",
    ];
    let meanings = vec![
        "{ own: \"head_azimuth_deg {side}>=40 and head_depression_deg>= 25\" }",
        "{ \"own\" : 'not (neck_tilt_deg {side} <= 10 or |trunk_lean_deg|>=5.0deg)',\n# why\nother: \"wrist_gap_sw <= 1\" }",
        "\n  own: elbow_flexion_{side}_deg between 20 and 40 deg and (breath >= 0 or (head_speed_deg_s <= 60 or breath <= 2))\n  # last",
    ];
    (prop::sample::subsequence(lines, 0..5), prop::sample::select(meanings)).prop_map(|(lines, meaning)| {
        let mut seen = Vec::new();
        let lines: Vec<&str> = lines
            .into_iter()
            .filter(|line| {
                let key = line.split(':').next().unwrap();
                let new = !seen.contains(&key) || line.starts_with('#') || line.is_empty();
                seen.push(key);
                new
            })
            .collect();
        format!("---\n{}\ntitle: \"T\"\nphrases: {meaning}\n---\n", lines.join("\n"))
    })
}

fn guides() -> impl Strategy<Value = String> {
    (front(), prop::collection::vec(step(), 1..4)).prop_map(|(front, steps)| {
        let steps: Vec<String> = steps
            .into_iter()
            .enumerate()
            .map(|(n, step)| {
                step.replace("Turn", &format!("Turn{n}"))
                    .replace("turn-x", &format!("turn-{n}"))
            })
            .collect();
        format!("{front}\nSome   prose.\n\n{}", steps.join("\n\n"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_printed_reads_back_and_printing_twice_is_printing_once(text in guides()) {
        prop_assume!(parse("test", &text, Vocabulary::builtin()).is_ok());
        let once = formatted(&text);
        prop_assert_eq!(meaning(&text), meaning(&once), "{}\n=>\n{}", text, once);
        prop_assert_eq!(formatted(&once), once.clone(), "{}", text);
        // The form was reached, and not given up: no other mark is left before a sentence.
        let other_mark = |line: &str| line.starts_with(['*', '+', ' ', '1']) && line.contains('`');
        prop_assert!(!once.lines().any(other_mark), "{}\n=>\n{}", text, once);
    }
}

/// `guide import` marks what it suggests: a mark says something of the rule before it, and stays there (issue 16).
#[test]
fn marks_for_the_author_stay_behind_their_rules() {
    let text = "---\ntitle: T\n---\n\nMove gently, and stop if anything hurts.\n\n## S {#s}\n\n\
                - Turn. `reach head turned left` <!-- # suggested --> `slowly` <!-- # suggested: why --> <!-- # for the author: look -->\n";
    assert_eq!(formatted(text), text);
}
