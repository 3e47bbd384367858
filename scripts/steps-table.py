#!/usr/bin/env python3
"""Prints what `unhunch check` says of clips whose movement is known: clip, injected fault, what we said, hold error.

Usage: steps-table.py [--program UNHUNCH] [--routine FOLDER] [--real FOLDER] [STEPS-FOLDER]

STEPS-FOLDER holds one movement a clip (.mp4, .csv with the true angles, .json). `--routine` adds clips of the whole
guide, `--real` videos in which nobody follows it. Exit code 1: an expectation of the steps `neck-tilt` (a lifted
shoulder aside) or `look-down`, of a routine's flaws or of the real videos is missed; what is said of the other steps
is shown and does not count. 2: nothing to run. Python's own library is all it needs.
"""

import argparse
import csv
import json
import math
import os
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
HOLD_TOLERANCE_S = 0.7
STEP_OF_MOVEMENT = {
    "round_back": "round-back",
    "diag_look_down": "look-down",
    "lateral_neck": "neck-tilt",
    "blade_squeeze": "shoulder-squeeze",
}
STEPS_THAT_COUNT = {"look-down", "neck-tilt"}
# Not judged yet: the lift of one shoulder beside a tilted head.
CLIPS_THAT_DO_NOT_COUNT = {"shoulder_lifts"}

# Thresholds of `vocabulary.toml` that the true angles must pass: (entered at, left at).
HEAD_TURNED = HEAD_LOWERED = NECK_TILT = (20, 15)
CHIN_TO_CHEST = (25, 20)
ELBOWS_BENT = (50, 60)
WRISTS_APART = (0.8, 1.1)
CHIN_DROPPED = (12, 8)
TURNED_AWAY = (20, 15)
SHOULDER_LIFTED = (0.08, 0.05)

# What each fault must lead to: one of these (rule, verdict), `{side}` filled in. None of them for a fault that no
# camera sees: then nothing is expected. A hold is short in every clip of a step, so it is its time that is compared.
BROKEN, NOT_REACHED = "broken", "not_reached"
EXPECTED = {
    "chin_drops": [("keep chin level", BROKEN)],
    "rotated_not_tilted": [("reach neck tilt {side}", NOT_REACHED)],
    "trunk_leans": [("reach neck tilt {side}", NOT_REACHED)],
    "shoulder_lifts": [("keep shoulders down", BROKEN)],
    "no_rotation": [("reach head turned {side}", NOT_REACHED)],
    "no_flexion": [("reach head lowered", NOT_REACHED)],
    "no_return": [("return head straight", NOT_REACHED)],
    "chin_not_dropped": [("reach chin to chest", NOT_REACHED)],
    "elbows_bent": [("reach arms straight", NOT_REACHED)],
    "hands_apart": [("reach hands clasped", NOT_REACHED)],
    "shrug": [("keep shoulders down", BROKEN), ("reach blades together", NOT_REACHED)],
    "too_fast": [("slowly", BROKEN)],
    "too_small": [("reach blades together", NOT_REACHED)],
    "held_too_short": [],
    "not_protracted": [],
}


# --- the truth -------------------------------------------------------------------------------------------------------


@dataclass
class Phrase:
    """What a phrase looks at: passed from `enter` on, left at `leave`. With `leave` above `enter`, lower is better."""

    value: list  # one number a frame, positive in the phrase's direction; None: not in the picture
    enter: float
    leave: float

    def passed(self):
        """Per frame, whether the phrase holds, with its hysteresis."""
        state, states = False, []
        for value in self.value:
            if value is None:
                state = False
            elif self.enter >= self.leave:
                state = value >= (self.leave if state else self.enter)
            else:
                state = value <= (self.leave if state else self.enter)
            states.append(state)
        return states


class Truth:
    """The true angles of a clip, as offsets from the person's neutral."""

    def __init__(self, path):
        with path.open(newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.time = [float(row["t"]) for row in self.rows]
        first_movement = next((i for i, row in enumerate(self.rows) if row["label"] != "neutral"), len(self.rows))
        self.neutral = self.rows[:first_movement]
        self.away = [row["label"] == "away" for row in self.rows]

    def column(self, name):
        return [float(row[name]) for row in self.rows]

    def neutral_of(self, name):
        return statistics.median(float(row[name]) for row in self.neutral)

    def offset(self, name):
        neutral = self.neutral_of(name)
        return [value - neutral for value in self.column(name)]

    def seen(self, values):
        return [None if away else value for value, away in zip(values, self.away)]

    def neck_tilt(self, side):
        """Roll of the head against the line of the shoulders, towards `side` +.

        `head_roll` is positive to the left; `shoulder_line_deg` is positive with the left shoulder higher, which is
        a roll to the right. So their difference as rolls is their sum as columns, and a leaning trunk cancels out.
        """
        sign = 1 if side == "left" else -1
        return [sign * (h + s) for h, s in zip(self.offset("head_roll"), self.offset("shoulder_line_deg"))]

    def face_direction(self):
        """Azimuth (left +) and depression (down +) of the face normal, by R = Rz(yaw) Ry(roll) Rx(pitch)."""
        names = ("head_yaw", "head_roll", "head_pitch")
        neutral = rotation(*(self.neutral_of(name) for name in names))
        azimuth, depression = [], []
        for angles in zip(*(self.column(name) for name in names)):
            turned = times_transposed(rotation(*angles), neutral)
            # Axes: x to the person's left, y to the back, z up. The neutral face looks along -y.
            x, y, z = (-row[1] for row in turned)
            azimuth.append(math.degrees(math.atan2(x, -y)))
            depression.append(math.degrees(-math.asin(max(-1.0, min(1.0, z)))))
        return azimuth, depression

    def shoulder_lift(self):
        """The higher one of both shoulders over the base of the neck, as a share of the neutral shoulder width."""
        width = self.neutral_of("shoulder_width_m")
        return [max(l, r) / width for l, r in zip(self.offset("gh_up_L"), self.offset("gh_up_R"))]

    def held(self, step, side):
        """Stretches (start, end) in which all is reached and kept by the true angles; None: not known for this step."""
        azimuth, depression = self.face_direction()
        sign = 1 if side == "left" else -1
        guards = []
        if step == "look-down":
            reaches = [
                Phrase(self.seen([sign * a for a in azimuth]), *HEAD_TURNED),
                Phrase(self.seen(depression), *HEAD_LOWERED),
            ]
        elif step == "neck-tilt":
            reaches = [Phrase(self.seen(self.neck_tilt(side)), *NECK_TILT)]
            guards = [
                Phrase(self.seen(depression), *CHIN_DROPPED),
                Phrase(self.seen([abs(a) for a in azimuth]), *TURNED_AWAY),
                Phrase(self.seen(self.shoulder_lift()), *SHOULDER_LIFTED),
            ]
        elif step == "round-back":
            # Without the height of the wrists, which the true angles do not hold.
            width = self.neutral_of("shoulder_width_m")
            elbows = [180 - min(l, r) for l, r in zip(self.column("elbow_L"), self.column("elbow_R"))]
            reaches = [
                Phrase([gap / width for gap in self.column("wrist_gap_m")], *WRISTS_APART),
                Phrase(self.seen(self.offset("head_pitch")), *CHIN_TO_CHEST),
                Phrase(elbows, *ELBOWS_BENT),
            ]
        else:
            return None
        reached = [all(states) for states in zip(*(phrase.passed() for phrase in reaches))]
        faults = [phrase.passed() for phrase in guards]
        bad = [any(states[i] for states in faults) for i in range(len(reached))]
        return stretches(self.time, reached, bad)


def rotation(yaw, roll, pitch):
    (cz, sz), (cy, sy), (cx, sx) = ((math.cos(math.radians(a)), math.sin(math.radians(a))) for a in (yaw, roll, pitch))
    return [
        [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
        [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
        [-sy, cy * sx, cy * cx],
    ]


def times_transposed(a, b):
    return [[sum(a[i][k] * b[j][k] for k in range(3)) for j in range(3)] for i in range(3)]


def stretches(time, reached, bad):
    """A gap of up to 1 s without a fault does not end a stretch; one shorter than 0.5 s is none."""
    found = []
    for i, at in enumerate(time):
        if not reached[i] or bad[i]:
            continue
        if found and at - found[-1][1] <= 1.0 and not any(bad[found[-1][2] : i]):
            found[-1][1:] = [at, i]
        else:
            found.append([at, at, i])
    return [(start, end) for start, end, _ in found if end - start >= 0.5]


# --- what we said ----------------------------------------------------------------------------------------------------


@dataclass
class Said:
    """The outcome of one run of the program."""

    exit: int
    error: str
    report: dict = field(default_factory=dict)

    @property
    def steps(self):
        return self.report.get("steps", [])

    def step(self, step, side):
        return next((one for one in self.steps if one["step"] == step and one["side"] == side), None)


def check(program, clip, *options):
    run = subprocess.run(
        [program, "check", str(clip), "--format", "json", *options],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
    )
    try:
        report = json.loads(run.stdout) if run.stdout.strip() else {}
    except ValueError as error:
        return Said(run.returncode, f"no JSON: {error}")
    error = "" if run.returncode in (0, 1) else " ".join(run.stderr.split())[-200:] or f"exit code {run.returncode}"
    return Said(run.returncode, error, report)


def rules(step):
    """(rule, verdict) of every rule of a step, in the order of its sentences."""
    return [(rule["rule"], rule["verdict"]) for sentence in step["sentences"] for rule in sentence["rules"]]


def in_words(step):
    """A step's verdict, and its rules that were broken, not reached or unseen. Hold and repeat have a column."""
    words = [step["verdict"]]
    for verdict in (BROKEN, NOT_REACHED, "unseen"):
        named = [rule for rule, said in rules(step) if said == verdict and not rule.startswith(("hold", "repeat"))]
        if named:
            words.append(f"{verdict}: {', '.join(named)}")
    return "; ".join(words)


def compare_holds(truth, holds):
    """(whether start and end agree, the error in words). One stretch of up to 1.2 s may be listed or not."""
    said = [(hold["start_s"], hold["end_s"]) for hold in holds]
    if truth is None:
        return True, " ".join(f"{start:.1f}-{end:.1f}" for start, end in said) or "-"
    if len(said) != len(truth):
        long_enough = [one for one in truth if one[1] - one[0] > 1.2 + 1e-6]
        surplus = [one for one in said if one[1] - one[0] > 1.2 + 1e-6]
        if not long_enough and not surplus:
            return True, "only short ones"
        list_of = lambda holds: " ".join(f"{start:.1f}-{end:.1f}" for start, end in holds) or "none"
        return False, f"said {list_of(said)}, true {list_of(truth)}"
    if not truth:
        return True, "none, as true"
    errors = [(s[0] - t[0], s[1] - t[1]) for s, t in zip(said, truth)]
    agree = all(abs(error) <= HOLD_TOLERANCE_S + 1e-6 for pair in errors for error in pair)
    return agree, " ".join(f"{start:+.2f}/{end:+.2f}" for start, end in errors)


# --- the tables ------------------------------------------------------------------------------------------------------


@dataclass
class Line:
    """One line of a table."""

    cells: list  # in the order of the table's head; what we said stands last
    passed: bool
    counts: bool = True

    @property
    def mark(self):
        return "pass" if self.passed else "MISS" if self.counts else "miss"


def step_line(program, clip):
    about = json.loads(clip.with_suffix(".json").read_text())
    step, side, fault = STEP_OF_MOVEMENT[about["movement"]], about["side"], about["fault"]
    counts = step in STEPS_THAT_COUNT and fault not in CLIPS_THAT_DO_NOT_COUNT
    said = check(program, clip, "--step", step, *(["--side", side] if side else []))
    one = said.step(step, side)
    if said.error or one is None:
        return Line([clip.stem, fault or "-", "-", said.error or "the step is missing"], False, counts)
    verdicts = rules(one)
    holds_agree, hold_error = compare_holds(Truth(clip.with_suffix(".csv")).held(step, side), one["holds"])
    if step == "shoulder-squeeze":
        hold_error = f"reps {one['reps']} of {about['reps']}"
    if fault is None:
        found = not any(verdict == BROKEN for _, verdict in verdicts)
    elif fault == "held_too_short":
        true_s = sum(end - start for start, end in about["holds_s"])
        found = 0 < one["hold_s"] <= true_s + 2 * HOLD_TOLERANCE_S
        hold_error = f"held {one['hold_s']:.1f} s, true {true_s:.1f} s"
    else:
        expected = [(rule.format(side=side), verdict) for rule, verdict in EXPECTED[fault]]
        found = not expected or any(one in verdicts for one in expected)
    if step == "round-back":
        holds_agree = True  # Shown, not judged: the true angles do not hold all that the step asks for.
    return Line([clip.stem, fault or "-", hold_error, in_words(one)], found and holds_agree, counts)


def routine_lines(program, clip):
    """One line for each step of a clip of the whole guide, one for their order, one for each injected flaw."""
    about = json.loads(clip.with_suffix(".json").read_text())
    truth = Truth(clip.with_suffix(".csv"))
    said = check(program, clip)
    if said.error:
        return [Line([clip.stem, "-", "-", said.error], False)]
    lines = []
    flaws = {(flaw["step"], flaw["side"], flaw["name"]) for flaw in about["faults"]}
    for true_step in about["steps"]:
        step, side = true_step["step"], true_step["side"]
        name = f"{step} {side}" if side else step
        one = said.step(step, side)
        if one is None:
            lines.append(Line([clip.stem, name, "-", "missing"], False, step in STEPS_THAT_COUNT))
            continue
        held = truth.held(step, side)
        if held is not None:  # the same angles may be passed in another step too
            held = [one for one in held if one[0] < true_step["end_s"] and one[1] > true_step["start_s"]]
        agree, hold_error = compare_holds(held, one["holds"])
        done = one["verdict"] in ("done", "good")
        chin_is_flaw = (step, side, "chin") in flaws
        # While the person comes back, moments of a stretch are taken and left: with a flaw only its finding counts.
        flawed = any((step, side) == flaw[:2] for flaw in flaws)
        injected = {"keep chin level"} if chin_is_flaw else set()
        wrongly = {rule for rule, verdict in rules(one) if verdict == BROKEN} - injected
        if step == "shoulder-squeeze":
            hold_error = f"reps {one['reps']} of {len(true_step['reps'])}"
        passed = done and not wrongly and (agree or flawed or step == "round-back")
        lines.append(Line([clip.stem, name, hold_error, in_words(one)], passed, step in STEPS_THAT_COUNT))

    for flaw in about["faults"]:
        step, side = flaw["step"], flaw["side"]
        one = said.step(step, side)
        if flaw["name"] == "chin":
            found = one is not None and ("keep chin level", BROKEN) in rules(one)
        else:  # the person left: two stretches, and the time away in neither
            away = (flaw["full_start_s"], flaw["full_end_s"])
            holds = one["holds"] if one else []
            found = len(holds) >= 2 and not any(h["start_s"] < away[1] and h["end_s"] > away[0] for h in holds)
        lines.append(Line([clip.stem, f"flaw: {flaw['name']}", "-", "found" if found else "not found"], found))

    walked = []
    for event in said.report["events"]:
        dose = (event.get("step"), event.get("side"))
        if event["event"] == "hold_started" and dose not in walked:
            walked.append(dose)
    true_order = [(one["step"], one["side"]) for one in about["steps"] if one["step"] in STEPS_THAT_COUNT]
    said_order = [dose for dose in walked if dose in true_order]
    in_order = said_order == true_order
    words = "as true" if in_order else ", ".join(f"{step} {side}" for step, side in said_order) or "nothing held"
    lines.append(Line([clip.stem, "order", "-", words], in_order))
    return lines


def real_line(program, clip):
    said = check(program, clip)
    if said.error:
        return Line([clip.name, said.error], False)
    done = [one["step"] for one in said.steps if one["verdict"] in ("done", "good")]
    return Line([clip.name, f"done: {', '.join(done)}" if done else "nothing done"], not done)


def print_table(title, head, lines):
    rows = [[line.mark, *line.cells] for line in lines]
    rows.insert(0, ["", *head])
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    print(f"\n{title}")
    for row in rows:
        # The widest column stands last, unpadded.
        print("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths)), row[-1]]).rstrip())
    missed = sum(not line.passed and line.counts for line in lines)
    print(f"{sum(line.passed for line in lines)} of {len(lines)} pass; {missed} of those that count are missed")
    return missed


def clips_in(folder, endings=(".mp4",)):
    clips = sorted(path for path in folder.glob("*") if path.suffix in endings) if folder.is_dir() else []
    if not clips:
        print(f"no clips in {folder}: name the folder that holds them", file=sys.stderr)
        sys.exit(2)
    return clips


def default_program():
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "release" / ("unhunch.exe" if os.name == "nt" else "unhunch")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("steps", nargs="?", type=Path, default=ROOT / "../shared/truth/rendered/steps")
    parser.add_argument("--program", type=Path, default=default_program(), help="the built unhunch")
    parser.add_argument("--routine", type=Path, help="folder with clips of the whole guide")
    parser.add_argument("--real", type=Path, help="folder with videos in which nobody follows the guide")
    asked = parser.parse_args()
    if not asked.program.is_file():
        print(f"{asked.program} is not built: run cargo build --release -p unhunch", file=sys.stderr)
        sys.exit(2)
    program = str(asked.program)
    missed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        steps = list(pool.map(lambda clip: step_line(program, clip), clips_in(asked.steps)))
        missed += print_table("Steps", ["clip", "injected fault", "hold error, start/end s", "what we said"], steps)
        if asked.routine:
            found = pool.map(lambda clip: routine_lines(program, clip), clips_in(asked.routine))
            lines = [line for clip in found for line in clip]
            missed += print_table("Whole guide", ["clip", "step", "hold error, start/end s", "what we said"], lines)
        if asked.real:
            endings = (".mp4", ".mkv", ".gif", ".webm", ".mov")
            lines = list(pool.map(lambda clip: real_line(program, clip), clips_in(asked.real, endings)))
            missed += print_table("Nobody follows the guide", ["clip", "what we said"], lines)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
