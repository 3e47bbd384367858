//! The server's answers, asked as a page or a stranger asks. One program, so that what it needs is linked once.

mod common;
mod damaged;
mod entry;
mod exports;
mod files;
mod guard;
mod history;
#[path = "../../../records/tests/all/common/mod.rs"]
mod kept;
mod own_guides;
mod plan;
mod ratings;
mod routines;
mod sessions;
mod sockets;
