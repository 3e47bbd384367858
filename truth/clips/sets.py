"""Renders the sets of clips by which the program is measured: `make truth`.

  python -m clips.sets --out DIR --jobs 2 rendered      the 72 clips of docs/accuracy.md
  python -m clips.sets --out DIR --jobs 2 tuning        10 persons at desks, squeeze and round back, right and wrong
  python -m clips.sets --out DIR --jobs 2 checking      14 others, on whom nothing was ever tuned
  python -m clips.sets --out DIR --jobs 2 others        20 minutes of the first 10 who do no exercise, and 20 of others
  python -m clips.sets --out DIR --jobs 2 whole_tuning  every movement of arms, trunk, legs and hands by 4 persons
  python -m clips.sets --out DIR --jobs 2 whole_checking  the same by 8 others

What is there already is not rendered again, so it can be stopped at any time and goes on where it was.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from . import motion, routine, whole_sets

# Measured: frames a second and core with a software driver, and bytes a frame.
FRAMES_A_SECOND = 6
DRAFT_FRAMES_A_SECOND = 9
BYTES_A_FRAME = 1700
# The bodies, kept for the next time.
BYTES_A_PERSON = 800_000
FPS = 15


@dataclass
class Errand:
    """The clips of one person that go into one folder."""

    folder: str
    seed: int
    clips: list  # (movement, fault)
    options: list = field(default_factory=list)
    reps: int = 5
    flaws: tuple = ()
    bytes_a_frame = BYTES_A_FRAME

    def seconds_to_render(self):
        return self.frames() / (DRAFT_FRAMES_A_SECOND if "--draft" in self.options else FRAMES_A_SECOND) + 15

    def frames(self):
        return sum(round(self.seconds(move, fault) * FPS) for move, fault in self.clips)

    def seconds(self, move, fault):
        rng = np.random.default_rng(self.seed)
        if move == "routine":
            return routine.build(rng, np.random.default_rng(self.seed), self.flaws)[1]
        return motion.script(move, fault, "left", rng, self.reps).t

    def is_done(self, out):
        folder = Path(out, self.folder)
        if self.clips[0][0] == "routine":
            return any(folder.glob(f"s{self.seed}_routine_*.json"))
        return all(any(folder.glob(f"s{self.seed}_{m}_{f or 'correct'}*.json")) for m, f in self.clips)

    def command(self, out):
        where = ["--out", str(Path(out, self.folder)), "--cache", str(Path(out, "bodies")), "--seeds", str(self.seed)]
        if self.clips[0][0] == "routine":
            what = ["--routine", *(["--flaw", *self.flaws] if self.flaws else [])]
        else:
            moves, faults = ({c[i] or "correct" for c in self.clips} for i in (0, 1))
            what = ["--only", *sorted(moves), "--faults", *sorted(faults), "--graded", "--reps", str(self.reps)]
        return [sys.executable, "-m", "clips", *where, *what, *self.options]


def rendered():
    """The clips of docs/accuracy.md: four persons, every fault, seven places of the camera, the whole guide twice."""
    steps = [(m, f) for m in ("round_back", "diag_look_down", "lateral_neck", "blade_squeeze") for f in motion.MOVES[m]]
    errands = [Errand("rendered/steps", seed, steps) for seed in (2, 3)]
    necks = [("diag_look_down", None), ("lateral_neck", None)]
    places = {"y-20": (-20, 1.0, -0.05), "y0": (0, 1.0, -0.05), "y20": (20, 1.0, -0.05)}
    places |= {"low": (0, 1.0, -0.16), "high": (0, 1.0, 0.10)}
    views = [(name, place, necks) for name, place in places.items()]
    views += [("f_rb", (0, 1.2, -0.05), [("round_back", f) for f in (None, "elbows_bent", "not_protracted")])]
    views += [("f_bs", (0, 1.0, -0.05), [("blade_squeeze", f) for f in (None, "shrug", "too_small")])]
    for name, (yaw, dist, dz), clips in views:
        place = [f"--yaw={yaw}", f"--dist={dist}", f"--dz={dz}"]
        errands += [Errand(f"rendered/views/{name}", seed, clips, place) for seed in (5, 6)]
    whole = [("routine", None)]
    errands += [Errand("rendered/routine", 2, whole, ["--crf", "24"])]
    errands += [Errand("rendered/routine", 3, whole, ["--crf", "24"], flaws=("chin", "leave"))]
    return errands


# Some persons of the sets are large, wear glasses or a loose jumper.
LOOKS = {103: ["heavy"], 105: ["glasses"], 106: ["heavy", "glasses"], 109: ["jumper"]}
LOOKS |= {122: ["heavy"], 125: ["heavy", "glasses"], 128: ["jumper"], 131: ["glasses"], 133: ["heavy"]}


def at_desks(folder, seeds):
    """Squeeze and round back, right and with each fault; even persons in the large size, odd ones in the small."""
    errands = []
    for seed in seeds:
        clips = []
        for move in ("blade_squeeze", "round_back"):
            sizes = {kind: size for size, kind in motion.KIND.items()}
            large = [f for f in motion.MOVES[move] if f in sizes]
            clips += [(move, f) for f in [None, *(large if seed % 2 == 0 else [sizes[f] for f in large])]]
        look = ["--look", *LOOKS[seed]] if seed in LOOKS else []
        errands.append(Errand(folder, seed, clips, ["--desk", "--draft", *look], reps=3))
    return errands


def others():
    """A minute each of people who talk, look about, nod, raise arms, scratch, lean, settle, shrug."""
    doings = motion.MOVES["others"]
    return [
        Errand(folder, seed, [("others", doings[(seed + k) % len(doings)]) for k in (0, 1)], ["--desk", "--draft"])
        for folder, seeds in (("others/tuning", range(100, 110)), ("others/checking", range(120, 130)))
        for seed in seeds
    ]


SETS = {
    "rendered": rendered,
    "tuning": lambda: at_desks("people/tuning", range(100, 110)),
    "checking": lambda: at_desks("people/checking", range(120, 134)),
    "others": others,
    **whole_sets.SETS,
}


def say_what_comes(errands, jobs):
    clips = sum(len(e.clips) for e in errands)
    persons = len({e.seed for e in errands})
    seconds = sum(e.seconds_to_render() for e in errands) / jobs
    size = sum(e.frames() * e.bytes_a_frame for e in errands) + persons * BYTES_A_PERSON
    print(
        f"{clips} clips of {persons} persons: about {seconds / 60:.0f} minutes with {jobs} at a time, and "
        f"{size / 1e6:.0f} MB. Stop it when you like: what is rendered stays, and the next run goes on.",
        flush=True,
    )


def main():
    p = argparse.ArgumentParser(
        prog="python -m clips.sets", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--out", required=True, help="folder for the clips")
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="clips at a time (default: one a core)")
    p.add_argument("--dry-run", action="store_true", help="only say how long it takes and how large it is")
    p.add_argument("sets", nargs="+", choices=SETS)
    a = p.parse_args()
    errands = [e for name in a.sets for e in SETS[name]() if not e.is_done(a.out)]
    if not errands:
        print("all clips are there")
        return 0
    say_what_comes(errands, a.jobs)
    return 0 if a.dry_run else render(errands, a.out, a.jobs)


def render(errands, out, jobs):
    running, stopped = set(), threading.Event()
    # One thread each: as many run side by side as there are cores.
    alone = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", LP_NUM_THREADS="1")

    def stop(*_):
        stopped.set()
        for process in list(running):
            process.terminate()

    def run(errand):
        if stopped.is_set():
            return 0
        process = subprocess.Popen(errand.command(out), env=alone, cwd=Path(__file__).parents[1])
        running.add(process)
        code = process.wait()
        running.discard(process)
        return code

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    # The first errand loads the body and keeps it: the others then find it.
    first, rest = errands[0], errands[1:]
    codes = [run(first)]
    with ThreadPoolExecutor(jobs) as pool:
        codes += pool.map(run, rest)
    if stopped.is_set():
        print("stopped; what is rendered stays, and the next run goes on", file=sys.stderr)
        return 130
    failed = [e for e, code in zip(errands, codes, strict=True) if code != 0]
    for errand in failed:
        print(f"failed: {errand.folder}, person {errand.seed}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
