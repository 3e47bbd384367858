"""Where the shirt, the sleeves and the hair are, as functions of the place on the template body.

They are the same for every shape of body.
"""

import numpy as np

T_SH = np.array([0.168, -0.015, 0.525])
T_EL = np.array([0.313, -0.013, 0.349])
T_WR = np.array([0.431, -0.176, 0.245])
T_EYE = np.array([0.0308, -0.1250, 0.7284])


def neck_fn(tp, neckline):
    """<0 inside the neck opening of the shirt (skin visible), >0 cloth."""
    x, y, z = tp[:, 0], tp[:, 1], tp[:, 2]
    a, b, c, cz, cy = neckline
    return np.sqrt((x / a) ** 2 + ((y - cy) / b) ** 2 + (np.minimum(z - cz, 0) / c) ** 2) - 1.0


def sleeve_t(tp):
    """0 at shoulder, 1 at elbow, 2 at wrist along the arm."""
    p = tp.copy()
    p[:, 0] = np.abs(p[:, 0])
    u = T_EL - T_SH
    t1 = ((p - T_SH) @ u) / (u @ u)
    v = T_WR - T_EL
    t2 = ((p - T_EL) @ v) / (v @ v)
    return np.where(t1 < 1.0, t1, 1.0 + np.maximum(t2, 0))


def hair_fn(tp, hl):
    """>0 where there is scalp hair.  hl: hairline height."""
    x, y, z = np.abs(tp[:, 0]), tp[:, 1], tp[:, 2]
    # hairline as a height over the angle around the head
    cy = -0.035
    ang = np.degrees(np.arctan2(x, -(y - cy)))  # 0 = front, 90 = ear, 180 = back
    h = np.interp(
        ang,
        [0, 18, 34, 47, 55, 68, 80, 92, 104, 118, 140, 180],
        [0.800, 0.801, 0.800, 0.785, 0.752, 0.722, 0.716, 0.735, 0.700, 0.652, 0.637, 0.630],
    )
    return z - (h + hl * np.clip((70 - ang) / 70, 0, 1))
