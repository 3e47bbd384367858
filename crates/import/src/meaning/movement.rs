//! The movements of `movements.toml`, and which of them a clause describes.
//!
//! A movement fits only a clause in which it explains every part, action and direction: no rule beats a wrong one.
//!
//! Must not know: the other sentences of the step.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::meaning::clause::{Clause, HEAD, Manner};
use crate::meaning::lexicon::{Kind, Meaning};

/// What a clause may describe.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Movement {
    when: Vec<Manner>,
    words: Vec<Vec<String>>,
    /// A word of the first list stands before one of the last.
    #[serde(default)]
    in_order: bool,
    #[serde(default)]
    also: Vec<String>,
    /// Rules of the language. Either these or `ask`.
    #[serde(default)]
    pub rules: Vec<String>,
    /// What the person is asked.
    #[serde(default)]
    pub ask: Option<String>,
}

/// All movements, and how they stand to each other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Movements {
    groups: BTreeMap<String, Vec<String>>,
    movement: Vec<Movement>,
    excludes: BTreeMap<String, Vec<String>>,
    begins: BTreeMap<String, Vec<String>>,
    implies: BTreeMap<String, Vec<String>>,
    comes_back_to: BTreeMap<String, String>,
}

/// Words that every movement explains.
const HARMLESS: [&str; 4] = ["perform", "return", "breathe", "inhale"];

impl Movements {
    /// Those that come with the program.
    pub fn builtin() -> &'static Movements {
        static BUILTIN: LazyLock<Movements> = LazyLock::new(|| Movements::read(include_str!("../../movements.toml")));
        &BUILTIN
    }

    fn read(text: &str) -> Movements {
        let mut movements: Movements = toml::from_str(text).expect("a test reads the movements");
        let groups = std::mem::take(&mut movements.groups);
        let spelled = |names: &[String]| -> Vec<String> {
            let of = |name: &String| match name.strip_prefix('@').and_then(|group| groups.get(group)) {
                Some(group) => group.clone(),
                None => vec![name.clone()],
            };
            names.iter().flat_map(of).collect()
        };
        for movement in &mut movements.movement {
            movement.words = movement.words.iter().map(|names| spelled(names)).collect();
            movement.also = spelled(&movement.also);
        }
        movements
    }

    /// The movements that the clause describes: first those with rules, and if there are none those to ask for.
    ///
    /// "Push your arms forward until the shoulder blades come apart": what ends a movement may be left out where it says
    /// nothing of the head, which has many ways.
    pub fn of(&self, clause: &Clause) -> Vec<&Movement> {
        let found = self.of_all(clause);
        let (Some(until), true) = (clause.until, found.is_empty()) else {
            return found;
        };
        let (before, after) = clause.meanings.split_at(until.min(clause.meanings.len()));
        let acts = before.iter().any(|meaning| meaning.kind == Kind::Action);
        let of_the_head = |meanings: &[Meaning]| meanings.iter().any(|meaning| HEAD.contains(&meaning.name));
        if !acts || of_the_head(after) && !of_the_head(before) || after.iter().any(|meaning| meaning.name == "chest") {
            return found;
        }
        self.of_all(&Clause {
            meanings: before.to_vec(),
            ..clause.clone()
        })
    }

    fn of_all(&self, clause: &Clause) -> Vec<&Movement> {
        let fit = |movement: &&Movement| movement.fits(clause);
        let (seen, asked): (Vec<_>, Vec<_>) = self
            .movement
            .iter()
            .filter(fit)
            .partition(|movement| movement.ask.is_none());
        if seen.is_empty() { asked } else { seen }
    }

    /// The movement with rules that comes closest to a clause that describes none, and what it leaves unexplained.
    pub fn nearest(&self, clause: &Clause) -> Option<(&Movement, Vec<&'static str>)> {
        let near = |movement: &&Movement| {
            !movement.rules.is_empty() && movement.when.contains(&clause.manner) && movement.is_named(clause)
        };
        let near = self.movement.iter().filter(near);
        near.map(|movement| (movement, movement.unexplained(clause)))
            .min_by_key(|(_, open)| open.len())
            .filter(|(_, open)| !open.is_empty())
    }

    /// Whether a step can't ask for both.
    pub fn exclude(&self, one: &str, other: &str) -> bool {
        let lists = |one: &str, other: &str| {
            self.excludes
                .get(one)
                .is_some_and(|list| list.iter().any(|name| name == other))
        };
        lists(one, other) || lists(other, one)
    }

    /// Whether a phrase is only the beginning of another movement, in a step that has both.
    pub fn begins(&self, phrase: &str, other: &str) -> bool {
        let others = self.begins.get(phrase);
        others.is_some_and(|others| others.iter().any(|name| name == other))
    }

    /// Whether who reaches one phrase has reached the other.
    pub fn implies(&self, one: &str, other: &str) -> bool {
        let others = self.implies.get(one);
        others.is_some_and(|others| others.iter().any(|name| name == other))
    }

    /// The phrase that "go back" means after this one.
    pub fn comes_back_to(&self, phrase: &str) -> Option<&str> {
        self.comes_back_to.get(phrase).map(String::as_str)
    }
}

impl Movement {
    fn fits(&self, clause: &Clause) -> bool {
        let is_way_back = clause.manner == Manner::Back;
        self.when.contains(&clause.manner)
            && !is_way_back
            && self.is_named(clause)
            && self.unexplained(clause).is_empty()
    }

    fn is_named(&self, clause: &Clause) -> bool {
        let place = |names: &Vec<String>| {
            clause
                .meanings
                .iter()
                .position(|meaning| names.iter().any(|name| name == meaning.name))
        };
        let last = |names: &Vec<String>| {
            clause
                .meanings
                .iter()
                .rposition(|meaning| names.iter().any(|name| name == meaning.name))
        };
        let all = self.words.iter().all(|names| place(names).is_some());
        let ordered = !self.in_order || self.words.first().and_then(place) < self.words.last().and_then(last);
        all && ordered
    }

    /// What the clause says that this movement does not.
    fn unexplained(&self, clause: &Clause) -> Vec<&'static str> {
        let meanings = clause.meanings.iter();
        let open = meanings.filter(|meaning| !self.knows(meaning) && !HARMLESS.contains(&meaning.name));
        open.map(|meaning| meaning.name).collect()
    }

    fn knows(&self, meaning: &Meaning) -> bool {
        let listed = self.words.iter().flatten().chain(&self.also);
        let mut listed = listed.filter(|name| *name == meaning.name);
        matches!(meaning.kind, Kind::Part | Kind::Action | Kind::Direction) && listed.next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::meaning::clause::read;

    /// The rules and asks of every clause of an English sentence.
    fn found(sentence: &str) -> String {
        found_in("en", sentence)
    }

    fn found_in(code: &str, sentence: &str) -> String {
        let mut found: Vec<String> = Vec::new();
        for clause in read(sentence, Language::named(code), None).clauses {
            for movement in Movements::builtin().of(&clause) {
                found.extend(movement.rules.iter().cloned());
                found.extend(movement.ask.iter().map(|ask| format!("ask {ask}")));
            }
        }
        found.dedup();
        found.join(", ")
    }

    #[test]
    fn every_word_of_the_movements_is_in_the_lexicon_and_every_name_is_used() {
        let movements = Movements::builtin();
        let mut names = Vec::new();
        for movement in &movements.movement {
            for word in movement.words.iter().flatten().chain(&movement.also) {
                let known = Language::all().iter().any(|language| language.lexicon.knows(word));
                assert!(known, "{word}");
            }
            assert_ne!(
                movement.rules.is_empty(),
                movement.ask.is_none(),
                "{:?}",
                movement.words
            );
            names.extend(movement.ask.clone());
            names.extend(movement.rules.iter().map(|rule| {
                let phrase = rule.split_once(' ').expect("a verb and a phrase").1;
                phrase.trim_end_matches(" {side}").to_owned()
            }));
        }
        let excluded = movements
            .excludes
            .iter()
            .flat_map(|(name, list)| list.iter().chain([name]));
        let back = movements.comes_back_to.iter().flat_map(|(name, to)| [name, to]);
        for name in excluded.chain(back) {
            assert!(names.contains(name), "{name}");
        }
    }

    #[test]
    fn every_rule_is_one_of_the_language() {
        for rule in Movements::builtin()
            .movement
            .iter()
            .flat_map(|movement| &movement.rules)
        {
            let text = format!("---\ntitle: T\n---\n## S\n\n`each side`\n\n- Do it. `{rule}`\n");
            let read = guide::parse("t", &text, guide::Vocabulary::builtin());
            assert!(read.is_ok(), "{rule}: {:?}", read.err());
        }
    }

    #[test]
    fn movements_are_found_in_many_words() {
        let cases = [
            ("Interlace your fingers.", "reach hands clasped"),
            ("Lower your chin towards your chest.", "reach chin to chest"),
            ("Let your head sink forward to your chest.", "reach chin to chest"),
            (
                "Reach your arms straight forward.",
                "reach arms straight, reach arms forward",
            ),
            (
                "Extend both arms in front of you at shoulder height.",
                "reach arms straight, reach arms forward",
            ),
            ("Gently bow your head.", "reach head lowered"),
            ("Bend your neck forward.", "reach head lowered"),
            (
                "Look diagonally down to the bottom of your shirt.",
                "reach head turned {side}, reach head lowered",
            ),
            (
                "Look down into your left armpit.",
                "reach head turned {side}, reach head lowered",
            ),
            ("Rotate your head to the left.", "reach head turned {side}"),
            (
                "Move your left ear closer to your left shoulder.",
                "reach neck tilt {side}",
            ),
            ("Side-bend your neck to the right.", "reach neck tilt {side}"),
            (
                "Look as far over your right shoulder as you comfortably can.",
                "reach head turned {side}",
            ),
            (
                "Lower your head so that your chin rests on your chest.",
                "reach head lowered, reach chin to chest",
            ),
            ("Retract your shoulder blades.", "reach blades together"),
            ("Hunch your shoulders up to your ears.", "reach shoulders lifted"),
            ("Hold your arms like a goal post.", "reach arms open"),
            ("Hold your shoulders down.", "keep shoulders down"),
            ("Let your left ear fall over to the left.", "reach neck tilt {side}"),
            ("Turn your head from side to side.", "reach head turned {side}"),
            ("Turn your head left and right.", "reach head turned {side}"),
            ("Look over your right shoulder.", "reach head turned {side}"),
            (
                "Bring your right ear towards your right shoulder.",
                "reach neck tilt {side}",
            ),
            (
                "Tilt your neck so that your ear is dropping towards your shoulder.",
                "reach neck tilt {side}",
            ),
            ("Lean your head to the right.", "reach neck tilt {side}"),
            ("Look straight ahead.", "keep facing forward"),
            ("Your chin should not drop.", "keep chin level"),
            ("Don't let your shoulders creep up to your ears.", "keep shoulders down"),
            (
                "Keep your shoulders down and away from your ears.",
                "keep shoulders down",
            ),
            ("Squeeze your shoulder blades together.", "reach blades together"),
            (
                "Draw your shoulder blades towards one another.",
                "reach blades together",
            ),
            ("Shrug your shoulders.", "reach shoulders lifted"),
            ("Raise both arms overhead.", "reach hands above the head"),
            ("Reach both arms up to the ceiling.", "reach hands above the head"),
            ("Open your arms to the sides like a goalpost.", "reach arms open"),
            ("Bend your upper body to the left.", "reach body leaned {side}"),
            ("Don't lean your body to the side.", "keep body upright"),
        ];
        for (sentence, wanted) in cases {
            assert_eq!(found(sentence), wanted, "{sentence}");
        }
    }

    #[test]
    fn what_only_looks_like_a_movement_gets_no_rule() {
        let cases = [
            ("Rotate your head down.", ""),
            ("Turn your body to the right.", ""),
            ("Turn your head and your upper body to the right.", ""),
            ("Clasp your hands behind your back.", ""),
            ("Reach your right arm forward.", ""),
            ("Raise your arms.", ""),
            ("Spread your arms out to the sides.", ""),
            ("Hunch your shoulders forward.", ""),
            ("Lean over the table.", ""),
            ("Bring your arms across your chest.", ""),
            ("Lift your shoulders up to your ears.", "reach shoulders lifted"),
            ("Bring your shoulders to your ears.", "reach shoulders lifted"),
            ("Tilt your head back and look up.", "ask head back"),
            (
                "Tuck your chin and slide it back.",
                "ask chin tucked, ask chin drawn back",
            ),
            ("Turn your palms up.", ""),
            ("Roll your head in a circle.", ""),
            ("Tilt your head to the right and forward.", ""),
            ("Pull your shoulders forward.", "ask shoulders forward"),
            ("Bend your wrist down.", ""),
            ("Look up at the ceiling.", ""),
            ("Lower your head to the floor.", ""),
            ("Lower your head onto the pillow.", ""),
            ("Clasp your hands on top of your head.", ""),
            ("Interlace your fingers under the table.", ""),
            ("Reach your hands forward to your toes.", ""),
            ("Keep your arms straight by your sides.", ""),
            ("Slide your shoulder blades down your back.", ""),
            ("Press your shoulder blades against the wall.", ""),
            ("Lower your shoulder.", ""),
            ("Keep your head up.", ""),
            ("Hold your head with your left hand.", ""),
            ("Don't tilt your head.", ""),
            ("Turn your feet to the right.", ""),
            ("Lean forward.", ""),
            ("Let your arms hang and relax your neck and shoulders.", ""),
            ("Push your chin forward.", ""),
            ("Bring your head forward.", ""),
            (
                "Raise your right shoulder towards your right ear.",
                "ask shoulder lifted",
            ),
            ("Drop your head back.", "ask head back"),
            ("Extend one arm in front of you.", ""),
        ];
        for (sentence, wanted) in cases {
            assert_eq!(found(sentence), wanted, "{sentence}");
        }
    }

    #[test]
    fn the_same_movements_are_found_in_german_and_spanish() {
        let cases = [
            (
                "de",
                "Drehen Sie den Kopf zur rechten Seite.",
                "reach head turned {side}",
            ),
            ("de", "Schauen Sie über die linke Schulter.", "reach head turned {side}"),
            ("de", "Den Kopf zur Seite neigen.", "reach neck tilt {side}"),
            ("de", "Führen Sie das Ohr zur Schulter.", "reach neck tilt {side}"),
            ("de", "Beugen Sie den Kopf nach vorne.", "reach head lowered"),
            ("de", "Senken Sie das Kinn auf die Brust.", "reach chin to chest"),
            ("de", "Das Kinn Richtung Brust bewegen.", "reach chin to chest"),
            ("de", "Schulterblätter zusammenziehen.", "reach blades together"),
            ("de", "Schultern zu den Ohren ziehen.", "reach shoulders lifted"),
            ("de", "Strecken Sie die Arme nach oben.", "reach hands above the head"),
            (
                "de",
                "Neige deinen Oberkörper zur linken Seite.",
                "reach body leaned {side}",
            ),
            ("de", "Halten Sie die Schultern unten.", "keep shoulders down"),
            ("de", "Die Schultern nicht hochziehen.", "keep shoulders down"),
            ("de", "Der Blick bleibt geradeaus.", "keep facing forward"),
            ("es", "Gire la cabeza hacia la izquierda.", "reach head turned {side}"),
            ("es", "Mira por encima del hombro derecho.", "reach head turned {side}"),
            ("es", "Ladea la cabeza hacia la derecha.", "reach neck tilt {side}"),
            ("es", "Acerca el mentón al pecho.", "reach chin to chest"),
            ("es", "Flexiona el cuello hacia delante.", "reach head lowered"),
            ("es", "Junta las escápulas.", "reach blades together"),
            ("es", "Aprieta las escápulas hacia la columna.", "reach blades together"),
            ("es", "Encoge los hombros.", "reach shoulders lifted"),
            ("es", "Levanta los brazos hacia el techo.", "reach hands above the head"),
            ("es", "Inclina el tronco hacia un lado.", "reach body leaned {side}"),
            ("es", "Mantén los hombros relajados.", "keep shoulders down"),
            ("es", "No subas los hombros.", "keep shoulders down"),
            ("es", "Mantén la mirada al frente.", "keep facing forward"),
            ("de", "Neigen Sie den Oberkörper nach vorn.", ""),
            ("de", "Heben Sie das rechte Bein.", ""),
            ("de", "Falten Sie die Hände hinter dem Kopf.", ""),
            ("de", "Kreisen Sie den Kopf.", ""),
            ("de", "Strecken Sie einen Arm nach vorn.", ""),
            ("es", "Inclina el tronco hacia delante.", ""),
            ("es", "Levanta la pierna derecha.", ""),
            ("es", "Gira el tronco hacia la derecha.", ""),
            ("es", "Estira un brazo hacia delante.", ""),
        ];
        for (code, sentence, wanted) in cases {
            assert_eq!(found_in(code, sentence), wanted, "{sentence}");
        }
    }
}
