"""From the table of movements to the channels of every moment: rest, the movement, and what is done besides."""

from dataclasses import dataclass, field

import numpy as np

from . import movements
from .channels import SIDES, UNDER, for_sides, rest
from .maths import ease

# The camera sees this side of the person: how far they are turned to the left for it.
TURNED = {"front": 0.0, "left": -90.0, "right": 90.0}
# Seconds of rest first, for the neutral of who looks on.
NEUTRAL_S = (2.7, 3.2)
HOLD_S, REP_HOLD_S = 2.5, 0.8


@dataclass
class Clip:
    """One clip to be made: who does what, how, and from where it is seen."""

    seed: int
    movement: str
    fault: str | None = None
    size: str | None = None
    side: str | None = None
    posture: str = "standing"
    view: str = "front"
    modifier: str | None = None
    reps: int = 3

    def name(self):
        what = [f"s{self.seed}", self.movement, f"{self.fault}_{self.size}" if self.fault else "correct", self.side]
        return "_".join(filter(None, [*what, self.posture, self.view, self.modifier]))


@dataclass
class Track:
    """Pieces in time; `at` gives the channels and the label of a moment."""

    start: dict
    t: float = 0.0
    pieces: list = field(default_factory=list)  # (begin, end, label, function of the share of it, 0 to 1)
    holds: list = field(default_factory=list)
    cycles: list = field(default_factory=list)
    pauses: list = field(default_factory=list)
    besides: list = field(default_factory=list)  # (begin, top, top ends, end, channels to be added)
    now: dict = field(default_factory=dict)

    def __post_init__(self):
        self.now = dict(self.start)

    def move(self, seconds, target, label="moving"):
        begin, there = dict(self.now), dict(self.start, **target)
        self.now = dict(there)
        # An arm or a leg goes straight to where it is asked, and from there straight back to its rest.
        for side in SIDES:
            for share, names in UNDER.items():
                a, b = (begin, there) if begin[f"{share}_{side}"] == 0 else (there, begin)
                if a[f"{share}_{side}"] == 0:
                    a.update({f"{name}_{side}": b[f"{name}_{side}"] for name in names})

        def on_the_way(share):
            u = ease(share)
            return {c: begin[c] + (there[c] - begin[c]) * u for c in begin}

        self.piece(seconds, label, on_the_way)

    def stay(self, seconds, label):
        at = dict(self.now)
        self.piece(seconds, label, lambda share: at)

    def piece(self, seconds, label, function):
        self.pieces.append((self.t, self.t + seconds, label, function))
        self.t += seconds

    def at(self, t):
        piece = next((p for p in self.pieces if p[0] <= t < p[1]), self.pieces[-1])
        begin, end, label, function = piece
        channels = dict(function(min(max((t - begin) / (end - begin), 0.0), 1.0)))
        for begin, top, top_ends, end, more in self.besides:
            if begin < t < end:
                share = ease((t - begin) / (top - begin)) * (1 - ease((t - top_ends) / (end - top_ends)))
                for channel, value in more.items():
                    channels[channel] += value * share
        return channels, label


def facing_of(view, rng):
    """Degrees to the left that a person is turned for a view; nobody stands quite square."""
    return TURNED[view] + rng.uniform(-8, 8)


def script(clip: Clip, rng, facing=0.0):
    """The track of a clip. All draws come before what a fault changes: a fault changes nothing else."""
    m = movements.table()[clip.movement]
    by = rng.uniform(-0.05, 0.05, 64)
    modifier = movements.modifiers().get(clip.modifier)
    lead = rng.uniform(*NEUTRAL_S)
    besides_rng = np.random.default_rng(rng.integers(1 << 30))
    fault = dict(m.faults[clip.fault].sizes[clip.size]) if clip.fault else {}
    at = m.faults[clip.fault].at if clip.fault else None
    scale, pace, hold_s = fault.pop("scale", 1.0), fault.pop("pace", 1.0), fault.pop("hold_s", None)
    start = rest(clip.posture, facing) | for_sides(m.base, clip.side)
    names = list(
        dict.fromkeys([*m.start, *m.pose, *m.via, *(c for f in m.faults.values() for s in f.sizes.values() for c in s)])
    )
    # The same for every person in all their clips, so that a fault is as large as it says.
    about = {name: 1 + by[i % len(by)] for i, name in enumerate(names)}

    def position(channels, which):
        wrong = fault if at in (None, which) else {}
        asked = {**channels, **wrong}
        values = {name: value if is_share(name) else value * about[name] for name, value in asked.items()}
        values = for_sides(values, clip.side)
        if "facing" in values:
            values["facing"] = facing + values["facing"] * (-1 if clip.side == "right" else 1)
        if at in (None, which) and scale != 1.0:
            values = {name: start[name] + (value - start[name]) * scale for name, value in values.items()}
        return values

    track = Track(start)
    track.stay(lead, "neutral")
    pause = 0.9
    if modifier and modifier.when == "pauses":
        # Time for it before, between and after.
        pause = 2.6
        track.pauses.append((track.t, track.t + pause))
        track.stay(pause, "neutral")
    {"hold": hold, "reps": repeat, "turns": turns, "circle": circle, "nothing": nothing}[m.form](
        track, m, clip, position, pace, hold_s, pause
    )
    if m.doings:
        besides(track, m.doings, besides_rng, False, lead)
    if modifier:
        besides(track, modifier, besides_rng, m.part == "head", lead)
    return track


def is_share(name):
    """Shares are never more or less than asked."""
    base = name[:-2] if name[-2:] in ("_S", "_O", "_B") else name
    return base in ("arm", "free", "sit", "fist", "spread") or base.startswith("to_")


def into(track, m, position, seconds):
    if m.via:
        track.move(seconds * 0.5, position(m.via, "via"))
        seconds *= 0.6
    track.move(seconds, position(m.pose, "to"))


def hold(track, m, clip, position, pace, hold_s, pause):
    begin = track.t
    into(track, m, position, m.seconds * pace)
    keep(track, begin, HOLD_S if hold_s is None else hold_s, lambda: out(track, m, position, m.seconds * pace))
    track.pauses.append((track.t, track.t + pause))
    track.stay(pause, "neutral")


def keep(track, begin, seconds, then):
    held = track.t
    track.stay(seconds, "hold")
    track.holds.append((round(held, 3), round(track.t, 3)))
    let_go = track.t
    then()
    track.cycles.append(dict(start_s=begin, hold_start_s=held, hold_end_s=let_go, end_s=track.t))


def out(track, m, position, seconds):
    if m.via:
        track.move(seconds * 0.5, position(m.via, "via"))
        seconds *= 0.6
    track.move(seconds, {})


def repeat(track, m, clip, position, pace, hold_s, pause):
    for _ in range(clip.reps):
        begin = track.t
        into(track, m, position, m.seconds * pace * 0.8)
        keep(track, begin, REP_HOLD_S * min(pace, 1.0), lambda: out(track, m, position, m.seconds * pace * 0.7))
        track.pauses.append((track.t, track.t + pause))
        track.stay(pause * min(pace, 1.0) if pace < 1 else pause, "neutral")


def turns(track, m, clip, position, pace, hold_s, pause):
    track.move(m.seconds, position(m.start, "from"))
    for _ in range(clip.reps):
        track.stay(0.5, "hold")
        begin = track.t
        track.move(m.seconds * pace * 0.8, position(m.pose, "to"))
        keep(track, begin, 0.6 * min(pace, 1.0), lambda: track.move(m.seconds * pace * 0.8, position(m.start, "from")))
    track.stay(0.5, "hold")
    track.move(m.seconds, {})
    track.pauses.append((track.t, track.t + pause))
    track.stay(pause, "neutral")


def circle(track, m, clip, position, pace, hold_s, pause):
    """`pose` is a quarter of the way round and `from` the begin: cos of one and sin of the other."""
    a, b = position(m.start, "from"), position(m.pose, "to")
    track.move(m.seconds * 0.5, a)
    for _ in range(clip.reps):
        begin = track.t

        def around(share):
            cos, sin = np.cos(2 * np.pi * share), np.sin(2 * np.pi * share)
            channels = dict(track.start)
            for name in {*a, *b}:
                zero = track.start[name]
                channels[name] = zero + (a.get(name, zero) - zero) * cos + (b.get(name, zero) - zero) * sin
            return channels

        track.piece(m.seconds * 1.6 * pace, "moving", around)
        track.cycles.append(dict(start_s=begin, end_s=track.t))
    track.now = dict(track.start, **a)
    track.move(m.seconds * 0.5, {})
    track.pauses.append((track.t, track.t + pause))
    track.stay(pause, "neutral")


def nothing(track, m, clip, position, pace, hold_s, pause):
    track.stay(57.0, "neutral")


def besides(track, modifier, rng, of_the_head, lead):
    """Adds what is done besides; a movement of the head is left alone while it is done."""
    u = rng.uniform
    if modifier.when == "pauses" or of_the_head:
        spans = [(begin + 0.1, end - 0.1) for begin, end in track.pauses]
    else:
        spans = [(lead + 0.1, track.t - 0.3)]
    for begin, end in spans:
        t = begin
        while t + 0.6 < end:
            doing = modifier.doings[int(rng.integers(len(modifier.doings)))]
            side = "left" if u() < 0.5 else "right"
            seconds = min(u(*modifier.lasts_s), end - t)
            channels = {c: (u(*v) if isinstance(v, list) else v) for c, v in doing.items()}
            edge = min(0.5, seconds * 0.4) if modifier.when == "always" else seconds * 0.42
            channels = for_sides(channels, side)
            track.besides.append((t, t + edge, t + seconds - edge, t + seconds, channels))
            t += seconds + u(*modifier.every_s)
