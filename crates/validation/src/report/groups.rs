//! The tables by group.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::Report;
use super::tables::{Head, head, scroll};
use crate::agreement::Agreement;
use crate::words::{dash, in_words, number, places};

impl Report<'_> {
    pub(super) fn groups(&self) -> Markup {
        let mut ways: Vec<&str> = Vec::new();
        for grouping in self.table.measures.iter().flat_map(|row| &row.groups) {
            if !ways.contains(&grouping.by) {
                ways.push(grouping.by);
            }
        }
        let cells: [Head; 10] = [
            ("group", ""),
            ("clips", ""),
            ("faults", "done on purpose, doses"),
            ("found", ""),
            ("false", ""),
            ("F1", "all faults pooled"),
            ("holds", ""),
            ("|length|, s", "mean absolute error"),
            ("worst, s", ""),
            ("spoken", "faults spoken in correct clips"),
        ];
        html! {
            section #groups {
                h2 { "By group" }
                p { "The worst group of each row is marked." }
                @for by in ways { (self.measures_by(by)) }
                @for grouping in self.table.groups.iter().filter(|grouping| grouping.groups.len() > 1) {
                    h3 { "Verdicts by " (grouping.by) }
                    (scroll(html! {
                        table {
                            (head(1, &cells))
                            tbody {
                                @for group in &grouping.groups {
                                    tr.worst[grouping.worst.as_ref() == Some(&group.name)] {
                                        th scope="row" { (group.name) }
                                        td.n { (group.clips) } td.n { (group.faults.found + group.faults.missed) }
                                        td.n { (group.faults.found) } td.n { (group.faults.false_alarms) }
                                        td.n { (number(group.f1, 2)) } td.n { (group.holds) }
                                        td.n { (number(group.hold_length_mae_s, 2)) }
                                        td.n { (number(group.hold_length_worst_s, 2)) } td.n { (group.spoken) }
                                    }
                                }
                            }
                        }
                    }))
                }
            }
        }
    }

    fn measures_by(&self, by: &str) -> Markup {
        let grouped: Vec<(&Agreement, _)> = self
            .table
            .measures
            .iter()
            .filter_map(|row| Some((row, row.groups.iter().find(|grouping| grouping.by == by)?)))
            .collect();
        let names: BTreeSet<&str> = grouped
            .iter()
            .flat_map(|(_, grouping)| &grouping.groups)
            .map(|group| group.name.as_str())
            .collect();
        if names.len() < 2 {
            return html! {};
        }
        html! {
            h3 { "Mean absolute error by " (by) }
            (scroll(html! {
                table {
                    thead { tr { th scope="col" { "measure" } th scope="col" { "unit" }
                        @for name in &names { th.n scope="col" { (name) } } } }
                    tbody {
                        @for (row, grouping) in &grouped {
                            tr {
                                th scope="row" { (in_words(row.measure)) }
                                td { (row.unit) }
                                @for name in &names {
                                    @let group = grouping.groups.iter().find(|group| group.name == *name);
                                    td.n.worst[grouping.worst.as_deref() == Some(*name)] {
                                        (group.map_or_else(dash, |group| number(group.figures.mae, places(row))))
                                    }
                                }
                            }
                        }
                    }
                }
            }))
        }
    }
}
