"""Renders clips of whole people, sitting and standing, whose movement comes from the table of movements.

  python -m clips.whole --out DIR s200_arm_side_correct_left_sitting_front s200_squat_heels_up_small_standing_left
  python -m clips.whole --out DIR --stills 5.5 s200_cat_cow_correct_sitting_left_talk

The name of a clip says all of it: person, movement, fault with its size or `correct`, side, posture, view, modifier.
What is there already is not rendered again. Seeds of 1 to 99 are kept for judging: take 200 and more.
"""

import argparse
import json
import os
import time

import numpy as np

from . import angles, choreography, movements
from .body import Body
from .channels import rest
from .choreography import TURNED, Clip
from .figure import Figure
from .maths import draws, draws_of
from .stage import camera

FPS = 15
CONVENTIONS = (
    "midline: left, down and forward positive; sides _L, _R: the person's; bends 0 = straight; trunk_*, head_* against "
    "the way the person faces; *_u,_v pixel, *_x,_y,_z metres of joint centres (to the left and back of who faces the "
    "camera, up from the floor); see docs/validation.md"
)
VARIED = ("varied",)


def clip_of(name):
    """The clip that has this name."""
    seed, rest_of_it = name[1:].split("_", 1)
    move = max((m for m in movements.table() if rest_of_it.startswith(m + "_")), key=len, default=None)
    if not name.startswith("s") or not seed.isdigit() or move is None:
        raise ValueError(f"{name}: no movement of the table. Known: {', '.join(movements.table())}")
    m, words = movements.table()[move], rest_of_it[len(move) + 1 :]
    clip = Clip(int(seed), move)
    kinds = {f"{f}_{size}": (f, size) for f in m.faults for size in ("large", "small")} | {"correct": (None, None)}
    kind = max((k for k in kinds if words == k or words.startswith(k + "_")), key=len, default=None)
    if kind is None:
        raise ValueError(f"{name}: {move} has no such fault. Known: {', '.join(kinds)}")
    clip.fault, clip.size = kinds[kind]
    words = words[len(kind) + 1 :].split("_")
    clip.modifier = next((k for k in movements.modifiers() if "_".join(words).endswith("_" + k)), None)
    if clip.modifier:
        words = words[: -len(clip.modifier.split("_"))]
    if m.sided:
        clip.side, *words = words
    if len(words) != 2 or words[0] not in ("sitting", "standing") or words[1] not in TURNED:
        raise ValueError(f"{name}: after the fault come {'side, ' if m.sided else ''}posture, view and modifier")
    clip.posture, clip.view = words
    return clip


class Studio:
    """One person before the renderer, for all clips of theirs."""

    def __init__(self, body, seed, look=VARIED, samples=4):
        # What draws needs a graphics driver; names and scripts do not.
        from .render import Renderer
        from .scene import H, W
        from .whole_person import WholePerson

        self.person = WholePerson(body, seed, look)
        self.renderer = Renderer(self.person, W, H, samples)
        self.shades = {}
        self.heights = {}
        for posture in ("standing", "sitting"):
            posed = self.figure(draws(seed, 31)).pose(rest(posture), 0.0)
            self.heights[posture] = float(posed.mark("crown")[2])

    def figure(self, rng):
        p = self.person
        return Figure(p.skeleton, p.marks, p.ground, rng)

    def set(self, posture, facing, rng):
        """Chair and shade for a clip."""
        p = self.person
        p.hidden = () if posture == "sitting" else ("chair",)
        posed = self.figure(rng).pose(rest(posture, facing), 0.0)
        at = p.skin_verts(posed.turns, posed.shifts, p.rest)
        if posture == "sitting":
            hips = (posed.joint("upperleg01.L") + posed.joint("upperleg01.R")) / 2
            cloth = [i for i, (name, _, _) in enumerate(p.parts) if name in ("pants", "skin")]
            under = at[np.isin(p.partid, cloth) & (np.hypot(*(at[:, :2] - hips[:2]).T) < 0.2)]
            ahead = np.array([np.sin(np.radians(facing)), -np.cos(np.radians(facing)), 0])
            p.set_chair(np.array([*hips[:2], np.percentile(under[:, 2], 1.0) + 0.008]) + 0.05 * ahead, facing)
        at = p.furnished(at)
        key = (posture, round(facing))
        if key not in self.shades:
            self.shades[key] = self.renderer.bake_ao(at, p.normals(at))
        self.renderer.set_ao(self.shades[key])


def make(studio, clip, out, *, crf=20, stills=None):
    """Renders one clip into the folder `out`, returns its name. The JSON comes last: a clip that has one is whole."""
    import cv2

    from .clip import Encoder
    from .scene import Scene

    m = movements.table()[clip.movement]
    who = clip.seed, clip.movement, f"{clip.side}/{clip.posture}/{clip.view}/{clip.modifier}"
    cam_rng = draws_of(*who, "cam")
    facing = choreography.facing_of(clip.view, cam_rng)
    track = choreography.script(clip, draws_of(*who, "motion"), facing)
    figure = studio.figure(draws_of(*who, "actor"))
    studio.set(clip.posture, facing, draws_of(*who, "actor"))
    height, now = studio.heights["standing"], studio.heights[clip.posture]
    # Who stands up in the clip has to fit in standing.
    lower = 0.0 if "sit" in m.pose else height - now
    hips = figure.pose(rest(clip.posture, facing), 0.0).joint("spine05")[:2]
    eye, target, fov, yaw = camera(m.frame, height, lower, hips / 2 if clip.posture == "sitting" else hips * 0, cam_rng)
    scene = Scene(studio.person, draws(clip.seed, 21), cam_rng, placed=(eye, target, fov))
    name = clip.name()
    path = os.path.join(out, name)
    encoder = None if stills is not None else Encoder(path + ".mp4.part", crf)
    rows = []
    for t in np.arange(0, track.t, 1 / FPS) if stills is None else stills:
        t = float(t)
        channels, label = track.at(t)
        posed = figure.pose(channels, t)
        vertices = dressed(studio.person, figure, posed, channels, t)
        frame = studio.renderer.render(vertices, studio.person.normals(vertices), scene.cam, scene.light_at(t))
        picture = scene.finish(frame, t)
        if stills is not None:
            cv2.imwrite(f"{path}_t{t:05.2f}.png", picture[..., ::-1])
            continue
        encoder.write(picture)
        rows.append(row_of(t, label, channels, posed, scene, yaw, figure))
    if encoder is None:
        return name
    encoder.close()
    os.replace(path + ".mp4.part", path + ".mp4")
    write_truth(path + ".csv", rows)
    with open(path + ".json.tmp", "w") as f:
        json.dump(about(clip, m, track, rows, figure, scene, studio.person, name), f, indent=1)
    os.replace(path + ".json.tmp", path + ".json")
    return name


def dressed(person, figure, posed, channels, t):
    """Vertices of person, floor and chair in a pose."""
    _, volume = figure.breath(t)
    blink = max(np.exp(-((((t + figure.breath_from * 3) % 3.7 - 1.1) / 0.07) ** 2)), 0.0)
    looks_down = np.clip((channels["flex"] - 8) / 35, 0, 1) * 0.35
    at_rest = person.rest + person.blink_v * min(1.0, blink + looks_down)
    at_rest = at_rest + person.breath_w[:, None] * np.array([0, -0.006, 0.002]) * volume
    return person.furnished(person.skin_verts(posed.turns, posed.shifts, at_rest))


def row_of(t, label, channels, posed, scene, yaw, figure):
    phase, volume = figure.breath(t)
    sits = channels["sit"]
    row = dict(t=t, label=label, breath_phase=phase, breath_vol=volume, **angles.measure(posed, yaw))
    row["posture"] = "sitting" if sits > 0.9 else "standing" if sits < 0.1 else "between"
    for name, point in angles.points(posed).items():
        row[name + "_u"], row[name + "_v"] = scene.project(point)
        row[name + "_x"], row[name + "_y"], row[name + "_z"] = point
    return row


def about(clip, m, track, rows, figure, scene, person, name):
    times = lambda cycle: {key: round(float(value), 3) for key, value in cycle.items()}
    return dict(
        clip=name + ".mp4", movement=clip.movement, step=clip.movement.replace("_", "-"), phrase=m.phrase, part=m.part,
        form=m.form, fault=clip.fault, size=clip.size, side=clip.side, posture=clip.posture, view=clip.view,
        modifier=clip.modifier, seed=clip.seed, fps=FPS, frames=len(rows), duration_s=round(float(track.t), 3),
        reps=len(track.cycles), holds_s=track.holds, cycles=[times(c) for c in track.cycles],
        breathing_hz=round(float(figure.breath_hz), 4), camera=scene.info, person=person.info, conventions=CONVENTIONS,
    )  # fmt: skip


def columns(row):
    """Those of people at desks in their old order, then the new ones."""
    from .clip import COLUMNS, POINTS

    old = COLUMNS + [p + axis for p in POINTS for axis in ("_u", "_v")]
    names = list(dict.fromkeys(k[:-2] for k in row if k.endswith("_x")))
    new = ["posture", *angles.COLUMNS]
    new += [f"{n}{axis}" for n in names for axis in ("_u", "_v") if f"{n}{axis}" not in old]
    return old + new + [f"{n}{axis}" for n in names for axis in ("_x", "_y", "_z")]


def write_truth(path, rows):
    import csv

    names = columns(rows[0])
    with open(path, "w", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(names)
        for row in rows:
            writer.writerow([row[c] if isinstance(row[c], str) else f"{row[c]:.4f}" for c in names])


def main():
    p = argparse.ArgumentParser(
        prog="python -m clips.whole", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--out", required=True, help="folder for the clips")
    p.add_argument("--cache", help="folder for the bodies, which take minutes to load (default: OUT/bodies)")
    p.add_argument("--draft", action="store_true", help="edges of one sample a pixel: nearly twice as fast")
    p.add_argument("--crf", type=int, default=20, help="H.264 quality (less is better and larger)")
    p.add_argument("--look", nargs="+", default=[], help="of the person and the room, see clips.looks")
    p.add_argument("--stills", type=float, nargs="*", help="pictures at these seconds instead of videos")
    p.add_argument("--reps", type=int, default=3, help="repetitions in a clip that has some")
    p.add_argument("clips", nargs="+", metavar="NAME", help="names of clips")
    a = p.parse_args()
    try:
        clips = [clip_of(name) for name in a.clips]
    except ValueError as error:
        p.error(str(error))
    os.makedirs(a.out, exist_ok=True)
    began, body, studio = time.time(), Body(a.cache or os.path.join(a.out, "bodies")), None
    for clip in clips:
        clip.reps = a.reps
        if a.stills is None and os.path.exists(os.path.join(a.out, clip.name() + ".json")):
            print(f"{clip.name()}: there", flush=True)
            continue
        if studio is None or studio.person.seed != clip.seed:
            studio = Studio(body, clip.seed, (*VARIED, *a.look), 0 if a.draft else 4)
        name = make(studio, clip, a.out, crf=a.crf, stills=a.stills)
        print(f"{name}: {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
