//! The least of a browser: one request a connection, sent whole or cut off.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

/// An answer is waited for no longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request as the page sends it.
#[derive(Debug, Clone)]
pub struct Request {
    method: &'static str,
    path: String,
    body: String,
}

/// The answer's status, and its body.
#[derive(Debug)]
pub struct Answer {
    /// 200, 404 …
    pub status: u16,
    /// As it came.
    pub body: String,
}

impl Request {
    /// Saves this session.
    pub fn save(session: &Value) -> Self {
        Self {
            method: "POST",
            path: "/api/sessions".to_owned(),
            body: session.to_string(),
        }
    }

    /// Deletes the session with this id.
    pub fn delete(id: &str) -> Self {
        Self {
            method: "DELETE",
            path: format!("/api/sessions/{id}"),
            body: String::new(),
        }
    }

    /// Deletes all sessions.
    pub fn delete_all() -> Self {
        Self {
            method: "DELETE",
            path: "/api/sessions".to_owned(),
            body: String::new(),
        }
    }

    /// Lists all sessions.
    pub fn list() -> Self {
        Self {
            method: "GET",
            path: "/api/sessions".to_owned(),
            body: String::new(),
        }
    }

    fn bytes(&self, to: SocketAddr) -> Vec<u8> {
        let Self { method, path, body } = self;
        let length = body.len();
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {to}\r\nOrigin: http://{to}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .into_bytes()
    }

    /// Sends it and reads the answer.
    ///
    /// # Errors
    /// When the connection breaks off, or no answer comes in time.
    pub fn send(&self, to: SocketAddr) -> io::Result<Answer> {
        let mut connection = TcpStream::connect(to)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.write_all(&self.bytes(to))?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other("the answer broke off"))?;
        Ok(Answer {
            status,
            body: body.to_owned(),
        })
    }

    /// Sends this share of it and hangs up, without waiting for an answer.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn cut_off(&self, to: SocketAddr, share: f64) -> io::Result<()> {
        let bytes = self.bytes(to);
        let sent = (bytes.len() as f64 * share) as usize;
        let mut connection = TcpStream::connect(to)?;
        connection.write_all(&bytes[..sent.min(bytes.len())])
    }
}

/// A session as the page sends it, with this number for its id.
pub fn session(number: u64) -> Value {
    let mut session: Value = serde_json::from_str(include_str!("../../../../fuzz/seeds/session/from-the-page.json"))
        .expect("a file of this project, which a test reads");
    session["session"]["id"] = json!(id(number));
    session
}

/// The id of this number.
pub fn id(number: u64) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012x}")
}
