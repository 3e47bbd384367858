"""The skin of one person, painted on the layout of the body's texture."""

import cv2
import numpy as np

from .maths import mix, value_noise
from .regions import hair_fn
from .render import context


def paint(person, size=2048):
    """Colour (sRGB) and, in the fourth channel, where the cap of hair is: (size, size, 4), 0 to 255."""
    b = person.b
    key = "_tpmap"
    if not hasattr(b, key):
        setattr(b, key, bake_positions(b, size))
    tpm, cov = b._tpmap
    tp = tpm[cov].astype(np.float64)
    ax = np.abs(tp[:, 0])
    base = person.skin**2.2
    col = np.repeat(base[None], len(tp), 0)
    n1 = value_noise(tp * 30, 1) - 0.5
    n2 = value_noise(tp * 140, 2) - 0.5
    n3 = value_noise(tp * 500, 3) - 0.5
    col *= (1 + 0.10 * n1 + 0.07 * n2 + 0.05 * n3)[:, None]
    # blood: cheeks, nose, ears, knuckles
    lips = b.mask("mpfb_lips.jpg", size)[cov]
    nails = b.mask("mpfb_fingernails.jpg", size)[cov]
    g = lambda c, s: np.exp(
        -(((ax - c[0]) / s[0]) ** 2 + ((tp[:, 1] - c[1]) / s[1]) ** 2 + ((tp[:, 2] - c[2]) / s[2]) ** 2)
    )
    red = (
        0.9 * g((0.045, -0.125, 0.69), (0.02, 0.03, 0.017))
        + 0.8 * g((0, -0.165, 0.69), (0.016, 0.03, 0.016))
        + 0.5 * g((0.075, -0.03, 0.70), (0.02, 0.04, 0.04))
    )
    red = red + 0.3 * n1
    col *= 1 + red[:, None] * np.array([0.06, -0.12, -0.10])
    # eye sockets a little darker
    sock = g((0.031, -0.13, 0.728), (0.024, 0.03, 0.017))
    col *= (1 - 0.22 * sock)[:, None]
    under = g((0.031, -0.135, 0.712), (0.017, 0.03, 0.006))
    col *= 1 - under[:, None] * np.array([0.10, 0.14, 0.10])
    # lips
    lc = base * np.array([0.80, 0.46, 0.46]) if not person.female else base * np.array([0.78, 0.36, 0.38])
    col = col * (1 - 0.85 * lips[:, None]) + lc * 0.85 * lips[:, None]
    col = col * (1 - 0.5 * nails[:, None]) + (base * np.array([1.1, 0.85, 0.8])) * 0.5 * nails[:, None]
    # brows
    hc = (person.hair_col * 0.8 + 0.02) ** 1.6
    dark = np.clip((person.hair_col**2.2) * 0.55 + 0.002, 0, 0.06)
    bt = np.clip((ax - 0.013) / 0.043, 0, 1)
    bz = 0.7520 + 0.0048 * np.sin(np.clip(bt, 0, 1) * 2.4) - 0.003 * bt**3
    bw = 0.0052 * (1 - 0.55 * bt) * (1.0 if not person.female else 0.75)
    din = np.abs(tp[:, 2] - bz) / np.maximum(bw, 1e-4)
    brow = (
        np.clip(1.7 - din * 1.2, 0, 1)
        * (ax > 0.011)
        * (ax < 0.059)
        * (tp[:, 1] < -0.09)
        * np.clip((ax - 0.011) / 0.005, 0, 1)
        * np.clip((0.059 - ax) / 0.006, 0, 1)
    )
    strands = value_noise(np.stack([tp[:, 0] * 900 + tp[:, 2] * 700, tp[:, 2] * 150, tp[:, 1] * 100], 1), 9)
    brow = brow * (0.45 + 0.75 * strands)
    col = mix(col, dark, np.clip(brow, 0, 0.92))
    # lash lines (upper lid)
    lid = b.mask("mpfb_eyelids.jpg", size)[cov]
    lash = np.clip((lid - 0.75) * 4, 0, 1) * (tp[:, 2] > 0.7290) * 0.35
    col = mix(col, dark * 0.5, lash)
    # stubble / beard
    if person.beard:
        jaw = (
            np.clip((0.683 - tp[:, 2]) / 0.02, 0, 1)
            * np.clip((tp[:, 2] - 0.615) / 0.02, 0, 1)
            * np.clip((0.0 - 0.035 - tp[:, 1]) / 0.03, 0, 1)
            * (1 - lips)
        )
        mous = g((0.0, -0.15, 0.677), (0.022, 0.03, 0.005)) * (1 - lips)
        bd = np.clip(jaw + mous, 0, 1) * (0.5 + 0.8 * (value_noise(tp * 700, 4)))
        col = mix(col, hc, np.clip(bd * person.beard, 0, 0.8))
    # scalp
    hf = hair_fn(tp, person.hairline) + 0.006 * (value_noise(tp * np.array([260, 260, 60]), 6) - 0.5)
    ear = ear_discs(size)[cov]
    hm = np.clip(hf / 0.008 + 0.5, 0, 1) * (tp[:, 2] > 0.62) * (1 - ear)
    col = mix(col, (person.hair_col**2.2) * 0.9 + 0.002, hm * 0.96)
    img = np.zeros((size, size, 3), np.float32)
    # hair streaks (used by the cap, which shares the layout)
    st = value_noise(np.stack([tp[:, 0] * 420, tp[:, 1] * 420, tp[:, 2] * 30], 1), 12)
    s2 = value_noise(np.stack([tp[:, 0] * 90, tp[:, 1] * 90, tp[:, 2] * 9], 1), 13)
    col = mix(col, (person.hair_col**2.2)[None] * ((0.40 + 0.8 * st) * (0.7 + 0.6 * s2))[:, None], hm)
    img[cov] = np.clip(col, 0, 1)
    alpha = np.zeros((size, size), np.float32)
    hfa = hair_fn(tp, person.hairline) + 0.012 * (value_noise(tp * np.array([330, 330, 70]), 14) - 0.5)
    alpha[cov] = np.clip(0.5 + hfa * 12.0, 0, 1)
    alpha = cv2.dilate(alpha, np.ones((9, 9))) * (~cov) + alpha * cov
    # eyes
    eye = b._eyemap
    for m, pos, c in eye:
        d = pos - c
        fwd = np.array([0.0, -1.0, 0.0])
        ang = np.degrees(np.arccos(np.clip((d @ fwd) / (np.linalg.norm(d, axis=1) + 1e-9), -1, 1)))
        scl = np.array([0.70, 0.66, 0.63])
        out = np.repeat(scl[None], len(d), 0)
        vein = value_noise(d * 900, 7)
        out *= 1 - np.clip((ang - 35) / 60, 0, 1)[:, None] * np.array([0.15, 0.35, 0.35]) * (0.6 + 0.6 * vein)[:, None]
        ir = np.clip((29.5 - ang) / 1.8, 0, 1)
        th = np.arctan2(d[:, 2], d[:, 0])
        st = value_noise(np.stack([np.cos(th) * 9, np.sin(th) * 9, ang * 0.1], 1), 8)
        ic = (
            (person.iris**1.6)[None] * (0.6 + 0.9 * st)[:, None] * (1 - 0.65 * np.clip((ang - 23) / 6.5, 0, 1))[:, None]
        )
        out = mix(out, ic, ir)
        out = mix(out, np.array([0.004] * 3), np.clip((12.5 - ang) / 1.5, 0, 1))
        img[m] = out
        cov = cov | m
    # dilate to hide seams
    k = np.ones((3, 3), np.float32)
    cov = cov.copy()
    for _ in range(6):
        w = cv2.filter2D(cov.astype(np.float32), -1, k)
        s = cv2.filter2D(img * cov[..., None], -1, k)
        new = (~cov) & (w > 0)
        img[new] = s[new] / w[new][:, None]
        cov |= new
    return np.clip(np.dstack([img ** (1 / 2.2), alpha]) * 255, 0, 255).astype(np.uint8)


def ear_discs(size):
    """The ears: two discs in the layout of the texture, 0 to 1."""
    yy, xx = np.mgrid[0:size, 0:size] / size
    m = np.zeros((size, size), np.float32)
    for c in ((0.846, 0.376), (0.846, 0.655)):
        m = np.maximum(m, np.clip((0.034 - np.hypot(xx - c[0], yy - c[1])) / 0.004, 0, 1))
    return m


def bake_positions(b, size):
    """Template position for every texel of the body texture (float32), by software raster in GL."""
    import moderngl

    ctx = context()
    prog = ctx.program(
        vertex_shader="#version 330\nin vec2 uv; in vec3 p; out vec3 vp; "
        "void main(){vp=p; gl_Position=vec4(uv*2.0-1.0,0,1);}",
        fragment_shader="#version 330\nin vec3 vp; out vec4 o; void main(){o=vec4(vp,1);}",
    )
    fbo = ctx.framebuffer([ctx.texture((size, size), 4, dtype="f4")])

    def draw(f, ft):
        fbo.use()
        fbo.clear(0, 0, 0, 0)
        ctx.disable(moderngl.CULL_FACE | moderngl.DEPTH_TEST)
        d = np.concatenate([b.uv[ft.ravel()] * [1, -1] + [0, 1], b.template[f.ravel()]], 1).astype("f4")
        vao = ctx.vertex_array(prog, [(ctx.buffer(d.tobytes()), "2f 3f", "uv", "p")])
        vao.render()
        a = np.frombuffer(fbo.read(components=4, dtype="f4"), "f4").reshape(size, size, 4)
        return a[..., :3].copy(), a[..., 3] > 0.5

    f, ft = b.groups["body"]
    m = draw(f, ft)
    b._eyemap = []
    for n in ("helper-l-eye", "helper-r-eye"):
        f, ft = b.groups[n]
        p, c = draw(f, ft)
        vv = b.template[np.unique(f)]
        b._eyemap.append((c, p[c].astype(np.float64), (vv.max(0) + vv.min(0)) / 2))
    return m
