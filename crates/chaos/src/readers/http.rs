use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use records::Records;
use server::{Entry, File, Hosts, Page, State, app};
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// The name under which it answers: seeds are sent to it.
const HOST: &str = "127.0.0.1:7373";
const PAGE: &[File] = &[File {
    path: "index.html",
    sha256: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    bytes: b"<!doctype html>",
    brotli: None,
}];
/// Bytes under way between the two ends of the connection.
const UNDER_WAY: usize = 64 * 1024;
/// Far more than any answer takes.
const ENDS_WITHIN: Duration = Duration::from_secs(20);

/// Any bytes on a connection are answered or cut off; no answer tells of a fault of the server.
pub fn http(bytes: &[u8]) -> bool {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        let mut runtime = Builder::new_current_thread();
        runtime.enable_time().build().expect("a runtime")
    });
    let answer = RUNTIME.block_on(async { timeout(ENDS_WITHIN, answer(bytes)).await });
    let answer = answer.expect("the connection ends");
    for line in answer
        .split(|&byte| byte == b'\n')
        .filter(|line| line.starts_with(b"HTTP/1.1 "))
    {
        let status = line.get(9..12).unwrap_or_default();
        assert!(
            !status.starts_with(b"5"),
            "answered with {}",
            String::from_utf8_lossy(line)
        );
    }
    answer.starts_with(b"HTTP/1.1 2")
}

/// Everything that a server of its own answers on one connection.
async fn answer(bytes: &[u8]) -> Vec<u8> {
    let records = Records::in_memory().await.expect("there is memory");
    let app = app(State {
        records,
        data_folder: PathBuf::from("somewhere"),
        hosts: Hosts::new(HOST.parse().expect("an address"), &[]).expect("no further names"),
        page: Page::new(PAGE).expect("it has its first file"),
        entry: Entry::open(),
    });
    let (mut browser, server) = duplex(UNDER_WAY);
    let serving = http1::Builder::new().serve_connection(TokioIo::new(server), TowerToHyperService::new(app));
    let asking = async {
        let (mut answers, mut requests) = tokio::io::split(&mut browser);
        let send = async {
            // It may hang up first.
            let _ = requests.write_all(bytes).await;
            let _ = requests.shutdown().await;
        };
        let mut answer = Vec::new();
        let read = async {
            let _ = answers.read_to_end(&mut answer).await;
        };
        tokio::join!(send, read);
        answer
    };
    // A connection that breaks off is no fault of the server.
    let (_, answer) = tokio::join!(serving, asking);
    answer
}
