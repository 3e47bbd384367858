//! The page that "Start" opens: looks whether the server of the page is there, starts it where it is not, and has the
//! browser open the guide.
//!
//! Must not know: what is on the page.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::Program;

/// On this computer everything answers sooner.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
/// How long a server that was started may take: it reads its database, perhaps from a slow disk, on a busy computer.
const STARTS_WITHIN: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Of an answer, what is looked at. Two lines of JSON are enough.
const MOST_BYTES: u64 = 16 * 1024;

/// Where a guide's page is. `from` is there for the page to know that it was a nudge.
pub fn address(port: u16, guide: &str) -> String {
    let guide: String = guide
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("http://127.0.0.1:{port}/guides/{guide}?from=reminder")
}

/// Who answers at a port of this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// The server of the page.
    Server,
    /// One that lets in a browser with a key only: a browser that was let in has its cookie.
    KeyedServer,
    /// Nobody.
    Nobody,
    /// Some other program.
    SomebodyElse,
}

/// Asks who answers at this port. Blocks for at most a few seconds.
pub fn who_answers(port: u16) -> Answers {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let Ok(mut stream) = TcpStream::connect_timeout(&address, ANSWERS_WITHIN) else {
        return Answers::Nobody;
    };
    // In one piece: a server may answer, and hang up, as soon as it has read the first.
    let request = format!("GET /api/about HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let asked = stream
        .set_read_timeout(Some(ANSWERS_WITHIN))
        .and_then(|()| stream.set_write_timeout(Some(ANSWERS_WITHIN)))
        .and_then(|()| stream.write_all(request.as_bytes()));
    if asked.is_err() {
        return Answers::SomebodyElse;
    }
    let mut bytes = Vec::new();
    // What was read up to an error is what there is.
    let _ = stream.take(MOST_BYTES).read_to_end(&mut bytes);
    let answer = String::from_utf8_lossy(&bytes);
    let status = answer.split(' ').nth(1).unwrap_or_default();
    match status {
        "200" if answer.contains("\"data_folder\"") => Answers::Server,
        "401" | "403" => Answers::KeyedServer,
        _ => Answers::SomebodyElse,
    }
}

/// Opens the page of a guide. Blocks until the server answers. Gives the server's process where it had to be started.
///
/// # Errors
/// In words: why the page could not be opened.
pub fn open(program: &dyn Program, port: u16, guide: &str) -> Result<Option<Child>, String> {
    let started = match who_answers(port) {
        Answers::Server | Answers::KeyedServer => None,
        Answers::SomebodyElse => {
            return Err(format!(
                "another program answers at port {port}: choose another one with unhunch remind --port N"
            ));
        }
        Answers::Nobody => Some(start(program, port)?),
    };
    let address = address(port, guide);
    program
        .open(&address)
        .map_err(|error| format!("no browser could be started ({error})"))?;
    Ok(started)
}

fn start(program: &dyn Program, port: u16) -> Result<Child, String> {
    let mut command = program.server();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // It goes on when the reminder ends, and Ctrl-C in the reminder's terminal is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command
        .spawn()
        .map_err(|error| format!("the page's server could not be started ({error})"))?;
    let tries = STARTS_WITHIN.as_millis() / LOOK_EVERY.as_millis();
    for _ in 0..tries {
        std::thread::sleep(LOOK_EVERY);
        if who_answers(port) == Answers::Server {
            return Ok(child);
        }
        if let Ok(Some(status)) = child.try_wait() {
            return Err(format!(
                "the page's server ended at once ({status}): try unhunch serve --port {port}"
            ));
        }
    }
    // Let go of it all the same: it may still come up.
    Err(format!("the page's server does not answer at port {port}"))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_name_becomes_a_part_of_the_address_and_nothing_else() {
        assert_eq!(
            address(7373, "upper-back"),
            "http://127.0.0.1:7373/guides/upper-back?from=reminder"
        );
        assert_eq!(
            address(1, "a/../b?c#ä"),
            "http://127.0.0.1:1/guides/a%2F..%2Fb%3Fc%23%C3%A4?from=reminder"
        );
    }

    fn answering(answer: &'static str) -> Answers {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let who = who_answers(port);
        server.join().unwrap();
        who
    }

    #[test]
    fn the_server_of_the_page_is_told_from_others() {
        let about =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"version\":\"0.1.0\",\"data_folder\":\"/d\"}";
        assert_eq!(answering(about), Answers::Server);
        assert_eq!(answering("HTTP/1.1 403 Forbidden\r\n\r\n"), Answers::KeyedServer);
        assert_eq!(answering("HTTP/1.1 200 OK\r\n\r\n<html>"), Answers::SomebodyElse);
        assert_eq!(answering("SSH-2.0-x\r\n"), Answers::SomebodyElse);
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        assert_eq!(who_answers(port), Answers::Nobody);
    }
}
