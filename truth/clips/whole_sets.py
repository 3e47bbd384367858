"""The sets of clips of whole people: every movement right, with one fault, and right with something done besides."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from . import choreography, movements
from .choreography import Clip

FPS = 15
REPS = 2
# Measured as in `sets`: more is drawn than of people at desks, and the truth is as large as the video.
FRAMES_A_SECOND = 7
BYTES_A_FRAME = 2900
# In the order in which they are rendered.
PARTS = ("arms", "trunk", "legs", "whole", "head", "shoulders", "hands", "others")
# Besides the shape, which differs in all of them.
LOOKS = {202: ["glasses"], 221: ["heavy"], 223: ["glasses"], 225: ["jumper"], 226: ["clutter"]}


@dataclass
class WholeErrand:
    """The clips of one person that go into one folder."""

    folder: str
    seed: int
    clips: list
    options: list = field(default_factory=lambda: ["--draft"])

    bytes_a_frame = BYTES_A_FRAME

    def seconds_to_render(self):
        return self.frames() / FRAMES_A_SECOND + 20

    def frames(self):
        return sum(round(choreography.script(c, np.random.default_rng(self.seed)).t * FPS) for c in self.clips)

    def is_done(self, out):
        return all(Path(out, self.folder, c.name() + ".json").exists() for c in self.clips)

    def command(self, out):
        where = ["--out", str(Path(out, self.folder)), "--cache", str(Path(out, "bodies"))]
        look = ["--look", *LOOKS[self.seed]] if self.seed in LOOKS else []
        names = [c.name() for c in self.clips]
        return [sys.executable, "-m", "clips.whole", *where, *self.options, *look, "--reps", str(REPS), "--", *names]


def clips_of(move, seed, turn):
    """Right, one fault in one size, and right with something besides. `turn` counts the persons of a set."""
    m = movements.table()[move]
    # Postures, views and sides take turns so that they come together in all ways.
    view = m.views[turn % len(m.views)]
    late = turn // len(m.views) if len(m.views) % 2 == 0 else 0
    posture = m.postures[(turn + late) % len(m.postures)]
    side = None
    if m.sided:
        side = view if view != "front" else ("left", "right")[(turn // 2 + turn) % 2]
    clip = lambda **more: Clip(seed, move, **(dict(side=side, posture=posture, view=view, reps=REPS) | more))
    if m.form == "nothing":
        return [clip(), clip(posture=m.postures[(turn + late + 1) % len(m.postures)])]
    faults = [(fault, size) for size in ("large", "small") for fault in m.faults]
    fault, size = faults[turn % len(faults)]
    besides = list(movements.modifiers())
    return [clip(), clip(fault=fault, size=size), clip(modifier=besides[turn % len(besides)])]


def whole(folder, seeds):
    """Part by part, so that all persons have their arms before the first has its legs."""
    errands = []
    for part in PARTS:
        moves = [name for name, m in movements.table().items() if m.part == part]
        for turn, seed in enumerate(seeds):
            errands.append(WholeErrand(folder, seed, [c for move in moves for c in clips_of(move, seed, turn)]))
    return errands


SETS = {
    "whole_tuning": lambda: whole("whole/tuning", range(200, 204)),
    "whole_checking": lambda: whole("whole/checking", range(220, 228)),
}
