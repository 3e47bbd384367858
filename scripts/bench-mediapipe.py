"""Runs MediaPipe's own pose and face mesh over raw RGB frames, one round for each line on standard input.

Answers each line with the milliseconds per frame of that round. Reading the frames is not timed.
Usage: bench-mediapipe.py FRAMES.rgb WIDTH HEIGHT
"""

import sys
import time

import mediapipe
import numpy as np


def main() -> None:
    path, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    frames = np.memmap(path, dtype=np.uint8, mode="r").reshape(-1, height, width, 3)
    solutions = mediapipe.solutions
    with (
        solutions.pose.Pose(static_image_mode=False, model_complexity=1) as pose,
        solutions.face_mesh.FaceMesh(static_image_mode=False, max_num_faces=1) as face,
    ):
        print("ready", mediapipe.__version__, flush=True)
        for _ in sys.stdin:
            seen = 0
            spent = 0.0
            for stored in frames:
                frame = np.array(stored)
                start = time.perf_counter()
                body = pose.process(frame)
                mesh = face.process(frame)
                spent += time.perf_counter() - start
                seen += body.pose_landmarks is not None and mesh.multi_face_landmarks is not None
            print(spent * 1000 / len(frames), seen, flush=True)


if __name__ == "__main__":
    main()
