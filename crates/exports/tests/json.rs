//! JSON: out, and in again, strictly and one by one.

mod made_up;

use exports::{Archive, Brought, ReadError, read, write_json};
use made_up::{few, id, seen, told};
use proptest::prelude::*;
use serde_json::json;

fn written(archive: &Archive) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_json(archive, &mut bytes).unwrap();
    bytes
}

fn whole(brought: Brought) -> Archive {
    assert_eq!(brought.refused, []);
    Archive {
        sessions: brought.sessions,
        ratings: brought.ratings,
        own_guides: brought.own_guides,
    }
}

#[test]
fn what_is_written_comes_back() {
    let archive = few();
    let bytes = written(&archive);
    assert_eq!(whole(read(bytes.clone().into()).unwrap()), archive);
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["unhunch_history"], 1);
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["own_guides", "ratings", "sessions", "unhunch_history"]);
    // As some editors save it.
    let marked = [b"\xef\xbb\xbf", bytes.as_slice()].concat();
    assert_eq!(whole(read(marked.into()).unwrap()), archive);
    assert_eq!(
        whole(read(written(&Archive::default()).into()).unwrap()),
        Archive::default()
    );
}

#[test]
fn the_page_s_list_and_one_session_alone_are_taken_too() {
    let list = json!([
        seen(1, "2026-11-23T09:30:00Z", 30.0, 31.0),
        told(2, "2026-11-23T10:30:00Z")
    ]);
    assert_eq!(read(list.to_string().into()).unwrap().sessions.len(), 2);
    let alone = format!("\n {}\n", seen(1, "2026-11-23T09:30:00Z", 30.0, 31.0));
    assert_eq!(read(alone.into()).unwrap().sessions.len(), 1);
}

#[test]
fn a_session_that_can_not_be_is_named_and_hides_no_other() {
    let good = seen(1, "2026-11-23T09:30:00Z", 30.0, 31.0);
    let mut smuggled = seen(2, "2026-11-23T09:30:00Z", 30.0, 31.0);
    smuggled["picture"] = json!("data:image/png;base64,iVBORw0KGgo=");
    let mut impossible = seen(3, "2026-11-23T09:30:00Z", 30.0, 31.0);
    impossible["steps"][0]["hold_s"] = json!(-1.0);
    let mut timeless = seen(4, "2026-11-23T09:30:00Z", 30.0, 31.0);
    timeless["session"]["started_at"] = json!("yesterday");
    let mut no_session = seen(5, "2026-11-23T09:30:00Z", 30.0, 31.0);
    no_session.as_object_mut().unwrap().remove("session");
    let mut rude = seen(6, "2026-11-23T09:30:00Z", 30.0, 31.0);
    rude["\u{1b}[2J"] = json!(1);
    let list = json!([smuggled, good, impossible, timeless, no_session, 7, null, rude]);
    let brought = read(list.to_string().into()).unwrap();
    assert_eq!(brought.sessions.len(), 1);
    let refused: Vec<String> = brought
        .refused
        .iter()
        .map(|one| format!("{}: {}", one.what, one.why.split(" at line ").next().unwrap()))
        .collect();
    insta::assert_snapshot!(refused.join("\n"));
    assert!(brought.refused.iter().all(|one| !one.why.contains('\u{1b}')));
    assert_eq!(brought.refused[0].what, id(2));
}

#[test]
fn what_is_no_export_is_refused_with_what_to_do() {
    let told = |bytes: &[u8]| {
        let error = read(bytes.to_vec().into()).unwrap_err();
        format!("{error}\n    {}", error.help())
    };
    let whole = written(&few());
    let all = [
        told(b""),
        told(b" \n"),
        told(b"hello"),
        told(b"\x00\xff"),
        told(b"{}"),
        told(b"{\"unhunch_history\":2,\"sessions\":[]}"),
        told(b"{\"unhunch_history\":\"1\"}"),
        told(b"{\"unhunch_history\":1,\"sessions\":{}}"),
        told(b"{\"resourceType\":\"Bundle\",\"type\":\"collection\"}"),
        told(b"session,guide,started_at\r\n"),
        told("\u{feff}session;guide;started_at\r\n".as_bytes()),
        told(b"guide,stars,rated_at\n"),
        told(b"%PDF-1.7\n"),
        told(b"PAR1"),
        told(&whole[..whole.len() / 2]),
    ];
    insta::assert_snapshot!(all.join("\n"));
    assert_eq!(read("{\"unhunch_history\":3}".into()).unwrap_err(), ReadError::Newer(3));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(bytes.into());
    }
}
