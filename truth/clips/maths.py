"""Rotations, easing and noise that the other modules share.

Axes, at rest and in the world: x to the person's left, y backwards, z up; metres and degrees.
"""

import math
import zlib

import numpy as np
from scipy.spatial.transform import Rotation as Rot

D2R = math.pi / 180.0


def unit(v):
    return v / (np.linalg.norm(v) + 1e-12)


def Rx(a):
    return Rot.from_euler("x", a, degrees=True).as_matrix()


def Ry(a):
    return Rot.from_euler("y", a, degrees=True).as_matrix()


def Rz(a):
    return Rot.from_euler("z", a, degrees=True).as_matrix()


def rzyx(rot, lat, flex):
    """Rotation (about z, left +), lateral flexion (about y, left +), flexion (about x, down +)."""
    return Rz(rot) @ Ry(lat) @ Rx(flex)


def decompose(R):
    """Inverse of rzyx, degrees: rot, lat, flex."""
    r, l, f = Rot.from_matrix(R).as_euler("ZYX", degrees=True)
    return r, l, f


def frac(R, f):
    return Rot.from_rotvec(Rot.from_matrix(R).as_rotvec() * f).as_matrix()


def axis_rot(axis, ang):
    return Rot.from_rotvec(unit(axis) * ang).as_matrix()


def align(a, b):
    """Smallest rotation taking direction a to direction b."""
    a, b = unit(a), unit(b)
    c = np.cross(a, b)
    s, d = np.linalg.norm(c), float(a @ b)
    if s < 1e-9:
        return np.eye(3)
    return axis_rot(c, math.atan2(s, d))


def ease(u):
    """Minimum-jerk ease, u in 0..1."""
    u = np.clip(u, 0.0, 1.0)
    return u * u * u * (10 + u * (-15 + 6 * u))


class Noise1D:
    """Smooth band-limited noise: a few sines with random phases."""

    def __init__(self, rng, fmin, fmax, amp, n=5):
        self.f = rng.uniform(fmin, fmax, n)
        self.p = rng.uniform(0, 2 * math.pi, n)
        self.a = amp * math.sqrt(2.0 / n)

    def __call__(self, t):
        return float(self.a * np.sin(2 * math.pi * self.f * t + self.p).sum())


def value_noise(p, seed=0):
    """3-D value noise in 0..1 for an (N,3) array."""
    p = np.asarray(p, np.float64)
    i = np.floor(p).astype(np.int64)
    f = p - i
    f = f * f * (3 - 2 * f)
    out = np.zeros(len(p))
    for dx in (0, 1):
        for dy in (0, 1):
            for dz in (0, 1):
                h = (
                    (i[:, 0] + dx) * 374761393
                    + (i[:, 1] + dy) * 668265263
                    + (i[:, 2] + dz) * 2147483647
                    + seed * 144269504
                ) & 0xFFFFFFFF
                h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
                h = (h ^ (h >> 16)) / 4294967295.0
                w = (
                    (f[:, 0] if dx else 1 - f[:, 0])
                    * (f[:, 1] if dy else 1 - f[:, 1])
                    * (f[:, 2] if dz else 1 - f[:, 2])
                )
                out += w * h
    return out


def mix(a, b, w):
    w = w[:, None]
    return a * (1 - w) + b * w


def draws(*seed):
    return np.random.default_rng(list(seed))


def draws_of(seed, move, fault, what):
    """What is drawn for one clip: each thing has its own stream, so that a fault changes nothing else."""
    return draws(seed, zlib.crc32(f"{move}/{fault}/{what}".encode()))
