//! A D-Bus of the test's own, with whatever services the test puts on it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::Ended;

pub struct PrivateBus {
    pub address: String,
    _daemon: Ended,
    _folder: TempDir,
}

impl PrivateBus {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .arg(format!("--address=unix:dir={}", folder.path().display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self {
            address: address.trim().to_owned(),
            _daemon: Ended(daemon),
            _folder: folder,
        }
    }

    /// A connection with a name, on which services can be put.
    pub async fn with_name(&self, name: &str) -> zbus::Connection {
        let connection = zbus::connection::Builder::address(self.address.as_str())
            .build()
            .await
            .unwrap();
        connection.request_name(name.to_owned()).await.unwrap();
        connection
    }
}
