"""The table of movements: reads `movements/*.toml`, of which each table is one movement.

    [arm_side]
    phrase = "arm raised {side}"      what a guide calls it
    part = "arms"
    form = "hold"                     hold; reps; turns (from one position to another and back); circle; nothing
    sided = true                      done on one side; _S is that side in names of channels, _O the other, _B both
    postures = ["sitting", "standing"]
    views = ["front"]                 front; left or right: the side of the person that the camera sees
    frame = "half"                    what is in the picture, see `stage`
    pose = { arm_S = 1, raise_S = 90 }            hold, reps: the position
    from = {}, to = {}                            turns: both positions
    reach = { arm_raise_S = 90 }                  what the truth then says, in the position (of turns: the second)
    change = { trunk_turn = 35 }                  the same, for what is counted from the rest
    [arm_side.faults.too_low]
    shows = "arm_raise_S"                         the column of the truth that goes wrong
    large = { raise_S = 45 }                      channels that are other than in the position
    small = { raise_S = 65 }

Of a fault `scale` makes the way to the position that much shorter, `pace` the movement that much quicker, `hold_s` the
hold that short; `at = "from"` or `"to"` says which position of a turn goes wrong (default: both).
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .channels import KNOWN, for_sides

FORMS = ("hold", "reps", "turns", "circle", "nothing")
OF_A_FAULT = ("scale", "pace", "hold_s")


@dataclass(frozen=True)
class Fault:
    name: str
    shows: str | None
    at: str | None
    sizes: dict  # large, small -> channels and keys of OF_A_FAULT


@dataclass(frozen=True)
class Modifier:
    """What somebody does besides: `when` always, or in the pauses between repetitions only."""

    name: str
    when: str
    every_s: tuple
    lasts_s: tuple
    doings: tuple  # each: channels -> (lowest, highest)


@dataclass(frozen=True)
class Movement:
    name: str
    part: str
    form: str
    phrase: str
    frame: str
    postures: tuple
    views: tuple
    sided: bool = False
    pose: dict = field(default_factory=dict)
    start: dict = field(default_factory=dict)  # `from` of turns
    via: dict = field(default_factory=dict)  # where the way into the position leads through
    base: dict = field(default_factory=dict)  # channels besides the posture, at rest too
    reach: dict = field(default_factory=dict)
    change: dict = field(default_factory=dict)
    faults: dict = field(default_factory=dict)
    seconds: float = 2.0  # of the way into the position
    doings: Modifier | None = None  # what is done all the time


@cache
def table():
    """name -> Movement, in the order of the files."""
    out = {}
    for path in sorted((Path(__file__).parent / "movements").glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text()).items():
            if name in out:
                raise ValueError(f"{path.name}: {name} is there twice")
            out[name] = movement(name, entry)
    return out


@cache
def modifiers():
    entries = tomllib.loads((Path(__file__).parent / "modifiers.toml").read_text())
    return {name: modifier(name, **entry) for name, entry in entries.items()}


def modifier(name, every_s, lasts_s, doings, when="always"):
    for channels in doings:
        known(name, channels)
    return Modifier(name, when, tuple(every_s), tuple(lasts_s), tuple(doings))


def movement(name, entry):
    entry = dict(entry)
    faults = {}
    for fault, about in entry.pop("faults", {}).items():
        sizes = {size: about[size] for size in ("large", "small")}
        faults[fault] = Fault(fault, about.get("shows"), about.get("at"), sizes)
        for channels in sizes.values():
            known(name, {k: v for k, v in channels.items() if k not in OF_A_FAULT})
    if entry["form"] not in FORMS:
        raise ValueError(f"{name}: no form is called {entry['form']}")
    if "doings" in entry:
        entry["doings"] = modifier(name, **entry["doings"])
    out = Movement(
        name=name, faults=faults, start=entry.pop("from", {}), pose=entry.pop("to", entry.pop("pose", {})),
        postures=tuple(entry.pop("postures")), views=tuple(entry.pop("views")), **entry,
    )  # fmt: skip
    for channels in (out.pose, out.start, out.via, out.base):
        known(name, channels)
    return out


def known(name, channels):
    for channel in for_sides(dict.fromkeys(channels, 0), "left"):
        if channel not in KNOWN:
            raise ValueError(f"{name}: no channel is called {channel}")
