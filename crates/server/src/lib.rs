//! Serves the page, the guides, the models, the saved sessions, the ratings and the person's own guides over HTTP: to
//! this computer only, unless told otherwise.
//!
//! [`bind`] opens the records and the port, [`Server::serve`] answers until it is told to stop; [`app`] is the same
//! without a port.
//!
//! Must not know: arithmetic of any kind, cameras, how a model is run. No picture comes here: a report has no place
//! for one.

#![forbid(unsafe_code)]

mod archive;
mod connections;
mod content;
mod damaged;
mod entry;
mod error;
mod exports;
mod guides;
mod history;
mod hosts;
mod own_guides;
mod page;
mod plan;
mod planned;
mod protect;
mod query;
mod ratings;
mod routines;
mod sessions;
mod shared;
mod site;
mod weights;

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use records::{Records, RecordsError};
use tokio::net::TcpListener;

use crate::connections::Connections;
use crate::weights::Weights;

pub use archive::{archive, take_in, titles};
pub use entry::Entry;
pub use hosts::{HostError, Hosts};
pub use page::{File, Page};
pub use site::{State, app};

/// Once told to stop, requests that are being answered get this long.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

/// Where to listen, which names to answer to, and where to keep sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Port 0 takes any that is free.
    pub address: SocketAddr,
    /// Names to answer to, besides this computer's own: each "name", with any port, or "name:port".
    pub allowed_hosts: Vec<String>,
    /// The file of saved sessions; it and its folder are made when they are not there.
    pub records: PathBuf,
    /// Whether only the browser that brings the key comes in; where other computers can reach it, that is so anyway.
    pub keyed: bool,
}

/// Why the server can't start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The build found no `web/dist`.
    #[error("this program was built without its page: run `make build`")]
    NoPage,
    /// A name that is none.
    #[error("can't answer to every allowed host")]
    Host(#[from] HostError),
    /// The file of saved sessions.
    #[error("can't use the saved sessions")]
    Records(#[from] RecordsError),
    /// The system has no random bits.
    #[error("can't make a key")]
    Key(#[from] getrandom::Error),
    /// The port.
    #[error("can't listen on {address}{}", hint(source))]
    Listen {
        /// Where it was tried.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

fn hint(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => ": another program does, perhaps unhunch itself",
        std::io::ErrorKind::PermissionDenied => ": the system does not allow this port; take one from 1024 up",
        _ => "",
    }
}

/// A server that listens, and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: Router,
    entry: Entry,
    records: Records,
}

/// Opens the records and the port. Browsers that connect from now on wait until [`Server::serve`] is called.
///
/// # Errors
/// [`ServerError`] when the program has no page, or the records, the port or a name can't be used.
pub async fn bind(config: Config) -> Result<Server, ServerError> {
    let page = Page::built_in().ok_or(ServerError::NoPage)?;
    bind_with(config, page).await
}

/// [`bind`] with a page of one's own: for tests.
///
/// # Errors
/// [`ServerError`] when the records, the port or a name can't be used.
pub async fn bind_with(config: Config, page: Page) -> Result<Server, ServerError> {
    let listen_error = |source| ServerError::Listen {
        address: config.address,
        source,
    };
    let listener = TcpListener::bind(config.address).await.map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    let hosts = Hosts::new(address, &config.allowed_hosts)?;
    let entry = if address.ip().is_loopback() && !config.keyed {
        Entry::open()
    } else {
        Entry::with_key()?
    };
    let records = Records::open(&config.records).await?;
    let data_folder = config.records.parent().map_or_else(PathBuf::new, PathBuf::from);
    let weights = Arc::new(Weights::new());
    let state = State {
        records: records.clone(),
        data_folder,
        hosts,
        entry: entry.clone(),
        page,
    };
    let app = site::with_weights(state, Arc::clone(&weights));
    // Nobody waits for it: until it is done, models are sent as they are.
    tokio::task::spawn_blocking(move || weights.compress());
    Ok(Server {
        listener,
        address,
        app,
        entry,
        records,
    })
}

impl Server {
    /// Where it listens; with the port that was found when port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What has to stand behind `/?key=` in the address, once, where other computers can reach the server.
    pub fn key(&self) -> Option<String> {
        self.entry.key()
    }

    /// Answers until `shutdown` is ready, then ends what it is answering, for three seconds at most, and closes the
    /// records.
    pub async fn serve(self, shutdown: impl Future<Output = ()>) {
        let mut connections = Connections::new(self.app);
        tokio::select! {
            never = connections.take_from(&self.listener) => match never {},
            () = shutdown => {}
        }
        drop(self.listener);
        connections.end(LAST_ANSWERS).await;
        self.records.close().await;
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tempfile::{TempDir, tempdir};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::time::timeout;

    use super::*;

    const PAGE: &[File] = &[File {
        path: "index.html",
        sha256: "00112233445566778899aabbccddeeff",
        bytes: b"<!doctype html>",
        brotli: None,
    }];

    fn config(folder: &TempDir, port: u16) -> Config {
        Config {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            allowed_hosts: Vec::new(),
            records: folder.path().join("data").join("sessions.db"),
            keyed: false,
        }
    }

    async fn bound(folder: &TempDir, port: u16) -> Result<Server, ServerError> {
        bind_with(config(folder, port), Page::new(PAGE).unwrap()).await
    }

    async fn ask(address: SocketAddr, request: &str) -> (TcpStream, String) {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = vec![0; 4096];
        let length = connection.read(&mut answer).await.unwrap();
        answer.truncate(length);
        (connection, String::from_utf8(answer).unwrap())
    }

    #[tokio::test]
    async fn it_answers_where_it_says_until_it_is_told_to_stop() {
        let folder = tempdir().unwrap();
        let server = bound(&folder, 0).await.unwrap();
        let address = server.address();
        assert_ne!(address.port(), 0);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(server.serve(async move {
            let _ = stopped.await;
        }));

        // A browser that keeps its connections open: one idle, one that never asked anything, one in the middle.
        let (idle, answer) = ask(address, &format!("GET / HTTP/1.1\r\nhost: {address}\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.ends_with("<!doctype html>"), "{answer}");
        let silent = TcpStream::connect(address).await.unwrap();
        let mut halfway = TcpStream::connect(address).await.unwrap();
        halfway
            .write_all(b"POST /api/sessions HTTP/1.1\r\nhost: ")
            .await
            .unwrap();

        stop.send(()).unwrap();
        let ended = timeout(LAST_ANSWERS * 2, serving).await.expect("it stops in time");
        ended.unwrap();
        assert!(folder.path().join("data").join("sessions.db").is_file());
        assert!(
            !folder.path().join("data").join("sessions.db-wal").exists(),
            "records are closed"
        );
        drop((idle, silent, halfway));
    }

    #[tokio::test]
    async fn a_port_that_is_taken_is_named() {
        let folder = tempdir().unwrap();
        let first = bound(&folder, 0).await.unwrap();
        let address = first.address();
        let error = bound(&folder, address.port()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("can't listen on {address}: another program does, perhaps unhunch itself")
        );
    }

    #[tokio::test]
    async fn records_and_names_that_can_not_be_used_are_errors_before_anything_is_served() {
        let folder = tempdir().unwrap();
        std::fs::write(folder.path().join("data"), "").unwrap();
        assert!(matches!(bound(&folder, 0).await, Err(ServerError::Records(_))));

        let folder = tempdir().unwrap();
        let mut bad_name = config(&folder, 0);
        bad_name.allowed_hosts = vec!["http://coach.home".to_owned()];
        let refused = bind_with(bad_name, Page::new(PAGE).unwrap()).await;
        assert!(matches!(refused, Err(ServerError::Host(_))));
        assert!(!folder.path().join("data").exists(), "nothing was made");
    }
}
