"""What a person does: the channels of the body over time, for each movement and each fault of it.

A channel is one number of the pose: degrees, or a share from 0 to 1. `pL`, `pR` forward and `eL`, `eR` up are the
collarbones; `flex`, `rot`, `lat` the neck; `tflex`, `tlat`, `round` the trunk; `arm`, `bend`, `gap` the arms that reach
forward, their elbows and the metres between the hands.
"""

from .maths import ease

BODY = ["flex", "rot", "lat", "eL", "eR", "pL", "pR", "tflex", "tlat", "round", "arm", "bend", "gap", "lift", "dx"]
# Where a hand can be instead of the lap, as a share of the way there.
HANDS = [place + side for place in ("face", "crown", "up", "out") for side in "LR"]
CHANNELS = BODY + HANDS

# The first fault of each movement is none. Those after the bar are the smaller sizes, drawn with --graded.
MOVES = {
    "round_back": [None, "elbows_bent", "chin_not_dropped", "not_protracted", "hands_apart", "held_too_short"],
    "diag_look_down": [None, "no_rotation", "no_flexion", "no_return"],
    "lateral_neck": [None, "chin_drops", "shoulder_lifts", "rotated_not_tilted", "trunk_leans"],
    "blade_squeeze": [None, "shrug", "too_fast", "too_small"],
    "others": ["talk", "look_about", "nod", "arms", "scratch", "lean", "settle", "shrug_now_and_then"],
}
GRADED = {
    "round_back": ["elbows_bent_more", "chin_hardly_dropped", "hands_a_little_apart", "held_half"],
    "lateral_neck": ["chin_drops_12", "shoulder_lifts_10", "tilt_12"],
    "blade_squeeze": ["shrug_25", "fast", "small_third"],
}
# A fault of another size is judged as the fault.
KIND = {
    "elbows_bent_more": "elbows_bent",
    "chin_hardly_dropped": "chin_not_dropped",
    "hands_a_little_apart": "hands_apart",
    "held_half": "held_too_short",
    "shrug_25": "shrug",
    "fast": "too_fast",
    "small_third": "too_small",
}


class Script:
    """Segments (from, to, channels, label) in seconds, put one behind the other."""

    def __init__(self, rng):
        self.rng = rng
        self.t = 3.0 + rng.uniform(-0.3, 0.3)
        self.segments, self.holds, self.reps = [], [], 1

    def about(self, value, share=0.06):
        return value * (1 + self.rng.uniform(-share, share))

    def move(self, seconds, channels):
        self.segments.append((self.t, self.t + seconds, channels, "moving"))
        self.t += seconds

    def hold(self, seconds):
        self.holds.append((round(self.t, 3), round(self.t + seconds, 3)))
        self.t += seconds


def script(move, fault, side, rng, reps=5):
    """The script of one movement. The order of the draws is part of it: a seed gives the same person for good."""
    s = Script(rng)
    {
        "round_back": round_back,
        "diag_look_down": look_down,
        "lateral_neck": neck_tilt,
        "blade_squeeze": lambda *a: blade_squeeze(*a, reps),
        "others": others,
    }[move](s, fault, 1.0 if side == "left" else -1.0)
    return s


def rest():
    return dict.fromkeys(CHANNELS, 0.0)


def round_back(s, fault, _sign):
    j = s.about
    pose = dict(rest(), flex=j(40), pL=j(20), round=8.0, arm=1.0, eL=2, eR=2)
    pose["pR"] = pose["pL"]
    if fault == "elbows_bent":
        pose["bend"] = j(65)
    if fault == "elbows_bent_more":
        pose["bend"] = j(90)
    if fault == "chin_not_dropped":
        pose["flex"] = j(3)
    if fault == "chin_hardly_dropped":
        pose["flex"] = j(10)
    if fault == "not_protracted":
        pose["pL"] = pose["pR"] = 0.0
    if fault == "hands_apart":
        pose["gap"] = j(0.34)
    if fault == "hands_a_little_apart":
        pose["gap"] = j(0.24)
    s.move(j(2.5), pose)
    s.hold({"held_too_short": 2.0, "held_half": 4.0}.get(fault, 8.0))
    s.move(j(2.3), rest())
    s.t += 2.0


def look_down(s, fault, sign):
    j = s.about
    pose = dict(rest(), rot=sign * j(40), flex=j(35))
    if fault == "no_rotation":
        pose["rot"] = sign * j(3)
    if fault == "no_flexion":
        pose["flex"] = j(2)
    s.move(j(2.2), pose)
    s.hold(5.0)
    if fault == "no_return":
        s.holds[-1] = (s.holds[-1][0], round(s.t + 4.5, 3))
        s.t += 4.5
    else:
        s.move(j(2.0), rest())
        s.t += 2.5


def neck_tilt(s, fault, sign):
    j = s.about
    same_side = "eL" if sign > 0 else "eR"
    pose = dict(rest(), lat=sign * j(35), flex=j(2, 0.5), rot=-sign * j(2, 0.5))
    if fault == "chin_drops":
        pose["flex"] = j(20)
    if fault == "shoulder_lifts":
        pose[same_side] = j(15)
    if fault == "chin_drops_12":
        pose["flex"] = 12.0
    if fault == "shoulder_lifts_10":
        pose[same_side] = 10.0
    if fault == "tilt_12":
        pose["lat"] = sign * 12.0
    if fault == "rotated_not_tilted":
        pose.update(lat=sign * 4.0, rot=sign * j(35))
    if fault == "trunk_leans":
        pose.update(lat=sign * j(4), tlat=sign * j(20))
    s.move(j(2.2), pose)
    s.hold(5.0)
    s.move(j(2.0), rest())
    s.t += 2.5


def blade_squeeze(s, fault, _sign, reps):
    j = s.about
    back = j(20)
    pose = dict(rest(), pL=-back, pR=-back, tflex=-j(4.0), round=-3.0)
    up, hold, down, pause = 1.8, 1.2, 1.8, 0.9
    if fault in ("shrug", "shrug_25"):
        pose.update(pL=0, pR=0, eL=j(18 if fault == "shrug" else 25), tflex=0, round=0)
        pose["eR"] = pose["eL"]
    if fault == "too_fast":
        up, hold, down, pause = 0.45, 0.05, 0.45, 0.25
    if fault == "fast":
        up, hold, down, pause = 0.55, 0.5, 0.7, 0.9
    size = {"too_small": 0.25, "small_third": 0.33}.get(fault, 1.0)
    pose.update({c: pose[c] * size for c in ("pL", "pR", "tflex", "round")})
    s.reps = reps
    for _ in range(reps):
        once = {c: pose[c] * (1 + s.rng.uniform(-0.06, 0.06)) for c in BODY if c != "dx"}
        once = dict(rest(), **once)
        once["pR"], once["eR"] = once["pL"], once["eL"]
        s.move(j(up), once)
        s.hold(hold)
        s.move(j(down), rest())
        s.t += pause
    s.t += 2.0


def others(s, what, _sign):
    """A minute of somebody who does no exercise: nothing in it is a repetition or a hold of any guide."""
    u = s.rng.uniform
    side = lambda: s.rng.choice([-1.0, 1.0])
    hand = lambda place: place + s.rng.choice(["L", "R"])
    kinds = {
        "talk": lambda: dict(
            flex=u(-6, 8), rot=u(-12, 12), lat=u(-7, 7), tflex=u(-2, 4), round=u(-2, 3), eL=u(0, 4), eR=u(0, 4)
        ),
        "look_about": lambda: dict(rot=side() * u(15, 60), flex=u(-20, 15), lat=u(-6, 6)),
        "nod": lambda: dict(flex=side() * u(8, 25)),
        "arms": lambda: {hand("up"): u(0.5, 1), "eL": u(0, 8), "eR": u(0, 8), "rot": u(-10, 10)},
        "scratch": lambda: (
            {hand("face"): 1.0, "flex": u(0, 15), "lat": u(-12, 12)}
            if u() < 0.5
            else {hand("crown"): 1.0, "flex": u(-5, 15), "lat": u(-15, 15)}
        ),
        "lean": lambda: dict(tlat=u(-14, 14), tflex=u(-8, 16), rot=u(-12, 12), round=u(-3, 10)),
        "settle": lambda: dict(dx=u(-0.15, 0.15), tflex=u(-4, 8), tlat=u(-5, 5), pL=u(-6, 10), pR=u(-6, 10)),
        "shrug_now_and_then": lambda: dict(eL=u(5, 18), eR=u(5, 18), pL=u(-4, 8), pR=u(-4, 8), flex=u(-4, 6)),
    }
    mixed = list(kinds)
    while s.t < 60:
        # Mostly what the clip is named for, with something else in between.
        kind = what if u() < 0.75 else mixed[int(s.rng.integers(len(mixed)))]
        pose = dict(rest(), **kinds[kind]())
        s.move(u(0.35, 1.4), pose)
        s.t += u(0.1, 1.5)
        if u() < 0.6:
            s.move(u(0.35, 1.4), rest())
            s.t += u(0.1, 2.0)
    s.move(1.0, rest())
    s.t += 1.0
    s.reps = 0


def at(segments, t):
    """(channels, label) at time t, seconds: minimum-jerk from one pose to the next."""
    now, label = rest(), "neutral"
    for t0, t1, target, moving in segments:
        if t >= t1:
            now = target
            label = "hold" if any(abs(v) > 1e-6 for v in target.values()) else "neutral"
        elif t >= t0:
            u = ease((t - t0) / (t1 - t0))
            return {c: now[c] + (target[c] - now[c]) * u for c in CHANNELS}, moving
        else:
            break
    return now, label
