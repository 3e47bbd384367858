"""The whole guide as one clip: motion script, list of steps, and faults injected at known times.

build() gives segments as those of motion.script(), with the steps and the faults. The person's own targets and speeds
come from `rng`, the faults from `frng`: a routine with faults moves like the correct one of the same seed outside them
(later times shift).
"""

from .motion import rest

FLAWS = {
    "elbows": "round-back: elbows bend by 65 deg for 4 s",
    "chinup": "round-back: chin comes up from the chest for 4 s",
    "leave": "look-down left: leaves the picture for 5 s, returns, takes the pose again and finishes the hold",
    "turn": "look-down left: the head turns back to the middle for 4 s, still looking down",
    "short": "look-down right: held 9 s only",
    "chin": "neck-tilt left: chin drops by 20 deg for 4 s",
    "lift": "neck-tilt right: the right shoulder lifts by 15 deg for 4 s",
    "small": "shoulder-squeeze: second repetition a quarter as large",
    "shrug": "shoulder-squeeze: third repetition is a shrug",
    "fast": "shoulder-squeeze: fourth and fifth repetition in about 1 s each",
}
SLOT = dict(
    elbows="round",
    chinup="round",
    leave="downL",
    turn="downL",
    short="downR",
    chin="tiltL",
    lift="tiltR",
    small="rep2",
    shrug="rep3",
    fast="rep4",
)
MIXED = ["elbows", "short", "chin", "lift", "shrug"]


def expand(flaws):
    out = []
    for f in flaws or []:
        out += MIXED if f == "mixed" else [f]
    for f in out:
        if f not in FLAWS:
            raise SystemExit(f"unknown flaw {f!r}; known: {', '.join(FLAWS)}, mixed")
    slots = [SLOT[f] for f in out]
    if len(set(slots)) < len(slots):
        raise SystemExit(f"two of these flaws change the same hold: {' '.join(out)}")
    return out


def build(rng, frng, flaws):
    """Returns (segments, duration, steps, faults, away intervals)."""
    zero = rest()
    j = lambda a, r=0.06: a * (1 + rng.uniform(-r, r))
    fj = lambda a, r=0.08: a * (1 + frng.uniform(-r, r))
    segs, steps, faults, away = [], [], [], []
    t = 4.0
    r3 = lambda x: round(x, 3)

    def seg(dur, tgt):
        nonlocal t
        segs.append((t, t + dur, tgt, "moving"))
        t += dur

    def note(name, step, side, times, size, unit, **more):
        """A fault that begins to go wrong, is fully wrong from and to, and is right again at these times."""
        keys = ("start_s", "full_start_s", "full_end_s", "end_s")
        when = {key: r3(time) for key, time in zip(keys, times, strict=True)}
        faults.append(dict(name=name, step=step, side=side, **more, **when, size=size, unit=unit))

    def pose(step, side, P, into, total, back, pause, event=None):
        """One held pose.  event: None, ('dip', name, target, size, unit) or ('leave',) or ('short', seconds)."""
        nonlocal t
        a = t
        seg(into, P)
        holds, broken, h0 = [], 0.0, t
        if event is None or event[0] == "short":
            t += total if event is None else event[1]
            holds.append((h0, t))
            if event:
                faults.append(
                    dict(name="short", step=step, side=side, start_s=r3(h0), end_s=r3(t), size=event[1], unit="s held")
                )
        elif event[0] == "dip":
            _, name, Q, size, unit = event
            at = total * 0.5 + frng.uniform(-0.5, 0.5)
            t += at
            s = t
            seg(fj(0.7), Q)
            f0 = t
            t += 4.0
            f1 = t
            seg(fj(0.7), P)
            e = t
            t += total - at
            broken = e - s
            holds.append((h0, t))
            note(name, step, side, (s, f0, f1, e), round(size, 2), unit)
        else:  # leave
            at = total * 0.45 + frng.uniform(-0.5, 0.5)
            t += at
            holds.append((h0, t))
            s = t
            out = dict(zero, dx=1.75 * (1 if frng.uniform() < 0.5 else -1))
            seg(2.2, out)
            a0 = t
            t += 5.0
            a1 = t
            seg(2.2, zero)
            t += 0.8
            seg(j(2.2), P)
            e = t
            t += total - at
            holds.append((e, t))
            away.append((a0, a1))
            note("leave", step, side, (s, a0, a1, e), 5.0, "s away")
        h1 = t
        seg(back, zero)
        held = sum(b - a_ for a_, b in holds)
        steps.append(
            dict(
                step=step,
                side=side,
                start_s=r3(a),
                hold_start_s=r3(h0),
                hold_end_s=r3(h1),
                holds_s=[[r3(x), r3(y)] for x, y in holds],
                held_s=r3(held),
                clean_held_s=r3(held - broken),
                end_s=r3(t),
            )
        )
        t += pause

    # rounded back
    p = j(20)
    P = dict(zero, flex=j(40), pL=p, pR=p, eL=2.0, eR=2.0, round=8.0, arm=1.0)
    ev = None
    if "elbows" in flaws:
        b = fj(65)
        ev = ("dip", "elbows", dict(P, bend=b), b, "deg bend")
    if "chinup" in flaws:
        f = fj(4, 0.5)
        ev = ("dip", "chinup", dict(P, flex=f), P["flex"] - f, "deg up")
    pose("round-back", None, P, j(2.5), 16.0, j(2.3), 3.0, ev)
    # look diagonally down
    for side, s in (("left", 1.0), ("right", -1.0)):
        P = dict(zero, rot=s * j(40), flex=j(35))
        ev = None
        if side == "left" and "leave" in flaws:
            ev = ("leave",)
        if side == "left" and "turn" in flaws:
            k = s * fj(4, 0.5)
            ev = ("dip", "turn", dict(P, rot=k), abs(P["rot"] - k), "deg turned back")
        if side == "right" and "short" in flaws:
            ev = ("short", 9.0)
        pose("look-down", side, P, j(2.2), 21.0, j(2.0), 3.0, ev)
    # lateral neck flexion
    for side, s in (("left", 1.0), ("right", -1.0)):
        P = dict(zero, lat=s * j(35), flex=j(2, 0.5), rot=-s * j(2, 0.5))
        ev = None
        if side == "left" and "chin" in flaws:
            d = fj(20)
            ev = ("dip", "chin", dict(P, flex=P["flex"] + d), d, "deg down")
        if side == "right" and "lift" in flaws:
            d = fj(15)
            ev = ("dip", "lift", dict(P, eR=d), d, "deg clavicle elevation")
        pose("neck-tilt", side, P, j(2.2), 13.0, j(2.0), 3.0, ev)
    # shoulder blades
    a = j(20)
    S = dict(zero, pL=-a, pR=-a, tflex=-j(4.0), round=-3.0)
    reps, b0 = [], t
    for n in range(1, 6):
        g = 1 + rng.uniform(-0.06, 0.06)
        times = [j(1.8), 1.2, j(1.8), 0.9]
        k, name, size, unit = {c: v * g for c, v in S.items()}, "", 0, ""
        if n == 2 and "small" in flaws:
            k = {c: v * 0.25 for c, v in k.items()}
            name, size, unit = "small", 0.25, "of the usual size"
        if n == 3 and "shrug" in flaws:
            e = fj(18)
            k = dict(zero, eL=e, eR=e)
            name, size, unit = "shrug", round(e, 2), "deg clavicle elevation"
        if n >= 4 and "fast" in flaws:
            times = [0.45, 0.05, 0.45, 0.25]
            name, size, unit = "fast", 0.95, "s for the movement"
        s0 = t
        seg(times[0], k)
        h0 = t
        t += times[1]
        h1 = t
        seg(times[2], zero)
        reps.append(
            dict(rep=n, start_s=r3(s0), hold_start_s=r3(h0), hold_end_s=r3(h1), end_s=r3(t), fault=name or None)
        )
        if name:
            note(name, "shoulder-squeeze", None, (s0, h0, h1, t), size, unit, rep=n)
        e = t
        t += times[3]
    steps.append(
        dict(
            step="shoulder-squeeze",
            side=None,
            start_s=r3(b0),
            hold_start_s=reps[0]["hold_start_s"],
            hold_end_s=reps[-1]["hold_end_s"],
            holds_s=[[r["hold_start_s"], r["hold_end_s"]] for r in reps],
            end_s=r3(e),
            reps=reps,
        )
    )
    t += 2.0
    faults.sort(key=lambda f: f["start_s"])
    return segs, t, steps, faults, away


def describe(t, segs, steps, faults, away):
    """(label, step, side, fault) at time t."""
    label = "neutral"
    if any(a <= t < b for a, b, _, _ in segs):
        label = "moving"
    if any(a <= t < b for s in steps for a, b in s["holds_s"]):
        label = "hold"
    if any(a <= t < b for a, b in away):
        label = "away"
    st = next((s for s in steps if s["start_s"] <= t < s["end_s"]), None)
    fa = next((f["name"] for f in faults if f["start_s"] <= t < f["end_s"]), "")
    return label, st["step"] if st else "", (st["side"] or "") if st else "", fa
