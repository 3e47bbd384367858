//! The shape of `vocabulary.toml`, and the checks on it.

use std::collections::BTreeMap;

use body::Measure;
use serde::Deserialize;

use super::spoken::{self, cue};
use super::{Entry, PhraseVerb, Sided, View, Vocabulary, VocabularyError};
use crate::cue::SideWords;
use crate::model::{Compare, Formula, Reading, SpeedLimit, Test};
use crate::timing::{NeutralLimits, SetUpLimits, Timing, ViewLimits};

/// Reads and checks a vocabulary.
pub(super) fn read(text: &str) -> Result<Vocabulary, VocabularyError> {
    let file: File = toml::from_str(text).map_err(|error| VocabularyError::Unreadable(Box::new(error)))?;
    let mut entries = BTreeMap::new();
    for (name, phrase) in file.phrase {
        let entry = phrase.check(&name)?;
        entries.insert(name, entry);
    }
    Ok(Vocabulary {
        timing: file.timing.check(file.view.check()?)?,
        neutral: file.neutral.check()?,
        set_up: file.set_up.check()?,
        one_breath_s: file.breath.one_breath_s.positive("one_breath_s")?,
        slowly: file.slowly.check()?,
        entries,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    timing: TimingTable,
    view: ViewTable,
    neutral: NeutralTable,
    set_up: SetUpTable,
    breath: BreathTable,
    slowly: SlowlyTable,
    phrase: BTreeMap<String, PhraseTable>,
}

/// A number and where it came from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sourced {
    value: f64,
    source: String,
}

impl Sourced {
    fn positive(&self, name: &str) -> Result<f64, VocabularyError> {
        let fault = |why| VocabularyError::Number {
            name: name.to_owned(),
            value: self.value,
            why,
        };
        if self.source.trim().is_empty() {
            return Err(fault("its source is empty"));
        }
        if !(self.value.is_finite() && self.value > 0.0) {
            return Err(fault("it must be above 0"));
        }
        Ok(self.value)
    }

    fn share(&self, name: &str) -> Result<f64, VocabularyError> {
        let value = self.positive(name)?;
        if value > 1.0 {
            return Err(VocabularyError::Number {
                name: name.to_owned(),
                value,
                why: "a share is at most 1",
            });
        }
        Ok(value)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimingTable {
    enter_s: Sourced,
    gap_s: Sourced,
    fault_s: Sourced,
    cue_again_s: Sourced,
    shortest_stretch_s: Sourced,
    other_dose_s: Sourced,
    way_back_s: Sourced,
    moved_deg: Sourced,
    moved_share: Sourced,
    unseen_share: Sourced,
    rep_again_s: Sourced,
    half_rep_s: Sourced,
    cue_confidence: Sourced,
}

impl TimingTable {
    fn check(self, view: ViewLimits) -> Result<Timing, VocabularyError> {
        Ok(Timing {
            enter_s: self.enter_s.positive("enter_s")?,
            gap_s: self.gap_s.positive("gap_s")?,
            fault_s: self.fault_s.positive("fault_s")?,
            cue_again_s: self.cue_again_s.positive("cue_again_s")?,
            shortest_stretch_s: self.shortest_stretch_s.positive("shortest_stretch_s")?,
            other_dose_s: self.other_dose_s.positive("other_dose_s")?,
            way_back_s: self.way_back_s.positive("way_back_s")?,
            moved_deg: self.moved_deg.positive("moved_deg")?,
            moved_share: self.moved_share.share("moved_share")?,
            unseen_share: self.unseen_share.share("unseen_share")?,
            rep_again_s: self.rep_again_s.positive("rep_again_s")?,
            half_rep_s: self.half_rep_s.positive("half_rep_s")?,
            cue_confidence: self.cue_confidence.share("cue_confidence")?,
            view,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViewTable {
    steady_s: Sourced,
    front_deg: Sourced,
    front_left_deg: Sourced,
    side_deg: Sourced,
    side_left_deg: Sourced,
}

impl ViewTable {
    fn check(self) -> Result<ViewLimits, VocabularyError> {
        let in_order = |(near, near_name): (&Sourced, &str), far: &Sourced, why| match near.value <= far.value {
            true => Ok(()),
            false => Err(VocabularyError::Number {
                name: near_name.to_owned(),
                value: near.value,
                why,
            }),
        };
        let front = (&self.front_deg, "front_deg");
        in_order(front, &self.front_left_deg, "it must not be beyond front_left_deg")?;
        let side = (&self.side_left_deg, "side_left_deg");
        in_order(side, &self.side_deg, "it must not be beyond side_deg")?;
        Ok(ViewLimits {
            steady_s: self.steady_s.positive("steady_s")?,
            front_deg: self.front_deg.positive("front_deg")?,
            front_left_deg: self.front_left_deg.positive("front_left_deg")?,
            side_deg: self.side_deg.positive("side_deg")?,
            side_left_deg: self.side_left_deg.positive("side_left_deg")?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NeutralTable {
    lasts_s: Sourced,
    head_sd_deg: Sourced,
    shoulders_sd_sw: Sourced,
    face_off_deg: Sourced,
    level_deg: Sourced,
    tilted_deg: Sourced,
    raised_deg: Sourced,
}

impl NeutralTable {
    fn check(self) -> Result<NeutralLimits, VocabularyError> {
        Ok(NeutralLimits {
            lasts_s: self.lasts_s.positive("lasts_s")?,
            head_sd_deg: self.head_sd_deg.positive("head_sd_deg")?,
            shoulders_sd_sw: self.shoulders_sd_sw.positive("shoulders_sd_sw")?,
            face_off_deg: self.face_off_deg.positive("face_off_deg")?,
            level_deg: self.level_deg.positive("level_deg")?,
            tilted_deg: self.tilted_deg.positive("tilted_deg")?,
            raised_deg: self.raised_deg.positive("raised_deg")?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUpTable {
    steady_s: Sourced,
    nearest_width: Sourced,
    farthest_width: Sourced,
    farthest_whole_width: Sourced,
    arms_width: Sourced,
    reach_sw: Sourced,
    darkest: Sourced,
    dim: Sourced,
    brightest: Sourced,
    off_centre: Sourced,
    camera_above_deg: Sourced,
    camera_below_deg: Sourced,
}

impl SetUpTable {
    fn check(self) -> Result<SetUpLimits, VocabularyError> {
        Ok(SetUpLimits {
            steady_s: self.steady_s.positive("steady_s")?,
            nearest_width: self.nearest_width.share("nearest_width")?,
            farthest_width: self.farthest_width.share("farthest_width")?,
            farthest_whole_width: self.farthest_whole_width.share("farthest_whole_width")?,
            arms_width: self.arms_width.share("arms_width")?,
            reach_sw: self.reach_sw.positive("reach_sw")?,
            darkest: self.darkest.share("darkest")?,
            dim: self.dim.share("dim")?,
            brightest: self.brightest.share("brightest")?,
            off_centre: self.off_centre.share("off_centre")?,
            camera_above_deg: self.camera_above_deg.positive("camera_above_deg")?,
            camera_below_deg: self.camera_below_deg.positive("camera_below_deg")?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreathTable {
    one_breath_s: Sourced,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlowlyTable {
    shortest_rise_s: Sourced,
    fastest_head_deg_s: Sourced,
    cue: String,
}

impl SlowlyTable {
    fn check(self) -> Result<SpeedLimit, VocabularyError> {
        Ok(SpeedLimit {
            shortest_rise_s: self.shortest_rise_s.positive("shortest_rise_s")?,
            fastest_head_deg_s: self.fastest_head_deg_s.positive("fastest_head_deg_s")?,
            cue: cue("slowly", Sided::None, &self.cue, &SideWords::default())?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseTable {
    side: Sided,
    verbs: Vec<PhraseVerb>,
    views: Vec<View>,
    begin: Option<String>,
    cue: String,
    tests: Vec<TestTable>,
    #[serde(default)]
    instead: Vec<InsteadTable>,
}

impl PhraseTable {
    fn check(self, phrase: &str) -> Result<Entry, VocabularyError> {
        let fault = |why: &str| VocabularyError::Phrase {
            phrase: phrase.to_owned(),
            why: why.to_owned(),
        };
        let words: Vec<&str> = phrase.split_whitespace().collect();
        if words.is_empty() || words.join(" ") != phrase || !phrase.chars().all(|c| c.is_lowercase() || c == ' ') {
            return Err(fault("is not named by small letters with single spaces"));
        }
        if words.iter().any(|word| matches!(*word, "left" | "right")) {
            return Err(fault("has a side in its name"));
        }
        if self.verbs.is_empty() || self.views.is_empty() || self.tests.is_empty() {
            return Err(fault("needs a verb, a view and a test"));
        }
        let sides = SideWords::default();
        let begin = spoken::begin(phrase, (self.side, &self.verbs), self.begin.as_deref(), &sides)?;
        let said = cue(phrase, self.side, &self.cue, &sides)?;
        let tests = self
            .tests
            .into_iter()
            .map(|test| test.check(phrase))
            .collect::<Result<Vec<_>, _>>()?;
        let instead = self
            .instead
            .into_iter()
            .map(|instead| {
                let (test, text) = instead.split();
                Ok((test.check(phrase)?, cue(phrase, self.side, &text, &sides)?))
            })
            .collect::<Result<Vec<_>, VocabularyError>>()?;
        if let Some(measure) = spoken::shared(&instead) {
            return Err(fault(&format!("says twice what to do instead of {measure}")));
        }
        let formula = Formula::all_of(tests.len());
        if self.views.iter().any(|view| !view.shows(&tests, &formula)) {
            return Err(fault("has a view from which its tests can't be seen"));
        }
        let towards = |test: &Test| test.reading == Reading::TowardsSide;
        match self.side {
            Sided::Required if !tests.iter().any(towards) => Err(fault("has a side that no test uses")),
            Sided::None if tests.iter().chain(instead.iter().map(|(test, _)| test)).any(towards) => {
                Err(fault("has a test towards a side, and no side"))
            }
            _ => Ok(Entry {
                sided: self.side,
                verbs: self.verbs,
                views: self.views,
                formula,
                tests,
                begin,
                cue: said,
                instead,
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestTable {
    measure: String,
    reading: ReadingName,
    at_least: Option<f32>,
    at_most: Option<f32>,
    lost: f32,
    good: Option<f32>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InsteadTable {
    measure: String,
    reading: ReadingName,
    at_least: Option<f32>,
    at_most: Option<f32>,
    lost: f32,
    cue: String,
    source: String,
}

impl InsteadTable {
    fn split(self) -> (TestTable, String) {
        let InsteadTable {
            measure,
            reading,
            at_least,
            at_most,
            lost,
            cue,
            source,
        } = self;
        (
            TestTable {
                measure,
                reading,
                at_least,
                at_most,
                lost,
                good: None,
                source,
            },
            cue,
        )
    }
}

#[derive(Deserialize, Clone, Copy)]
enum ReadingName {
    #[serde(rename = "plain")]
    Plain,
    #[serde(rename = "magnitude")]
    Magnitude,
    #[serde(rename = "towards side")]
    TowardsSide,
}

impl TestTable {
    fn check(self, phrase: &str) -> Result<Test, VocabularyError> {
        let fault = |why: String| VocabularyError::Phrase {
            phrase: phrase.to_owned(),
            why,
        };
        let Some(measure) = Measure::named(&self.measure) else {
            return Err(VocabularyError::UnknownMeasure {
                phrase: phrase.to_owned(),
                measure: self.measure,
            });
        };
        if self.source.trim().is_empty() {
            return Err(fault(format!("gives no source for its test of {measure}")));
        }
        let (compare, met) = match (self.at_least, self.at_most) {
            (Some(met), None) => (Compare::AtLeast, met),
            (None, Some(met)) => (Compare::AtMost, met),
            _ => {
                return Err(fault(format!(
                    "needs either at_least or at_most in its test of {measure}"
                )));
            }
        };
        let in_order = |near: f32, far: f32| match compare {
            Compare::AtLeast => near <= far,
            Compare::AtMost => near >= far,
        };
        let good_in_order = self.good.is_none_or(|good| good.is_finite() && in_order(met, good));
        if !(met.is_finite() && self.lost.is_finite() && in_order(self.lost, met) && good_in_order) {
            return Err(fault(format!(
                "has lost, met and good out of order in its test of {measure}"
            )));
        }
        let reading = match self.reading {
            ReadingName::Plain => Reading::Plain,
            ReadingName::Magnitude => Reading::Magnitude,
            ReadingName::TowardsSide => Reading::TowardsSide,
        };
        Ok(Test {
            measure,
            reading,
            compare,
            met,
            lost: self.lost,
            good: self.good,
        })
    }
}
