//! What sentences fall into.

use super::*;

fn shown(code: &str, sentence: &str) -> String {
    let reading = read(sentence, Language::named(code), None);
    let mut text: Vec<String> = reading
        .clauses
        .iter()
        .map(|clause| {
            let names: Vec<&str> = clause.meanings.iter().map(|meaning| meaning.name).collect();
            format!("{:?}({})", clause.manner, names.join(" "))
        })
        .collect();
    if !reading.instructs {
        text.push("tells".to_owned());
    }
    text.join(" ")
}

#[test]
fn sentences_fall_into_clauses() {
    let cases = [
        (
            "Clasp your hands together, and drop your chin to your chest.",
            "Do(clasp hands together) Do(lower chin chest)",
        ),
        (
            "While you do this, your chin should not drop.",
            "Do(perform) Not(chin lower)",
        ),
        (
            "Make sure your shoulder does not lift or raise.",
            "Not(shoulder lift lift)",
        ),
        (
            "Tilt your head to the right without lifting your shoulders.",
            "Do(tilt head right) Not(lift shoulders)",
        ),
        (
            "Turn your head to the left, then down to your armpit.",
            "Do(turn head left down armpit)",
        ),
        ("Turn your head and neck slowly.", "Do(turn head neck)"),
        (
            "Sit tall, shoulders relaxed, and look straight ahead.",
            "Do(sit straight) State(shoulders loose) Do(look straight forward)",
        ),
        (
            "Rest your shoulder blades and then slowly pull them back towards each other.",
            "Do(rest blades) Do(bring blades back together)",
        ),
        (
            "Hold for 20 seconds and then pull your head back into a straight position.",
            "Do(hold) Back(bring head back straight)",
        ),
        (
            "Tilt your head until you feel a stretch in the right side of your neck.",
            "Do(tilt head)",
        ),
        ("Do not twist and bend your neck.", "Not(turn tilt neck)"),
        ("This will stretch the muscles between your neck and back.", "tells"),
        ("You may feel it in your shoulders.", "tells"),
        (
            "Bring them together, as if to hold a pencil between them.",
            "Do(bring together)",
        ),
        ("The head is tilted to the left.", "Do(head tilt left)"),
        ("The first is a shrug.", "Do(shrug) tells"),
        (
            "Right ear to right shoulder, left arm heavy.",
            "State(right ear right shoulder) State(left arm down) tells",
        ),
        (
            "Lower your head bringing your chin to your chest.",
            "Do(lower head) Do(bring chin chest)",
        ),
        (
            "Drop your chin to your chest and let the spine soften.",
            "Do(lower chin chest) Do(spine rest)",
        ),
        (
            "Hunching the shoulders up to the ears.",
            "Do(hunch shoulders up ears) tells",
        ),
    ];
    for (sentence, wanted) in cases {
        assert_eq!(shown("en", sentence), wanted, "{sentence}");
    }
}

#[test]
fn german_and_spanish_sentences_fall_into_the_same_clauses() {
    let cases = [
        (
            "de",
            "Dreh den Kopf nach rechts und halte zehn Sekunden.",
            "Do(turn head right) Do(hold)",
        ),
        (
            "de",
            "Den Kopf nach links neigen, ohne die Schultern hochzuziehen.",
            "Do(head left tilt) Not(shoulders up bring)",
        ),
        ("de", "Die Schultern bleiben dabei unten.", "Keep(shoulders down) tells"),
        ("de", "Das Kinn wird zur Brust geführt.", "Do(chin chest bring)"),
        ("de", "Hebt die Arme.", "Do(lift arms)"),
        (
            "de",
            "Die Arme nach vorne strecken auf Schulterhöhe.",
            "Do(arms forward extend level)",
        ),
        ("de", "Richte den Kopf wieder auf.", "Back(lift head up)"),
        (
            "es",
            "Gira la cabeza hacia la derecha y mantén diez segundos.",
            "Do(turn head right) Keep()",
        ),
        (
            "es",
            "Inclina la cabeza sin encoger los hombros.",
            "Do(tilt head) Not(shrug shoulders)",
        ),
        ("es", "Vuelve al centro.", "Back(return middle)"),
    ];
    for (code, sentence, wanted) in cases {
        assert_eq!(shown(code, sentence), wanted, "{sentence}");
    }
}

#[test]
fn a_page_without_full_stops_is_no_sentence() {
    let said = "Turn your head to the left";
    let of_length = |bytes: usize| format!("{said}{}", " and stay".repeat((bytes - said.len()) / " and stay".len()));
    assert!(shown("en", &of_length(LONGEST)).starts_with("Do(turn head left)"));
    assert_eq!(
        read(&of_length(LONGEST + 20), Language::named("en"), None)
            .clauses
            .len(),
        0
    );
}
