//! Says in plain words how a rule is checked, with its numbers: for the page's "how is this checked?".
//!
//! Every number comes out of the parsed rule and the coach's times, so that an explanation can't differ from what is
//! judged. "{side}" stays where the page puts the side.

use body::Side;
use guide::{Between, Compare, Demand, Hold, Phrase, Rule, SpeedLimit, Step, StepView, Timing};

use crate::clause::{self, Edge, Joined, fails, holds};

/// How `rule`, which is one of `step`'s, is checked, and from where it is seen. One to four sentences.
pub(crate) fn explain(rule: &Rule, step: &Step, timing: &Timing) -> String {
    let how = how(rule, step, timing);
    match seen_from(step.view).filter(|_| rule.demand.phrase().is_some()) {
        Some(from) => format!("{how} {from}"),
        None => how,
    }
}

/// Where the camera looks, where that is not at the face.
fn seen_from(view: StepView) -> Option<&'static str> {
    match view {
        StepView::Front => None,
        StepView::EitherSide => Some("It is seen from your side, the left or the right."),
        StepView::Side(Side::Left) => Some("It is seen from your left side."),
        StepView::Side(Side::Right) => Some("It is seen from your right side."),
        StepView::SideOfDose => Some("It is seen from your {side} side."),
    }
}

fn how(rule: &Rule, step: &Step, timing: &Timing) -> String {
    match &rule.demand {
        Demand::Hold(hold) if !step.is_watched() => on_the_clock(hold, step),
        Demand::Repeat { at_least, .. } if !step.is_watched() => counted_by_the_clock(*at_least, step, timing),
        Demand::Slowly(_) if !step.is_watched() => {
            "A camera can't see how fast this is: you are asked at the end of the step.".to_owned()
        }
        Demand::Start(phrase) if !step.is_watched() => {
            let dwell = seconds(timing.enter_s);
            format!("The clock begins once {} for {dwell}.", holds(phrase, Edge::met))
        }
        Demand::Start(phrase) => {
            let dwell = seconds(timing.enter_s);
            format!("Your movement counts once {} for {dwell}.", holds(phrase, Edge::met))
        }
        Demand::Reach(phrase) => reach(phrase, step, timing),
        Demand::Keep(phrase) => keep(phrase, step, timing),
        Demand::Return(phrase) => {
            let met = holds(phrase, Edge::met);
            if repeats(step) {
                format!("Each repetition ends when {met}.")
            } else {
                format!("Afterwards, done when {met}.")
            }
        }
        Demand::Hold(hold) => held(hold, step),
        Demand::Slowly(limit) => slowly(limit, step),
        Demand::Repeat { at_least, at_most } => {
            let enough = at_most.map_or(String::new(), |most| format!(" {most} are enough."));
            let each = match step.sets() {
                1 => "Done",
                _ => "A set is done",
            };
            match at_least {
                1 => format!("{each} after 1 repetition: into the position and back to rest.{enough}"),
                many => {
                    format!("{each} after {many} repetitions: each time into the position and back to rest.{enough}")
                }
            }
        }
        Demand::Sets(sets) => format!("Done after {sets} sets."),
        Demand::Rest(lasts_s) => rest(*lasts_s, rule, step),
        Demand::Ask(_) => "A camera can't see this: you are asked at the end of the step.".to_owned(),
        Demand::Note => "Nothing is checked here: this is for you to know.".to_owned(),
    }
}

fn reach(phrase: &Phrase, step: &Step, timing: &Timing) -> String {
    // A repetition need not stay at its top: its dwell is too short to speak of.
    let dwell = if repeats(step) {
        String::new()
    } else {
        format!(" for {}", seconds(timing.enter_s))
    };
    let met = holds(phrase, Edge::met);
    let after = match clause::joined(phrase) {
        Joined::One(test) => {
            let lost = clause::short_amount(test.measure, test.lost);
            let stays = match test.compare {
                Compare::AtLeast => format!("It stays so down to {lost}"),
                Compare::AtMost => format!("It stays so up to {lost}"),
            };
            let good = test.good.map_or(String::new(), |good| {
                let good = clause::short_amount(test.measure, good);
                match test.compare {
                    Compare::AtLeast => format!("; from {good} on it is good"),
                    Compare::AtMost => format!("; at {good} or less it is good"),
                }
            });
            format!("{stays}{good}.")
        }
        Joined::Several => format!("It is lost when {}.", fails(phrase, Edge::lost)),
    };
    format!("Reached when {met}{dwell}. {after}")
}

fn keep(phrase: &Phrase, step: &Step, timing: &Timing) -> String {
    let broken = fails(phrase, Edge::lost);
    let fine = match clause::joined(phrase) {
        Joined::One(test) => format!("at {}", clause::short_amount(test.measure, test.met)),
        Joined::Several => format!("when {}", holds(phrase, Edge::met)),
    };
    let holds = step.rules().any(|(_, rule)| matches!(rule.demand, Demand::Hold(_)));
    let clock = if holds {
        " Meanwhile the hold clock stands still."
    } else if !step.is_watched() {
        " Meanwhile the clock stands still."
    } else {
        ""
    };
    let fault = seconds(timing.fault_s);
    format!("Broken when {broken} for {fault}; fine again {fine}.{clock}")
}

/// A hold of a step whose movement no camera sees.
fn on_the_clock(hold: &Hold, step: &Step) -> String {
    let each_time = if repeats(step) { " each time" } else { "" };
    format!(
        "A camera can't see this: the clock runs for {}{each_time}. You may say that you are done sooner.",
        seconds(hold.at_least_s)
    )
}

/// Repetitions of such a step.
fn counted_by_the_clock(at_least: u32, step: &Step, timing: &Timing) -> String {
    let half = seconds(timing.half_rep_s);
    let holds = step.rules().any(|(_, rule)| matches!(rule.demand, Demand::Hold(_)));
    let between = if holds { ", with the hold between them" } else { "" };
    let times = match at_least {
        1 => "1 repetition".to_owned(),
        many => format!("{many} repetitions"),
    };
    let in_set = if step.sets() > 1 { " in each set" } else { "" };
    format!("A camera can't see this: the clock counts {times}{in_set}, {half} out and {half} back{between}.")
}

fn rest(lasts_s: f64, rule: &Rule, step: &Step) -> String {
    let mut rules = step.rules();
    let own = rules.find(|(_, other)| std::ptr::eq(*other, rule));
    let between = match own.and_then(|(id, _)| step.rest_is_between(id)) {
        Some(Between::Sets) => "sets",
        _ => "repetitions",
    };
    format!(
        "Between two {between} you rest for {}. Nothing is judged meanwhile, and you may go on sooner.",
        seconds(lasts_s)
    )
}

fn held(hold: &Hold, step: &Step) -> String {
    let needed = match hold.breaths.filter(|breaths| *breaths > 0) {
        Some(breaths) => {
            let one = seconds(hold.at_least_s / f64::from(breaths));
            let breath = if breaths == 1 { "breath" } else { "breaths" };
            let all = seconds(hold.at_least_s);
            format!("Done after {breaths} {breath} of {one} each, {all} in all")
        }
        None => format!("Done after {}", seconds(hold.at_least_s)),
    };
    let each_time = if repeats(step) { " each time" } else { "" };
    let most = hold.at_most_s.map_or(String::new(), |most| {
        format!("; after {} you are told to let go", seconds(most))
    });
    format!(
        "{needed}{each_time}{most}. The clock runs while the position is reached and kept; a break does not set it back."
    )
}

fn slowly(limit: &SpeedLimit, step: &Step) -> String {
    let of_the_head = step.rules().any(|(_, rule)| match &rule.demand {
        Demand::Reach(phrase) => phrase.tests.iter().any(|test| test.measure.turns_the_head()),
        _ => false,
    });
    if of_the_head {
        let fastest = clause::number(limit.fastest_head_deg_s);
        format!("Broken when your head moves faster than {fastest}° a second.")
    } else {
        let shortest = seconds(limit.shortest_rise_s);
        format!("Broken when you get from rest into the position in less than {shortest}.")
    }
}

fn repeats(step: &Step) -> bool {
    step.rules()
        .any(|(_, rule)| matches!(rule.demand, Demand::Repeat { .. }))
}

/// A time as one says it: "half a second", "a second", "20 seconds".
fn seconds(secs: f64) -> String {
    if secs == 0.5 {
        "half a second".to_owned()
    } else if secs == 1.0 {
        "a second".to_owned()
    } else {
        format!("{} seconds", clause::number(secs))
    }
}

#[cfg(test)]
mod tests {
    use guide::Vocabulary;
    use insta::assert_snapshot;

    use super::*;

    /// Every rule of a guide and its explanation, as the page shows them.
    fn explained(name: &str, text: &str) -> String {
        let vocabulary = Vocabulary::builtin();
        let guide = guide::parse(name, text, vocabulary).unwrap();
        let mut shown = String::new();
        for step in &guide.steps {
            shown.push_str(&format!("# {}\n", step.id));
            for (_, rule) in step.rules() {
                let explained = explain(rule, step, vocabulary.timing());
                shown.push_str(&format!("{}\n    {explained}\n", rule.text));
            }
        }
        shown
    }

    fn one_step(head: &str, rules: &[&str]) -> String {
        let sentences: Vec<String> = rules.iter().map(|rule| format!("- Do it. `{rule}`")).collect();
        let text = format!(
            "---\ntitle: T\n---\n\n## Step {{#step}}\n{head}\n{}\n",
            sentences.join("\n")
        );
        explained("test", &text)
    }

    #[test]
    fn the_first_guide_reads_well() {
        let (name, text) = guide::UPPER_BACK;
        assert_snapshot!(explained(name, text));
    }

    #[test]
    fn thresholds_of_ones_own_are_the_ones_that_are_told() {
        let rules = ["reach neck tilt left >= 33 deg", "keep chin level <= 6 deg", "hold 1 s"];
        assert_snapshot!(one_step("", &rules));
    }

    #[test]
    fn several_tests_are_told_one_by_one() {
        let rules = [
            "start head straight",
            "reach head turned right",
            "keep shoulders resting",
            "slowly",
        ];
        assert_snapshot!(one_step("", &rules));
    }

    #[test]
    fn what_no_camera_sees_runs_on_the_clock() {
        assert_snapshot!(one_step(
            "",
            &[
                "keep shoulders down",
                "ask chin back",
                "hold 5 s",
                "repeat 10",
                "slowly"
            ]
        ));
    }

    #[test]
    fn sets_and_rests_say_what_they_are_between() {
        let rules = ["reach blades together", "repeat 10` `rest 5 s", "sets 3", "rest 30 s"];
        assert_snapshot!(one_step("", &rules));
    }

    #[test]
    fn a_guard_on_several_tests_says_when_it_is_fine_again() {
        let rules = ["reach blades together", "keep head straight", "hold 5 s", "repeat 1"];
        assert_snapshot!(one_step("", &rules));
    }

    fn own(expression: &str, rules: &[&str]) -> String {
        let sentences: Vec<String> = rules.iter().map(|rule| format!("- Do it. `{rule}`")).collect();
        let text = format!(
            "---\ntitle: T\nphrases: {{ \"own\": \"{expression}\" }}\n---\n\n## Step {{#step}}\n\n`each side`\n\n{}\n",
            sentences.join("\n")
        );
        explained("test", &text)
    }

    #[test]
    fn an_own_phrase_says_or_where_it_is_written() {
        let either = "head_azimuth_deg >= 40 deg or head_depression_deg >= 25 deg";
        let of_two = own(either, &["reach own", "keep own", "hold 5 s"]);
        assert!(
            of_two.contains(
                "Reached when your face is turned at least 40° to the right or your chin is at least 25° lower"
            ),
            "{of_two}"
        );
        // Lost only when neither is so any more.
        assert!(
            of_two.contains("It is lost when your face is turned less than 35° to the right and your chin is less"),
            "{of_two}"
        );
        assert_snapshot!(of_two);
    }

    #[test]
    fn an_own_phrase_keeps_and_and_or_apart() {
        let mixed = "wrist_height_sw >= 0.5 sw and (head_azimuth_deg >= 40 deg or head_depression_deg >= 25 deg)";
        let other = "|head_azimuth_deg| between 10 deg and 40 deg or head_depression_deg >= 25 deg";
        assert_snapshot!(format!(
            "{}{}",
            own(mixed, &["reach own", "hold 5 s"]),
            own(other, &["reach own", "hold 5 s"])
        ));
    }

    #[test]
    fn an_own_phrase_of_a_pair_names_the_side_that_is_done() {
        let told = own("elbow_flexion_{side}_deg <= 20 deg", &["reach own {side}", "hold 5 s"]);
        assert!(told.contains("your {side} elbow is bent by no more than 20°"), "{told}");
    }

    #[test]
    fn a_step_that_is_seen_from_the_side_says_so() {
        let text = "---\ntitle: T\nphrases:\n  knee bent: \"knee_flexion_{side}_deg >= 60 deg\"\n---\n\n## S\n\n\
            `each side` `view {side}`\n\n- Bend it. `reach knee bent {side}`\n- Stay. `hold 5 s`\n";
        let told = explained("test", text);
        assert_eq!(told.matches("It is seen from your {side} side.").count(), 1, "{told}");
        assert!(!one_step("", &["reach neck tilt left"]).contains("It is seen from"));
    }

    #[test]
    fn every_phrase_has_words_with_every_verb() {
        let vocabulary = Vocabulary::builtin();
        let mut found = 0;
        for phrase in vocabulary.phrases() {
            for verb in ["start", "reach", "keep", "return"] {
                for side in ["", " {side}", " left"] {
                    let text = format!(
                        "---\ntitle: T\n---\n\n## S\n\n`each side`\n\n- To the {{side}}. `{verb} {phrase}{side}` `reach blades together` `hold 5 s`\n"
                    );
                    let Ok(guide) = guide::parse("test", &text, vocabulary) else {
                        continue;
                    };
                    let step = &guide.steps[0];
                    let told = explain(&step.sentences[0].rules[0], step, vocabulary.timing());
                    found += 1;
                    assert!(told.ends_with('.'), "{told}");
                    assert!(!told.contains("_deg") && !told.contains("_sw"), "{told}");
                    assert_eq!(told.contains("{side}"), side == " {side}", "{told}");
                }
            }
        }
        assert!(found > 30, "only {found} pairs of verb and phrase");
    }
}
