//! `unhunch serve`: the page that coaches live through the browser's camera, on this computer.

use std::io::Write;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::time::Duration;

use server::{Config, Server};

use crate::Ending;
use crate::args::ServeOptions;
use crate::interrupt;
use crate::problem::{Problem, Result, warn, with_causes};

/// File of the saved sessions, in the folder of `--data`, or else in the platform's folder for programs' data.
pub(crate) const RECORDS: &str = "sessions.sqlite";
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
        keyed: options.key,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| problem(&error))?;
    runtime.block_on(async {
        let server = server::bind(config).await.map_err(|error| problem(&error))?;
        announce(&server, options)?;
        server.serve(asked_to_stop()).await;
        Ok(Ending::AsTheGuideSays)
    })
}

/// One address on standard output, for people and programs; all else on standard error.
fn announce(server: &Server, options: &ServeOptions) -> Result<()> {
    let address = server.address();
    if !address.ip().is_loopback() {
        warn(
            "other computers can reach this page. The address below lets one browser in, once; whoever gets in sees the \
             sessions saved here and can delete them. What is sent can be read on the way: put a proxy with HTTPS \
             before it (docs/serving.md), without which browsers give no camera either",
        );
    }
    let shown = SocketAddr::new(reachable(address.ip()), address.port());
    let url = match server.key() {
        Some(key) => format!("http://{shown}/?key={key}"),
        None => format!("http://{shown}/"),
    };
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

/// The address that others see, where the server listens on all of this computer's.
fn reachable(address: IpAddr) -> IpAddr {
    if !address.is_unspecified() {
        return address;
    }
    // The system says from where it would send to this address, which is nobody's. Nothing is sent.
    let nobody = ("192.0.2.1", 9);
    let found = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect(nobody)?;
        socket.local_addr()
    });
    found.map_or(address, |found| found.ip())
}

/// With the system's own way to open an address. Gives the process that does it, which soon ends.
pub(crate) fn open_browser(url: &str) -> std::io::Result<std::process::Child> {
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
}

async fn asked_to_stop() {
    while !interrupt::asked() {
        tokio::time::sleep(NOTICED_WITHIN).await;
    }
}

/// The system's folder for this program's data.
///
/// # Errors
/// [`Problem::NoDataFolder`] where the system names none.
pub(crate) fn data_folder() -> Result<PathBuf> {
    directories::ProjectDirs::from("", "", "unhunch")
        .map(|folders| folders.data_dir().to_owned())
        .ok_or_else(|| Box::new(Problem::NoDataFolder))
}

fn problem(error: &dyn std::error::Error) -> Box<Problem> {
    Box::new(Problem::Serve {
        why: with_causes(error),
    })
}
