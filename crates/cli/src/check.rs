//! `unhunch check`, and the judging that it shares with `replay`: poses in, a report out.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use body::{ImageSize, SessionTime, Side};
use coach::{DoseOutcome, Event, EventKind, Plan, RuleVerdict, StepVerdict};
use footage::Poses;
use footage::output::{self, Over};
use guide::{Guide, Vocabulary};
use measure::CameraView;
use results::Next;
use scene::Seen;
use session::{Session, Settings};

use crate::args::{CheckOptions, Format, JudgingOptions};
use crate::many::{self, Done, Told, Work};
use crate::outputs::{apart, named};
use crate::problem::{Problem, Result, warn};
use crate::watch::{self, Recordings};
use crate::wording::{clock, list, width};
use crate::{Ending, guides, interrupt, report};

/// All that a report is made of.
#[derive(Debug)]
pub struct Findings {
    /// What was followed.
    pub guide: Arc<Guide>,
    /// What the frames were taken from.
    pub source: String,
    /// Size of the picture.
    pub image_size: ImageSize,
    /// Frames judged.
    pub frames: u64,
    /// Time of the last frame.
    pub duration: SessionTime,
    /// Share of frames in which a person was seen, 0..=1.
    pub coverage: f64,
    /// From where the camera looked; `None` without a neutral.
    pub view: Option<CameraView>,
    /// Why there was no neutral.
    pub no_neutral: Option<String>,
    /// When there was the first neutral.
    pub neutral_at: Option<SessionTime>,
    /// What makes the figures less sure than they look.
    pub doubts: Vec<String>,
    /// How every step and side went.
    pub doses: Vec<DoseOutcome>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// The person stopped it before the end.
    pub stopped_early: bool,
}

impl Findings {
    /// The one thing to try next time.
    pub fn next(&self) -> Option<Next> {
        Next::of(&self.as_results())
    }

    fn as_results(&self) -> results::Findings<'_> {
        results::Findings {
            guide: &self.guide,
            video: Some(results::VideoFacts {
                size: self.image_size,
                frames: self.frames,
                duration: self.duration,
                coverage: self.coverage,
                view: self.view,
            }),
            no_neutral: self.no_neutral.as_deref(),
            doubts: &self.doubts,
            stopped_early: self.stopped_early,
            doses: &self.doses,
            events: &self.events,
        }
    }

    /// Whether every step asked for is done, and no rule broken or unseen.
    pub fn ending(&self) -> Ending {
        let clean = self.rules(RuleVerdict::Broken) + self.rules(RuleVerdict::Unseen) == 0;
        if clean && !self.doses.is_empty() && self.done() == self.doses.len() {
            Ending::AsTheGuideSays
        } else {
            Ending::NotAsTheGuideSays
        }
    }

    /// `5 of 6 done, 2 rules broken, 1 unseen`: a side of a step is one of the six.
    fn in_a_line(&self) -> String {
        if self.no_neutral.is_some() {
            return "not judged: there was no neutral".to_owned();
        }
        let mut line = format!("{} of {} done", self.done(), self.doses.len());
        for (verdict, word) in [(RuleVerdict::Broken, "broken"), (RuleVerdict::Unseen, "unseen")] {
            match self.rules(verdict) {
                0 => {}
                1 => line.push_str(&format!(", 1 rule {word}")),
                count => line.push_str(&format!(", {count} rules {word}")),
            }
        }
        line
    }

    fn done(&self) -> usize {
        let done = |dose: &&DoseOutcome| {
            matches!(
                dose.verdict,
                StepVerdict::Good | StepVerdict::Done | StepVerdict::SelfReported
            )
        };
        self.doses.iter().filter(done).count()
    }

    /// How many rules came out so.
    fn rules(&self, verdict: RuleVerdict) -> usize {
        let sentences = self.doses.iter().flat_map(|dose| &dose.sentences);
        let rules = sentences.flat_map(|sentence| &sentence.rules);
        rules.filter(|rule| rule.verdict == verdict).count()
    }
}

/// Runs `unhunch check`.
///
/// # Errors
/// [`Problem`] when a video, the guide, or an output can't be used.
pub fn run(options: &CheckOptions) -> Result<Ending> {
    let outputs = [("--trace", &options.trace), ("--overlay", &options.overlay)];
    if options.out.is_some() || many::asked(&options.input, None) {
        if let Some((option, _)) = outputs.iter().find(|(_, path)| path.is_some()) {
            return Err(Box::new(Problem::ForOneVideo { option }));
        }
        return of_many(options);
    }
    let video = &options.input.videos[0];
    let outputs = outputs.map(|(option, path)| path.as_deref().map(|path| named(option, path)));
    let inputs = [
        named("the video", video),
        named("the guide", Path::new(&options.judging.guide)),
    ];
    apart(&inputs, &outputs.into_iter().flatten().collect::<Vec<_>>())?;
    // The guide first: a mistake in it should not wait for the models.
    let judge = Judge::new(&options.judging, options.camera.settings())?;
    let watching = watch::open_shown(video, &options.input.looking)?;
    let recordings = Recordings::asked_for(options, watching.clip().rate)?;
    let mut notes = Vec::new();
    let findings = judge.watch(watching, recordings, &mut notes);
    notes.iter().for_each(|note| warn(note));
    show(&findings?, options.judging.format)
}

/// A report for each of many videos.
fn of_many(options: &CheckOptions) -> Result<Ending> {
    let JudgingOptions {
        guide,
        step,
        side,
        format,
    } = &options.judging;
    let guide = Arc::new(guides::load(guide)?);
    let judge = || Judge::of_guide(Arc::clone(&guide), step.as_deref(), *side, options.camera.settings());
    // A step that the guide does not have is no fault of the first video.
    judge()?;
    let each = |video: &Path, out: &Path, told: Told| {
        let (watching, mut notes) = watch::open_told(video, &options.input.looking, told)?;
        let findings = judge()?.watch(watching, Recordings::default(), &mut notes)?;
        // What Ctrl-C cut off would be taken for the whole later.
        if findings.stopped_early {
            return Ok(None);
        }
        let report = match format {
            Format::Text => anstream::adapter::strip_str(&report::report(&findings, FILE_WIDTH)).to_string(),
            Format::Json => json(&findings),
        };
        output::write(out, Over::Earlier, report.as_bytes())?;
        Ok(Some(Done {
            seconds: findings.duration.as_secs_f64(),
            frames: findings.frames,
            outcome: findings.in_a_line(),
            notes,
            as_the_guide_says: findings.ending() == Ending::AsTheGuideSays,
        }))
    };
    let (model, camera) = (options.input.looking.model, options.camera);
    let work = Work {
        command: "check",
        word: "judged",
        ending: match format {
            Format::Text => "txt",
            Format::Json => "json",
        },
        how: format!("{model:?} {camera:?} {step:?} {side:?} {format:?} {guide:?}"),
        each: &each,
    };
    many::run(&options.input, options.out.as_deref(), &work)
}

/// Columns of a report that is a file.
const FILE_WIDTH: usize = 80;

/// Shows what was found, in the format asked for.
///
/// # Errors
/// [`Problem::Unwritable`] when standard output can't be written.
pub fn show(findings: &Findings, format: Format) -> Result<Ending> {
    if findings.stopped_early {
        warn(&format!("stopped early, at {}", clock(findings.duration.as_secs_f64())));
    }
    let text = match format {
        Format::Text => report::report(findings, width()),
        Format::Json => json(findings),
    };
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Problem::writing(Path::new("standard output"), error))
        }
        _ => Ok(findings.ending()),
    }
}

/// The whole report as one JSON object, and a line end.
fn json(findings: &Findings) -> String {
    let report = results::Report::new(&findings.as_results(), env!("CARGO_PKG_VERSION"));
    let mut text = serde_json::to_string_pretty(&report).expect("plain values always have a JSON form");
    text.push('\n');
    text
}

/// A session that is ready to watch.
pub struct Judge {
    guide: Arc<Guide>,
    session: Session,
    mirrored: bool,
}

impl Judge {
    /// For what was asked.
    ///
    /// # Errors
    /// [`Problem`] for an unknown guide, step or side.
    pub fn new(options: &JudgingOptions, settings: Settings) -> Result<Self> {
        let guide = Arc::new(guides::load(&options.guide)?);
        Self::of_guide(guide, options.step.as_deref(), options.side, settings)
    }

    /// For a guide that was read, or one step and side of it.
    ///
    /// # Errors
    /// [`Problem`] for an unknown step or side.
    pub fn of_guide(guide: Arc<Guide>, step: Option<&str>, side: Option<Side>, settings: Settings) -> Result<Self> {
        let plan = plan(&guide, step, side)?;
        let mirrored = settings.mirrored;
        let session = Session::new(Arc::clone(&guide), Vocabulary::builtin(), plan, settings)
            .map_err(|error| Problem::Plan { why: error.to_string() })?;
        Ok(Self {
            guide,
            session,
            mirrored,
        })
    }

    /// Judges every pose there is. `notes` gets what is odd about where they come from, also when this fails.
    ///
    /// # Errors
    /// [`Problem`] when the source or a recording fails, or nobody was seen.
    pub fn watch(
        mut self,
        mut poses: impl Poses,
        mut recordings: Recordings,
        notes: &mut Vec<String>,
    ) -> Result<Findings> {
        let mut events = Vec::new();
        let mut image_size = ImageSize { width: 0, height: 0 };
        let (mut frames, mut last) = (0, SessionTime::START);
        loop {
            // A trace may be judged by another guide or other thresholds later: it gets all there is.
            poses.want_shoulder_edges(recordings.trace.is_some() || self.session.wants_shoulder_edges());
            let Some((at, pose)) = poses.next()? else { break };
            (image_size, last) = (pose.image_size, at);
            frames += 1;
            let news = self.session.frame(at, &pose);
            if let Some(trace) = &mut recordings.trace {
                trace.frame(at, &pose)?;
            }
            if let (Some(overlay), Some(picture)) = (&mut recordings.overlay, poses.picture()) {
                let seen = Seen {
                    pose: &pose,
                    measures: self.session.measures(),
                    mirrored: self.mirrored,
                };
                overlay.frame(picture, seen, &self.guide, &self.session.state(), &news)?;
            }
            events.extend(news);
        }
        events.extend(self.session.finish());
        let (source, stopped_early) = (poses.name().to_owned(), interrupt::asked());
        notes.extend(watch::broke_off(&poses));
        drop(poses);
        recordings.finish()?;
        let coverage = self.session.coverage();
        if coverage == 0.0 && !stopped_early {
            return Err(Box::new(Problem::NoPerson { path: source, frames }));
        }
        Ok(Findings {
            guide: self.guide,
            source,
            image_size,
            frames,
            duration: last,
            coverage,
            view: self.session.camera_view(),
            no_neutral: self.session.neutral_reason(),
            neutral_at: events
                .iter()
                .find(|event| event.kind == EventKind::NeutralSet)
                .map(|event| event.at),
            doubts: self.session.doubts(),
            doses: self.session.outcomes(),
            events,
            stopped_early,
        })
    }
}

/// What to judge, checked against the guide so that a mistake says what there is.
fn plan(guide: &Guide, step: Option<&str>, side: Option<Side>) -> Result<Plan> {
    let Some(id) = step else { return Ok(Plan::WholeGuide) };
    let Some(step) = guide.step(id) else {
        let known = list(guide.steps.iter().map(|step| step.id.as_str()));
        return Err(Box::new(Problem::UnknownStep {
            guide: guide.name.clone(),
            step: id.to_owned(),
            known,
        }));
    };
    if side.is_some() && !step.each_side {
        let sided = list(
            guide
                .steps
                .iter()
                .filter(|step| step.each_side)
                .map(|step| step.id.as_str()),
        );
        return Err(Box::new(Problem::NoSides {
            step: id.to_owned(),
            sided,
        }));
    }
    Ok(Plan::Step {
        id: id.to_owned(),
        side,
    })
}
