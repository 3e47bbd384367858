"""From metres to the picture: matrices of a camera, as OpenGL has them."""

import math

import numpy as np

from .maths import unit

# Of all pictures, pixels.
W, H = 640, 480


def look_at(eye, target, roll=0.0):
    f = unit(target - eye)
    r = unit(np.cross(f, [0, 0, 1.0]))
    u = np.cross(r, f)
    c, s = math.cos(roll), math.sin(roll)
    r, u = c * r + s * u, -s * r + c * u
    M = np.eye(4)
    M[0, :3], M[1, :3], M[2, :3] = r, u, -f
    M[:3, 3] = -M[:3, :3] @ eye
    return M


def persp(fovx, w, h, n=0.05, f=8.0):
    fx = 1 / math.tan(fovx / 2)
    fy = fx * w / h
    return np.array([[fx, 0, 0, 0], [0, fy, 0, 0], [0, 0, (f + n) / (n - f), 2 * f * n / (n - f)], [0, 0, -1, 0]])


def ortho(r, n, f):
    return np.array([[1 / r, 0, 0, 0], [0, 1 / r, 0, 0], [0, 0, -2 / (f - n), -(f + n) / (f - n)], [0, 0, 0, 1]])
