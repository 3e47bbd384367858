//! Which doses of a guide are done.

use body::Side;
use guide::Guide;

/// Which doses are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Every step in the guide's order, both sides where it has sides.
    WholeGuide,
    /// One step only.
    Step {
        /// Its id.
        id: String,
        /// One side only; `None` for both sides, or for a step without sides.
        side: Option<Side>,
    },
}

/// In which order the doses of a plan may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they come: nobody told the person of a recording whose turn it is.
    #[default]
    AsTheyCome,
    /// One step after the other, either side of it first: the session leads, and no other step takes a movement over.
    Led,
}

/// A plan that the guide has no doses for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// No such step.
    #[error("no step is called {id:?} in {guide}: there are {}", .steps.join(", "))]
    UnknownStep {
        /// What was asked for.
        id: String,
        /// Name of the guide.
        guide: String,
        /// Ids of all its steps.
        steps: Vec<String>,
    },
    /// A side of a step that has none.
    #[error("{id} has no sides{}", with_sides(.sided))]
    NoSides {
        /// Id of the step.
        id: String,
        /// Ids of the steps that have sides.
        sided: Vec<String>,
    },
}

fn with_sides(sided: &[String]) -> String {
    if sided.is_empty() {
        String::new()
    } else {
        format!(": only {} can be done on one side", sided.join(", "))
    }
}

impl Plan {
    /// Index of the step, and side, of each dose, in the guide's order.
    pub(crate) fn doses(self, guide: &Guide) -> Result<Vec<(usize, Option<Side>)>, PlanError> {
        let doses_of = |index: usize| guide.steps[index].sides().iter().map(move |side| (index, *side));
        match self {
            Plan::WholeGuide => Ok((0..guide.steps.len()).flat_map(doses_of).collect()),
            Plan::Step { id, side } => {
                let Some(index) = guide.steps.iter().position(|step| step.id == id) else {
                    return Err(PlanError::UnknownStep {
                        id,
                        guide: guide.name.clone(),
                        steps: guide.steps.iter().map(|step| step.id.clone()).collect(),
                    });
                };
                if side.is_some() && !guide.steps[index].each_side {
                    let sided = guide.steps.iter().filter(|step| step.each_side);
                    return Err(PlanError::NoSides {
                        id,
                        sided: sided.map(|step| step.id.clone()).collect(),
                    });
                }
                Ok(doses_of(index)
                    .filter(|(_, of_step)| side.is_none() || *of_step == side)
                    .collect())
            }
        }
    }
}
