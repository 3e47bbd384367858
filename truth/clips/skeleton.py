"""The joints of a body and how they follow from rotations; limbs of two bones by angle and by target.

Axes as in `maths`: x to the person's left, y backwards, z up. A *drive* is the rotation of a limb against the frame
that carries it: `swing` raises it out of hanging down, `twist` turns it about itself.
"""

import math

import numpy as np
from scipy.spatial.transform import Rotation as Rot

from .maths import D2R, unit

SIGN = {"L": 1.0, "R": -1.0}
DOWN, LEFT = np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])


class Skeleton:
    """Names, parents and places at rest (J, 3) of the joints, metres; a parent comes before its children."""

    def __init__(self, labels, parents, heads):
        self.labels, self.parents, self.heads = list(labels), list(parents), np.asarray(heads, float)
        self.bone = {label: i for i, label in enumerate(self.labels)}
        depth = []
        for parent in self.parents:
            depth.append(0 if parent < 0 else depth[parent] + 1)
        # All bones of one depth are turned at once: (bones, their parents).
        self.levels = [np.flatnonzero(np.array(depth) == d) for d in range(1, max(depth) + 1)]
        self.levels = [(bones, np.array(self.parents)[bones]) for bones in self.levels]

    def at_rest(self, name):
        return self.heads[self.bone[name]]

    def fk(self, local, root=np.zeros(3)):
        """`local`: bone -> (3, 3) against its parent. Gives turns (J, 3, 3) and shifts (J, 3) of every bone."""
        own = np.tile(np.eye(3), (len(self.labels), 1, 1))
        for label, turn in local.items():
            own[self.bone[label]] = turn
        turns, shifts = own.copy(), np.tile(np.asarray(root, float), (len(self.labels), 1))
        away = self.heads - np.einsum("jab,jb->ja", own, self.heads)
        shifts += away
        for bones, parents in self.levels:
            turns[bones] = turns[parents] @ own[bones]
            shifts[bones] = shifts[parents] + np.einsum("jab,jb->ja", turns[parents], away[bones])
        return turns, shifts


class Posed:
    """A skeleton in one pose; `marks`: name -> (bone, place at rest) of points on the skin."""

    def __init__(self, skeleton, local, root, marks):
        self.skeleton, self.marks = skeleton, marks
        self.turns, self.shifts = skeleton.fk(local, root)

    def move(self, turn, shift):
        """All of it about the vertical through the feet."""
        self.turns, self.shifts = turn @ self.turns, self.shifts @ turn.T + shift

    def turn(self, name):
        return self.turns[self.skeleton.bone[name]]

    def of(self, name, point):
        """Where a point of a bone, given at rest, is now."""
        j = self.skeleton.bone[name]
        return self.turns[j] @ point + self.shifts[j]

    def joint(self, name):
        return self.of(name, self.skeleton.at_rest(name))

    def mark(self, name):
        return self.of(*self.marks[name])

    def trunk(self):
        """Left, back and up of the trunk as columns: up from the hips to the neck, left along the shoulders."""
        up = unit(self.joint("neck01") - (self.joint("upperleg01.L") + self.joint("upperleg01.R")) / 2)
        left = self.joint("upperarm01.L") - self.joint("upperarm01.R")
        left = unit(left - up * (left @ up))
        return np.stack([left, cross(up, left), up], 1)


def cross(a, b):
    """Of two vectors; numpy's own takes ten times as long for so few."""
    return np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])


def frame(along, across):
    """Columns: along, across (made square to it), and the third: of a hanging arm down, left, forward."""
    across = unit(across - along * (across @ along))
    return np.stack([along, across, cross(along, across)], 1)


HANGING = frame(DOWN, LEFT)


def swing(raise_deg, plane_deg, sign):
    """Raises what hangs by `raise_deg`; `plane_deg` 0 sideways, 90 forward, more across, less behind."""
    axis = turn_z(-sign * plane_deg) @ np.array([0.0, 1.0, 0.0])
    return about(axis, -sign * raise_deg)


def angles_of(drive, sign):
    """raise, plane, twist (degrees) of a drive; inverse of swing(raise, plane) @ turn_z(sign * twist)."""
    along = drive @ DOWN
    raised = math.degrees(math.acos(np.clip(-along[2], -1, 1)))
    plane = math.degrees(math.atan2(-along[1], sign * along[0]))
    rest = swing(raised, plane, sign).T @ drive
    return raised, plane, sign * math.degrees(math.atan2(rest[1, 0], rest[0, 0]))


def reach(start, target, upper, lower, pole):
    """Directions of both bones, and their hinge, on the way to a `target`, near or far; the joint bends to `pole`."""
    way = target - start
    far = float(np.clip(np.linalg.norm(way), abs(upper - lower) + 0.02, (upper + lower) * 0.9995))
    along = unit(way)
    pole = unit(pole - along * (pole @ along))
    cos = np.clip((upper**2 + far**2 - lower**2) / (2 * upper * far), -1, 1)
    first = cos * along + math.sqrt(1 - cos * cos) * pole
    second = unit(along * far - first * upper)
    return first, second, unit(cross(pole, along))


def about(axis, degrees):
    """The turn about an axis of length 1 (Rodrigues)."""
    x, y, z = (float(v) for v in axis)
    c, s = math.cos(degrees * D2R), math.sin(degrees * D2R)
    k = 1 - c
    return np.array(
        [
            [c + x * x * k, x * y * k - z * s, x * z * k + y * s],
            [y * x * k + z * s, c + y * y * k, y * z * k - x * s],
            [z * x * k - y * s, z * y * k + x * s, c + z * z * k],
        ]
    )


def turn_x(degrees):
    return about((1.0, 0.0, 0.0), degrees)


def turn_y(degrees):
    return about((0.0, 1.0, 0.0), degrees)


def turn_z(degrees):
    return about((0.0, 0.0, 1.0), degrees)


def bend(rot, lat, flex):
    """Turn to the left, tilt to the left, and down, degrees, in the order that `maths.decompose` takes apart."""
    return turn_z(rot) @ turn_y(lat) @ turn_x(flex)


def axis_of(turn):
    """Axis and degrees of a turn."""
    degrees = math.acos(min(max((turn[0, 0] + turn[1, 1] + turn[2, 2] - 1) / 2, -1.0), 1.0)) / D2R
    if degrees < 1e-6:
        return LEFT, 0.0
    if degrees > 179:
        # Close to half a turn the difference below says nothing.
        vector = Rot.from_matrix(turn).as_rotvec()
        return unit(vector), float(np.linalg.norm(vector)) / D2R
    return unit(np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])), degrees


def part_of(turn, share):
    """The share of a turn, about its own axis."""
    axis, degrees = axis_of(turn)
    return about(axis, degrees * share)


def between(a, b, share):
    """The rotation that lies `share` of the way from a to b."""
    if share <= 0 or share >= 1:
        return a if share <= 0 else b
    return a @ part_of(a.T @ b, share)


def aligned(a, b):
    """The smallest turn that takes direction a to direction b."""
    axis = cross(a, b)
    size = float(np.linalg.norm(axis))
    return np.eye(3) if size < 1e-9 else about(axis / size, math.atan2(size, float(a @ b)) / D2R)


def twist_about(turn, axis):
    """Degrees of a turn's own axis that lie along another."""
    own, degrees = axis_of(turn)
    return degrees * float(own @ axis)


def split_twist(carrier, whole, halves):
    """A limb in two halves, of which the first takes half of the twist: both turns. `halves`: their vectors at rest."""
    along_rest = unit(halves[0] + halves[1])
    along = whole @ along_rest
    swung = aligned(carrier @ along_rest, along) @ carrier
    half = about(along, 0.5 * twist_about(whole @ swung.T, along)) @ swung
    return in_line(half, whole, halves, along)


def in_line(first, second, halves, along):
    """Both turns, so that the limb's end lies in the direction `along` though its halves are not quite in one line."""
    back = aligned(unit(first @ halves[0] + second @ halves[1]), along)
    return back @ first, back @ second
