//! The server behind a real port: clients that leave in the middle, say nothing, or are too many.

use crate::common;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{FILES, session};
use fastrand::Rng;
use records::Records;
use server::{Config, Page, bind_with};
use tempfile::tempdir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

fn id(number: usize) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Running {
    async fn with(records: PathBuf) -> Self {
        let config = Config {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            allowed_hosts: Vec::new(),
            records,
            keyed: false,
        };
        let server = bind_with(config, Page::new(FILES).unwrap()).await.unwrap();
        let address = server.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(server.serve(async move {
            let _ = stopped.await;
        }));
        Self { address, stop, serving }
    }

    async fn end(self) {
        self.stop.send(()).unwrap();
        self.serving.await.unwrap();
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A request as a page of this server would send it, and nothing after it.
    fn request(&self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let address = self.address;
        let length = body.len();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    fn save(&self, number: usize) -> Vec<u8> {
        let body = session(&id(number), "2026-11-23T09:30:00Z").to_string();
        self.request("POST", "/api/sessions", &body)
    }

    fn delete(&self, number: usize) -> Vec<u8> {
        self.request("DELETE", &format!("/api/sessions/{}", id(number)), "")
    }

    /// Sends a whole request and gives the answer.
    async fn ask(&self, request: Vec<u8>) -> String {
        let mut connection = self.connect().await;
        connection.write_all(&request).await.unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    }

    async fn status(&self, request: Vec<u8>) -> u16 {
        let answer = self.ask(request).await;
        answer
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .parse()
            .unwrap_or_else(|_| panic!("{answer:?}"))
    }

    /// Sends some of a request and leaves: at any byte, or right after the last.
    async fn cut_off(&self, request: Vec<u8>, random: &mut Rng) {
        let mut connection = self.connect().await;
        let until = if random.bool() {
            request.len()
        } else {
            random.usize(..=request.len())
        };
        connection.write_all(&request[..until]).await.unwrap();
        if random.bool() {
            // Torn off instead of closed.
            connection.set_zero_linger().unwrap();
        }
        if random.bool() {
            tokio::time::sleep(Duration::from_micros(random.u64(..3_000))).await;
        }
    }
}

async fn ids_in(path: &Path) -> BTreeSet<String> {
    let records = Records::open(path).await.unwrap();
    let listed = records.list().await.unwrap();
    records.close().await;
    listed.into_iter().map(|report| report.session.unwrap().id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn saves_that_are_cut_off_break_nothing_and_bring_nothing_back() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let server = Running::with(path.clone()).await;
    let mut random = Rng::with_seed(7);
    let (mut kept, mut deleted) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..200 {
        server.cut_off(server.save(number), &mut random).await;
        if number % 2 == 0 {
            assert_eq!(server.status(server.save(1000 + number)).await, 201);
            kept.insert(1000 + number);
        }
        let known: Vec<usize> = kept.iter().copied().collect();
        match number % 10 {
            3 => {
                let doomed = known[random.usize(..known.len())];
                assert_eq!(server.status(server.delete(doomed)).await, 204);
                kept.remove(&doomed);
                deleted.insert(doomed);
            }
            7 => {
                // Whether it is gone then, nobody was told.
                let doomed = known[random.usize(..known.len())];
                server.cut_off(server.delete(doomed), &mut random).await;
                kept.remove(&doomed);
            }
            _ => {}
        }
    }
    // Everything goes on: here, and for another program.
    assert_eq!(server.status(server.save(5000)).await, 201);
    assert_eq!(
        server
            .status(server.request("PUT", "/api/ratings/upper-back", "{\"stars\": 4}"))
            .await,
        201
    );
    kept.insert(5000);
    let other = Records::open(&path).await.unwrap();
    assert!(other.delete(&id(5000)).await.unwrap());
    other.close().await;
    kept.remove(&5000);
    deleted.insert(5000);

    server.end().await;
    let there = ids_in(&path).await;
    assert!(kept.len() > 10 && deleted.len() > 10);
    for number in kept {
        assert!(there.contains(&id(number)), "{number} was saved");
    }
    for number in deleted {
        assert!(!there.contains(&id(number)), "{number} was deleted");
    }
}

/// Lets this process have so many connections open; how many it may have then.
#[cfg(unix)]
fn allow_files(wanted: u64) -> u64 {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(u64::MAX).min(wanted);
    if limit.current.is_some_and(|now| now < most) {
        limit.current = Some(most);
        setrlimit(Resource::Nofile, limit).unwrap();
    }
    most
}

#[cfg(not(unix))]
fn allow_files(wanted: u64) -> u64 {
    wanted
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_is_answered_though_a_thousand_connections_say_nothing() {
    let folder = tempdir().unwrap();
    let server = Running::with(folder.path().join("sessions.db")).await;
    let many = 1_100.min(allow_files(2_000) - 300);
    let mut silent = Vec::new();
    for number in 0..many {
        let mut connection = server.connect().await;
        if number % 3 == 0 {
            connection.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
        }
        silent.push(connection);
        if number % 50 == 0 {
            let saved = timeout(Duration::from_secs(10), server.status(server.save(number as usize))).await;
            assert_eq!(saved.expect("it is saved at once"), 201, "{number}");
        }
    }
    let page = server.request("GET", "/", "");
    let asked = timeout(Duration::from_secs(10), server.status(page)).await;
    assert_eq!(asked.expect("it is answered at once"), 200);
    let saved = timeout(Duration::from_secs(10), server.status(server.save(5000))).await;
    assert_eq!(saved.expect("it is saved at once"), 201);

    // No more than the limit are open still.
    let mut open = 0;
    for connection in &mut silent {
        let ended = timeout(Duration::from_millis(1), connection.read(&mut [0; 1])).await;
        open += usize::from(ended.is_err());
    }
    assert!(open <= 128, "{open}");
    server.end().await;
}

#[tokio::test]
async fn who_says_nothing_is_not_waited_for() {
    let folder = tempdir().unwrap();
    let server = Running::with(folder.path().join("sessions.db")).await;
    let silent = server.connect().await;
    let mut halfway = server.connect().await;
    halfway
        .write_all(b"POST /api/sessions HTTP/1.1\r\nhost: ")
        .await
        .unwrap();
    let mut idle = server.connect().await;
    let page = format!("GET / HTTP/1.1\r\nhost: {}\r\n\r\n", server.address);
    idle.write_all(page.as_bytes()).await.unwrap();
    assert!(idle.read(&mut [0; 4096]).await.unwrap() > 0);
    // A body that never comes has its own time-out: `guard.rs`.

    // From here on the clock jumps ahead whenever there is nothing to do but wait.
    tokio::time::pause();
    for mut connection in [silent, halfway, idle] {
        let mut rest = Vec::new();
        let ended = timeout(Duration::from_secs(30), connection.read_to_end(&mut rest)).await;
        ended.expect("it is closed").unwrap();
    }
    tokio::time::resume();
    server.end().await;
}

/// More than the buffers of both ends hold.
const LARGE: usize = 64 * 1024 * 1024;

#[tokio::test]
async fn who_does_not_read_the_answer_is_not_waited_for() {
    let folder = tempdir().unwrap();
    let server = Running::with(folder.path().join("sessions.db")).await;
    let about = server.ask(server.request("GET", "/api/about", "")).await;
    let at = about.find("/models/pose_landmark_full").expect("the page loads it");
    let path: String = about[at..].chars().take_while(|letter| *letter != '"').collect();
    let mut lazy = server.connect().await;
    for _ in 0..LARGE / 6_000_000 {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", server.address);
        lazy.write_all(request.as_bytes()).await.unwrap();
    }
    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(90)).await;
    tokio::time::resume();
    let mut rest = Vec::new();
    let _ = lazy.read_to_end(&mut rest).await;
    assert!(rest.len() < LARGE / 2, "{} were sent", rest.len());
    server.end().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_is_deleted_meanwhile_is_said() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("data").join("sessions.db");
    let server = Running::with(path.clone()).await;
    assert_eq!(server.status(server.save(1)).await, 201);
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    let answer = server.ask(server.save(2)).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("it was moved or deleted while unhunch ran"), "{answer}");
    server.end().await;
}
