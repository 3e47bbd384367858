"""A person who sits: small sway, breath, blinks; turns the channels of a movement into a pose and its truth."""

import math

import numpy as np
from scipy.spatial.transform import Rotation as Rot

from .maths import D2R, Noise1D, Rx, Ry, Rz, align, axis_rot, decompose, ease, frac, rzyx, unit


class Actor:
    """Person + idle behaviour; turns channel values into a pose."""

    def __init__(self, person, rng):
        self.p = person
        b = person.b
        h = lambda n: person.heads[b.bone[n]]
        N = lambda lo, hi, a: Noise1D(rng, lo, hi, a)
        self.n = dict(
            flex=N(0.05, 0.35, 0.8),
            rot=N(0.05, 0.35, 0.8),
            lat=N(0.05, 0.3, 0.6),
            tflex=N(0.04, 0.2, 0.5),
            tlat=N(0.04, 0.2, 0.5),
            trot=N(0.03, 0.15, 0.5),
            eL=N(0.05, 0.3, 0.35),
            eR=N(0.05, 0.3, 0.35),
            pL=N(0.05, 0.3, 0.4),
            pR=N(0.05, 0.3, 0.4),
            x=N(0.04, 0.2, 0.002),
            y=N(0.04, 0.2, 0.002),
        )
        self.bf = rng.uniform(0.20, 0.25)
        self.bp = rng.uniform(0, 1)
        self.bamp = rng.uniform(0.8, 1.2)
        self.base = dict(flex=rng.uniform(-2, 4), round=rng.uniform(0, 3), tflex=rng.uniform(-1, 2))
        self.blinks, t = [], rng.uniform(0.5, 3)
        while t < 300:
            self.blinks.append(t)
            t += rng.uniform(2.2, 5.5)
        self.arm = {}
        for s, _ in (("L", 1), ("R", -1)):
            S, E, Wr = h("upperarm01." + s), h("lowerarm01." + s), h("wrist." + s)
            d0 = unit(h("finger3-1." + s) - Wr)
            s0 = h("finger2-1." + s) - h("finger5-1." + s)
            s0 = unit(s0 - d0 * (s0 @ d0))
            self.arm[s] = dict(
                S=S,
                E=E,
                W=Wr,
                u0=unit(E - S),
                l0=unit(Wr - E),
                L1=np.linalg.norm(E - S),
                L2=np.linalg.norm(Wr - E),
                d0=d0,
                s0=s0,
            )
        up0 = h("upperleg01.L")
        thigh = np.linalg.norm(h("lowerleg01.L") - up0)
        self.lap = {
            s: np.array([sg * (abs(up0[0]) + 0.03), up0[1] - 0.62 * thigh, up0[2] + 0.115])
            for s, sg in (("L", 1), ("R", -1))
        }
        self.sh_z = h("upperarm01.L")[2]

    def elsewhere(self, w, ch, s, sg, joint):
        """Where the hand is if it is not in the lap: at the face, on the head, raised, stretched out to the side."""
        chest, head = joint("upperarm01." + s), joint("head")
        places = dict(
            face=head + np.array([sg * 0.05, -0.13, 0.02]),
            crown=head + np.array([sg * 0.07, 0.02, 0.16]),
            up=chest + np.array([sg * 0.16, -0.16, 0.42]),
            out=chest + np.array([sg * 0.40, -0.28, -0.12]),
        )
        for place, p in places.items():
            k = float(np.clip(ch[place + s], 0, 1))
            # On the way the hand stays before the body.
            w = w * (1 - k) + p * k + np.array([0, -0.12, 0.0]) * 4 * k * (1 - k)
        return w

    def breath(self, t):
        ph = (self.bf * t + self.bp) % 1.0
        # inspiration 40 %, expiration 60 %
        v = ease(ph / 0.4) if ph < 0.4 else 1 - ease((ph - 0.4) / 0.6)
        return ph, v

    def pose(self, ch, t):
        p, b = self.p, self.p.b
        n = {k: f(t) for k, f in self.n.items()}
        ph, br = self.breath(t)
        br_ = br * self.bamp
        R = {}
        # pelvis sway, sitting
        R["root"] = Rz(n["trot"])
        for s in "LR":
            R["upperleg01." + s] = Rx(-88) @ Ry(3 if s == "L" else -3)
            R["lowerleg01." + s] = Rx(88)
        tr = rzyx(0, ch["tlat"] + n["tlat"], ch["tflex"] + n["tflex"] + self.base["tflex"] - 0.8 * (br_ - 0.5))
        for bone, f in (("spine05", 0.30), ("spine04", 0.2), ("spine03", 0.2), ("spine02", 0.2), ("spine01", 0.1)):
            R[bone] = frac(tr, f)
        rd = ch["round"] + self.base["round"]
        R["spine02"] = R["spine02"] @ Rx(0.5 * rd)
        R["spine01"] = R["spine01"] @ Rx(0.5 * rd)
        # the head stays level when only the trunk rounds/breathes: neutral neck compensates the constant base
        nk = rzyx(
            ch["rot"] + n["rot"],
            ch["lat"] + n["lat"],
            ch["flex"] + n["flex"] + self.base["flex"] - self.base["round"] - self.base["tflex"] + 0.8 * (br_ - 0.5),
        )
        for bone, f in (("neck01", 0.24), ("neck02", 0.24), ("neck03", 0.24), ("head", 0.28)):
            R[bone] = frac(nk, f)
        el = dict(L=ch["eL"] + n["eL"] + 1.6 * br_, R=ch["eR"] + n["eR"] + 1.6 * br_)
        pr = dict(L=ch["pL"] + n["pL"], R=ch["pR"] + n["pR"])
        for s, sg in (("L", 1), ("R", -1)):
            R["clavicle." + s] = Rz(-sg * pr[s]) @ Ry(-sg * el[s])
        bl = max([math.exp(-(((t - tb) / 0.07) ** 2)) for tb in self.blinks] + [0])
        lidlow = np.clip((ch["flex"] - 8) / 35, 0, 1) * 0.35
        R["eye.L"] = R["eye.R"] = Rx(0.15 * ch["flex"])
        off = np.array([n["x"] + ch["dx"], n["y"], 0.0])
        p.shift = ch["dx"]
        A, tt = p.fk(R)
        a = float(np.clip(ch["arm"], 0, 1))
        J = lambda name: A[b.bone[name]] @ p.heads[b.bone[name]] + tt[b.bone[name]]
        sh = {s: J("upperarm01." + s) for s in "LR"}
        mid = (sh["L"] + sh["R"]) / 2
        for s, sg in (("L", 1), ("R", -1)):
            q = self.arm[s]
            lap = self.lap[s] + np.array([0.0, 0, 0])
            # forward reach: hands on the midline at shoulder height
            reach = q["L1"] + q["L2"]
            ang = ch["bend"] * D2R
            dist = math.sqrt(q["L1"] ** 2 + q["L2"] ** 2 + 2 * q["L1"] * q["L2"] * math.cos(ang)) * (
                0.9985 if ang < 0.1 else 1
            )
            half = 0.055 + 0.5 * max(ch["gap"], 0.0)
            dx = abs(sh[s][0] - mid[0]) - half
            fy = math.sqrt(max(dist**2 - dx**2 - 0.02**2, 0.01))
            front = np.array([mid[0] + sg * half, sh[s][1] - fy, mid[2] - 0.02])
            # travel on an arc
            w = lap * (1 - a) + front * a + np.array([0, -0.10, -0.02]) * 4 * a * (1 - a) * 0.6
            w = self.elsewhere(w, ch, s, sg, J)
            v = w - sh[s]
            D = min(np.linalg.norm(v), reach * 0.9988)
            D = max(D, 0.12)
            xdir = unit(v)
            pole = unit(np.array([sg * 0.75, 0.55, -0.25]) * (1 - a) + np.array([sg * 0.95, 0.0, -0.45]) * a)
            pole = unit(pole - xdir * (pole @ xdir))
            ca = np.clip((q["L1"] ** 2 + D**2 - q["L2"] ** 2) / (2 * q["L1"] * D), -1, 1)
            sa = math.sqrt(1 - ca * ca)
            u1 = ca * xdir + sa * pole
            E = sh[s] + u1 * q["L1"]
            l1 = unit(sh[s] + xdir * D - E)
            h1 = unit(np.cross(pole, xdir))
            h0 = unit(np.cross(q["u0"], q["l0"]))
            fr = lambda d, hh: np.stack([d, hh, np.cross(d, hh)], 1)
            Aup = fr(u1, h1) @ fr(q["u0"], h0).T
            Alo = fr(l1, h1) @ fr(q["l0"], h0).T
            Ap = A[b.bone["shoulder01." + s]]
            Asw = align(Ap @ q["u0"], u1) @ Ap
            tw = Rot.from_matrix(Aup @ Asw.T).as_rotvec() @ u1
            A01 = axis_rot(u1, 0.5 * tw) @ Asw
            R["upperarm01." + s] = Ap.T @ A01
            R["upperarm02." + s] = A01.T @ Aup
            R["lowerarm01." + s] = Aup.T @ Alo
            # hand
            d_lap = unit(np.array([-sg * 0.30, -0.85, -0.25]))
            s_lap = np.array([-sg * 0.9, 0.0, 0.35])
            cl = 1 - np.clip(ch["gap"] / 0.1, 0, 1)
            d_fr = unit(np.array([-sg * 0.80, -0.58, 0.0]) * cl + np.array([0, -1.0, -0.05]) * (1 - cl))
            s_fr = np.array([-sg * 0.1, 0.0, 1.0])
            d1 = unit(d_lap * (1 - a) + d_fr * a)
            s1 = s_lap * (1 - a) + s_fr * a
            away = float(np.clip(sum(ch[place + s] for place in ("face", "crown", "up", "out")), 0, 1))
            d1 = unit(d1 * (1 - away) + l1 * away)
            s1 = unit(s1 - d1 * (s1 @ d1))
            Ah = fr(d1, s1) @ fr(q["d0"], q["s0"]).T
            rv = Rot.from_matrix(Ah @ Alo.T).as_rotvec()
            tw = float(rv @ l1)
            A02 = axis_rot(l1, 0.5 * tw) @ Alo
            R["lowerarm02." + s] = Alo.T @ A02
            R["wrist." + s] = A02.T @ Ah
            ax = -q["s0"] if s == "L" else q["s0"]
            curl = (1 - a) * 18 + a * (cl * 62 + (1 - cl) * 8)
            for f in range(2, 6):
                for k, m in ((1, 0.9), (2, 1.1), (3, 0.7)):
                    R[f"finger{f}-{k}.{s}"] = axis_rot(ax, curl * m * (1 - 0.03 * f) * D2R)
        A, tt = p.fk(R)
        tt = tt + off
        rest = p.rest.copy()
        rest += p.blink_v * max(min(1, bl + lidlow), 0)
        rest += p.breath_w[:, None] * np.array([0, -0.006, 0.002]) * br_
        P = p.skin_verts(A, tt, rest)
        # ground truth from the matrices actually used
        G = lambda name: A[b.bone[name]]
        J = lambda name: G(name) @ p.heads[b.bone[name]] + tt[b.bone[name]]
        rot, lat, flex = decompose(G("spine01").T @ G("head"))
        hr, hl, hf = decompose(G("head"))
        tr_, tl_, tf_ = decompose(G("spine01"))
        gt = dict(
            neck_flex=flex,
            neck_rot=rot,
            neck_lat=lat,
            head_pitch=hf,
            head_yaw=hr,
            head_roll=hl,
            trunk_flex=tf_,
            trunk_lat=tl_,
            trunk_rot=tr_,
        )
        for s in "LR":
            gt["clav_elev_" + s] = el[s]
            gt["clav_prot_" + s] = pr[s]
            S, E, Wr = J("upperarm01." + s), J("lowerarm01." + s), J("wrist." + s)
            gt["elbow_" + s] = math.degrees(math.acos(np.clip(unit(S - E) @ unit(Wr - E), -1, 1)))
        gt["wrist_gap_m"] = float(np.linalg.norm(J("wrist.L") - J("wrist.R")))
        th = G("spine01")
        c = {s: J("upperarm01." + s) for s in "LR"}
        d = c["L"] - c["R"]
        gt["shoulder_line_deg"] = math.degrees(math.atan2(d[2], d[0]))
        gt["shoulder_width_m"] = float(np.linalg.norm(d))
        nb = J("neck01")
        for s in "LR":
            rel = th.T @ (c[s] - nb)
            gt["gh_up_" + s] = rel[2]
            gt["gh_fwd_" + s] = -rel[1]
        gt["breath_phase"] = ph
        gt["breath_vol"] = br
        pts = dict(
            shoulder_L=c["L"],
            shoulder_R=c["R"],
            elbow_L=J("lowerarm01.L"),
            elbow_R=J("lowerarm01.R"),
            wrist_L=J("wrist.L"),
            wrist_R=J("wrist.R"),
            head=J("head"),
            eye_L=J("eye.L"),
            eye_R=J("eye.R"),
            neck=nb,
        )
        return P, gt, pts
