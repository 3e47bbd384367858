//! How many breaks the person's plan has for a day, as far as it says so.

use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use plan::{LONGEST_BYTES, Plan};

/// The plan's file in the data folder.
const FILE: &str = "plan.toml";

/// The plan, and since when it is as it is; `None` where there is none that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planned(Option<(Plan, Date)>);

impl Planned {
    /// The plan in this folder. What is wrong with it is told where plans are shown, not here.
    pub async fn read(folder: &Path) -> Self {
        let path = folder.join(FILE);
        // Whoever asks does not wait for it longer than for the database.
        let read = tokio::task::spawn_blocking(move || read(&path)).await;
        Self(read.ok().flatten())
    }

    /// How many breaks are planned on this day. `None` where the plan does not say it: without a plan, before it was
    /// changed last, and where the time at the desk decides how often.
    pub fn on(&self, date: Date) -> Option<u32> {
        let (plan, _) = self.0.as_ref().filter(|(_, since)| date >= *since)?;
        let times = plan.planned_on(date).into_iter().map(|planned| planned.times);
        times.sum()
    }
}

fn read(path: &Path) -> Option<(Plan, Date)> {
    let about = std::fs::metadata(path).ok()?;
    if about.len() > LONGEST_BYTES as u64 {
        return None;
    }
    let plan = Plan::read(&std::fs::read_to_string(path).ok()?).ok()?;
    let changed = jiff::Timestamp::try_from(about.modified().ok()?).ok()?;
    Some((plan, changed.to_zoned(TimeZone::system()).date()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn planned(text: &str) -> Planned {
        Planned(Some((Plan::read(text).unwrap(), date(2026, 11, 25))))
    }

    fn often(often: &str) -> String {
        format!("[[break]]\nguide = \"guide-{}\"\noften = \"{often}\"\n", often.len())
    }

    #[test]
    fn the_breaks_of_a_day_are_added_up_from_the_day_on_which_the_plan_was_changed() {
        let plan = planned(&(often("3 times a day on monday to friday") + &often("at 9:00, 12:30")));
        assert_eq!(plan.on(date(2026, 11, 24)), None);
        assert_eq!(plan.on(date(2026, 11, 25)), Some(5));
        assert_eq!(plan.on(date(2026, 11, 28)), Some(2), "on a Saturday");
        assert_eq!(planned(&often("once a day on sunday")).on(date(2026, 11, 26)), Some(0));
        assert_eq!(Planned(None).on(date(2026, 11, 26)), None);
    }

    #[test]
    fn where_the_time_at_the_desk_decides_nobody_knows_how_many() {
        let plan = planned(&(often("3 times a day") + &often("every 45 min at the desk on weekdays")));
        assert_eq!(plan.on(date(2026, 11, 26)), None);
        assert_eq!(plan.on(date(2026, 11, 28)), Some(3), "on a Saturday");
    }

    #[tokio::test]
    async fn a_plan_that_can_not_be_read_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(Planned::read(folder.path()).await, Planned(None));
        for text in ["breaks = 3", "\u{0}", &" ".repeat(LONGEST_BYTES + 1)] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Planned::read(folder.path()).await, Planned(None));
        }
        std::fs::write(&path, often("3 times a day")).unwrap();
        let read = Planned::read(folder.path()).await;
        assert_eq!(read.on(date(9999, 1, 1)), Some(3));
        assert_eq!(read.on(date(2000, 1, 1)), None);
    }
}
