"""The camera, the light, the room, and what a webcam makes of them."""

import math

import cv2
import numpy as np

from . import looks
from .maths import D2R, unit
from .projection import H, W, look_at, persp


def make_room(rng, w=W, h=H):
    """A blurred room picture (linear RGB float)."""
    img = np.zeros((h, w, 3), np.float32)
    wall = np.array(
        [(0.62, 0.60, 0.56), (0.50, 0.54, 0.57), (0.66, 0.62, 0.53), (0.42, 0.47, 0.44), (0.70, 0.70, 0.70)][
            int(rng.integers(5))
        ]
    )
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    gl = rng.uniform(-0.25, 0.25)
    img[:] = wall
    img *= (1 + gl * (xx / w - 0.5) - 0.18 * (yy / h - 0.5))[..., None]

    def rect(x0, y0, x1, y1, c):
        cv2.rectangle(img, (int(x0), int(y0)), (int(x1), int(y1)), [float(v) for v in c], -1)

    if rng.uniform() < 0.6:  # window
        x = rng.choice([rng.uniform(-60, 60), rng.uniform(440, 560)])
        wd = rng.uniform(120, 180)
        hh = rng.uniform(150, 260)
        rect(x, 20, x + wd, 20 + hh, (0.9, 0.9, 0.88))
        rect(x + 6, 26, x + wd - 6, 14 + hh, (1.25, 1.3, 1.4))
        rect(x + wd / 2 - 3, 26, x + wd / 2 + 3, 14 + hh, (0.9, 0.9, 0.88))
        rect(x - 22, 10, x + 14, 50 + hh, wall * 0.8 * np.array([1, 0.95, 0.9]))
    if rng.uniform() < 0.8:  # shelf with books
        x = rng.uniform(0, 430)
        y = rng.uniform(90, 210)
        wd = rng.uniform(130, 210)
        for k in range(2):
            yb = y + k * 95
            cx = x
            while cx < x + wd - 8:
                bw = rng.uniform(6, 16)
                bh = rng.uniform(40, 72)
                rect(cx, yb - bh, cx + bw, yb, rng.uniform(0.08, 0.7, 3))
                cx += bw + rng.uniform(0, 3) + (rng.uniform() < 0.12) * 25
            rect(x - 8, yb, x + wd + 8, yb + 8, (0.33, 0.22, 0.13))
    if rng.uniform() < 0.5:  # picture
        x = rng.uniform(60, 500)
        y = rng.uniform(20, 100)
        rect(x, y, x + 84, y + 64, (0.1, 0.1, 0.1))
        rect(x + 6, y + 6, x + 78, y + 58, rng.uniform(0.3, 0.9, 3))
    if rng.uniform() < 0.5:  # plant
        x = rng.choice([rng.uniform(20, 120), rng.uniform(520, 620)])
        y = rng.uniform(250, 330)
        for _ in range(60):
            a = rng.uniform(-math.pi, 0)
            r = rng.uniform(20, 85)
            cv2.ellipse(
                img,
                (int(x + r * 0.8 * math.cos(a)), int(y + r * math.sin(a))),
                (int(rng.uniform(8, 20)), int(rng.uniform(3, 7))),
                float(np.degrees(a)),
                0,
                360,
                [float(v) for v in np.array([0.10, 0.26, 0.08]) * rng.uniform(0.5, 1.5)],
                -1,
            )
        rect(x - 26, y, x + 26, y + 60, (0.55, 0.35, 0.25))
    rect(0, 430 + rng.uniform(-20, 20), w, h, wall * 0.35)
    img *= (
        0.92 + 0.16 * cv2.resize(rng.uniform(0, 1, (24, 32)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    )[..., None]
    s = rng.uniform(2.2, 5.0)
    img = cv2.GaussianBlur(img, (0, 0), s)
    return np.maximum(img, 0) ** 2.2


class Scene:
    def __init__(self, person, rng, cam_rng, yaw=None, dist=None, dz=None, fov=None, below=None, placed=None):
        """`placed`: (eye, target, hfov in degrees) instead of a place before the person's eyes."""
        p = person
        eyes = (p.heads[p.b.bone["eye.L"]] + p.heads[p.b.bone["eye.R"]]) / 2
        neck = p.heads[p.b.bone["neck01"]]
        yaw = cam_rng.uniform(-20, 20) if yaw is None else yaw
        dist = cam_rng.uniform(0.85, 1.15) if dist is None else dist
        dz = cam_rng.uniform(-0.16, 0.10) if dz is None else dz
        fov = cam_rng.uniform(60, 70) if fov is None else fov
        aim = cam_rng.uniform(0.12, 0.16) if below is None else below
        tgt = np.array([0, neck[1], eyes[2] - aim])
        eye = np.array([math.sin(yaw * D2R) * dist, eyes[1] - math.cos(yaw * D2R) * dist, eyes[2] + dz])
        if placed is not None:
            eye, tgt, fov = placed
            dist, yaw = np.hypot(*eye[:2]), np.degrees(np.arctan2(eye[0], -eye[1]))
            dz = eye[2] - eyes[2]
        V = look_at(eye, tgt, cam_rng.uniform(-1, 1) * D2R)
        self.cam = dict(eye=eye, V=V, P=persp(fov * D2R, W, H))
        self.cam["VP"] = self.cam["P"] @ V
        self.info = dict(
            yaw_deg=round(float(yaw), 2),
            dist_m=round(float(dist), 3),
            height_rel_eyes_m=round(float(dz), 3),
            hfov_deg=round(float(fov), 2),
            pitch_deg=round(float(np.degrees(np.arcsin(unit(tgt - eye)[2]))), 2),
        )
        az = rng.uniform(-70, 70) * D2R
        elv = rng.uniform(30, 58) * D2R
        k = rng.uniform(1.1, 1.7)
        warm = rng.uniform(-0.08, 0.12)
        self.light = dict(
            keyD=np.array([math.sin(az) * math.cos(elv), -math.cos(az) * math.cos(elv), math.sin(elv)]),
            keyC=k * np.array([1 + warm, 1, 1 - warm]),
            fillD=unit(np.array([-0.4 * math.sin(az), -1, -0.05])),
            fillC=rng.uniform(0.30, 0.55) * np.array([0.95, 1, 1.06]),
            skyC=rng.uniform(0.55, 0.8) * np.array([1, 1, 1.02]),
            gndC=rng.uniform(0.22, 0.38) * np.array([1.06, 1, 0.94]),
        )
        self.bg = make_room(rng).astype(np.float32)
        self.expo = rng.uniform(0.78, 0.98)
        self.noise = rng.uniform(0.6, 1.6)
        self.tint = 1 + rng.uniform(-0.035, 0.035, 3)
        self.soft = rng.uniform(0.35, 0.7)
        yy, xx = np.mgrid[0:H, 0:W]
        self.vig = (1 - 0.20 * (((xx / W - 0.5) ** 2 + (yy / H - 0.5) ** 2) * 2)).astype(np.float32)[..., None]
        self.gain = (self.expo * self.tint).astype(np.float32) * self.vig
        self.nrng = np.random.default_rng(rng.integers(1 << 30))
        self.lamp = None
        if "clutter" in p.look:
            vrng = np.random.default_rng([p.info["seed"], 41])
            self.bg = looks.clutter(self.bg, vrng)
            self.lamp = looks.Lamp(vrng)

    def light_at(self, t):
        if self.lamp is None:
            return self.light
        D, C = self.lamp.key(self.light["keyD"], self.light["keyC"], t)
        return dict(self.light, keyD=D, keyC=C)

    def project(self, X):
        q = self.cam["VP"] @ np.append(X, 1)
        return [(q[0] / q[3] * 0.5 + 0.5) * W, (0.5 - q[1] / q[3] * 0.5) * H]

    def finish(self, rgba, t=0.0):
        """What the webcam makes of a drawn frame, (H, W, 4) linear: exposure, tone, softness, noise; 8 bits, RGB."""
        cover = 1 - np.clip(rgba[..., 3:4], 0, 1)
        light = rgba[..., :3] + self.bg * cover  # the colour is weighted by its coverage already
        light *= self.gain * np.float32(self.lamp.gain(t) if self.lamp else 1.0)
        # What is no number becomes 0.
        np.fmin(np.fmax(light, 0, out=light), BRIGHTEST, out=light)
        step = (np.sqrt(light * np.float32(1 / BRIGHTEST)) * (len(TONE) - 1) + 0.5).astype(np.uint16)
        c = cv2.GaussianBlur(TONE[step], (0, 0), self.soft)
        c += self.nrng.normal(0, self.noise, (H, W, 1)).astype(np.float32)
        return np.clip(c, 0, 255, out=c).astype(np.uint8)


BRIGHTEST = 8.0


def tone():
    """The webcam's tone curve over the square root of the light, 0 to 255: half filmic, half exponential."""
    x = np.linspace(0, 1, 1 << 16) ** 2 * BRIGHTEST
    filmic = np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
    c = filmic * 0.25 + 0.75 * (1 - np.exp(-1.25 * x))
    return (np.clip(c, 0, 1) ** (1 / 2.2) * 255).astype(np.float32)


TONE = tone()
