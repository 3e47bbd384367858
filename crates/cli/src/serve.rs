//! `unhunch serve`: the page that coaches live through the browser's camera, on this computer.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use server::Config;

use crate::Ending;
use crate::args::ServeOptions;
use crate::interrupt;
use crate::problem::{Problem, Result, warn};

/// File of the saved sessions, in the folder of `--data`, or else in the platform's folder for programs' data.
const RECORDS: &str = "sessions.sqlite";
/// How soon Ctrl-C is noticed.
const NOTICED_WITHIN: Duration = Duration::from_millis(100);

/// Runs `unhunch serve` until Ctrl-C.
///
/// # Errors
/// [`Problem`] when the port or the folder can't be used.
pub fn run(options: &ServeOptions) -> Result<Ending> {
    let folder = match &options.data {
        Some(folder) => folder.clone(),
        None => data_folder()?,
    };
    let config = Config {
        address: SocketAddr::new(options.host, options.port),
        allowed_hosts: options.allow_host.clone(),
        records: folder.join(RECORDS),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| problem(&error))?;
    runtime.block_on(async {
        let server = server::bind(config).await.map_err(|error| problem(&error))?;
        announce(server.address(), options)?;
        server.serve(asked_to_stop()).await;
        Ok(())
    })?;
    Ok(Ending::AsTheGuideSays)
}

/// One address on standard output, for people and programs; all else on standard error.
fn announce(address: SocketAddr, options: &ServeOptions) -> Result<()> {
    let shown = if address.ip().is_unspecified() {
        SocketAddr::new([127, 0, 0, 1].into(), address.port())
    } else {
        address
    };
    if !address.ip().is_loopback() {
        warn(
            "other computers can reach this page, and whoever opens it sees the sessions saved here. \
             Browsers give a camera only to pages on this computer or behind HTTPS",
        );
    }
    let url = format!("http://{shown}/");
    anstream::eprintln!("unhunch is ready. Open this address in a browser; Ctrl-C ends it.");
    let mut out = anstream::stdout().lock();
    writeln!(out, "{url}")
        .and_then(|()| out.flush())
        .map_err(|error| Problem::writing(std::path::Path::new("standard output"), error))?;
    if options.open && open_browser(&url).is_err() {
        warn("no browser could be started: open the address yourself");
    }
    Ok(())
}

/// With the system's own way to open an address.
fn open_browser(url: &str) -> std::io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    std::process::Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .map(drop)
}

async fn asked_to_stop() {
    while !interrupt::asked() {
        tokio::time::sleep(NOTICED_WITHIN).await;
    }
}

fn data_folder() -> Result<PathBuf> {
    directories::ProjectDirs::from("", "", "unhunch")
        .map(|folders| folders.data_dir().to_owned())
        .ok_or_else(|| Box::new(Problem::NoDataFolder))
}

fn problem(error: &dyn std::error::Error) -> Box<Problem> {
    let mut why = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        why.push_str(": ");
        why.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    Box::new(Problem::Serve { why })
}
