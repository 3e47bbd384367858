//! What the handlers of all addresses share.

use std::path::PathBuf;
use std::sync::Arc;

use records::Records;

use crate::guides::Guides;
use crate::page::Page;
use crate::plan::PlanFile;
use crate::weights::Weights;

/// What the handlers share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub records: Records,
    pub data_folder: PathBuf,
    pub plan: PlanFile,
    pub page: Page,
    pub guides: Guides,
    pub weights: Arc<Weights>,
}
