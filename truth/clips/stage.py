"""Cameras that see what a movement needs: the whole body, the body above the knees, or the hands."""

import math
from dataclasses import dataclass

import numpy as np

from .maths import D2R
from .projection import H, W, look_at, persp


@dataclass
class Frame:
    """What has to be in the picture, and how cameras stand for it."""

    below: float  # share of the body's height; 0 is the floor
    above: float
    aside: float  # metres on each side
    high: tuple  # of the camera over the floor, share of the body's height
    yaw: float  # at most so many degrees beside the person
    fov: tuple


FRAMES = {
    "whole": Frame(-0.02, 1.04, 0.55, (0.35, 0.85), 12.0, (58, 72)),
    "overhead": Frame(-0.02, 1.30, 0.50, (0.45, 0.85), 12.0, (60, 75)),
    "arms": Frame(0.45, 1.06, 0.85, (0.65, 0.95), 15.0, (60, 75)),
    "half": Frame(0.42, 1.28, 0.80, (0.65, 0.95), 15.0, (60, 75)),
    "bust": Frame(0.62, 1.06, 0.40, (0.75, 1.0), 15.0, (60, 75)),
}


def camera(frame, height, lower, middle, rng):
    """(eye, target, fov, yaw) of a camera.

    `height` of the body and `lower`, what sitting takes off, in metres; `middle`: (x, y) of the body.
    """
    f = FRAMES[frame]
    fov, yaw, high = rng.uniform(*f.fov), rng.uniform(-f.yaw, f.yaw), rng.uniform(*f.high)
    spare = rng.uniform(1.0, 1.18)
    bottom = max(f.below * height - (lower if f.below > 0 else 0.0), 0.0)
    top = f.above * height - lower
    corners = np.array([[sx * f.aside, sy * 0.3, z] for sx in (-1, 1) for sy in (-1, 1) for z in (bottom, top)])
    corners[:, :2] += middle
    eye_z = max(high * height - lower, 0.45)
    for far in np.arange(0.6, 4.5, 0.05):
        eye = np.array([math.sin(yaw * D2R) * far, -math.cos(yaw * D2R) * far, 0.0]) * spare
        eye += np.array([*middle, eye_z])
        target = np.array([*middle, (bottom + top) / 2])
        # A camera that looks up or down has the middle of what it sees elsewhere than the middle of the body.
        target[2] += 0.04 * (target[2] - eye_z)
        seen = persp(fov * D2R, W, H) @ look_at(eye, target, 0.0) @ np.column_stack([corners, np.ones(len(corners))]).T
        if (seen[3] > 0).all() and (np.abs(seen[:2]) < 0.96 * seen[3]).all():
            break
    return eye, target, fov, yaw
