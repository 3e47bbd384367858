"""Draws the meshes: one light with shadows, a fill light, the sky, four samples a pixel, in a software driver."""

import math
from pathlib import Path

import moderngl
import numpy as np

from .projection import look_at, ortho

_ctx = None


def context():
    global _ctx
    if _ctx is None:
        _ctx = moderngl.create_standalone_context(backend="egl")
    return _ctx


def shader(name, material=0):
    """The source of a shader beside this file."""
    source = (Path(__file__).parent / "shaders" / name).read_text()
    return f"#version 330\nconst int mat = {material};\n{source}"


MAT = dict(skin=0, eye=1, shirt=2, pants=3, hair=4, hair_long=5, glasses=3, shoes=3, chair=3, floor=3)

ORDER = ("hair_long", "shirt", "hair", "skin", "eye", "pants", "glasses", "shoes", "chair", "floor")


class Renderer:
    def __init__(self, person, w, h, samples):
        self.ctx = ctx = context()
        self.p, self.w, self.h = person, w, h
        self.programs = {
            m: ctx.program(vertex_shader=shader("person.vert"), fragment_shader=shader("person.frag", m))
            for m in set(MAT.values())
        }
        self.sprog = ctx.program(vertex_shader=shader("shadow.vert"), fragment_shader=shader("shadow.frag"))
        n = len(person.vid)
        self.vdyn = ctx.buffer(reserve=n * 24, dynamic=True)
        self.vsta = ctx.buffer(reserve=n * 36, dynamic=True)
        self.set_ao(np.ones(n))
        ib = ctx.buffer(person.F.astype("i4").tobytes())
        self.vaos = {
            m: ctx.vertex_array(
                program,
                [(self.vdyn, "3f 3f", "pos", "nrm"), (self.vsta, "2f 3f 3f", "uv", "tp", "aux")],
                ib,
                skip_errors=True,
            )
            for m, program in self.programs.items()
        }
        self.svao = ctx.vertex_array(self.sprog, [(self.vdyn, "3f 12x", "pos")], ib)
        self.tex = ctx.texture(person.tex.shape[1::-1], 4, np.ascontiguousarray(person.tex).tobytes())
        self.tex.build_mipmaps()
        self.tex.filter = (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR)
        self.SM = 1024
        self.smt = ctx.depth_texture((self.SM, self.SM))
        self.smt.compare_func = ""
        self.smt.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.smt.repeat_x = self.smt.repeat_y = False
        self.sfbo = ctx.framebuffer(depth_attachment=self.smt)
        self.ms = ctx.framebuffer(
            [ctx.renderbuffer((w, h), 4, samples=samples, dtype="f2")], ctx.depth_renderbuffer((w, h), samples=samples)
        )
        self.res = ctx.framebuffer([ctx.renderbuffer((w, h), 4, dtype="f2")])

    def set(self, material, **uniforms):
        """What the driver has thrown out of a program as unused is skipped."""
        program = self.programs[material]
        for name, value in uniforms.items():
            if name not in program:
                continue
            if isinstance(value, np.ndarray) and value.ndim == 2:
                program[name].write(value.T.astype("f4").tobytes())
            elif isinstance(value, (list, tuple, np.ndarray)):
                program[name].value = tuple(float(x) for x in value)
            else:
                program[name].value = value

    def shadow_pass(self, L):
        m, ctx = moderngl, self.ctx
        self.sfbo.use()
        self.sfbo.clear(depth=1.0)
        ctx.enable(m.DEPTH_TEST)
        ctx.disable(m.CULL_FACE)
        self.sprog["LVP"].write(L.T.astype("f4").tobytes())
        for name, cnt, first in self.p.parts:
            if name in self.p.casts and name not in self.p.hidden:
                self.svao.render(vertices=cnt, first=first)

    def upload(self, P, N):
        self.vdyn.write(np.concatenate([P, N], 1).astype("f4").tobytes())

    def bake_ao(self, P, N, n=48):
        """Ambient occlusion per vertex from n shadow maps (pose P)."""
        self.upload(P, N)
        c, reach = self.p.shaded(P)
        acc = np.zeros(len(P))
        wsum = np.full(len(P), 1e-6)
        for k in range(n):
            z = 1 - 1.35 * (k + 0.5) / n
            a = k * 2.39996
            d = np.array([math.cos(a) * math.sqrt(max(1 - z * z, 0)), math.sin(a) * math.sqrt(max(1 - z * z, 0)), z])
            L = ortho(reach, 0.0, 4.0) @ look_at(c + d * 2.0, c + np.array([1e-4, 0, 0]))
            self.shadow_pass(L)
            dm = np.frombuffer(self.smt.read(), "f4").reshape(self.SM, self.SM)
            q = np.concatenate([P + N * 0.004, np.ones((len(P), 1))], 1) @ L.T
            q = q[:, :3] * 0.5 + 0.5
            ix = np.clip((q[:, 0] * self.SM).astype(int), 0, self.SM - 1)
            iy = np.clip((q[:, 1] * self.SM).astype(int), 0, self.SM - 1)
            vis = q[:, 2] - 0.0015 <= dm[iy, ix]
            wgt = np.clip(N @ d, 0, 1)
            acc += wgt * vis
            wsum += wgt
        ao = acc / wsum
        ao = np.where(wsum < 0.5, 0.35, ao)
        return 0.18 + 0.82 * ao

    def set_ao(self, ao):
        """What does not change with the pose, with `ao`, how much of the sky each vertex sees, 0 to 1."""
        p = self.p
        st = np.concatenate([p.uv * [1, -1] + [0, 1], p.tp, p.armw_v[:, None], ao[:, None], p.rest[:, 2:3]], 1).astype(
            "f4"
        )
        self.vsta.write(st.tobytes())

    def render(self, P, N, cam, light):
        m, ctx = moderngl, self.ctx
        p = self.p
        self.upload(P, N)
        c, reach, far = p.lit()
        L = ortho(reach, 0.0, 2 * far) @ look_at(c + light["keyD"] * far, c)
        self.shadow_pass(L)
        self.ms.use()
        self.ms.clear(0, 0, 0, 0)
        ctx.enable(m.DEPTH_TEST)
        ctx.disable(m.CULL_FACE)
        self.tex.use(0)
        self.smt.use(1)
        a, b_, cc, cz, cy = p.neckline
        shared = dict(
            VP=cam["VP"],
            LVP=L,
            eye=cam["eye"],
            tex=0,
            sm=1,
            neckA=(a, b_, cc, cz),
            neckC=cy,
            sleeve=p.sleeve,
            pat=p.shirt_pat,
            **{k: light[k] for k in ("keyD", "keyC", "fillD", "fillC", "skyC", "gndC")},
        )
        for name, cnt, first in sorted(p.parts, key=lambda q: ORDER.index(q[0])):
            if name in p.hidden:
                continue
            base = dict(
                p.colours,
                shirt=p.shirt_col,
                hair=p.hair_col,
                hair_long=p.hair_col,
                glasses=np.array([0.13, 0.10, 0.10]),
            ).get(name, np.ones(3))
            self.set(MAT[name], baseC=base**2.2, **shared)
            (ctx.disable if name in ("shirt", "hair_long") else ctx.enable)(m.CULL_FACE)
            # Of the skin only what the shirt does not cover.
            cnt, first = p.bare if name == "skin" else (cnt, first)
            self.vaos[MAT[name]].render(vertices=cnt, first=first)
        ctx.copy_framebuffer(self.res, self.ms)
        a = (
            np.frombuffer(self.res.read(components=4, dtype="f2"), np.float16)
            .reshape(self.h, self.w, 4)[::-1]
            .astype(np.float32)
        )
        return a
