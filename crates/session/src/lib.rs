//! Timed poses in; measures, events and the result out. The one thing that page, command line and replay call.
//!
//! Must not know: cameras, files, screens.

#![forbid(unsafe_code)]
