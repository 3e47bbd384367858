"""Renders clips of people whose movement is known exactly.

  python -m clips --out DIR --seeds 100 101 --only blade_squeeze --faults correct shrug
  python -m clips --out DIR --seeds 102 --routine --flaw chin leave
  python -m clips --out DIR --seeds 100 --only round_back --stills 4.0

What is there already is not rendered again. Seeds of 1 to 99 are kept for judging: take 100 and more.
"""

import argparse
import os
import time

from . import looks, motion, routine
from .body import Body


def arguments():
    p = argparse.ArgumentParser(
        prog="python -m clips", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--out", required=True, help="folder for the clips")
    p.add_argument("--cache", help="folder for the bodies, which take minutes to load (default: OUT/bodies)")
    p.add_argument("--seeds", type=int, nargs="+", required=True, help="persons, one a number")
    p.add_argument("--only", nargs="*", choices=motion.MOVES, help="movements (default: the four stretches)")
    p.add_argument("--faults", nargs="*", help="faults; 'correct' is the right version (default: all)")
    p.add_argument("--graded", action="store_true", help="the smaller faults too")
    p.add_argument("--routine", action="store_true", help="one clip of the whole guide instead of single movements")
    p.add_argument("--flaw", nargs="+", metavar="NAME", help="faults in the routine: " + ", ".join(routine.FLAWS))
    p.add_argument("--look", nargs="+", choices=looks.LOOKS, default=[], help="of the person and the room")
    p.add_argument("--desk", action="store_true", help="cameras as they stand on desks")
    for name, what in (("yaw", "degrees"), ("dist", "metres"), ("dz", "metres over the eyes"), ("fov", "degrees")):
        p.add_argument("--" + name, type=float, help=f"of the camera, {what}")
    p.add_argument("--draft", action="store_true", help="edges of one sample a pixel: nearly twice as fast")
    p.add_argument("--reps", type=int, default=5, help="squeezes in a clip")
    p.add_argument("--crf", type=int, default=20, help="H.264 quality (less is better and larger)")
    p.add_argument("--stills", type=float, nargs="*", help="pictures at these seconds instead of videos")
    a = p.parse_args()
    if a.flaw and not a.routine:
        p.error("--flaw needs --routine; single movements take --faults")
    known = {f or "correct" for faults in [*motion.MOVES.values(), *motion.GRADED.values()] for f in faults}
    if unknown := set(a.faults or []) - known:
        p.error(f"no such fault: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(known))}")
    return a


def wanted(a):
    """(movement, fault) of every clip of a person."""
    if a.routine:
        return [("routine", None)]
    all_of_them = []
    for move, faults in motion.MOVES.items():
        if move not in (a.only or [m for m in motion.MOVES if m != "others"]):
            continue
        chosen = faults + (motion.GRADED.get(move, []) if a.graded else [])
        all_of_them += [(move, f) for f in chosen if not a.faults or (f or "correct") in a.faults]
    return all_of_them


def main():
    a = arguments()
    flaws = routine.expand(a.flaw)
    os.makedirs(a.out, exist_ok=True)
    began = time.time()
    body = Body(a.cache or os.path.join(a.out, "bodies"))
    # What draws needs a graphics driver; --help and a mistyped name do not.
    from . import clip
    from .person import Person

    given = {k: getattr(a, k) for k in ("yaw", "dist", "dz", "fov") if getattr(a, k) is not None}
    for seed in a.seeds:
        todo = []
        for move, fault in wanted(a):
            name = clip.name_of(seed, move, "+".join(flaws) or None if a.routine else fault, clip.side_of(seed, move))
            if a.stills is not None or not os.path.exists(os.path.join(a.out, name + ".json")):
                todo.append((move, fault))
        if not todo:
            print(f"{seed}: all there", flush=True)
            continue
        studio = clip.Studio(Person(body, seed, a.look), 0 if a.draft else 4)
        for move, fault in todo:
            view = dict(clip.desk(seed, move) if a.desk else {}, **given)
            name = clip.make(
                studio, move, fault, a.out, view=view, flaws=flaws, crf=a.crf, stills=a.stills, reps=a.reps
            )
            print(f"{name}: {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
