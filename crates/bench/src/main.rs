//! Times the program, part by part, beside others and beside the limits of the machine.
//!
//! `bench FRAMES.rgb WIDTH HEIGHT CLIP FRAMES-OF-CLIP PROGRAM OUT.json PEER-COMMAND…` reads raw RGB frames that were
//! decoded from CLIP beforehand, and starts the peer's command with the same frames. While one works, the other waits.
//! `scripts/bench` calls it.

#![forbid(unsafe_code)]

mod judging;
mod networks;
mod peer;
mod pipeline;
mod program;
mod row;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use peer::Peer;
use pipeline::{Frames, Ours};
use row::{Bench, Row, median, table};

/// Rounds whose median counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [frames, width, height, clip, clip_frames, program, out, peer @ ..] = arguments.as_slice() else {
        return Err("usage: bench FRAMES.rgb WIDTH HEIGHT CLIP FRAMES-OF-CLIP PROGRAM OUT.json PEER-COMMAND…".into());
    };
    let frames = Frames {
        path: Path::new(frames),
        width: width.parse()?,
        height: height.parse()?,
    };
    let mut ours = Ours::new(1)?;
    let pipeline = beside_peer(&mut ours, &frames, peer)?;
    let mut rows = vec![pipeline];

    say("two threads against one, then with the other cores busy");
    rows.extend(pipeline::threads_rows(&mut ours, &frames)?);
    say("loading, from nothing to the first landmarks");
    let loads = (0..ROUNDS).map(|_| pipeline::load_to_first_pose(&frames));
    let loads = loads.collect::<Result<Vec<f64>, _>>()?;
    rows.push(Row::against_aim("load_to_first_pose", &loads, 40.0));
    say("each network against the limit of the core");
    rows.extend(networks::rows()?);
    say("measures and coach");
    rows.extend(judging::rows(&ours.poses(&frames)?)?);
    say("the program, from a file");
    // What `check` does for the first guide, but for the decoding, and for measures and coach, which take next to
    // nothing.
    ours.want_shoulder_edges();
    let judging_ms = ours.round(&frames)?.ms_per_frame;
    let (files, memory) = program::rows(Path::new(program), Path::new(clip), clip_frames.parse()?, judging_ms)?;
    rows.extend(files);

    println!("\n{}\n{memory}", table(&rows));
    let bench = Bench {
        cpu: cpu(),
        features: infer::Isa::available().map(|isa| format!("{isa:?}")).collect(),
        rows,
    };
    std::fs::write(out, serde_json::to_string(&bench)? + "\n")
        .map_err(|error| format!("can't write {out}: {error}"))?;
    println!("{}, {}; written to {out}", bench.cpu, bench.features.join(", "));
    Ok(())
}

fn say(what: &str) {
    println!("bench: {what}");
}

/// Body and face of every frame, in turns with the peer; the first round of each is not counted: it warms caches up.
fn beside_peer(ours: &mut Ours, frames: &Frames<'_>, peer: &[String]) -> Result<Row, Box<dyn Error>> {
    let mut peer = Peer::start(peer, frames)?;
    let (mut our_rounds, mut peer_rounds) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let our_round = ours.round(frames)?;
        let peer_round = peer.round()?;
        println!(
            "round {round}: unhunch {:6.2} ms/frame ({} frames with body and face), {} {:6.2} ms/frame ({}){}",
            our_round.ms_per_frame,
            our_round.seen,
            peer.name,
            peer_round.ms_per_frame,
            peer_round.seen,
            if round == 0 { ", not counted" } else { "" },
        );
        if round > 0 {
            our_rounds.push(our_round.ms_per_frame);
            peer_rounds.push(peer_round.ms_per_frame);
        }
    }
    println!(
        "native_full_face_1t: {:.2} times as fast (median of {ROUNDS} rounds, one thread)",
        median(&peer_rounds) / median(&our_rounds)
    );
    Ok(Row::new(
        "native_full_face_1t",
        &our_rounds,
        peer.name.as_str(),
        &peer_rounds,
        3.5,
    ))
}

/// The one clock of the workspace that measures the machine and not the person.
#[allow(clippy::disallowed_methods)]
fn tick() -> Instant {
    Instant::now()
}

/// Name of the processor, as the system gives it.
fn cpu() -> String {
    std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|info| {
            info.lines()
                .find(|line| line.starts_with("model name"))?
                .split_once(':')
                .map(|(_, name)| name.trim().to_owned())
        })
        .or_else(|| std::env::var("PROCESSOR_IDENTIFIER").ok())
        .or_else(|| {
            let answer = std::process::Command::new("sysctl")
                .args(["-n", "machdep.cpu.brand_string"])
                .output()
                .ok()?;
            String::from_utf8(answer.stdout)
                .ok()
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
        })
        .unwrap_or_else(|| format!("unknown {}", std::env::consts::ARCH))
}
