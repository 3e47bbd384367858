//! The database: what is kept, found again, mended and deleted. One program, so that what it needs is linked once.

mod common;
mod damaged;
mod disk;
mod files;
mod migrations;
mod own_guides;
mod ratings;
mod rows;
mod store;
mod taken_in;
