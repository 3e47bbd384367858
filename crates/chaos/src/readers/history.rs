use exports::{Archive, Table, Titles, read};

/// Any bytes are refused, or give sessions, ratings and guides that are the same when they are exported and read again.
pub fn history(bytes: &[u8]) -> bool {
    let Ok(brought) = read(bytes.to_vec().into()) else {
        return false;
    };
    let archive = Archive {
        sessions: brought.sessions,
        ratings: brought.ratings,
        own_guides: brought.own_guides,
    };
    let mut json = Vec::new();
    exports::write_json(&archive, &mut json).expect("memory can be written");
    let again = read(json.into()).expect("what was exported can be read");
    assert!(again.refused.is_empty(), "what could be, can't be any more");
    assert_eq!(again.sessions, archive.sessions);
    assert_eq!(again.ratings, archive.ratings);
    assert_eq!(again.own_guides, archive.own_guides);
    let mut parquet = Vec::new();
    exports::write_parquet(Table::Sessions, &archive, &mut parquet).expect("memory can be written");
    let again = read(parquet.into()).expect("what was exported can be read");
    assert_eq!(again.sessions, archive.sessions);
    // The forms that are not read back are there for whatever was taken.
    for table in Table::CSV {
        exports::write_csv(table, &archive, exports::Signs::default(), std::io::sink()).expect("nothing can fail");
    }
    exports::bundle(&archive.sessions, &Titles::default());
    archive != Archive::default()
}
