//! The program, started and killed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server of sessions in a folder of its own.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Serving {
    /// Starts `unhunch serve` on a free port, and waits until it says where. What it logs goes into `log`.
    ///
    /// # Errors
    /// What the system says, or that the program ended without an address.
    pub fn start(program: &Path, data: &Path, log: &Path) -> io::Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let mut said = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut said)?;
        }
        let address = said.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        match address {
            Ok(address) => Ok(Self { child, address }),
            Err(_) => {
                // It has ended, or says something else: either way it is not needed.
                let _ = child.kill();
                child.wait()?;
                Err(io::Error::other(format!("the server began with {said:?}")))
            }
        }
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it at once, as a power cut would.
    ///
    /// # Errors
    /// What the system says.
    pub fn kill(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

/// What a command said and how it ended; `None` when it had to be killed after `most` seconds.
///
/// # Errors
/// What the system says when it can't be started.
pub fn ended(command: &mut Command, most: super::Until) -> io::Result<Option<(Option<i32>, String)>> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let stderr = child.stderr.take();
    let reading = std::thread::spawn(move || {
        let mut said = Vec::new();
        if let Some(mut stderr) = stderr {
            // What could be read until it broke off is enough.
            let _ = stderr.read_to_end(&mut said);
        }
        String::from_utf8_lossy(&said).into_owned()
    });
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if !most.goes_on() {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    let said = reading.join().unwrap_or_default();
    Ok(Some((status.code(), said)))
}
