"""Variations of a person and a scene.

Glasses; clutter (a busy room, a lamp that moves, an exposure that changes); jumper (loose, dark); male and female (fix
the sex instead of drawing it); heavy (a large body); varied (small and tall, thin and large, young and old).
"""

import math

import cv2
import numpy as np

from .maths import draws

LOOKS = ("glasses", "clutter", "jumper", "male", "female", "heavy", "varied")


def varied(seed):
    """Shape of a person, wider than that of people at desks: shares of the body model, 0 to 1."""
    u = draws(seed, 51).uniform
    return dict(age=u(0.6, 0.95), weight=u(0.3, 0.8), muscle=u(0.3, 0.75), height=u(0.3, 0.78))


def tube(pts, r, closed=False, k=8):
    """Tube along a polyline: vertices (N,3), triangles (M,3)."""
    pts = np.asarray(pts, float)
    n = len(pts)
    V, F = [], []
    for i in range(n):
        a = pts[(i - 1) % n] if closed or i else pts[i]
        b = pts[(i + 1) % n] if closed or i < n - 1 else pts[i]
        d = b - a
        d /= np.linalg.norm(d) + 1e-12
        u = np.cross(d, [0, 0, 1.0]) if abs(d[2]) < 0.8 else np.cross(d, [0, 1.0, 0])
        u /= np.linalg.norm(u) + 1e-12
        w = np.cross(d, u)
        for q in range(k):
            ph = 2 * math.pi * q / k
            V.append(pts[i] + r * (math.cos(ph) * u + math.sin(ph) * w))
    for i in range(n if closed else n - 1):
        o, m = i * k, ((i + 1) % n) * k
        for q in range(k):
            q2 = (q + 1) % k
            F += [(o + q, m + q, m + q2), (o + q, m + q2, o + q2)]
    return np.array(V), np.array(F, int)


def ring(c, a, b, r, n=40):
    """Closed rounded rim around c in the x-z plane (elliptic tube built in that plane, so it never twists)."""
    V, F, k = [], [], 8
    for i in range(n):
        th = 2 * math.pi * i / n
        e = lambda x: math.copysign(abs(x) ** 0.78, x)
        p = np.array([a * e(math.cos(th)), 0, b * e(math.sin(th))])
        o = np.array([math.cos(th), 0, math.sin(th)])
        for q in range(k):
            ph = 2 * math.pi * q / k
            V.append(c + p + r * (math.cos(ph) * o + 1.3 * math.sin(ph) * np.array([0, 1.0, 0])))
    for i in range(n):
        o, m = i * k, ((i + 1) % n) * k
        for q in range(k):
            q2 = (q + 1) % k
            F += [(o + q, m + q2, m + q), (o + q, o + q2, m + q2)]
    return np.array(V), np.array(F, int)


def glasses(eyeL, eyeR, head):
    """Spectacle frame around the eyes at rest.  head: (N,3) vertices of the head at rest."""
    mid = (eyeL + eyeR) / 2
    ex = abs(eyeL[0])
    near = head[(np.abs(head[:, 2] - mid[2]) < 0.008) & (np.abs(head[:, 0]) < 0.006)]
    y = near[:, 1].min() + 0.003  # plane of the lenses: just behind the front of the nose root
    y = min(y, eyeL[1] - 0.020)
    side = head[(np.abs(head[:, 2] - mid[2]) < 0.012) & (head[:, 1] > eyeL[1] + 0.035) & (head[:, 1] < eyeL[1] + 0.075)]
    tx = np.abs(side[:, 0]).max() + 0.003
    V, F, n = [], [], 0

    def add(vf):
        nonlocal n
        V.append(vf[0])
        F.append(vf[1] + n)
        n += len(vf[0])

    a, b, r = 0.0260, 0.0195, 0.0019
    for s in (1, -1):
        c = np.array([s * (ex + 0.0015), y, mid[2] - 0.003])
        add(ring(c, a, b, r))
        x1 = s * (abs(c[0]) + a)
        add(
            tube(
                [
                    [x1, y, mid[2] + 0.007],
                    [s * tx, y + 0.014, mid[2] + 0.007],
                    [s * tx, eyeL[1] + 0.060, mid[2] + 0.004],
                    [s * (tx - 0.002), eyeL[1] + 0.100, mid[2] - 0.004],
                ],
                0.0017,
            )
        )
    x0 = ex + 0.0015 - a
    add(tube([[-x0, y, mid[2] + 0.004], [0, y - 0.003, mid[2] + 0.008], [x0, y, mid[2] + 0.004]], 0.0018))
    return np.concatenate(V), np.concatenate(F)


def clutter(bg, rng):
    """A busy, sharper background over a room picture (linear RGB)."""
    h, w = bg.shape[:2]
    im = np.power(np.maximum(bg, 0), 1 / 2.2).astype(np.float32)
    R = lambda x0, y0, x1, y1, c: cv2.rectangle(im, (int(x0), int(y0)), (int(x1), int(y1)), [float(v) for v in c], -1)
    for _ in range(9):  # frames, boxes, screens
        x, y = rng.uniform(-20, w - 40), rng.uniform(0, h * 0.75)
        bw, bh = rng.uniform(25, 95), rng.uniform(25, 90)
        c = rng.uniform(0.08, 0.95, 3)
        R(x, y, x + bw, y + bh, c * 0.5)
        R(x + 4, y + 4, x + bw - 4, y + bh - 4, c)
        for k in range(int(rng.integers(0, 5))):
            R(x + 8, y + 8 + k * 11, x + rng.uniform(0.4, 0.9) * bw, y + 13 + k * 11, rng.uniform(0.05, 0.95, 3))
    for side in (rng.uniform(20, 130), rng.uniform(500, 610)):  # coats on hooks
        top = rng.uniform(60, 150)
        c = rng.uniform(0.05, 0.45, 3)
        cv2.fillPoly(
            im,
            [
                np.int32(
                    [
                        [side - 22, top],
                        [side + 22, top],
                        [side + 52, top + 60],
                        [side + 60, top + 250],
                        [side - 60, top + 250],
                        [side - 52, top + 60],
                    ]
                )
            ],
            [float(v) for v in c],
        )
        cv2.circle(im, (int(side), int(top - 8)), 20, [float(v) for v in c * 0.8], -1)
    for _ in range(5):  # cables
        p = np.cumsum(np.concatenate([[[rng.uniform(0, w), 0]], rng.normal([0, 30], [22, 8], (14, 2))]), 0)
        cv2.polylines(im, [np.int32(p)], False, [float(v) for v in rng.uniform(0.05, 0.3, 3)], 2)
    im = cv2.GaussianBlur(im, (0, 0), 1.1)
    lx, ly = rng.uniform(60, 580), rng.uniform(20, 120)  # a lamp that glares
    yy, xx = np.mgrid[0:h, 0:w]
    glow = np.exp(-((xx - lx) ** 2 + (yy - ly) ** 2) / 2 / 26**2)[..., None] * np.array([1.5, 1.35, 1.0])
    return (np.maximum(im, 0) ** 2.2 + glow).astype(np.float32)


class Lamp:
    """Moving key light and stepwise exposure changes, a function of time only."""

    def __init__(self, rng):
        self.f, self.p = rng.uniform(0.07, 0.13, 2), rng.uniform(0, 2 * math.pi, 2)
        self.swing, self.depth = rng.uniform(22, 32), rng.uniform(0.25, 0.35)
        self.steps, t = [(0.0, 1.0)], 0.0
        while t < 300:
            t += rng.uniform(4, 9)
            self.steps.append((t, float(rng.uniform(0.68, 1.22))))

    def key(self, D, C, t):
        a = math.radians(self.swing) * math.sin(2 * math.pi * self.f[0] * t + self.p[0])
        c, s = math.cos(a), math.sin(a)
        return np.array([c * D[0] - s * D[1], s * D[0] + c * D[1], D[2]]), C * (
            1 + self.depth * math.sin(2 * math.pi * self.f[1] * t + self.p[1])
        )

    def gain(self, t):
        g = 1.0
        for a, v in self.steps:
            if t >= a:
                u = min((t - a) / 0.8, 1.0)
                g = g + (v - g) * u
        return g
