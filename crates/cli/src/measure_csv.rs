//! `unhunch measure`: what is measured in each frame, as CSV. An empty cell was not seen.

use std::io::{self, Write};
use std::path::Path;

use body::{Measure, SessionTime, Unit};
use footage::output::{Output, Over};
use footage::{Poses, Watching};
use guide::Vocabulary;
use session::{Measurer, Row};

use crate::Ending;
use crate::args::MeasureOptions;
use crate::interrupt;
use crate::many::{self, Done, Told, Work};
use crate::outputs::{apart, named};
use crate::problem::{Problem, Result, warn};
use crate::watch;

/// Runs `unhunch measure`.
///
/// # Errors
/// [`Problem`] when a video can't be used or a table can't be written.
pub fn run(options: &MeasureOptions) -> Result<Ending> {
    if options.separator == options.decimal as u8 {
        return Err(Box::new(Problem::SameSigns { sign: options.decimal }));
    }
    if many::asked(&options.input, options.out.as_deref()) {
        return of_many(options);
    }
    let video = &options.input.videos[0];
    let out = options.out.as_deref().map(|out| named("--out", out));
    apart(&[named("the video", video)], out.as_slice())?;
    let watching = watch::open_shown(video, &options.input.looking)?;
    let mut notes = Vec::new();
    let measured = measure(watching, options, options.out.as_deref(), &mut notes);
    notes.iter().for_each(|note| warn(note));
    let Some(measured) = measured? else {
        return Ok(Ending::NobodyReads);
    };
    if measured.table.finish()? == Reader::Gone {
        return Ok(Ending::NobodyReads);
    }
    if interrupt::asked() {
        warn(&format!("stopped early, after {} frames", measured.frames));
    } else if measured.seen == 0 {
        return Err(nobody(video, measured.frames));
    }
    if let Some(note) = measured.no_neutral {
        warn(&note);
    }
    Ok(Ending::AsTheGuideSays)
}

/// A table for each of many videos.
fn of_many(options: &MeasureOptions) -> Result<Ending> {
    let each = |video: &Path, out: &Path, told: Told| {
        let (watching, mut notes) = watch::open_told(video, &options.input.looking, told)?;
        let measured = measure(watching, options, Some(out), &mut notes)?;
        // What Ctrl-C cut off would be taken for the whole later.
        let Some(measured) = measured.filter(|_| !interrupt::asked()) else {
            return Ok(None);
        };
        if measured.seen == 0 {
            return Err(nobody(video, measured.frames));
        }
        notes.extend(measured.no_neutral);
        measured.table.finish()?;
        let share = (100.0 * measured.seen as f64 / measured.frames as f64).floor();
        Ok(Some(Done {
            seconds: measured.last.as_secs_f64(),
            frames: measured.frames,
            outcome: format!("somebody in {share:.0} % of the frames"),
            notes,
            as_the_guide_says: true,
        }))
    };
    let MeasureOptions {
        input,
        camera,
        separator,
        decimal,
        ..
    } = options;
    let work = Work {
        command: "measure",
        word: "measured",
        ending: "csv",
        how: format!("{:?} {camera:?} {separator} {decimal}", input.looking.model),
        each: &each,
    };
    many::run(input, options.out.as_deref(), &work)
}

fn nobody(video: &Path, frames: u64) -> Box<Problem> {
    Box::new(Problem::NoPerson {
        path: video.display().to_string(),
        frames,
    })
}

/// A table that is written but for its name.
struct Measured {
    table: Table,
    frames: u64,
    /// Frames with somebody in them.
    seen: u64,
    /// When the last frame was.
    last: SessionTime,
    /// Why offsets are empty, where they are.
    no_neutral: Option<String>,
}

/// Measures every frame there is; `None` when nobody reads any more. `notes` gets what is odd about the video.
fn measure(
    mut watching: Watching,
    options: &MeasureOptions,
    out: Option<&Path>,
    notes: &mut Vec<String>,
) -> Result<Option<Measured>> {
    let mut measurer = Measurer::new(Vocabulary::builtin(), options.camera.settings())
        .map_err(|error| Problem::Plan { why: error.to_string() })?;
    // The first frame before the table: a file that is no video should not leave one.
    let mut next = watching.next()?;
    let mut table = Table::create(options, out)?;
    let (mut frames, mut seen, mut last) = (0, 0, SessionTime::START);
    while let Some((at, pose)) = next {
        (frames, last) = (frames + 1, at);
        seen += u64::from(pose.body.is_some());
        if table.rows(&measurer.frame(at, &pose))? == Reader::Gone {
            return Ok(None);
        }
        next = watching.next()?;
    }
    if table.rows(&measurer.finish())? == Reader::Gone {
        return Ok(None);
    }
    notes.extend(watch::broke_off(&watching));
    Ok(Some(Measured {
        table,
        frames,
        seen,
        last,
        no_neutral: measurer.neutral_note(),
    }))
}

/// Whether anybody still reads what we write.
#[derive(Debug, PartialEq, Eq)]
enum Reader {
    There,
    Gone,
}

/// Where the table goes.
enum Sink {
    StandardOutput(io::StdoutLock<'static>),
    File(Output),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::StandardOutput(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::StandardOutput(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

struct Table {
    csv: csv::Writer<Sink>,
    name: String,
    decimal: char,
}

impl Table {
    fn create(options: &MeasureOptions, out: Option<&Path>) -> Result<Self> {
        let (to, name) = match out {
            None => (Sink::StandardOutput(io::stdout().lock()), "standard output".to_owned()),
            Some(path) => (
                Sink::File(Output::create(path, Over::Earlier)?),
                path.display().to_string(),
            ),
        };
        let mut table = Self {
            csv: csv::WriterBuilder::new().delimiter(options.separator).from_writer(to),
            name,
            decimal: options.decimal,
        };
        let header = table.csv.write_record(header());
        table.checked(header)?;
        Ok(table)
    }

    fn rows(&mut self, rows: &[Row]) -> Result<Reader> {
        for row in rows {
            let written = self.csv.write_record(cells(row, self.decimal));
            if self.checked(written)? == Reader::Gone {
                return Ok(Reader::Gone);
            }
        }
        Ok(Reader::There)
    }

    /// Only now a file stands under its name.
    fn finish(mut self) -> Result<Reader> {
        let flushed = self.csv.flush().map_err(csv::Error::from);
        let reader = self.checked(flushed)?;
        match self.csv.into_inner() {
            Ok(Sink::File(file)) => file.finish()?,
            Ok(Sink::StandardOutput(_)) => {}
            Err(error) => return Err(Problem::writing(Path::new(&self.name), error.error())),
        }
        Ok(reader)
    }

    fn checked(&self, outcome: Result<(), csv::Error>) -> Result<Reader> {
        match outcome {
            Ok(()) => Ok(Reader::There),
            Err(error) => match error.kind() {
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
                _ => Err(Problem::writing(Path::new(&self.name), error)),
            },
        }
    }
}

fn header() -> impl Iterator<Item = &'static str> {
    ["time_s", "person_seen", "face_seen"]
        .into_iter()
        .chain(Measure::ALL.iter().map(|measure| measure.name()))
}

fn cells(row: &Row, decimal: char) -> Vec<String> {
    let yes_or_no = |is: bool| if is { "1".to_owned() } else { "0".to_owned() };
    let with_sign = |number: String| match decimal {
        '.' => number,
        sign => number.replace('.', sign.encode_utf8(&mut [0; 4])),
    };
    let mut cells = vec![
        with_sign(format!("{:.6}", row.at.as_secs_f64())),
        yes_or_no(row.person_seen),
        yes_or_no(row.face_seen),
    ];
    cells.extend(Measure::ALL.iter().map(|&measure| match row.measures.get(measure) {
        Ok(seen) => with_sign(number(seen.value, measure.unit())),
        Err(_) => String::new(),
    }));
    cells
}

/// With as many decimals as its noise leaves meaning to, and one more.
fn number(value: f32, unit: Unit) -> String {
    match unit {
        Unit::Degrees | Unit::DegreesPerSecond => format!("{value:.3}"),
        Unit::ShoulderWidths | Unit::Index => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use measure::{Measures, Seen, Unseen};

    #[test]
    fn the_columns_are_those_that_others_rely_on() {
        let header: Vec<&str> = header().collect();
        assert_eq!(
            header.join(", "),
            "time_s, person_seen, face_seen, neck_flexion_deg, neck_lateral_flexion_deg, neck_rotation_deg, \
             head_azimuth_deg, head_depression_deg, trunk_lean_deg, trunk_rotation_deg, shoulder_elevation_left_sw, \
             shoulder_elevation_right_sw, shoulder_retraction, elbow_flexion_left_deg, elbow_flexion_right_deg, \
             wrist_gap_sw, wrist_height_sw, breath, neck_tilt_deg, head_speed_deg_s, \
             arm_abduction_left_deg, arm_abduction_right_deg, arm_flexion_left_deg, arm_flexion_right_deg, \
             elbow_bend_left_deg, elbow_bend_right_deg, wrist_height_left_sw, wrist_height_right_sw, \
             elbow_across_left_sw, elbow_across_right_sw, hand_to_head_left_sw, hand_to_head_right_sw, \
             hand_to_other_shoulder_left_sw, hand_to_other_shoulder_right_sw, hand_to_other_elbow_left_sw, \
             hand_to_other_elbow_right_sw, trunk_side_bend_deg, trunk_flexion_deg, hip_flexion_left_deg, \
             hip_flexion_right_deg, knee_flexion_left_deg, knee_flexion_right_deg, ankle_flexion_left_deg, \
             ankle_flexion_right_deg, heel_rise_left_sw, heel_rise_right_sw, stance_width_sw, foot_lift_sw, \
             weight_shift_sw, thigh_upright, facing_deg, chin_back_sw"
        );
    }

    #[test]
    fn what_was_not_seen_is_empty() {
        let mut measures = Measures::unseen(Unseen::Face);
        measures.set(
            Measure::WristGap,
            Ok(Seen {
                value: 0.5,
                confidence: 1.0,
            }),
        );
        let row = Row {
            at: SessionTime::from_micros(66_667),
            person_seen: true,
            face_seen: false,
            measures,
        };
        let after = Measure::ALL
            .iter()
            .skip_while(|measure| **measure != Measure::WristGap)
            .count()
            - 1;
        assert_eq!(
            cells(&row, '.').join(","),
            format!("0.066667,1,0,,,,,,,,,,,,,0.5000{}", ",".repeat(after))
        );
        assert_eq!(
            cells(&row, ',').join(";"),
            format!("0,066667;1;0;;;;;;;;;;;;;0,5000{}", ";".repeat(after))
        );
    }
}
