//! `unhunch serve`: the page's program, asked over real connections.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::{TempDir, tempdir};

/// A program that serves; ended when it is dropped.
pub struct Serving {
    child: Child,
    /// The address as it was printed.
    url: String,
    _data: TempDir,
}

impl Serving {
    /// `program` may be what runs it, with its arguments so far.
    pub fn with(mut program: Command, arguments: &[&str]) -> Self {
        let data = tempdir().unwrap();
        let mut child = program
            .args(["serve", "--port", "0", "--data"])
            .arg(data.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        Self {
            child,
            url: url.trim_end().to_owned(),
            _data: data,
        }
    }

    fn host(&self) -> &str {
        let rest = self.url.strip_prefix("http://").unwrap();
        rest.split('/').next().unwrap()
    }

    fn connect(&self) -> TcpStream {
        let address: SocketAddr = self.host().parse().unwrap();
        let connection = TcpStream::connect(address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        connection
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended by itself.
    pub fn ended(mut self) {
        self.child.wait().unwrap();
    }

    /// The answer to a request with these headers; it must come before silent connections are given up.
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> String {
        let mut connection = self.connect();
        let request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n{headers}\r\n");
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn own_host(&self) -> String {
        format!("host: {}\r\n", self.host())
    }

    /// Ends it; what it said on standard error.
    fn end(mut self) -> String {
        self.child.kill().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that may have so many files open.
#[cfg(unix)]
fn with_files(most: u32) -> Command {
    let mut program = Command::new("sh");
    program
        .args(["-c", &format!("ulimit -n {most}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_unhunch"));
    program
}

#[cfg(unix)]
#[test]
fn serve_goes_on_where_the_system_gives_out_no_more_connections() {
    let serving = Serving::with(with_files(48), &[]);
    let host = serving.own_host();
    assert!(serving.ask("GET", "/", &host).starts_with("HTTP/1.1 200"));
    let silent: Vec<TcpStream> = (0..300).map(|_| serving.connect()).collect();
    for _ in 0..5 {
        assert!(serving.ask("GET", "/api/sessions", &host).starts_with("HTTP/1.1 200"));
    }
    drop(silent);
    assert!(serving.ask("GET", "/", &host).starts_with("HTTP/1.1 200"));
    let said = serving.end();
    assert!(said.contains("unhunch: no more than"), "{said}");
    assert!(said.lines().count() < 10, "it is not said again and again: {said}");
}

#[test]
fn serve_says_what_it_refused_and_nothing_that_was_sent() {
    let serving = Serving::with(super::program(), &[]);
    let host = serving.own_host();
    let secret = "origin: http://my-secret.example\r\n";
    let refused = serving.ask(
        "DELETE",
        "/api/sessions/my-secret?my-secret",
        &format!("{host}{secret}"),
    );
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    let elsewhere = serving.ask("GET", "/my-secret", "host: my-secret.example\r\n");
    assert!(elsewhere.starts_with("HTTP/1.1 421"), "{elsewhere}");
    let said = serving.end();
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("refused")).collect();
    assert_eq!(
        lines,
        [
            "unhunch: refused DELETE /api/sessions/{id}: 403, This request comes from another page.",
            "unhunch: refused GET a page: 421, unhunch does not answer to this name.",
        ]
    );
    assert!(!said.contains("my-secret"), "{said}");
}

#[test]
fn serve_lets_only_the_printed_address_in_where_others_can_reach_it() {
    let serving = Serving::with(super::program(), &["--host", "0.0.0.0"]);
    if serving.host().starts_with("0.0.0.0") {
        // This computer is on no network.
        return;
    }
    let host = serving.own_host();
    assert!(serving.ask("GET", "/api/sessions", &host).starts_with("HTTP/1.1 401"));
    let key = serving.url.split_once("/?key=").expect("the key is in the address").1;
    let entered = serving.ask("GET", &format!("/?key={key}"), &host);
    assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
    let cookie = entered
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    let known = format!("{host}cookie: {}\r\n", cookie.split(';').next().unwrap());
    assert!(serving.ask("GET", "/api/sessions", &known).starts_with("HTTP/1.1 200"));
    let port = serving.host().rsplit(':').next().unwrap();
    let as_localhost = known.replace(&host, &format!("host: localhost:{port}\r\n"));
    assert!(
        serving
            .ask("GET", "/api/sessions", &as_localhost)
            .starts_with("HTTP/1.1 421")
    );
    let said = serving.end();
    assert!(said.contains("can delete them"), "{said}");
}

#[test]
fn serve_with_a_key_lets_one_browser_in_on_this_computer_too() {
    let serving = Serving::with(crate::program(), &["--key"]);
    let host = serving.own_host();
    let (_, way) = serving.url.split_once(serving.host()).unwrap();
    assert!(way.starts_with("/?key="), "{}", serving.url);
    assert!(serving.ask("GET", "/api/sessions", &host).starts_with("HTTP/1.1 401"));
    let entered = serving.ask("GET", way, &host);
    assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
    // The key was good once.
    assert!(serving.ask("GET", way, &host).starts_with("HTTP/1.1 401"));
    let said = serving.end();
    assert_eq!(said.matches("a browser came in with the key").count(), 1, "{said}");
}
