//! Rows of a report as columns of the database, and back.

use results::{
    Ending, ModelName, Rows, RuleRow, RuleVerdictName, SessionRow, SideName, Source, StepRow, StepVerdictName,
    StretchFelt, UnitName, VerbName, ViewName,
};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use crate::damaged::Flaw;

/// The columns of a session's row, in the order in which [`session`] reads them.
pub(crate) const SESSION: &str = "id, guide, guide_sha256, started_at, source, ending, model, unhunch, duration_s, \
    coverage, view, view_turned_deg, view_above_deg, parts, done, skipped, hold_s, stretch_felt, pain, effort";
/// Those of a step's row, for [`step`].
pub(crate) const STEP: &str = "session, part, step, side, verdict, skipped, hold_s, reps";
/// Those of a rule's row, for [`rule`].
pub(crate) const RULE: &str = "session, part, step, side, sentence, place, text, rule, verb, verdict, confidence, \
    measure, decisive, threshold, unit, broken_s";

/// Writes the rows of a session that is there, over what there was of them.
pub(crate) fn write(connection: &Connection, rows: &Rows) -> rusqlite::Result<()> {
    let of = &rows.session;
    connection
        .prepare(
            "update sessions set guide_sha256 = ?2, model = ?3, unhunch = ?4, duration_s = ?5, coverage = ?6,
                 view = ?7, view_turned_deg = ?8, view_above_deg = ?9, parts = ?10, done = ?11, skipped = ?12,
                 hold_s = ?13, stretch_felt = ?14, pain = ?15, effort = ?16
             where id = ?1",
        )?
        .execute(params![
            of.session,
            of.guide_sha256,
            of.model.map(ModelName::name),
            of.unhunch,
            of.duration_s,
            of.coverage,
            of.view.map(ViewName::name),
            of.view_turned_deg,
            of.view_above_deg,
            of.parts,
            of.done,
            of.skipped,
            of.hold_s,
            of.stretch_felt.map(StretchFelt::name),
            of.pain,
            of.effort,
        ])?;
    for table in ["steps", "rules"] {
        let old = format!("delete from {table} where session = ?");
        connection.prepare(&old)?.execute([&of.session])?;
    }
    let mut insert = connection.prepare(&format!("insert into steps ({STEP}) values (?,?,?,?,?,?,?,?)"))?;
    for row in &rows.steps {
        insert.execute(params![
            row.session,
            row.part,
            row.step,
            row.side.map(SideName::name),
            row.verdict.name(),
            row.skipped,
            row.hold_s,
            row.reps,
        ])?;
    }
    let mut insert = connection.prepare(&format!(
        "insert into rules ({RULE}) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    ))?;
    for row in &rows.rules {
        insert.execute(params![
            row.session,
            row.part,
            row.step,
            row.side.map(SideName::name),
            row.sentence,
            row.place,
            row.text,
            row.rule,
            row.verb.map(VerbName::name),
            row.verdict.name(),
            row.confidence,
            row.measure,
            row.decisive,
            row.threshold,
            row.unit.map(UnitName::name),
            row.broken_s,
        ])?;
    }
    Ok(())
}

/// The row of a session, of the columns [`SESSION`].
pub(crate) fn session(row: &Row<'_>) -> Result<SessionRow, Flaw> {
    let mut cells = Cells { row, next: 0 };
    Ok(SessionRow {
        session: cells.text()?,
        guide: cells.text()?,
        guide_sha256: cells.text()?,
        started_at: cells.text()?,
        source: cells.name(Source::named)?,
        ending: cells.name(Ending::named)?,
        model: cells.name_or_null(ModelName::named)?,
        unhunch: cells.text()?,
        duration_s: cells.real()?,
        coverage: cells.real_or_null()?,
        view: cells.name_or_null(ViewName::named)?,
        view_turned_deg: cells.real_or_null()?,
        view_above_deg: cells.real_or_null()?,
        parts: cells.whole()?,
        done: cells.whole()?,
        skipped: cells.whole()?,
        hold_s: cells.real()?,
        stretch_felt: cells.name_or_null(StretchFelt::named)?,
        pain: cells.whole_or_null()?,
        effort: cells.whole_or_null()?,
    })
}

/// The row of a step, of the columns [`STEP`].
pub(crate) fn step(row: &Row<'_>) -> Result<StepRow, Flaw> {
    let mut cells = Cells { row, next: 0 };
    Ok(StepRow {
        session: cells.text()?,
        part: cells.whole()?,
        step: cells.text()?,
        side: cells.name_or_null(SideName::named)?,
        verdict: cells.name(StepVerdictName::named)?,
        skipped: cells.whole::<u8>()? != 0,
        hold_s: cells.real()?,
        reps: cells.whole_or_null()?,
    })
}

/// The row of a rule, of the columns [`RULE`].
pub(crate) fn rule(row: &Row<'_>) -> Result<RuleRow, Flaw> {
    let mut cells = Cells { row, next: 0 };
    Ok(RuleRow {
        session: cells.text()?,
        part: cells.whole()?,
        step: cells.text()?,
        side: cells.name_or_null(SideName::named)?,
        sentence: cells.whole()?,
        place: cells.whole()?,
        text: cells.text()?,
        rule: cells.text()?,
        verb: cells.name_or_null(VerbName::named)?,
        verdict: cells.name(RuleVerdictName::named)?,
        confidence: cells.real_or_null()?,
        measure: cells.text_or_null()?,
        decisive: cells.real_or_null()?,
        threshold: cells.real_or_null()?,
        unit: cells.name_or_null(UnitName::named)?,
        broken_s: cells.real_or_null()?,
    })
}

/// The cells of a row, from left to right.
struct Cells<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Cells<'r> {
    fn cell(&mut self) -> Result<ValueRef<'r>, Flaw> {
        let cell = self.row.get_ref(self.next).map_err(|_| self.flaw("is missing"));
        self.next += 1;
        cell
    }

    /// What is wrong with the cell that was read last.
    fn flaw(&self, what: &str) -> Flaw {
        Flaw(format!("column {} {what}", self.next))
    }

    /// A cell that is not null, as `read` takes it.
    fn there<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<Option<T>, Flaw>) -> Result<T, Flaw> {
        read(self)?.ok_or_else(|| self.flaw("is null"))
    }

    fn text_or_null(&mut self) -> Result<Option<String>, Flaw> {
        Ok(self.str()?.map(str::to_owned))
    }

    fn text(&mut self) -> Result<String, Flaw> {
        self.there(Self::text_or_null)
    }

    fn str(&mut self) -> Result<Option<&'r str>, Flaw> {
        match self.cell()? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => match str::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err(self.flaw("is not in UTF-8")),
            },
            _ => Err(self.flaw("is no text")),
        }
    }

    fn name_or_null<T>(&mut self, named: fn(&str) -> Option<T>) -> Result<Option<T>, Flaw> {
        let Some(text) = self.str()? else { return Ok(None) };
        named(text)
            .map(Some)
            .ok_or_else(|| self.flaw("is no name that is known"))
    }

    fn name<T>(&mut self, named: fn(&str) -> Option<T>) -> Result<T, Flaw> {
        self.there(|cells| cells.name_or_null(named))
    }

    fn real_or_null(&mut self) -> Result<Option<f64>, Flaw> {
        match self.cell()? {
            ValueRef::Null => Ok(None),
            ValueRef::Real(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.flaw("is no finite number")),
        }
    }

    fn real(&mut self) -> Result<f64, Flaw> {
        self.there(Self::real_or_null)
    }

    fn whole_or_null<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, Flaw> {
        match self.cell()? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => match T::try_from(number) {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(self.flaw("is out of range")),
            },
            _ => Err(self.flaw("is no whole number")),
        }
    }

    fn whole<T: TryFrom<i64>>(&mut self) -> Result<T, Flaw> {
        self.there(Self::whole_or_null)
    }
}
