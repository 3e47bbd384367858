//! The connections that are open: how many, for how long, and which one gives way to another.
//!
//! A browser opens a few and keeps them. Anybody on this computer can open a thousand and say nothing: so there is a
//! limit, and where it is reached the connection on which nothing has moved for longest gives way; one that waits for
//! its answer last of all. A browser opens another one where it needs one.
//!
//! Must not know: what is asked and answered.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

/// Connections in all. A program on macOS may open 256 files unless told otherwise; half of them are for the rest.
const MOST: usize = 128;
/// Connections of one other computer. A browser opens six.
const MOST_OF_ONE: usize = 64;
/// Where the system gives out no more, so many of those that are open are closed for whatever else needs one.
const SPARE: usize = 8;
/// How long the head of a request may take, and how long a connection is kept that asks nothing more.
const HEAD_WITHIN: Duration = Duration::from_secs(20);
/// A connection on which nothing moves in either direction is closed after once to twice this long.
const STILL_FOR: Duration = Duration::from_secs(30);
/// Where the system gives out none although all have given way.
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// The address of this computer that a request came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reached(pub SocketAddr);

/// All connections of one server.
#[derive(Debug)]
pub(crate) struct Connections {
    app: Router,
    open: HashMap<Id, Open>,
    tasks: JoinSet<()>,
    most: usize,
    moves: Arc<AtomicU64>,
    stop: watch::Sender<()>,
}

#[derive(Debug)]
struct Open {
    peer: IpAddr,
    moved: Moved,
    task: AbortHandle,
}

/// When something moved last on a connection: the number of that move among all, for no clock is needed to compare.
#[derive(Debug, Clone)]
struct Moved {
    last: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
    is_answering: Arc<AtomicBool>,
}

impl Moved {
    fn now(&self) {
        self.last
            .store(self.all.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }

    fn last(&self) -> u64 {
        self.last.load(Ordering::Relaxed)
    }

    /// The lowest gives way first.
    fn rank(&self) -> (bool, u64) {
        (self.is_answering.load(Ordering::Relaxed), self.last())
    }
}

impl Connections {
    pub fn new(app: Router) -> Self {
        Self {
            app,
            open: HashMap::new(),
            tasks: JoinSet::new(),
            most: MOST,
            moves: Arc::default(),
            stop: watch::Sender::new(()),
        }
    }

    /// Takes connections for ever.
    pub async fn take_from(&mut self, listener: &TcpListener) -> Infallible {
        loop {
            tokio::select! {
                taken = listener.accept() => match taken {
                    Ok((stream, peer)) => self.take(stream, peer.ip()).await,
                    Err(error) if is_of_one(&error) => {}
                    Err(error) => self.no_more(&error).await,
                },
                Some(ended) = self.tasks.join_next_with_id() => self.forget(ended),
            }
        }
    }

    /// Lets every connection end what it answers, for so long at most.
    pub async fn end(mut self, at_most: Duration) {
        // Nobody listens where none is open.
        let _ = self.stop.send(());
        let all = async { while self.tasks.join_next().await.is_some() {} };
        // A browser keeps connections open: they must not keep the program.
        let _ = tokio::time::timeout(at_most, all).await;
    }

    async fn take(&mut self, stream: TcpStream, peer: IpAddr) {
        while self.open.values().filter(|open| open.peer == peer).count() >= MOST_OF_ONE {
            self.stillest_gives_way(|open| open.peer == peer).await;
        }
        while self.open.len() >= self.most {
            self.stillest_gives_way(|_| true).await;
        }
        let moved = Moved {
            last: Arc::default(),
            all: Arc::clone(&self.moves),
            is_answering: Arc::default(),
        };
        moved.now();
        let answering = answer(stream, self.app.clone(), moved.clone(), self.stop.subscribe());
        let task = self.tasks.spawn(answering);
        self.open.insert(task.id(), Open { peer, moved, task });
    }

    /// Closes the one on which nothing has moved for longest.
    async fn stillest_gives_way(&mut self, among: impl Fn(&Open) -> bool) {
        let candidates = self.open.iter().filter(|(_, open)| among(open));
        let Some((&id, open)) = candidates.min_by_key(|(_, open)| open.moved.rank()) else {
            return;
        };
        open.task.abort();
        while self.open.contains_key(&id) {
            match self.tasks.join_next_with_id().await {
                Some(ended) => self.forget(ended),
                None => return,
            }
        }
    }

    fn forget(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
        self.open.remove(&id);
    }

    /// The system gives out no more: too many files are open, here or in all.
    async fn no_more(&mut self, error: &io::Error) {
        let most = self.open.len().saturating_sub(SPARE).max(1);
        if most < self.most {
            eprintln!("unhunch: no more than {most} connections from now on: {error}");
            self.most = most;
        }
        while self.open.len() > self.most {
            self.stillest_gives_way(|_| true).await;
        }
        tokio::time::sleep(BETWEEN_TRIES).await;
    }
}

/// Whether it is the end of one connection that was not taken yet, and no trouble of ours.
fn is_of_one(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Answers what is asked on one connection, until either side has enough.
async fn answer(stream: TcpStream, app: Router, moved: Moved, mut stop: watch::Receiver<()>) {
    let Ok(reached) = stream.local_addr() else { return };
    let app = TowerToHyperService::new(app);
    let is_answering = Arc::clone(&moved.is_answering);
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(Reached(reached));
        let answering = app.call(request);
        let is_answering = Arc::clone(&is_answering);
        async move {
            is_answering.store(true, Ordering::Relaxed);
            let answered = answering.await;
            is_answering.store(false, Ordering::Relaxed);
            answered
        }
    });
    let io = TokioIo::new(Watched {
        stream,
        moved: moved.clone(),
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN)
            .serve_connection(io, service)
    );
    let mut stood_still = pin!(stood_still(&moved));
    let mut told = false;
    loop {
        tokio::select! {
            // What goes wrong on a connection is its end, and the other side's to know.
            _ = connection.as_mut() => return,
            () = &mut stood_still => return,
            _ = stop.changed(), if !told => {
                told = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

async fn stood_still(moved: &Moved) {
    loop {
        let before = moved.last();
        tokio::time::sleep(STILL_FOR).await;
        if moved.last() == before {
            return;
        }
    }
}

/// A connection that notes when something moves.
#[derive(Debug)]
struct Watched {
    stream: TcpStream,
    moved: Moved,
}

impl Watched {
    fn note(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.moved.now();
        }
        written
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        if into.filled().len() > before {
            self.moved.now();
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.note(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
