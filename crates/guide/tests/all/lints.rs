//! What the lints find, and above all what they leave alone.

use crate::common;

use guide::{Vocabulary, builtin_guides, examine};

/// What is found in a guide, or a part of one: "code words".
fn found(part: &str) -> Vec<String> {
    let text = common::whole(part);
    examine("test", text.as_bytes(), Vocabulary::builtin())
        .iter()
        .map(|finding| {
            let code = finding.code_name().trim_start_matches("guide::").to_owned();
            format!("{code} {:?}", &text[finding.at()])
        })
        .collect()
}

fn step(rules: &[&str]) -> String {
    let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
    format!(
        "## Step {{#step}}\n\n`each side`\n\n- To the {{side}}. {}\n",
        rules.join(" ")
    )
}

fn codes_of(rules: &[&str]) -> Vec<String> {
    let codes = found(&step(rules));
    codes
        .iter()
        .map(|found| found.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn rules_that_exclude_each_other_are_found() {
    for (reach, keep) in [
        ("reach neck tilt {side}", "keep head straight"),
        ("reach neck tilt left", "keep neck tilt right"),
        ("reach head turned {side}", "keep facing forward"),
        ("reach head turned {side}", "keep head straight"),
        ("reach head lowered", "keep chin level"),
        ("reach chin to chest", "keep chin level"),
        ("reach blades together", "keep shoulders resting"),
    ] {
        assert_eq!(
            codes_of(&[reach, keep, "hold 5 s"]),
            ["contradicting_rules"],
            "{reach}, {keep}"
        );
    }
    for (one, other) in [
        ("reach neck tilt left", "reach neck tilt right"),
        ("reach head turned {side}", "reach head straight"),
        ("reach blades together", "reach shoulders resting"),
    ] {
        assert_eq!(
            codes_of(&[one, other, "hold 5 s"]),
            ["unreachable_hold"],
            "{one}, {other}"
        );
    }
}

#[test]
fn rules_that_go_together_are_left_alone() {
    for rules in [
        &[
            "reach neck tilt {side}",
            "keep facing forward",
            "keep chin level",
            "keep shoulders down",
        ][..],
        &["reach head turned {side}", "reach head lowered", "keep chin to chest"],
        &["reach head turned {side} >= 15 deg", "keep facing forward <= 20 deg"],
        &["start head straight", "reach neck tilt {side}", "return head straight"],
        &[
            "start shoulders resting",
            "reach blades together",
            "return shoulders resting",
            "repeat 5",
        ],
        &[
            "reach chin to chest",
            "keep head lowered",
            "keep arms forward",
            "keep hands clasped",
        ],
        // The longest hold and the most repetitions that may be asked for.
        &[
            "reach neck tilt {side}",
            "keep facing forward",
            "hold 60 s",
            "repeat 15",
        ],
    ] {
        assert_eq!(codes_of(rules), [""; 0], "{rules:?}");
    }
}

#[test]
fn choices_are_weighed_whole() {
    let guide = |meaning: &str, rules: &str| {
        format!(
            "---\ntitle: T\nphrases: {{ own: \"{meaning}\" }}\n---\n\nStop if it hurts.\n\n## A {{#a}}\n\n- Do it. {rules}\n"
        )
    };
    let either = "neck_tilt_deg >= 20 deg or head_azimuth_deg >= 30 deg";
    // One of the two can be reached without a turn.
    assert_eq!(found(&guide(either, "`reach own` `keep facing forward`")), [""; 0]);
    let codes = found(&guide(either, "`reach own` `keep head straight`"));
    assert_eq!(codes, ["contradicting_rules \"keep head straight\""]);
    let never = "|head_azimuth_deg| <= 10 deg and (head_azimuth_deg >= 20 deg or head_azimuth_deg <= -20 deg)";
    assert!(found(&guide(never, "`start own`"))[0].starts_with("phrase_never_met"));
    // Told of the phrase, not of every rule besides.
    assert_eq!(found(&guide(never, "`reach own` `keep chin level`")).len(), 1);
}

#[test]
fn thresholds_are_held_against_what_people_can_do_and_should() {
    let cases = [
        ("reach neck tilt {side} >= 35 deg", ""),
        ("reach neck tilt {side} >= 36 deg", "past_safe_cap"),
        ("reach neck tilt {side} >= 61 deg", "beyond_human_range"),
        ("reach chin to chest >= 45 deg", ""),
        ("reach chin to chest >= 60 deg", "past_safe_cap"),
        ("reach head turned {side} >= 95 deg", "beyond_human_range"),
        ("reach blades together >= 1.2", "beyond_human_range"),
        // A limit that one stays under asks for nothing.
        ("keep chin level <= 60 deg", ""),
        ("keep arms straight <= 170 deg", ""),
        ("hold 61 s", "past_safe_cap"),
        ("hold 16 breaths", "past_safe_cap"),
        ("hold 20 s to 90 s", ""),
        ("repeat 16", "past_safe_cap"),
        ("repeat 5 to 40", ""),
    ];
    for (rule, code) in cases {
        let codes = codes_of(&["reach hands clasped", rule]);
        let wanted: &[&str] = if code.is_empty() { &[] } else { &[code] };
        assert_eq!(codes, wanted, "{rule}");
    }
    let own = |meaning: &str| {
        let guide = format!(
            "---\ntitle: T\nphrases: {{ own: \"{meaning}\" }}\n---\n\nStop if it hurts.\n\n## A {{#a}}\n\n- Do it. `reach own`\n"
        );
        found(&guide)
            .first()
            .map_or(String::new(), |found| found.split(' ').next().unwrap().to_owned())
    };
    assert_eq!(own("neck_flexion_deg <= -20 deg"), "past_safe_cap");
    assert_eq!(own("neck_flexion_deg <= -5 deg"), "");
    assert_eq!(own("|neck_flexion_deg| >= 40 deg"), "");
    assert_eq!(own("neck_tilt_deg left >= 40 deg"), "past_safe_cap");
    assert_eq!(own("not neck_tilt_deg <= 70 deg"), "beyond_human_range");
    assert_eq!(own("head_speed_deg_s >= 120 deg/s"), "past_safe_cap");
    assert_eq!(own("shoulder_elevation_left_sw >= 0.3 sw"), "beyond_human_range");
}

#[test]
fn a_side_word_is_one_of_the_body() {
    let told = |words: &str| found(&format!("- {words} `reach chin to chest`"));
    for (words, named) in [
        ("Lower your left shoulder.", "left"),
        ("Put your right hand on your head.", "right"),
        ("Lean a little to your right.", "right"),
        ("Do the same on the other side.", "other side"),
        ("Switch sides.", "Switch sides"),
    ] {
        assert_eq!(told(words), [format!("side_word {named:?}")], "{words}");
    }
    for words in [
        "Bend at a right angle.",
        "Sit right in the middle.",
        "Do it the right way.",
        "Notice what tension is left.",
        "Both your left and right shoulders sink.",
        "Leave right away if it hurts.",
        "Look at both sides.",
        "All right?",
    ] {
        assert_eq!(told(words), [""; 0], "{words}");
    }
    // A rule that says the side itself means it.
    assert_eq!(found("- Lower your left ear. `reach neck tilt left`"), [""; 0]);
    assert_eq!(
        found("- Lower your left ear. `reach neck tilt right`"),
        ["side_word \"left\""]
    );
}

/// What is proposed for a question, in a step for each side: "keep chin level".
fn proposed(question: &str) -> String {
    let text = common::whole(&format!("`each side`\n\n- Do it on the {{side}}. `ask {question}`"));
    let findings = examine("test", text.as_bytes(), Vocabulary::builtin());
    let asked = findings
        .iter()
        .find(|found| found.code_name() == "guide::ask_could_be_seen");
    let rule = asked.and_then(|found| found.advice()?.split('`').nth(3));
    rule.unwrap_or_default().trim_start_matches("keep ").to_owned()
}

#[test]
fn what_can_be_seen_is_proposed_in_the_words_of_each_language() {
    for (question, phrase) in [
        ("chin level", "chin level"),
        ("is your chin still level", "chin level"),
        ("did your chin drop", "chin level"),
        ("chin to the chest", "chin to chest"),
        ("ear towards the shoulder", "neck tilt {side}"),
        ("left ear to the left shoulder", "neck tilt left"),
        ("is your head tilted to the {side}", "neck tilt {side}"),
        ("is your head turned", "head turned {side}"),
        ("look over your right shoulder", "head turned right"),
        ("head bent forward", "head lowered"),
        ("is your head straight", "head straight"),
        ("do you look straight ahead", "facing forward"),
        ("are your elbows straight", "arms straight"),
        ("are your hands clasped", "hands clasped"),
        ("shoulder blades together", "blades together"),
        ("shoulders down", "shoulders down"),
        ("shoulders down and away from the ears", "shoulders down"),
        ("did your shoulders creep up", "shoulders down"),
        ("shrug your shoulders", "shoulders lifted"),
        ("shoulders raised to the ears", "shoulders lifted"),
        ("arms raised above your head", "hands above the head"),
        ("Kinn auf die Brust gesenkt", "chin to chest"),
        ("ist der Kopf nach links geneigt", "neck tilt left"),
        ("Ohr zur Schulter", "neck tilt {side}"),
        ("den Kopf gedreht", "head turned {side}"),
        ("bleiben die Schultern unten", "shoulders down"),
        ("Schultern zu den Ohren hochgezogen", "shoulders lifted"),
        ("Blick geradeaus", "facing forward"),
        ("Schulterblätter zusammen", "blades together"),
        ("¿está la barbilla en el pecho?", "chin to chest"),
        ("cabeza inclinada hacia la derecha", "neck tilt right"),
        ("cabeza girada", "head turned {side}"),
        ("los hombros siguen abajo", "shoulders down"),
        ("mirada al frente", "facing forward"),
        ("escápulas juntas", "blades together"),
        ("manos por encima de la cabeza", "hands above the head"),
    ] {
        assert_eq!(proposed(question), phrase, "{question}");
    }
}

#[test]
fn what_only_looks_like_a_phrase_is_asked() {
    // Only the person knows; another part, direction, order or action; a "not"; another side; more than the phrase
    // says; words that were cut off.
    for question in [
        "is it easy to turn your head",
        "do you feel a stretch between ear and shoulder",
        "eyes closed",
        "chest forward",
        "shoulders forward",
        "turn your body and your head",
        "head down to the knee",
        "hands clasped behind your back",
        "squeeze a ball between your shoulder blades",
        "knee to the chin, then to the chest",
        "look forward between your knees",
        "is your shoulder level with your chin",
        "one shoulder down",
        "is your left shoulder down",
        "elbow straight",
        "turn your head down",
        "tilt your head back",
        "is your head tilted",
        "head tilted forward and turned",
        "chin up",
        "chin away from the chest",
        "chest to the chin",
        "shoulder to the ear",
        "ear away from the shoulder",
        "head straight back",
        "arms straight up",
        "left ear to the right shoulder",
        "ear to the opposite shoulder",
        "turn your head the other way",
        "is your chin not level",
        "is your head never turned",
        "no turn of the head",
        "chin level or lifted",
        "lift one shoulder",
        "lift your shoulder blades together with your chest",
        "drop your chin",
        "hold your head with clasped hands",
        "look ahead without turning your head",
        "would your shoulders stay down if you breathe in",
        "head turned 30 degrees",
        "turn your head to the left and then …",
        "Kopf nach hinten geneigt",
        "Kopf nicht gedreht",
        "Kopf zum Knie gesenkt",
        "eine Schulter unten",
        "Schultern vorn unten",
        "Hände hinter dem Kopf verschränkt",
        "linkes Ohr zur rechten Schulter",
        "Brust zum Kinn",
        "cabeza inclinada hacia atrás",
        "cabeza sin girar",
        "un hombro abajo",
        "manos entrelazadas detrás de la espalda",
        "oreja izquierda al hombro derecho",
        "cabeza derecha",
        "pecho hacia la barbilla",
    ] {
        assert_eq!(proposed(question), "", "{question}");
    }
}

#[test]
fn a_slip_is_none_where_the_step_wants_it() {
    let told = |rule: &str, question: &str| {
        let found = found(&format!("- Do it. `{rule}`\n- And so. `ask {question}`"));
        found.iter().any(|found| found.starts_with("ask_could_be_seen"))
    };
    assert!(told("reach blades together", "did your chin drop"));
    assert!(!told("reach chin to chest", "did your chin drop"));
    assert!(told("reach blades together", "did your shoulders rise"));
    assert!(!told("reach shoulders lifted", "did your shoulders rise"));
}

#[test]
fn a_safety_note_may_stand_anywhere_in_words_of_its_own() {
    let told = |prose: &str| {
        let guide = format!("---\ntitle: T\n---\n\n{prose}\n\n## A {{#a}}\n\n- Breathe. `note`\n");
        found(&guide).len()
    };
    for prose in [
        "Stop if anything hurts.",
        "If you feel pain,\nstop.",
        "Should you feel dizzy, stop at once!",
        "Hör auf, wenn es wehtut.",
        "Bei Schmerzen bitte aufhören.",
        "Para si te duele.",
        "Si hay dolor, detente.",
    ] {
        assert_eq!(told(prose), 0, "{prose}");
    }
    for prose in [
        "Have fun.",
        "It hurts nobody. Never stop.",
        "Don't stop.",
        "It may hurt a little.",
    ] {
        assert_eq!(told(prose), 1, "{prose}");
    }
    let late = "---\ntitle: T\n---\n\n## A {#a}\n\n- Breathe. `note`\n- Stop when it hurts. `note`\n";
    assert_eq!(found(late), [""; 0]);
}

#[test]
fn the_shipped_guides_have_nothing_to_find() {
    for (name, text) in builtin_guides() {
        assert!(examine(name, text.as_bytes(), Vocabulary::builtin()).is_empty());
    }
}
