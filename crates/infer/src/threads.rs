//! Several cores for one network: each step's rows are shared among them.

use std::ops::Range;

use crate::kernels::{Isa, Prepared};

/// Threads that share the steps of networks. Clones share them with each other.
///
/// One is the default, and takes the least of the processor's time. More take less time by the clock: for a person who
/// waits. The outputs are the same, bit for bit, with any number.
#[derive(Debug, Clone, Default)]
pub struct Threads {
    #[cfg(not(target_arch = "wasm32"))]
    pool: Option<std::sync::Arc<rayon_core::ThreadPool>>,
}

impl Threads {
    /// `count` threads, at least one. The thread that calls this is one of them, and should be the one that calls
    /// [`Self::run`].
    ///
    /// # Errors
    /// When the system gives no more threads, or this thread already is one of others.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(count: usize) -> Result<Self, std::io::Error> {
        if count < 2 {
            return Ok(Self::default());
        }
        // With a thread of its own for every piece, two of them are sometimes woken on the same core, and stay there.
        let builder = rayon_core::ThreadPoolBuilder::new()
            .num_threads(count)
            .use_current_thread();
        let pool = builder
            .thread_name(|index| format!("infer {index}"))
            .build()
            .map_err(std::io::Error::other)?;
        Ok(Self {
            pool: Some(std::sync::Arc::new(pool)),
        })
    }

    pub(crate) fn count(&self) -> usize {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(pool) = &self.pool {
            return pool.current_num_threads();
        }
        1
    }

    /// Does `work`, and meanwhile keeps the others awake for the pieces of it.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(pool) = &self.pool {
            return pool.install(|| awake::keep(work));
        }
        work()
    }

    /// Does both, at the same time where there is a thread for each. Within [`Self::run`].
    pub fn both<T: Send, U: Send>(&self, one: impl FnOnce() -> T + Send, other: impl FnOnce() -> U + Send) -> (T, U) {
        #[cfg(not(target_arch = "wasm32"))]
        if self.pool.is_some() {
            return awake::join(one, other);
        }
        (one(), other())
    }
}

/// How threads share the rows of a picture.
pub(crate) struct Share {
    pub isa: Isa,
}

impl Share {
    /// Computes `rows` into `out` by `work`, which gets some of them, a piece of `scratch`, and their part of `out`: as
    /// many threads as there are pieces.
    pub(crate) fn rows<S: Send>(
        &self,
        rows: Range<usize>,
        scratch: &mut [S],
        out: &mut [f32],
        work: &(impl Fn(Range<usize>, &mut S, &mut [f32]) + Sync),
    ) {
        #[cfg(not(target_arch = "wasm32"))]
        if scratch.len() > 1 && rows.len() > 1 {
            let (mine, theirs) = scratch.split_at_mut(scratch.len() / 2);
            let count = (rows.len() * mine.len() / (mine.len() + theirs.len())).max(1);
            let (upper, lower) = out.split_at_mut(out.len() / rows.len() * count);
            let middle = rows.start + count;
            awake::join(
                || self.rows(rows.start..middle, mine, upper, work),
                || self.rows(middle..rows.end, theirs, lower, work),
            );
            return;
        }
        // Here and not around the whole run: the same thread may get both halves, one within the other.
        let _prepared = Prepared::new(self.isa);
        work(rows, &mut scratch[0], out);
    }
}

/// Rayon's threads go to sleep as soon as they find nothing to do, and waking one takes as long as half of a step. So
/// they are kept busy with waiting here, for as long as a network runs, but no longer than a step takes.
#[cfg(not(target_arch = "wasm32"))]
mod awake {
    use std::sync::atomic::{AtomicBool, Ordering};

    use rayon_core::{Yield, scope, yield_now};

    /// Looks for work before a thread may sleep: some hundred microseconds. No more, for another program may have the
    /// core of the thread that is waited for: the one that waits must then give its own core away.
    const PATIENCE: usize = 2000;

    /// Runs `work` while the other threads look for its pieces.
    pub(super) fn keep<T: Send>(work: impl FnOnce() -> T + Send) -> T {
        let done = AtomicBool::new(false);
        scope(|scope| {
            for _ in 1..rayon_core::current_num_threads() {
                scope.spawn(|_| wait_for(&done));
            }
            let answer = work();
            done.store(true, Ordering::Release);
            answer
        })
    }

    /// Both, on two threads where one is free.
    pub(super) fn join<T: Send, U: Send>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> U + Send) -> (T, U) {
        let done = AtomicBool::new(false);
        let mut second = None;
        let first = scope(|scope| {
            scope.spawn(|_| {
                second = Some(other());
                done.store(true, Ordering::Release);
            });
            let first = one();
            wait_for(&done);
            first
        });
        (first, second.expect("a scope ends after all that it began"))
    }

    /// Does other pieces of work until `done`, or patience ends.
    fn wait_for(done: &AtomicBool) {
        let mut looks = 0;
        while !done.load(Ordering::Acquire) && looks < PATIENCE {
            match yield_now() {
                Some(Yield::Executed) => looks = 0,
                _ => {
                    looks += 1;
                    std::hint::spin_loop();
                }
            }
        }
    }
}
