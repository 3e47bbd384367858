use std::sync::{Arc, LazyLock};

use coach::Plan;
use footage::TraceReader;
use guide::{Guide, Vocabulary};
use session::{Session, Settings};

/// Frames that are judged: more show nothing new.
const MOST: usize = 200;

/// Any file is refused, breaks off with an error, or is judged to its end.
pub fn trace(bytes: &[u8]) -> bool {
    let folder = tempfile::tempdir().expect("a folder for the trace");
    let path = folder.path().join("any.parquet");
    std::fs::write(&path, bytes).expect("the trace is written");
    let Ok(mut reader) = TraceReader::open(&path) else {
        return false;
    };
    let mut session = Session::new(
        first_guide(),
        Vocabulary::builtin(),
        Plan::WholeGuide,
        Settings::default(),
    )
    .expect("the guide has doses");
    for _ in 0..MOST {
        match reader.next_frame() {
            Ok(Some((at, pose))) => drop(session.frame(at, &pose)),
            Ok(None) => break,
            Err(_) => return false,
        }
    }
    session.finish();
    true
}

/// The first guide that ships.
fn first_guide() -> Arc<Guide> {
    static GUIDE: LazyLock<Arc<Guide>> = LazyLock::new(|| {
        let (name, text) = guide::builtin_guides()[0];
        Arc::new(guide::parse(name, text, Vocabulary::builtin()).expect("what ships has no mistakes"))
    });
    Arc::clone(&GUIDE)
}
