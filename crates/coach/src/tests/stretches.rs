//! The first guide that ships, and the same in few words; the vocabulary's times; steps made by hand.

use guide::{Cue, Demand, Guide, Hold, Rule, Sentence, SideWords, Step, Timing, UPPER_BACK, Vocabulary};

pub fn timing() -> Timing {
    *Vocabulary::builtin().timing()
}

/// The four stretches.
pub fn guide() -> Guide {
    let (name, text) = UPPER_BACK;
    guide::parse(name, text, Vocabulary::builtin()).unwrap()
}

pub fn cue(text: &str) -> Cue {
    Cue::new(text, &SideWords::default())
}

pub fn hold(at_least_s: f64, at_most_s: Option<f64>) -> Demand {
    Demand::Hold(Hold {
        at_least_s,
        at_most_s,
        breaths: None,
    })
}

pub fn sentence(text: &str, rules: Vec<(&str, Demand)>) -> Sentence {
    let rules = rules.into_iter().map(|(text, demand)| Rule {
        text: text.to_owned(),
        demand,
    });
    Sentence {
        text: text.to_owned(),
        sides: Default::default(),
        rules: rules.collect(),
    }
}

pub fn step(id: &str, each_side: bool, sentences: Vec<Sentence>) -> Step {
    Step {
        id: id.to_owned(),
        title: id.to_owned(),
        short: None,
        sides: Default::default(),
        each_side,
        view: guide::StepView::default(),
        sentences,
    }
}

/// The same in few words: on the clock the times follow from how much there is to read.
const BRIEFLY: &str = "\
---
title: Upper back
---

## round-back {#round-back}

- Clasp your hands, chin to your chest. `reach hands clasped` `reach chin to chest`
- Arms straight. `reach arms straight`
- Shoulders forward. `ask Forward?`
- A few breaths. `hold 3 breaths`

## look-down {#look-down}

`each side`

- Look down to your {side}. `reach head turned {side}` `reach head lowered`
- Hold your gaze. `hold 20 s`
- Back to straight. `return head straight`
- It stretches. `note`

## neck-tilt {#neck-tilt}

`each side`

- Face straight ahead. `keep facing forward`
- Ear to your {side} shoulder. `reach neck tilt {side}`
- Your chin stays. `keep chin level`
- Shoulders down. `keep shoulders down`
- Stay. `hold 10 s to 30 s`

## shoulder-squeeze {#shoulder-squeeze}

- Rest. `start shoulders resting`
- Squeeze slowly. `reach blades together` `keep shoulders down` `slowly`
- Back, again. `return shoulders resting` `repeat 5 to 12`
";

pub fn briefly() -> Guide {
    guide::parse("upper-back", BRIEFLY, Vocabulary::builtin()).unwrap()
}
