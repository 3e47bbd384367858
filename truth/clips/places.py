"""Where a hand goes that touches something: the point for the middle of the hand, its fingers, its back, the elbow."""

from dataclasses import dataclass

import numpy as np

from .maths import unit
from .skeleton import SIGN, cross


@dataclass
class Place:
    point: np.ndarray  # of the middle knuckle, metres
    fingers: np.ndarray
    back: np.ndarray  # of the hand
    elbow: np.ndarray  # where the elbow points
    rise: float  # how far the upper arm is raised there, degrees, for the collarbone


def place(name, posed, trunk, side):
    """The place of that name on a posed body; `trunk` (3, 3) has left, back and up of the trunk as columns."""
    sign, other = SIGN[side], "R" if side == "L" else "L"
    joint, mark = posed.joint, posed.mark
    head, pelvis = posed.turn("head"), posed.turn("root")

    def on(turn, *vector):
        return turn @ np.array([sign * vector[0], vector[1], vector[2]])

    if name == "head":
        at = mark("crown") + on(head, 0.035, 0.0, 0.035)
        return Place(at, on(head, -1, 0.1, 0.15), on(head, 0.15, 0, 1), on(trunk, 1, -0.1, 0.2), 110)
    if name == "ear":
        at = mark("ear_" + side) + on(head, 0.035, 0.01, 0)
        return Place(at, on(head, -0.15, 0.35, 0.9), on(head, 1, 0, 0.1), on(trunk, 0.9, -0.5, -0.5), 70)
    if name == "face":
        at = mark("nose") + on(head, 0.045, 0.0, -0.05)
        return Place(at, on(head, -0.3, 0.3, 0.85), on(head, 0.5, -0.9, 0), on(trunk, 0.6, -0.2, -0.9), 40)
    if name == "collar":
        at = joint("neck01") + on(trunk, 0.05, -0.12, -0.03)
        return Place(at, on(trunk, -0.75, 0.15, 0.6), on(trunk, 0.1, -1, 0.3), on(trunk, 0.7, 0.0, -0.8), 35)
    if name == "other_shoulder":
        at = joint("upperarm01." + other) + on(trunk, 0.01, -0.075, 0.045)
        return Place(at, on(trunk, -0.85, 0.3, 0.45), on(trunk, 0.1, -0.8, 0.6), on(trunk, 0.25, -0.4, -0.9), 60)
    if name == "other_elbow":
        at = joint("lowerarm01." + other) + on(trunk, 0.0, -0.065, -0.01)
        return Place(at, on(trunk, -0.8, -0.1, 0.5), on(trunk, 0.1, -1, 0.2), on(trunk, 0.6, -0.3, -0.8), 50)
    if name == "hem":
        at = joint("upperleg01." + side) + on(pelvis, 0.02, -0.15, 0.09)
        return Place(at, on(pelvis, -0.5, -0.2, -0.9), on(pelvis, 0.3, -1, 0.1), on(trunk, 0.8, 0.6, -0.2), 25)
    if name == "waist":
        at = joint("upperleg01." + side) + on(pelvis, 0.085, -0.045, 0.17)
        return Place(at, on(pelvis, -0.4, -0.75, -0.4), on(pelvis, 0.8, -0.5, 0.2), on(trunk, 0.9, 0.5, 0), 45)
    if name == "thigh":
        hip, knee = joint("upperleg01." + side), joint("lowerleg01." + side)
        forward = unit(cross(knee - hip, pelvis[:, 0]))
        at = hip + 0.72 * (knee - hip) + 0.10 * (forward if forward @ trunk[:, 1] < 0 else -forward)
        return Place(at, unit(knee - hip) + on(pelvis, -0.25, 0, 0), forward, on(trunk, 0.9, 0.4, 0), 30)
    if name == "foot":
        foot, shin = posed.turn("foot." + side), posed.joint("lowerleg01." + side)
        at = joint("foot." + side) + foot @ np.array([0.0, -0.05, 0.03])
        return Place(
            at, unit(at - shin) * 0.4 + on(trunk, -0.3, 0, -0.8), on(trunk, 0.6, 0.6, 0), on(trunk, 0.5, 1, 0), 20
        )
    raise KeyError(name)
