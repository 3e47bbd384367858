"""One clip: the video, the truth of every frame (CSV) and what it shows (JSON)."""

import csv
import json
import os
import subprocess

import cv2
import numpy as np

from . import motion, routine
from .actor import Actor
from .maths import draws, draws_of
from .render import Renderer
from .scene import H, Scene, W

FPS = 15
COLUMNS = [
    "t", "label", "neck_flex", "neck_rot", "neck_lat", "head_pitch", "head_yaw", "head_roll",
    "clav_elev_L", "clav_elev_R", "clav_prot_L", "clav_prot_R", "elbow_L", "elbow_R", "wrist_gap_m",
    "trunk_flex", "trunk_lat", "trunk_rot", "shoulder_line_deg", "shoulder_width_m",
    "gh_up_L", "gh_up_R", "gh_fwd_L", "gh_fwd_R", "breath_phase", "breath_vol",
]  # fmt: skip
POINTS = ["shoulder_L", "shoulder_R", "elbow_L", "elbow_R", "wrist_L", "wrist_R", "eye_L", "eye_R", "neck"]
CONVENTIONS = (
    "neck_* = head relative to upper thorax, R = Rz(rot)Ry(lat)Rx(flex); left/down positive; clav_prot forward +, "
    "clav_elev up +; elbow 180 = straight; *_u,_v pixel position of the joint centre"
)


class Studio:
    """One person before the renderer, for all clips of theirs."""

    def __init__(self, person, samples=4):
        self.person = person
        self.renderer = Renderer(person, W, H, samples)
        # How much of the sky each part of the body sees at rest.
        at_rest, _, _ = Actor(person, draws(person.seed, 31)).pose(motion.rest(), 0.0)
        self.renderer.set_ao(self.renderer.bake_ao(at_rest, person.normals(at_rest)))


def name_of(seed, move, fault, side):
    fault = (fault or "correct").replace("+", "-")
    return f"s{seed}_{move}_{fault}" + (f"_{side}" if side else "")


def side_of(seed, move):
    return ("left" if seed % 2 == 0 else "right") if move in ("diag_look_down", "lateral_neck") else None


def desk(seed, move):
    """A camera as it stands on desks: on the screen, on a laptop below it, beside it, near and far.

    The hands that reach forward come near the lower edge.
    """
    u = draws_of(seed, move, "", "desk").uniform
    near = (1.0, 1.3) if move == "round_back" else (0.65, 1.2)
    return dict(dist=u(*near), yaw=u(-25, 25), dz=u(-0.22, 0.14), fov=u(60, 78), below=u(0.08, 0.26))


def camera(seed, move, whole, view):
    """The places of the camera that are not given; the rest is drawn by the scene."""
    view, rng = dict(view), draws_of(seed, move, "", "cam")
    if move == "round_back":
        # People sit back so that the hands stay in the picture.
        view.setdefault("dist", rng.uniform(1.08, 1.25))
    if whole:
        # One camera has to do for all steps.
        for key, low, high in (("dist", 1.10, 1.25), ("fov", 66, 72), ("yaw", -15, 15), ("dz", -0.14, 0.0)):
            drawn = rng.uniform(low, high)
            view.setdefault(key, drawn)
    return view, rng


def make(studio, move, fault, out, *, view, flaws=(), crf=20, stills=None, reps=5):
    """Renders one clip into the folder `out`, returns its name. The JSON comes last: a clip that has one is whole."""
    person, seed = studio.person, studio.person.seed
    whole, side = move == "routine", side_of(seed, move)
    if whole:
        # The same idle motion with and without faults.
        rng, actor_rng = draws_of(seed, move, "", "motion"), draws_of(seed, move, "", "actor")
        segments, seconds, steps, faults, away = routine.build(
            rng, draws_of(seed, move, "+".join(flaws), "flaws"), flaws
        )
        fault = "+".join(flaws) or None
    else:
        rng = actor_rng = draws_of(seed, move, fault, "motion")
        script = motion.script(move, fault, side or "left", rng, reps)
        segments, seconds = script.segments, script.t
    actor = Actor(person, actor_rng)
    view, cam_rng = camera(seed, move, whole, view)
    scene = Scene(person, draws(seed, 21), cam_rng, **view)
    name = name_of(seed, move, fault, side)
    path = os.path.join(out, name)
    trunk = np.flatnonzero(person.tp[:, 2] > 0.30)[::20]
    encoder = None if stills is not None else Encoder(path + ".mp4.part", crf)
    rows = []
    for t in np.arange(0, seconds, 1 / FPS) if stills is None else stills:
        t = float(t)
        channels, label = motion.at(segments, t)
        vertices, truth, points = actor.pose(channels, t)
        frame = studio.renderer.render(vertices, person.normals(vertices), scene.cam, scene.light_at(t))
        picture = scene.finish(frame, t)
        if stills is not None:
            cv2.imwrite(f"{path}_t{t:05.2f}.png", picture[..., ::-1])
            continue
        encoder.write(picture)
        row = dict(truth, t=t, label=label)
        if whole:
            row["label"], row["step"], row["side"], row["fault"] = routine.describe(t, segments, steps, faults, away)
            row["in_picture"] = share_inside(vertices[trunk], scene)
        for point in POINTS:
            row[point + "_u"], row[point + "_v"] = scene.project(points[point])
        rows.append(row)
    if encoder is None:
        return name
    encoder.close()
    os.replace(path + ".mp4.part", path + ".mp4")
    write_truth(path + ".csv", rows, whole)
    what = dict(steps=steps, faults=faults) if whole else holds_of(script)
    meta = dict(
        clip=name + ".mp4", movement=move, fault=motion.KIND.get(fault, fault), side=side, seed=seed, fps=FPS,
        frames=len(rows), duration_s=round(float(seconds), 3), **what, breathing_hz=round(float(actor.bf), 4),
        camera=scene.info, person=person.info, conventions=CONVENTIONS,
    )  # fmt: skip
    if fault in motion.KIND:
        meta["size"] = fault
    with open(path + ".json.tmp", "w") as f:
        json.dump(meta, f, indent=1)
    os.replace(path + ".json.tmp", path + ".json")
    return name


def holds_of(script):
    if not script.holds:
        return dict(reps=script.reps, holds_s=[])
    first, last = script.holds[0], script.holds[-1]
    return dict(reps=script.reps, holds_s=script.holds, hold_start_s=first[0], hold_end_s=last[1])


def share_inside(vertices, scene):
    q = np.concatenate([vertices, np.ones((len(vertices), 1))], 1) @ scene.cam["VP"].T
    return float((np.abs(q[:, :2]) < q[:, 3:4]).all(1).mean())


def write_truth(path, rows, whole):
    columns = COLUMNS + [p + axis for p in POINTS for axis in ("_u", "_v")]
    columns += ["in_picture", "step", "side", "fault"] if whole else []
    with open(path, "w", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row[c] if isinstance(row[c], str) else f"{row[c]:.4f}" for c in columns])


class Encoder:
    """H.264 by ffmpeg, one thread: as many clips are made side by side as there are cores."""

    def __init__(self, path, crf):
        raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{W}x{H}", "-r", str(FPS), "-i", "-"]
        h264 = ["-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", str(crf), "-pix_fmt", "yuv420p"]
        command = ["ffmpeg", "-y", "-loglevel", "error", *raw, *h264, "-movflags", "+faststart", "-f", "mp4", path]
        self.path, self.process = path, subprocess.Popen(command, stdin=subprocess.PIPE)

    def write(self, picture):
        self.process.stdin.write(picture.tobytes())

    def close(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise OSError(f"ffmpeg could not write {self.path}")
