//! Saves and deletions, some cut off, while the server is killed and started again; afterwards everything that was
//! acknowledged is as it was said, once and whole.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use fastrand::Rng;
use serde_json::Value;

use super::browser::{Answer, Request, id, session};
use super::program::Serving;
use super::{Row, Until};

/// Requests between two kills, at most.
const MOST_REQUESTS: u32 = 30;
/// A killer strikes this long after the first request, at most.
const KILLED_WITHIN_MS: u64 = 300;

/// What is known of a session by what was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Saved,
    Deleted,
    /// A request of it went unanswered: it may have been done or not.
    Open,
}

/// What happened.
#[derive(Debug, Default)]
struct Campaign {
    sessions: BTreeMap<u64, Known>,
    kills: u32,
    saves: u32,
    cut_off: u32,
    deletions: u32,
    findings: Vec<String>,
}

/// Runs until there is no more time.
///
/// # Errors
/// What the system says when the program can't be started.
pub fn run(program: &Path, seed: u64, until: Until) -> io::Result<Row> {
    let folder = tempfile::tempdir()?;
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let mut rng = Rng::with_seed(seed);
    let mut campaign = Campaign::default();
    while until.goes_on() && campaign.findings.is_empty() {
        let serving = Serving::start(program, &data, &log)?;
        campaign.look_at(&serving);
        let to = serving.address();
        let strikes_after = Duration::from_millis(rng.u64(0..KILLED_WITHIN_MS));
        let killer = std::thread::spawn(move || {
            std::thread::sleep(strikes_after);
            serving.kill()
        });
        for _ in 0..rng.u32(1..=MOST_REQUESTS) {
            if campaign.ask(&mut rng, to).is_err() {
                break;
            }
        }
        killer.join().map_err(|_| io::Error::other("the killer failed"))??;
        campaign.kills += 1;
    }
    let serving = Serving::start(program, &data, &log)?;
    campaign.look_at(&serving);
    serving.kill()?;
    let said = std::fs::read_to_string(&log)?;
    if let Some(line) = said.lines().find(|line| line.contains("panicked")) {
        campaign.findings.push(format!("in the log: {line}"));
    }
    Ok(campaign.row())
}

impl Campaign {
    /// One request: a save, now and then a deletion, now and then cut off. An error when the server is gone.
    fn ask(&mut self, rng: &mut Rng, to: std::net::SocketAddr) -> io::Result<()> {
        let number = match rng.u32(0..3) {
            0 if !self.sessions.is_empty() => rng.u64(0..self.sessions.len() as u64),
            _ => self.sessions.len() as u64,
        };
        let deletes = rng.u32(0..4) == 0 && self.sessions.contains_key(&number);
        let before = self.sessions.insert(number, Known::Open);
        let request = if deletes {
            Request::delete(&id(number))
        } else {
            Request::save(&session(number))
        };
        if rng.u32(0..3) == 0 {
            self.cut_off += 1;
            return request.cut_off(to, rng.f64() * 1.1);
        }
        let answer = request.send(to)?;
        let known = match (deletes, answer.status) {
            (false, 200 | 201) => Known::Saved,
            (true, 204 | 404) => Known::Deleted,
            _ => {
                self.findings.push(unexpected(&answer));
                return Ok(());
            }
        };
        // A request that was cut off before may still be on its way, and end after this one.
        if before != Some(Known::Open) {
            self.sessions.insert(number, known);
        }
        self.saves += u32::from(!deletes);
        self.deletions += u32::from(deletes);
        Ok(())
    }

    fn look_at(&mut self, serving: &Serving) {
        let listed = match Request::list().send(serving.address()) {
            Ok(answer) if answer.status == 200 => answer.body,
            Ok(answer) => return self.findings.push(unexpected(&answer)),
            Err(error) => return self.findings.push(format!("the list did not come: {error}")),
        };
        match serde_json::from_str::<Vec<Value>>(&listed) {
            Ok(listed) => self.compare(&listed),
            Err(_) => self.findings.push("the list is no list".to_owned()),
        }
    }

    /// Holds the list against what was acknowledged. After a start nothing is on its way: what was open is known then.
    fn compare(&mut self, listed: &[Value]) {
        for (&number, known) in &mut self.sessions {
            let id = id(number);
            let same: Vec<&Value> = listed.iter().filter(|one| one["session"]["id"] == *id).collect();
            match (*known, same.as_slice()) {
                (Known::Saved, []) => self.findings.push(format!("{id} was saved and is lost")),
                (Known::Deleted, [_, ..]) => self.findings.push(format!("{id} was deleted and is back")),
                (_, [_, _, ..]) => self.findings.push(format!("{id} is there twice")),
                (_, [one]) if !is_whole(one, number) => self.findings.push(format!("{id} is not what was sent")),
                (_, []) => *known = Known::Deleted,
                (_, [_]) => *known = Known::Saved,
            }
        }
    }

    fn row(self) -> Row {
        let Self {
            kills,
            saves,
            cut_off,
            deletions,
            ..
        } = self;
        Row {
            what: "kills and restarts under saves and deletions".to_owned(),
            tried: format!(
                "{kills} kills; {saves} saves and {deletions} deletions acknowledged, {cut_off} requests cut off"
            ),
            findings: self.findings,
            skipped: None,
        }
    }
}

fn is_whole(stored: &Value, number: u64) -> bool {
    let mut stored = stored.clone();
    if let Some(session) = stored["session"].as_object_mut() {
        session.remove("saved_at");
    }
    let sent = session(number);
    // What the server adds is its own; what was sent must be there.
    sent.as_object()
        .is_some_and(|sent| sent.iter().all(|(field, value)| contains(&stored[field], value)))
}

/// Whether everything that `sent` says stands in `stored`.
fn contains(stored: &Value, sent: &Value) -> bool {
    match (stored, sent) {
        (Value::Object(stored), Value::Object(sent)) => sent.iter().all(|(field, value)| {
            stored
                .get(field)
                .map_or(value.is_null(), |found| contains(found, value))
        }),
        (Value::Array(stored), Value::Array(sent)) => {
            stored.len() == sent.len() && stored.iter().zip(sent).all(|(stored, sent)| contains(stored, sent))
        }
        _ => stored == sent,
    }
}

fn unexpected(answer: &Answer) -> String {
    format!("answered with {}: {}", answer.status, answer.body.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found where these were acknowledged and those are listed.
    fn found(sessions: &[(u64, Known)], listed: &[Value]) -> Vec<String> {
        let mut campaign = Campaign {
            sessions: sessions.iter().copied().collect(),
            ..Campaign::default()
        };
        campaign.compare(listed);
        campaign.findings
    }

    #[test]
    fn what_is_lost_doubled_back_or_altered_is_found() {
        let (one, other) = (session(1), session(2));
        let mut altered = one.clone();
        altered["steps"][0]["hold_s"] = 1.0.into();
        for (known, listed, words) in [
            (Known::Saved, vec![other.clone()], "lost"),
            (Known::Saved, vec![one.clone(), one.clone()], "twice"),
            (Known::Deleted, vec![one.clone()], "back"),
            (Known::Saved, vec![altered], "not what was sent"),
        ] {
            let found = found(&[(1, known)], &listed);
            assert!(found.len() == 1 && found[0].contains(words), "{words}: {found:?}");
        }
        let mut saved = one.clone();
        saved["session"]["saved_at"] = "2026-11-23T09:31:00.000Z".into();
        let nothing = [(1, Known::Saved), (2, Known::Open), (3, Known::Deleted)];
        assert_eq!(found(&nothing, &[saved, other]), Vec::<String>::new());
    }
}
