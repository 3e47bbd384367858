//! The campaign: every reader on damaged inputs, and the whole program under kills, cut-off saves and a full disk.

pub mod bytes;
