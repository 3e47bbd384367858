"""What the scripts of the movements promise, without a body and without a picture."""

import json
from pathlib import Path

import numpy as np
import pytest

from clips import motion, routine, sets
from clips.maths import decompose, draws_of, rzyx

SHIPPED = Path(__file__).parents[2] / "clips"

ALL = [(m, f) for table in (motion.MOVES, motion.GRADED) for m, faults in table.items() for f in faults]


def script(move, fault, seed=100):
    return motion.script(move, fault, "left", np.random.default_rng(seed))


@pytest.mark.parametrize(("move", "fault"), ALL)
def test_a_movement_begins_and_ends_at_rest_and_never_jumps(move, fault):
    s = script(move, fault)
    times = np.arange(0, s.t, 1 / 60)
    poses = np.array([list(motion.at(s.segments, t)[0].values()) for t in times])
    assert not poses[times < 2.5].any(), "two and a half seconds of rest come first, for the neutral"
    if fault != "no_return":
        assert not poses[-30:].any()
    # No joint is faster than people are, who look about with up to 500 degrees a second.
    assert np.abs(np.diff(poses, axis=0)).max() * 60 < 500


@pytest.mark.parametrize(("move", "fault"), ALL)
def test_the_holds_are_where_the_body_stands_still(move, fault):
    s = script(move, fault)
    for begin, end in s.holds:
        times = np.linspace(begin + 0.01, end - 0.01, 5)
        assert {motion.at(s.segments, t)[1] for t in times} == {"hold"}
        first, *later = [motion.at(s.segments, t)[0] for t in times]
        assert all(pose == first for pose in later)


def test_a_small_fault_is_smaller_than_the_large_one_and_has_its_name():
    for small, large in motion.KIND.items():
        move = next(m for m, faults in motion.GRADED.items() if small in faults)
        assert large in motion.MOVES[move]
        assert script(move, small).segments != script(move, large).segments


def test_a_seed_is_the_same_person_for_good():
    assert script("blade_squeeze", None).segments == script("blade_squeeze", None).segments
    assert script("blade_squeeze", None).segments != script("blade_squeeze", None, 101).segments


@pytest.mark.parametrize("shipped", sorted(SHIPPED.glob("*_routine_*.json")), ids=lambda path: path.stem)
def test_the_shipped_clips_come_out_again(shipped):
    """Who changes the order of the draws makes another person of every seed."""
    truth = json.loads(shipped.read_text())
    seed, flaws = truth["seed"], (truth["fault"] or "").split("+") if truth["fault"] else []
    rng = draws_of(seed, "routine", "", "motion")
    _, seconds, steps, faults, _ = routine.build(rng, draws_of(seed, "routine", "+".join(flaws), "flaws"), flaws)
    assert (round(seconds, 3), steps, faults) == (truth["duration_s"], truth["steps"], truth["faults"])


@pytest.mark.parametrize("flaw", routine.FLAWS)
def test_the_whole_guide_tells_of_each_flaw_where_it_is(flaw):
    rng = np.random.default_rng(100)
    segments, seconds, steps, faults, away = routine.build(rng, np.random.default_rng(101), [flaw])
    assert {f["name"] for f in faults} == {flaw}
    for fault in faults:
        middle = (fault["start_s"] + fault["end_s"]) / 2
        _, step, _, named = routine.describe(middle, segments, steps, faults, away)
        assert (step, named) == (fault["step"], flaw)
    assert seconds > max(s["end_s"] for s in steps)


def test_angles_come_apart_as_they_were_put_together():
    rng = np.random.default_rng(0)
    for rot, lat, flex in rng.uniform(-60, 60, (200, 3)):
        assert np.allclose(decompose(rzyx(rot, lat, flex)), (rot, lat, flex))


def test_nobody_is_in_two_sets_and_judging_has_its_own_seeds():
    persons = {name: {e.seed for e in make()} for name, make in sets.SETS.items()}
    assert not persons["tuning"] & persons["checking"]
    assert all(seed >= 100 for name in ("tuning", "checking", "others") for seed in persons[name])


def test_a_set_that_is_rendered_is_not_rendered_again(tmp_path):
    errand = sets.SETS["tuning"]()[0]
    assert not errand.is_done(tmp_path)
    folder = tmp_path / errand.folder
    folder.mkdir(parents=True)
    for move, fault in errand.clips:
        assert not errand.is_done(tmp_path)
        (folder / f"s{errand.seed}_{move}_{fault or 'correct'}.json").write_text("{}")
    assert errand.is_done(tmp_path)
