//! What must hold for whatever others wrote, whoever wrote it: it is read, or refused in words; it never ends the
//! program, and what comes out of it is sound.
//!
//! [`readers::ALL`] says so for every form that the program reads. The fuzz targets, the campaign of `make chaos` and the
//! tests all run the same checks.
//!
//! Must not know: how a reader is made inside.

#![forbid(unsafe_code)]

pub mod campaign;
pub mod mutation;
pub mod readers;
