//! Damaged inputs, one after the other, for a reader.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;

use crate::mutation::mutated;
use crate::readers::Reader;

/// What came of it.
#[derive(Debug, Default)]
pub struct Tried {
    /// Inputs.
    pub inputs: usize,
    /// Those that were taken; the others were refused in words.
    pub taken: usize,
    /// Where something did not hold.
    pub findings: Vec<Finding>,
}

/// An input for which something does not hold.
#[derive(Debug)]
pub struct Finding {
    /// The input.
    pub bytes: Vec<u8>,
    /// What the panic said.
    pub why: String,
}

/// The seeds as they are.
///
/// # Errors
/// What the system says when the seeds can't be read.
pub fn seeds(reader: &Reader) -> io::Result<Tried> {
    let mut tried = Tried::default();
    for (name, seed) in reader.seeds()? {
        tried.one(reader, seed, &name);
    }
    Ok(tried)
}

/// `inputs` damaged seeds; the same for the same `seed`. `each` hears of each one and says whether to go on.
///
/// # Errors
/// What the system says when the seeds can't be read.
pub fn damaged(reader: &Reader, seed: u64, inputs: usize, mut each: impl FnMut(usize) -> bool) -> io::Result<Tried> {
    let mut rng = Rng::with_seed(seed);
    let seeds = reader.seeds()?;
    let mut tried = Tried::default();
    for done in 0..inputs {
        let (name, good) = &seeds[rng.usize(..seeds.len())];
        let (_, other) = &seeds[rng.usize(..seeds.len())];
        tried.one(reader, mutated(&mut rng, good, other), name);
        if !each(done + 1) {
            break;
        }
    }
    Ok(tried)
}

impl Tried {
    fn one(&mut self, reader: &Reader, bytes: Vec<u8>, from: &str) {
        self.inputs += 1;
        match catch_unwind(AssertUnwindSafe(|| (reader.holds)(&bytes))) {
            Ok(taken) => self.taken += usize::from(taken),
            Err(panic) => {
                let said = panic.downcast_ref::<String>().map(String::as_str);
                let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
                let why = format!("{from}: {}", said.unwrap_or("a panic without words"));
                self.findings.push(Finding { bytes, why });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_finding_with_its_input_and_its_words() {
        let reader = Reader {
            name: "any",
            what: "anything",
            holds: |bytes| {
                assert!(!bytes.is_empty(), "nothing was given");
                true
            },
            sources: &[],
        };
        let mut tried = Tried::default();
        tried.one(&reader, b"a".to_vec(), "good");
        tried.one(&reader, Vec::new(), "cut off");
        assert_eq!((tried.inputs, tried.taken, tried.findings.len()), (2, 1, 1));
        assert_eq!(tried.findings[0].why, "cut off: nothing was given");
        assert_eq!(tried.findings[0].bytes, b"");
    }
}
