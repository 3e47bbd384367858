use super::*;

fn found(sentence: &str) -> String {
    found_of(sentence, Language::english())
}

fn found_of(sentence: &str, language: &Language) -> String {
    let wishes = wishes(sentence, language);
    let mut found: Vec<String> = wishes
        .all
        .iter()
        .map(|wished| match &wished.wish {
            Wish::Rule { verb, phrase, side, .. } => format!("{verb} {phrase} {}", side.unwrap_or_default())
                .trim()
                .to_owned(),
            Wish::Ask(what) => format!("ask {what}"),
            Wish::Back { head } => {
                if *head {
                    "back head".to_owned()
                } else {
                    "back".to_owned()
                }
            }
            Wish::Hold(rule) => rule.clone(),
            Wish::Repeat(rule) => rule.clone().unwrap_or("repeat".to_owned()),
            Wish::Slowly => "slowly".to_owned(),
            Wish::Toward(side) => format!("toward {side}"),
            Wish::Release { it: false } => "release".to_owned(),
            Wish::Release { it: true } => "release it".to_owned(),
            Wish::OtherSide => "other side".to_owned(),
        })
        .collect();
    if wishes.leaves_something {
        found.push("more".to_owned());
    }
    found.join(", ")
}

#[test]
fn sentences_are_taken_at_their_word() {
    let cases = [
        (
            "Hold the pose for a few breaths before releasing.",
            "hold 3 breaths, release",
        ),
        (
            "Hold your gaze for 20 seconds and then pull your head back into a straight position.",
            "hold 20 s, back head",
        ),
        (
            "Hold this pose for between ten and thirty seconds.",
            "hold 10 s to 30 s",
        ),
        (
            "Rest your shoulder blades and then slowly pull them back towards each other.",
            "start shoulders resting, reach blades together, slowly",
        ),
        ("Go back to starting position, then repeat the squeeze.", "back, repeat"),
        ("Hold your breath for 5 seconds.", "more"),
        ("Take five slow breaths.", "hold 5 breaths"),
        ("Take a deep breath.", ""),
        ("Repeat on the other side.", "other side"),
        ("Repeat five times on each side.", "repeat 5, other side"),
        ("Do 3 sets of 10 repetitions.", "repeat 10"),
        ("Do two or three rounds.", "repeat 2 to 3"),
        ("Breathe here for 30 seconds.", "hold 30 s"),
        ("Repeat two more times.", "repeat 3"),
        ("Stay there, breathing calmly, for half a minute.", "hold 30 s"),
        ("Repeat this stretch 2 to 4 times.", "repeat 2 to 4"),
        ("Repeat every hour.", ""),
        ("Repeat as often as you like.", ""),
        ("Repeat steps 1 to 3.", ""),
        ("Inhale for four seconds, hold for four seconds.", ""),
        ("Pause for 10 seconds between repetitions.", ""),
        ("Turn back to the center, then turn to the left.", "back, toward left"),
        ("Do the same on the right.", "other side"),
        ("Bring your head upright.", "back head"),
        ("Lift your chin to the ceiling.", "ask head back"),
        ("Repeat with the other arm.", "other side"),
        ("Hold, then switch hands.", "other side"),
        ("Reach forward with both arms.", "reach arms forward"),
        (
            "Sit up straight and face forward.",
            "start body upright, keep facing forward",
        ),
        ("Breathe in and out 4 times.", "hold 4 breaths"),
        ("Hold for 0 seconds.", ""),
        ("Hold for 20 minutes.", ""),
        ("Count to ten.", "hold 10 s"),
        ("Lift your head again.", "back head"),
        ("Repeat to the right.", "other side"),
        ("Turn your head from the middle to the left.", "reach head turned left"),
        ("Slide your chin straight back.", "ask chin drawn back"),
        (
            "Sit tall and let your left ear drop toward your left shoulder.",
            "start body upright, reach neck tilt left",
        ),
        ("Return to your desk and carry on.", "more"),
        ("Slowly return to the center.", "back, slowly"),
        ("Hold for a slow count of five.", "hold 5 s"),
        ("Rest for 30 seconds before the next one.", ""),
        ("Do this three times a day.", ""),
        (
            "Slowly turn your head to the left and hold for 10 seconds.",
            "reach head turned left, slowly, hold 10 s",
        ),
        (
            "Place your hand on the wall and turn your head to the left.",
            "reach head turned left, more",
        ),
        (
            "Squeeze your shoulder blades together for five seconds.",
            "reach blades together, hold 5 s",
        ),
        ("Do not hold it for longer than 30 seconds.", ""),
    ];
    for (sentence, wanted) in cases {
        assert_eq!(found(sentence), wanted, "{sentence}");
    }
}

/// Ways of saying what a guide can check, collected from no article: a sentence, and its rules.
#[test]
fn what_is_said_in_many_ways_is_understood() {
    let files = [
        ("en", include_str!("../../../tests/said/en.txt")),
        ("de", include_str!("../../../tests/said/de.txt")),
        ("es", include_str!("../../../tests/said/es.txt")),
    ];
    let others = |rule: &&str| {
        !rule.starts_with("ask ") && !rule.starts_with("toward ") && !["more", "release", "release it"].contains(rule)
    };
    for (code, text) in files {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (sentence, wanted) = line.split_once(" | ").unwrap();
            let found = found_of(sentence, Language::named(code));
            let found: Vec<&str> = found.split(", ").filter(others).collect();
            assert_eq!(found.join(", "), wanted, "{code}: {sentence}");
        }
    }
}
