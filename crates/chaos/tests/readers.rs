//! What was kept holds, and so does a little that is damaged: `make chaos` does more.

use chaos::campaign::bytes::{Tried, damaged, seeds};
use chaos::readers::{ALL, Reader};

/// So that all readers together take some seconds, each within half a minute.
fn some(reader: &Reader) -> usize {
    match reader.name {
        "network" => 12,
        "trace" => 60,
        _ => 300,
    }
}

fn nothing_found(reader: &Reader, tried: &Tried) {
    if let Some(finding) = tried.findings.first() {
        panic!("{}: {}, of {} bytes", reader.name, finding.why, finding.bytes.len());
    }
}

#[test]
fn whatever_is_kept_holds() {
    for reader in ALL {
        let tried = seeds(&reader).unwrap();
        nothing_found(&reader, &tried);
        assert!(
            tried.taken > 0,
            "of {} nothing is taken: its seeds show nothing",
            reader.name
        );
    }
}

#[test]
fn whatever_is_damaged_is_read_or_refused_in_words() {
    for reader in ALL {
        let tried = damaged(&reader, 1, some(&reader), |_| true).unwrap();
        nothing_found(&reader, &tried);
        assert_eq!(tried.inputs, some(&reader));
        assert!(
            tried.taken < tried.inputs,
            "{}: no damage was ever noticed",
            reader.name
        );
    }
}
