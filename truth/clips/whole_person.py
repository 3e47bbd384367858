"""A person who is seen from head to foot: trousers, shoes, the floor and a chair."""

import numpy as np

from .maths import draws, value_noise
from .meshes import adjacency, vertex_normals
from .person import Person
from .skeleton import Skeleton

TROUSERS = [
    (0.10, 0.12, 0.20), (0.07, 0.07, 0.08), (0.33, 0.30, 0.26), (0.22, 0.27, 0.36), (0.30, 0.20, 0.16),
    (0.45, 0.43, 0.40), (0.16, 0.24, 0.18), (0.38, 0.12, 0.14),
]  # fmt: skip
SHOES = [(0.06, 0.06, 0.07), (0.75, 0.74, 0.72), (0.30, 0.18, 0.10), (0.16, 0.20, 0.34)]
FLOORS = [(0.50, 0.40, 0.30), (0.42, 0.42, 0.43), (0.62, 0.56, 0.48), (0.30, 0.26, 0.22), (0.48, 0.52, 0.50)]
CHAIRS = [(0.40, 0.28, 0.18), (0.12, 0.12, 0.13), (0.60, 0.58, 0.55), (0.22, 0.30, 0.40)]
# Where long trousers, three quarters and shorts end, on the template.
HEMS = {"long": -0.745, "three quarters": -0.56, "shorts": -0.36}
FLOOR_M = 15.0
SEAT = np.array([0.44, 0.42])


class WholePerson(Person):
    """The floor is at z 0 of what `Figure` poses; at rest the soles are at `ground`."""

    shirt_hem = -0.035
    casts = ("skin", "shirt", "hair", "hair_long", "pants", "shoes", "chair")

    def __init__(self, base, seed, look=()):
        rng = draws(seed, 61)
        pick = lambda colours: np.array(colours[int(rng.integers(len(colours)))])
        self.colours = dict(pants=pick(TROUSERS), shoes=pick(SHOES), floor=pick(FLOORS), chair=pick(CHAIRS))
        self.hem = str(rng.choice(list(HEMS), p=[0.65, 0.15, 0.2]))
        self.wide = float(rng.uniform(0.006, 0.022))
        self.barefoot = bool(rng.uniform() < 0.25)
        self.backrest = bool(rng.uniform() < 0.5)
        super().__init__(base, seed, look)
        self.info.update(trousers=self.hem, shoes=not self.barefoot, backrest=self.backrest)
        self.skeleton = Skeleton(base.labels, base.parents, self.heads)
        body = np.unique(base.groups["body"][0])
        self.ground = float(self.V0[body, 2].min()) - (0.0 if self.barefoot else 0.016)
        self.marks = self.points_of_the_skin(body)

    def points_of_the_skin(self, body):
        """name -> (bone, place at rest)."""
        b, v = self.b, self.V0
        weight = lambda name: b.weights[:, b.bone[name]].toarray().ravel()
        heads = body[weight("head")[body] > 0.9]
        ears = np.flatnonzero(self._ear_uv(b.groups["body"][1], b.groups["body"][0]))
        front = heads[np.abs(v[heads, 0]) < 0.01]
        out = {
            "crown": ("head", v[heads[np.argmax(v[heads, 2])]] * [0, 1, 1]),
            "nose": ("head", v[front[np.argmin(v[front, 1])]]),
        }
        for side, sign in (("L", 1), ("R", -1)):
            ear = ears[sign * v[ears, 0] > 0]
            foot = body[(weight("foot." + side)[body] > 0.3) & (sign * v[body, 0] > 0)]
            heel = v[foot[np.argmax(v[foot, 1])]]
            # The ball: under the joints of the toes.
            ball = np.mean([self.heads[b.bone[f"toe{toe}-1.{side}"]] for toe in (1, 2, 3)], 0)
            out["ear_" + side] = ("head", v[ear].mean(0))
            out["heel_" + side] = ("foot." + side, np.array([heel[0], heel[1], self.ground]))
            out["ball_" + side] = ("foot." + side, np.array([ball[0], ball[1], self.ground]))
        return out

    def shown(self, fb):
        z, dressed = self.b.template[:, 2], self.legs()
        under = dressed & (z < -0.01) & (z > HEMS[self.hem] + 0.03)
        if not self.barefoot:
            under |= dressed & (z < -0.755)
        return ~under[fb].all(1)

    def legs(self):
        """Vertices of trunk and legs, no arms or hands."""
        arms = [
            i
            for i, label in enumerate(self.b.labels)
            if any(s in label for s in ("arm", "wrist", "finger", "metacarpal"))
        ]
        return np.asarray(self.b.weights[:, arms].sum(1)).ravel() < 0.3

    def below(self, n0, cloth):
        fb, ftb = self.b.groups["body"]
        z = self.b.template[:, 2]
        sel = (cloth & (z < 0.04) & (z > HEMS[self.hem]))[fb].all(1)
        loose = np.clip((-0.12 - z) / 0.25, 0, 1) * self.wide
        # Under the shirt they lie close.
        close = np.where(z > -0.06, 0.003, 0.009)
        folds = value_noise(self.b.template * np.array([16, 16, 9]), 31) - 0.4
        parts = [
            (
                "pants",
                fb[sel],
                ftb[sel],
                shell(self.V0, fb[sel], 4, close + loose + (0.5 * close + loose * 0.5) * folds),
            )
        ]
        if not self.barefoot:
            sel = (cloth & (z < -0.735))[fb].all(1)
            rest = shell(self.V0, fb[sel], 6, np.full(len(z), 0.011))
            parts.append(("shoes", fb[sel], ftb[sel], rest))
        return parts

    def furniture(self):
        """The floor in squares, so that it can be darker under the feet, and the chair, whose places come later."""
        n = 71
        x = np.linspace(-FLOOR_M / 2, FLOOR_M / 2, n)
        x = np.sign(x) * np.abs(x / x[-1]) ** 2 * x[-1]
        grid = np.stack(np.meshgrid(x, x, indexing="ij"), -1).reshape(-1, 2)
        i = np.arange(n * n).reshape(n, n)
        a, b, c, d = (k.ravel() for k in (i[:-1, :-1], i[1:, :-1], i[1:, 1:], i[:-1, 1:]))
        floor = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
        seat, faces = boxes(self.boxes_of_the_chair())
        return [still("floor", np.column_stack([grid, np.zeros(len(grid))]), floor), still("chair", seat, faces)]

    def boxes_of_the_chair(self):
        """(centre, size), metres, with the seat's upper side at z 0 and its middle at x 0, y 0; legs as for 0.45 m."""
        w, d = SEAT
        out = [((0, 0, -0.025), (w, d, 0.05))]
        out += [
            ((sx * (w / 2 - 0.03), sy * (d / 2 - 0.03), -0.25), (0.04, 0.04, 0.4)) for sx in (1, -1) for sy in (1, -1)
        ]
        if self.backrest:
            out += [((0, d / 2 + 0.01, 0.30), (w * 0.9, 0.03, 0.22))]
            out += [((sx * (w / 2 - 0.06), d / 2 + 0.01, 0.1), (0.03, 0.03, 0.25)) for sx in (1, -1)]
        return out

    def set_chair(self, seat, facing):
        """Puts the chair under a person: `seat` is the middle of its upper side, metres."""
        part = next(i for i, (name, _, _) in enumerate(self.parts) if name == "chair")
        at = self.rest[self.partid == part].copy()
        # Its legs reach the floor.
        at[:, 2] = np.where(at[:, 2] < -0.4, -seat[2], at[:, 2])
        c, s = np.cos(np.radians(facing)), np.sin(np.radians(facing))
        turned = at @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]).T
        self.chair = turned + seat

    def furnished(self, vertices):
        """What stands in the room does not move with the body."""
        for i, (name, _, _) in enumerate(self.parts):
            if name == "floor":
                vertices[self.partid == i] = self.rest[self.partid == i]
            elif name == "chair" and "chair" not in self.hidden:
                vertices[self.partid == i] = self.chair
        return vertices

    def lit(self):
        return np.array([0.0, 0.0, 0.95]), 1.35, 5.0

    def shaded(self, vertices):
        return np.array([0.0, 0.0, 0.9]), 1.35


def shell(vertices, faces, rounds, out):
    """A cloth over triangles of the body: smoothed, then pushed out by `out` (V,) metres."""
    at = vertices.copy()
    near = adjacency(faces, len(vertices))
    count = np.asarray(near.sum(1)).ravel()
    for _ in range(rounds):
        at = np.where((count > 0)[:, None], at + 0.5 * ((near @ at) / np.maximum(count, 1)[:, None] - at), at)
    return at + vertex_normals(at, faces) * out[:, None]


def boxes(all_of_them):
    """Vertices and triangles of boxes; each face has its own corners, so that the edges stay sharp."""
    corners, triangles = [], []
    for centre, size in all_of_them:
        for axis in range(3):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            for end in (1, -1):
                face = np.zeros((4, 3))
                face[:, axis], face[:, u], face[:, v] = end, (-1, 1, 1, -1), (-end, -end, end, end)
                corners.append(np.array(centre) + face * np.array(size) / 2)
                n = 4 * (len(corners) - 1)
                triangles += [(n, n + 1, n + 2), (n, n + 2, n + 3)]
    return np.concatenate(corners), np.array(triangles)


def still(name, vertices, faces):
    """A part without a body: its vertices hang on the first one of the body and are put where they stand later."""
    n = len(vertices)
    return dict(
        name=name, F=faces.astype(np.int32), vid=np.zeros(n, int), uv=np.zeros((n, 2)), rest=vertices.astype(float),
        tp=np.full((n, 3), -9.0),
    )  # fmt: skip
