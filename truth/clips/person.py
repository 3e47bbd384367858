"""One person: shape, colours, clothes and their meshes; moved by forward kinematics and linear blend skinning."""

from types import MappingProxyType

import numpy as np
import scipy.sparse as sp

from . import looks, texture
from .body import FACE_CHANGES
from .maths import value_noise
from .meshes import adjacency, vertex_normals
from .regions import T_EYE, hair_fn, neck_fn, sleeve_t

SKINS = [
    (0.86, 0.66, 0.55),
    (0.80, 0.58, 0.46),
    (0.72, 0.50, 0.37),
    (0.60, 0.40, 0.28),
    (0.45, 0.29, 0.20),
    (0.33, 0.20, 0.14),
    (0.88, 0.70, 0.60),
]
HAIRS = [
    (0.06, 0.045, 0.035),
    (0.11, 0.07, 0.045),
    (0.20, 0.12, 0.07),
    (0.36, 0.24, 0.13),
    (0.30, 0.29, 0.28),
    (0.05, 0.05, 0.055),
]
SHIRTS = [
    (0.20, 0.28, 0.42),
    (0.55, 0.56, 0.58),
    (0.14, 0.15, 0.16),
    (0.55, 0.16, 0.16),
    (0.18, 0.38, 0.30),
    (0.80, 0.79, 0.76),
    (0.42, 0.30, 0.48),
    (0.62, 0.50, 0.30),
    (0.25, 0.45, 0.60),
]


class Person:
    def __init__(self, base, seed, look=()):
        self.b = b = base
        self.look, self.seed = tuple(look), seed
        rng = np.random.default_rng([seed, 11])
        gender = float(rng.choice([0.08, 0.92])) + rng.uniform(-0.06, 0.06)  # 0 = male, 1 = female in Anny
        if "male" in self.look or "female" in self.look:
            gender = 0.06 if "male" in self.look else 0.94
        skin_i = int(rng.integers(len(SKINS)))
        dark = SKINS[skin_i][0] < 0.5
        asian = float(rng.uniform(0, 1)) if not dark else 0.0
        phen = dict(
            gender=gender,
            age=float(rng.uniform(0.58, 0.76)),
            muscle=float(rng.uniform(0.4, 0.65)),
            weight=float(rng.uniform(0.38, 0.62)),
            height=float(rng.uniform(0.4, 0.65)),
            proportions=float(rng.uniform(0.45, 0.75)),
            african=1.0 if dark else 0.0,
            asian=0.0 if dark else asian * 0.8,
            caucasian=0.0 if dark else 1 - asian * 0.8,
        )
        if "heavy" in self.look:
            phen["weight"] = 0.85
        if "varied" in self.look:
            phen.update(looks.varied(seed))
        phen = {k: phen.get(k, 0.5) for k in b.phenotypes}
        local = {}
        for k in FACE_CHANGES:
            if k.startswith("r-"):
                local[k] = local["l-" + k[2:]]
            else:
                local[k] = float(np.clip(rng.normal(0, 0.22), -0.5, 0.5))
        if gender > 0.5:
            local["stomach-tone-incr"] = 0.2
        self.info = dict(
            seed=seed, gender="female" if gender > 0.5 else "male", phenotype={k: round(v, 3) for k, v in phen.items()}
        )
        smile = float(rng.uniform(0, 0.15))
        act = dict(mouthSmileLeft=smile, mouthSmileRight=smile)
        V0, heads = b.rest(phen, local, act)
        V1, _ = b.rest(phen, local, dict(act, eyeBlinkLeft=1.0, eyeBlinkRight=1.0))
        self.heads = heads
        self.blink = V1 - V0
        self.female = gender > 0.5

        skin = np.array(SKINS[skin_i]) * rng.uniform(0.95, 1.05)
        self.skin = np.clip(skin, 0, 1)
        self.hair_col = np.array(HAIRS[int(rng.integers(len(HAIRS)))])
        if dark or asian > 0.6:
            self.hair_col = np.array(HAIRS[int(rng.choice([0, 0, 1, 5]))])
        self.shirt_col = np.array(SHIRTS[int(rng.integers(len(SHIRTS)))])
        self.shirt_pat = int(rng.integers(0, 3))  # 0 plain, 1 stripes, 2 melange
        self.iris = np.array(
            [(0.20, 0.11, 0.05), (0.25, 0.33, 0.40), (0.22, 0.26, 0.14)][
                0 if dark or asian > 0.5 else int(rng.integers(3))
            ]
        )
        self.hairline = float(rng.uniform(-0.004, 0.006))
        self.hair_style = ("long" if rng.uniform() < 0.5 else "bun") if self.female else "short"
        self.beard = 0.0 if self.female else float(rng.choice([0.0, 0.25, 0.5]))
        self.sleeve = float(rng.uniform(0.45, 0.7)) if rng.uniform() < 0.65 else 1.93
        self.neckline = (0.078, 0.088, 0.085 if not self.female else 0.10, 0.600, -0.022)
        if "jumper" in self.look:  # loose, dark, long sleeves, high collar
            self.shirt_col, self.shirt_pat, self.sleeve = np.array((0.075, 0.075, 0.095)), 0, 1.93
            self.neckline = (0.074, 0.084, 0.060, 0.600, -0.022)
        self.info.update(hair=self.hair_style, sleeve="short" if self.sleeve < 1 else "long")
        if self.look:
            self.info["look"] = list(self.look)
        self.rng = rng
        self._meshes(V0)
        self.tex = texture.paint(self)

    # ---- geometry ---------------------------------------------------------
    def _meshes(self, V0):
        b = self.b
        tp = b.template
        self.V0 = V0
        fb, ftb = b.groups["body"]
        # normals of the body at rest, for offsets
        n0 = vertex_normals(V0, fb)
        parts = []

        def add(name, faces, ftex, rest, src):
            """faces/ftex: corner indices into src arrays; rest: positions per src vertex id."""
            key = np.stack([faces.ravel(), ftex.ravel()], 1)
            uq, inv = np.unique(key, axis=0, return_inverse=True)
            parts.append(
                dict(
                    name=name,
                    F=inv.reshape(-1, 3).astype(np.int32),
                    vid=uq[:, 0],
                    uv=b.uv[uq[:, 1]],
                    rest=rest[uq[:, 0]],
                    tp=tp[uq[:, 0]],
                )
            )

        keep = self.shown(fb)
        add("skin", fb[keep], ftb[keep], V0, tp)
        for n in ("helper-l-eye", "helper-r-eye"):
            f, ft = b.groups[n]
            add("eye", f, ft, V0, tp)

        # shirt: body shell, smoothed and pushed out
        st = sleeve_t(tp)
        Wd = b.weights
        armw = np.asarray(Wd[:, [i for i, l in enumerate(b.labels) if "arm0" in l]].sum(1)).ravel()
        handw = np.asarray(
            Wd[:, [i for i, l in enumerate(b.labels) if any(s in l for s in ("wrist", "finger", "metacarpal"))]].sum(1)
        ).ravel()
        headw = np.asarray(
            Wd[:, [i for i, l in enumerate(b.labels) if l == "head" or l.startswith("eye")]].sum(1)
        ).ravel()
        body = np.zeros(len(tp), bool)
        body[np.unique(fb)] = True
        self.isarm = armw > 0.5
        is_shirt_v = (
            body
            & (tp[:, 2] > self.shirt_hem)
            & (tp[:, 2] < 0.64)
            & (headw < 0.6)
            & ~((st > self.sleeve + 0.25) & self.isarm)
            & (handw < 0.3)
        )
        sel = is_shirt_v[fb].all(1)
        fs, fts = fb[sel], ftb[sel]
        S = V0.copy()
        A = adjacency(fs, len(V0))
        deg = np.maximum(np.asarray(A.sum(1)).ravel(), 1)
        used = np.zeros(len(V0), bool)
        used[np.unique(fs)] = True
        torso = used & ~self.isarm & (tp[:, 2] < 0.535)
        for it in range(14):
            avg = (A @ S) / deg[:, None]
            k = np.where(torso, 0.6, np.where(used, 0.25 if it < 6 else 0.0, 0.0))[:, None]
            S = S + k * (avg - S)
        ns = vertex_normals(S, fs)
        loose = "jumper" in self.look
        off = np.where(self.isarm, 0.021, 0.030) if loose else np.where(self.isarm, 0.010, 0.013)
        off = off * np.clip((neck_fn(tp, self.neckline)) / 0.35, 0.25, 1)
        off = off + 0.010 * np.clip((0.42 - tp[:, 2]) / 0.3, 0, 1) * (~self.isarm)
        q = tp * np.array([13.0, 13.0, 8.0]) + np.stack([0 * tp[:, 0], 0 * tp[:, 0], tp[:, 0] * 6.0], 1)
        wr = value_noise(q, 21) + 0.45 * value_noise(q * 2.4, 22) - 0.7
        off = off + (0.017 if loose else 0.0075) * wr * np.clip(neck_fn(tp, self.neckline) / 0.5, 0, 1)
        S = S + ns * off[:, None]
        # never inside the body
        pen = ((S - V0) * n0).sum(1)
        S = S + n0 * np.where(torso, 0.0, np.maximum(0.004 - pen, 0))[:, None]
        add("shirt", fs, fts, S, tp)

        for name, faces, ftex, rest in self.below(n0, body & (handw < 0.3) & ~self.isarm):
            add(name, faces, ftex, rest, tp)

        # hair cap
        hv = body & (tp[:, 2] > 0.60) & (headw > 0.2)
        ear = self._ear_uv(ftb, fb)
        hf = hair_fn(tp, self.hairline)
        sel = (hv & (hf > -0.03) & ~ear)[fb].all(1)
        fh, fth = fb[sel], ftb[sel]
        thick = dict(short=0.017, bun=0.012, long=0.014)[self.hair_style]
        top = np.clip((tp[:, 2] - 0.74) / 0.10, 0, 1)
        ramp = np.clip(hf / 0.035, 0, 1) ** 0.8
        angv = np.degrees(np.arctan2(np.abs(tp[:, 0]), -(tp[:, 1] + 0.035)))
        ramp = ramp * (1 - 0.85 * np.exp(-(((angv - 72) / 26) ** 2)) * np.clip((0.800 - tp[:, 2]) / 0.035, 0, 1))
        nz = value_noise(tp * 38.0, 5) - 0.5
        Hh = V0 + n0 * (0.002 + thick * ramp * (0.75 + 0.6 * top) + 0.005 * nz * ramp)[:, None]
        A = adjacency(fh, len(V0))
        deg = np.maximum(np.asarray(A.sum(1)).ravel(), 1)
        for _ in range(2):
            Hh = np.where((np.asarray(A.sum(1)).ravel() > 0)[:, None], Hh + 0.5 * ((A @ Hh) / deg[:, None] - Hh), Hh)
        add("hair", fh, fth, Hh, tp)
        if self.hair_style == "long":
            f, ft = b.groups["helper-hair"]
            back = (tp[f][..., 1] > -0.040).all(1) & (tp[f][..., 2] > 0.40).all(1)  # no fringe over the face
            add("hair_long", f[back], ft[back], V0, tp)

        if "glasses" in self.look:
            el, er = self.heads[b.bone["eye.L"]], self.heads[b.bone["eye.R"]]
            Vg, Fg = looks.glasses(
                el, er, V0[body & (headw > 0.5) & ~np.isin(np.arange(len(tp)), np.unique(fb[ear[fb].any(1)]))]
            )
            anchor = int(
                np.argmax(b.weights[:, b.bone["head"]].toarray().ravel())
            )  # a vertex that moves with the head only
            parts.append(
                dict(
                    name="glasses",
                    F=Fg.astype(np.int32),
                    vid=np.full(len(Vg), anchor),
                    uv=np.zeros((len(Vg), 2)),
                    rest=Vg,
                    tp=Vg - (el + er) / 2 + T_EYE * [0, 1, 1],
                )
            )

        parts += self.furniture()

        # The skin's bare triangles come last in its part: the renderer draws them alone, the light's shadow all.
        skin = parts[0]
        vt, arm = skin["tp"], (np.maximum(armw, handw) - headw)[skin["vid"]]
        covered = (
            (arm > -0.3)
            & (neck_fn(vt, self.neckline) > 0.10)
            & (vt[:, 2] < 0.62)
            & (vt[:, 2] > -0.05)
            & ((arm < 0.5) | (sleeve_t(vt) < self.sleeve - 0.06))
        )
        under = covered[skin["F"]].all(1)
        skin["F"] = np.concatenate([skin["F"][under], skin["F"][~under]])
        self.bare = (3 * int((~under).sum()), 3 * int(under.sum()))

        # concatenate
        self.parts, off_v = [], 0
        F, vid, uv, rest, tpp = [], [], [], [], []
        for p in parts:
            n = len(p["vid"])
            self.parts.append((p["name"], len(p["F"]) * 3, sum(len(x) for x in F) * 3))
            F.append(p["F"] + off_v)
            off_v += n
            vid.append(p["vid"])
            uv.append(p["uv"])
            rest.append(p["rest"])
            tpp.append(p["tp"])
        self.F = np.concatenate(F).astype(np.int32)
        self.vid = np.concatenate(vid)
        self.uv = np.concatenate(uv)
        self.rest = np.concatenate(rest)
        self.tp = np.concatenate(tpp)
        self.partid = np.concatenate([np.full(len(p["vid"]), i) for i, p in enumerate(parts)])
        self.Wv = b.weights[self.vid].tocsr()
        self.blink_v = self.blink[self.vid]
        self.blink_v[
            np.isin(self.partid, [i for i, p in enumerate(parts) if p["name"] in ("eye", "shirt", "pants", "glasses")])
        ] = 0
        # smooth normals across uv seams: group by (part, vertex id)
        gl = np.isin(self.partid, [i for i, p in enumerate(parts) if p["name"] in ("glasses", "floor", "chair")])
        g = np.stack([self.partid, np.where(gl, np.arange(len(self.vid)), self.vid)], 1)
        _, inv = np.unique(g, axis=0, return_inverse=True)
        inv = inv.ravel()
        nF = len(self.F)
        I = sp.csr_matrix(
            (np.ones(nF * 3), (inv[self.F].ravel(), np.repeat(np.arange(nF), 3))), shape=(inv.max() + 1, nF)
        )
        self.Ninc, self.Ninv = I, inv
        # chest breathing field (rest space)
        x, y, z = self.tp.T
        self.breath_w = (
            np.exp(-(((z - 0.43) / 0.10) ** 2))
            * np.clip((0.0 - y) / 0.10, 0, 1)
            * np.exp(-((x / 0.16) ** 2))
            * (
                1
                - np.clip(
                    np.asarray(self.Wv[:, [i for i, l in enumerate(b.labels) if "arm0" in l]].sum(1)).ravel(), 0, 1
                )
            )
        )
        self.armw_v = (np.maximum(armw, handw) - headw)[self.vid]  # shader: >0.5 arm/hand, <-0.5 head

    # What a person who is seen as a whole has in another way.
    colours = MappingProxyType({"pants": np.array([0.10, 0.12, 0.2])})
    casts = ("skin", "shirt", "hair", "hair_long")
    hidden = ()
    shirt_hem = -0.10

    def shown(self, fb):
        """Which triangles of the skin are drawn at all: of people at desks, none below the ankles."""
        return (self.b.template[:, 2] > -0.75)[fb].all(1)

    def below(self, n0, cloth):
        """Clothes under the shirt: (name, faces, texture corners, places at rest). Here trousers, rarely in view."""
        fb, ftb = self.b.groups["body"]
        z = self.b.template[:, 2]
        sel = (cloth & (z < 0.12) & (z > -0.78))[fb].all(1)
        return [("pants", fb[sel], ftb[sel], self.V0 + n0 * 0.008)]

    def furniture(self):
        """Parts that stand in the room."""
        return []

    def lit(self):
        """Centre and half width of what throws shadows, and the distance of the light: metres."""
        return np.array([getattr(self, "shift", 0.0), -0.1, self.heads[self.b.bone["neck01"]][2] - 0.05]), 0.62, 2.0

    def shaded(self, vertices):
        """Centre and half width, metres, of what takes light from the sky away, at rest."""
        return vertices[self.tp[:, 2] > 0.2].mean(0), 0.75

    def _ear_uv(self, ftb, fb):
        """Vertices of the ears (two discs in the texture layout)."""
        uv = self.b.uv
        m = np.zeros(len(self.b.template), bool)
        for c in ((0.846, 1 - 0.376), (0.846, 1 - 0.655)):
            d = np.hypot(uv[:, 0] - c[0], uv[:, 1] - c[1]) < 0.034
            m[fb[d[ftb]]] = True
        return m

    # ---- skeleton ---------------------------------------------------------
    def fk(self, R):
        """R: dict bone -> local rotation (rest-world axes).  Returns A (J,3,3), t (J,3)."""
        b = self.b
        J = len(b.labels)
        A = np.zeros((J, 3, 3))
        t = np.zeros((J, 3))
        for j in range(J):
            p = b.parents[j]
            Ap, tpn = (np.eye(3), np.zeros(3)) if p < 0 else (A[p], t[p])
            r = R.get(b.labels[j])
            h = self.heads[j]
            if r is None:
                A[j], t[j] = Ap, tpn
            else:
                A[j] = Ap @ r
                t[j] = tpn + Ap @ (h - r @ h)
        return A, t

    def skin_verts(self, A, t, rest):
        G = np.concatenate([A.reshape(-1, 9), t], 1)
        M = self.Wv @ G
        return np.einsum("vij,vj->vi", M[:, :9].reshape(-1, 3, 3), rest) + M[:, 9:]

    def normals(self, P):
        a, b_, c = P[self.F[:, 0]], P[self.F[:, 1]], P[self.F[:, 2]]
        fn = np.cross(b_ - a, c - a)
        n = (self.Ninc @ fn)[self.Ninv]
        return n / (np.linalg.norm(n, axis=1, keepdims=True) + 1e-12)
