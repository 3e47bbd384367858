//! Loads a model, and checks that it has the shapes that are expected of it.

use infer::Engine;

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PoseError {
    /// The file is no model that the engine can run.
    #[error("the {model} model cannot be loaded")]
    Load {
        /// Which of the [`crate::Models`].
        model: &'static str,
        /// What the engine says.
        source: infer::LoadError,
    },
    /// The file is a model, but not the one that belongs here.
    #[error("the {model} model does not have the expected shapes: is it another model's file?")]
    OtherModel {
        /// Which of the [`crate::Models`].
        model: &'static str,
    },
}

/// What a model must look like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Its name in errors.
    pub name: &'static str,
    /// Side of its square RGB input, pixels.
    pub side: usize,
    /// The outputs that are used: place in the file, number of values.
    pub outputs: &'static [(usize, usize)],
    /// Places in the file of outputs that only a whole run computes.
    pub on_request: &'static [usize],
}

/// Loads a model and checks that it is the one that was meant.
pub(crate) fn load(tflite: &[u8], shape: Shape) -> Result<Engine, PoseError> {
    let model = shape.name;
    let wanted: Vec<usize> = shape.outputs.iter().map(|(place, _)| *place).collect();
    let engine = Engine::load_with_requests(tflite, &wanted, shape.on_request)
        .map_err(|source| PoseError::Load { model, source })?;
    let fits = engine.input_shape() == [1, shape.side, shape.side, 3]
        && shape
            .outputs
            .iter()
            .enumerate()
            .all(|(index, (_, length))| engine.output(index).len() == *length);
    if fits {
        Ok(engine)
    } else {
        Err(PoseError::OtherModel { model })
    }
}
