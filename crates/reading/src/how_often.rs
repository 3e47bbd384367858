//! How often a guide is done, in the shape that a page shows and sends.

use guide::{Cadence, CadenceMistake};
use serde::{Deserialize, Serialize};

/// A cadence: the `HowOften` of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HowOften {
    /// How often on each of the days.
    pub often: Often,
    /// Their names, from monday; all seven where it is for every day.
    pub days: Vec<String>,
    /// As the guide language writes it; what is sent back need not have it.
    #[serde(default)]
    pub text: String,
}

/// How often on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Often {
    /// So many times, spread over the day.
    TimesADay {
        /// 1 to 24.
        times: u32,
    },
    /// After so long at the desk.
    Every {
        /// Minutes, 5 to 480.
        minutes: u32,
    },
    /// At these times of the day.
    At {
        /// With two digits each: `09:00`.
        times: Vec<String>,
    },
}

impl From<&Cadence> for HowOften {
    fn from(cadence: &Cadence) -> Self {
        Self {
            often: match &cadence.often {
                guide::Often::TimesADay(times) => Often::TimesADay {
                    times: u32::from(*times),
                },
                guide::Often::EveryAtTheDesk(minutes) => Often::Every { minutes: *minutes },
                guide::Often::At(times) => Often::At {
                    times: times
                        .iter()
                        .map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
                        .collect(),
                },
            },
            days: cadence.days.iter().map(|day| day.name().to_owned()).collect(),
            text: cadence.to_string(),
        }
    }
}

impl HowOften {
    /// What it means.
    ///
    /// # Errors
    /// Where it could not be written in the guide language: the mistake tells of the words that it would have there.
    pub fn cadence(&self) -> Result<Cadence, CadenceMistake> {
        let often = match &self.often {
            Often::TimesADay { times } => format!("{times} times a day"),
            Often::Every { minutes } => format!("every {minutes} min at the desk"),
            Often::At { times } => format!("at {}", times.join(", ")),
        };
        format!("{often} on {}", self.days.join(", ")).parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_sent_back() {
        for text in [
            "once a day",
            "every 1 h at the desk on weekends",
            "at 9:00, 12:30 on monday, friday",
        ] {
            let cadence: Cadence = text.parse().unwrap();
            let shown = HowOften::from(&cadence);
            assert_eq!(shown.text, text);
            assert_eq!(shown.cadence(), Ok(cadence));
        }
    }

    #[test]
    fn what_can_not_be_is_told() {
        let told = |often: Often, days: &[&str]| {
            let days = days.iter().map(|day| (*day).to_owned()).collect();
            let text = String::new();
            HowOften { often, days, text }.cadence().unwrap_err().to_string()
        };
        let times = |times| Often::TimesADay { times };
        assert_eq!(told(times(0), &["monday"]), "\"0\" is not a number that fits here");
        assert_eq!(told(times(3), &[]), "something is missing behind \"on\"");
        assert_eq!(told(times(3), &["Mo"]), "no day is called \"Mo\"");
        let at = |time: &str| Often::At {
            times: vec![time.to_owned()],
        };
        assert_eq!(told(at("9.00"), &["monday"]), "\"9.00\" is no time of the day");
        assert_eq!(told(at(""), &["monday"]), "\"on\" is no time of the day");
    }
}
