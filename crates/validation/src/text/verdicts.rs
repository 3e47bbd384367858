//! Rules, faults, holds and repetitions as text.

use super::{Page, RED};
use crate::grid::{DIM, Grid};
use crate::table::Table;
use crate::tally::Detection;
use crate::words::{interval, number, out_in_words, signed, wrong_in_words};

impl Page {
    pub(super) fn detections(&mut self, title: &str, rows: &[Detection]) {
        // Only where there is one: the table is wide as it is.
        let some_out = rows.iter().any(|row| !row.out_of_picture.is_empty());
        let mut head = vec!["", "is so", "found", "false", "unseen"];
        head.extend(some_out.then_some("out"));
        head.extend(["prec.", "recall", "95 % exact", "F1", "95 %", "onset", "told"]);
        let mut grid = Grid::with(1, head.into_iter().map(str::to_owned).collect());
        let mut step = "";
        for row in rows {
            if row.step != step {
                step = &row.step;
                grid.section(step);
            }
            let mut cells = vec![
                format!("  {}", row.name.replace('_', " ")),
                (row.counts.found + row.counts.missed).to_string(),
                row.counts.found.to_string(),
                row.counts.false_alarms.to_string(),
                row.unseen.to_string(),
            ];
            cells.extend(some_out.then(|| row.out_of_picture.len().to_string()));
            cells.extend([
                number(row.precision, 2),
                number(row.recall, 2),
                interval(row.recall_interval, 2),
                number(row.f1, 2),
                interval(row.f1_interval, 2),
                signed(row.onset_error_s, 2),
                signed(row.told_after_s, 2),
            ]);
            grid.row(cells);
        }
        self.grid(title, &grid);
        for row in rows {
            for wrong in &row.wrong {
                let name = row.name.replace('_', " ");
                self.wrapped(&format!("{} {name}: {}", row.step, wrong_in_words(wrong)), "  ", RED);
            }
            for dose in &row.out_of_picture {
                let name = row.name.replace('_', " ");
                self.wrapped(&format!("{} {name}: {}", row.step, out_in_words(dose)), "  ", DIM);
            }
        }
    }

    pub(super) fn holds(&mut self, table: &Table) {
        let head = [
            "step",
            "true",
            "matched",
            "surplus",
            "start s",
            "|start|",
            "end s",
            "|end|",
            "length s",
            "|length|",
            "worst",
            "95 % within",
            "95 %",
        ];
        let mut grid = Grid::new(1, head);
        for holds in &table.holds {
            grid.row(vec![
                holds.step.clone().unwrap_or_else(|| "all".to_owned()),
                holds.true_holds.to_string(),
                holds.matched.to_string(),
                holds.surplus.to_string(),
                signed(holds.start.bias_s, 2),
                number(holds.start.mae_s, 2),
                signed(holds.end.bias_s, 2),
                number(holds.end.mae_s, 2),
                signed(holds.length.bias_s, 2),
                number(holds.length.mae_s, 2),
                number(holds.length.worst_s, 2),
                number(holds.length_95_s, 2),
                interval(holds.length_95_interval, 2),
            ]);
        }
        self.grid(
            "Holds: said minus true, against the moments at which the true angles pass the same thresholds",
            &grid,
        );
        for error in table.worst_holds() {
            self.wrapped(&error.in_words(), "  ", RED);
        }
    }

    pub(super) fn reps(&mut self, table: &Table) {
        let mut grid = Grid::new(
            1,
            [
                "repetitions in",
                "doses",
                "right",
                "off by one at most",
                "normalised MAE",
            ],
        );
        for reps in &table.reps {
            grid.row(vec![
                reps.of.to_owned(),
                reps.n.to_string(),
                number(reps.exact, 2),
                number(reps.off_by_one, 2),
                number(reps.normalised_mae, 2),
            ]);
        }
        self.grid("Repetitions", &grid);
        for (reps, wrong) in table
            .reps
            .iter()
            .flat_map(|reps| reps.wrong.iter().map(move |wrong| (reps, wrong)))
        {
            let words = format!(
                "{}: counted {} of {} in {}",
                reps.of, wrong.said, wrong.truth, wrong.clip
            );
            self.wrapped(&words, "  ", RED);
        }
    }

    pub(super) fn verdicts_by_group(&mut self, table: &Table) {
        let head = [
            "", "faults", "found", "false", "F1", "holds", "|length|", "worst", "spoken",
        ];
        let mut grid = Grid::new(1, head);
        for grouping in table.groups.iter().filter(|grouping| grouping.groups.len() > 1) {
            grid.section(&format!("by {}", grouping.by));
            for group in &grouping.groups {
                let is_worst = grouping.worst.as_ref() == Some(&group.name);
                grid.row(vec![
                    format!("  {}{}", group.name, if is_worst { " *" } else { "" }),
                    (group.faults.found + group.faults.missed).to_string(),
                    group.faults.found.to_string(),
                    group.faults.false_alarms.to_string(),
                    number(group.f1, 2),
                    group.holds.to_string(),
                    number(group.hold_length_mae_s, 2),
                    number(group.hold_length_worst_s, 2),
                    group.spoken.to_string(),
                ]);
            }
        }
        self.grid(
            "Verdicts by group: faults done on purpose, holds, faults spoken in correct clips",
            &grid,
        );
    }
}
