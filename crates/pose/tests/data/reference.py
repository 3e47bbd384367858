"""Makes the files beside it: what TFLite and numpy say about one picture, independently of the Rust code.

    pip install ai-edge-litert numpy
    python reference.py CLIP.mp4 pose_landmark_full.tflite face_landmark.tflite

- person.rgb: 160 x 120 pixels, RGB, 8 bits: one frame of the clip, scaled down.
- landmarks.csv: of the region below, in pixels of the model's 256: x, y, z as the model gives them, then x, y after
  the heatmap's refinement. 35 rows: the body and two auxiliary points.
- face.csv: x, y, z of the mesh in pixels of 192, of the face region below.

The crop here knows nothing of integer weights: it rounds places to 1/32 pixel and colours to 8 bits.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

WIDTH, HEIGHT, SECOND = 160, 120, 1.0
# Centre x, centre y, side, rotation in radians; the same numbers stand in parity.rs.
BODY_REGION = (81.25, 96.5, 240.0, 0.1)
FACE_REGION = (80.0, 47.0, 42.0, -0.05)

here = Path(__file__).parent


def frame(clip):
    command = ["ffmpeg", "-v", "error", "-ss", str(SECOND), "-i", clip, "-frames:v", "1"]
    command += ["-vf", f"scale={WIDTH}:{HEIGHT}", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(HEIGHT, WIDTH, 3)


def crop(picture, region, size):
    center_x, center_y, side, rotation = region
    v, u = np.meshgrid(np.arange(size) / size - 0.5, np.arange(size) / size - 0.5, indexing="ij")
    x = center_x + side * (np.cos(rotation) * u - np.sin(rotation) * v)
    y = center_y + side * (np.sin(rotation) * u + np.cos(rotation) * v)
    x, y = np.rint(x * 32) / 32, np.rint(y * 32) / 32
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right, below = (x - left)[..., None], (y - top)[..., None]

    def at(column, row):
        return picture[np.clip(row, 0, HEIGHT - 1), np.clip(column, 0, WIDTH - 1)].astype(float)

    upper = at(left, top) * (1 - right) + at(left + 1, top) * right
    lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right
    colours = np.floor(upper * (1 - below) + lower * below + 0.5)
    return (colours.astype(np.float32) * np.float32(1 / 255))[None]


def run(model, tensor):
    interpreter = Interpreter(model_path=model, num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], tensor)
    interpreter.invoke()
    return [interpreter.get_tensor(output["index"]) for output in interpreter.get_output_details()]


def of_size(outputs, *sizes):
    return [next(output.reshape(-1) for output in outputs if output.size == size) for size in sizes]


def refined(points, heat):
    result = []
    for index, (x, y) in enumerate(points[:, :2] / 256):
        column, row = int(x * 64), int(y * 64)
        if 0 <= column < 64 and 0 <= row < 64:
            rows, columns = slice(max(row - 4, 0), row + 5), slice(max(column - 4, 0), column + 5)
            weights = 1 / (1 + np.exp(-heat[rows, columns, index].astype(float)))
            if weights.max() >= 0.5:
                grid_y, grid_x = np.mgrid[rows.start : rows.start + weights.shape[0], columns.start : columns.start + weights.shape[1]]
                x, y = (weights * grid_x).sum() / weights.sum() / 64, (weights * grid_y).sum() / weights.sum() / 64
        result.append((x * 256, y * 256))
    return np.array(result)


def main(clip, body_model, face_model):
    picture = frame(clip)
    (here / "person.rgb").write_bytes(picture.tobytes())
    outputs = run(body_model, crop(picture, BODY_REGION, 256))
    points, presence, heat = of_size(outputs, 195, 1, 64 * 64 * 39)
    print("presence", presence)
    points = points.reshape(39, 5)[:35, :3]
    table = np.hstack([points, refined(points, heat.reshape(64, 64, 39))])
    np.savetxt(here / "landmarks.csv", table, "%.5f", ",", header="x,y,z,refined_x,refined_y", comments="")
    mesh, flag = of_size(run(face_model, crop(picture, FACE_REGION, 192)), 1404, 1)
    print("face logit", flag)
    np.savetxt(here / "face.csv", mesh.reshape(468, 3), "%.4f", ",", header="x,y,z", comments="")


if __name__ == "__main__":
    main(*sys.argv[1:])
