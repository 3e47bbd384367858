"""What the movements of a whole body promise, on the skeleton of one rendered person, without a picture."""

import json
from pathlib import Path

import numpy as np
import pytest

from clips import angles, choreography, movements, stage, whole, whole_sets
from clips.channels import CHANNELS, UNDER, for_sides, rest
from clips.choreography import Clip
from clips.figure import Figure
from clips.skeleton import SIGN, Skeleton, angles_of, swing, turn_z

TABLE = movements.table()
MOVES = [name for name, m in TABLE.items() if m.form != "nothing"]
FAULTS = [(name, fault) for name in MOVES for fault in TABLE[name].faults]
SIZES = ("small", "large")


@pytest.fixture(scope="module")
def body():
    return json.loads((Path(__file__).parent / "skeleton.json").read_text())


def figure(body):
    skeleton = Skeleton(body["labels"], body["parents"], body["heads"])
    marks = {name: (bone, np.array(at)) for name, (bone, at) in body["marks"].items()}
    out = Figure(skeleton, marks, body["ground"], np.random.default_rng(100))
    # Without sway and breath.
    out.noise, out.breath, out.head_at_rest = {}, lambda t: (0.0, 0.5), 0.0
    return out


def clip_of(move, fault=None, size=None, **more):
    m = TABLE[move]
    return Clip(200, move, fault, size, "left" if m.sided else None, more.pop("posture", m.postures[0]), **more)


def script(clip):
    return choreography.script(clip, np.random.default_rng(100))


def moments(track):
    """The middle of the first and last hold; of a circle the quarter at which it is farthest to its side."""
    middles = [sum(h) / 2 for h in track.holds] or [
        c["start_s"] + 0.25 * (c["end_s"] - c["start_s"]) for c in track.cycles
    ]
    return sorted({middles[0], middles[-1]})


def truths(body, clip):
    """The truth at rest, and in the middle of each hold."""
    track, person = script(clip), figure(body)
    measured = lambda t: angles.measure(person.pose(track.at(t)[0], t))
    return measured(0.5), [measured(t) for t in moments(track)]


def allowed(column, asked):
    """Amplitudes differ by a twentieth from one person to the next."""
    return 0.06 * abs(asked) + (0.012 if "_m" in column else 1.5)


@pytest.mark.parametrize(("move", "posture"), [(m, p) for m in MOVES for p in TABLE[m].postures])
def test_each_movement_reaches_what_it_says(body, move, posture):
    m = TABLE[move]
    at_rest, held = truths(body, clip_of(move, posture=posture))
    assert m.reach or m.change or move == "fingers_spread"
    for column, asked in for_sides(m.reach, "left").items():
        for truth in held:
            assert truth[column] == pytest.approx(asked, abs=allowed(column, asked)), column
    for column, asked in for_sides(m.change, "left").items():
        for truth in held:
            assert truth[column] - at_rest[column] == pytest.approx(asked, abs=2 * allowed(column, asked)), column


@pytest.mark.parametrize(("move", "fault"), FAULTS)
def test_a_fault_differs_from_the_right_version_by_its_size(body, move, fault):
    wrong = TABLE[move].faults[fault]
    right = script(clip_of(move))
    small, large = (script(clip_of(move, fault, size)) for size in SIZES)
    if wrong.shows is None:
        # A fault of time, or of what no column tells: the script is another one.
        assert right.t > small.t > large.t or any(right.at(t)[0] != small.at(t)[0] for t in np.arange(3, right.t, 0.5))
        return
    column = next(iter(for_sides({wrong.shows: 0}, "left")))
    person = figure(body)

    def value(size):
        track = script(clip_of(move, size and fault, size))
        t = moments(track)[0]
        return angles.measure(person.pose(track.at(t)[0], t))[column]

    unit = 0.012 if "_m" in column else 4.0
    right = value(None)
    off = {size: abs(value(size) - right) for size in SIZES}
    assert off["small"] > unit
    assert off["large"] > 1.25 * off["small"]


@pytest.mark.parametrize(("move", "fault"), FAULTS)
def test_a_fault_changes_nothing_before_the_movement(move, fault):
    right, wrong = script(clip_of(move)), script(clip_of(move, fault, "large"))
    assert right.pieces[0][:3] == wrong.pieces[0][:3]
    assert right.at(1.0) == wrong.at(1.0)


SHARE = {f"{name}_{s}": f"{share}_{s}" for share, names in UNDER.items() for name in names for s in "LR"}


def said(channels, name):
    """A channel, as far as its share lets it count."""
    return channels[name] * (channels[SHARE[name]] if name in SHARE else 1)


ONE_OF_EACH_FORM = list({m.form: m.name for m in TABLE.values()}.values())
WITH_MODIFIERS = [(move, None) for move in TABLE] + [(m, o) for m in ONE_OF_EACH_FORM for o in movements.modifiers()]


@pytest.mark.parametrize(("move", "modifier"), WITH_MODIFIERS)
def test_a_clip_begins_at_rest_and_never_jumps(move, modifier):
    clip = clip_of(move, modifier=modifier)
    track = script(clip)
    start = rest(clip.posture) | for_sides(TABLE[move].base, clip.side)
    # As often as there are pictures.
    times = np.arange(0, min(track.t, 15), 1 / 15)
    poses = np.array([[said(track.at(t)[0], c) for c in CHANNELS] for t in times])
    assert track.at(2.5) == (start, "neutral")
    end = track.at(track.t - 0.02)[0]
    assert {c: said(end, c) for c in CHANNELS} == pytest.approx({c: said(start, c) for c in CHANNELS}, abs=1e-3)
    assert np.abs(np.diff(poses, axis=0)).max() * 15 < 500


@pytest.mark.parametrize("modifier", movements.modifiers())
def test_what_is_done_besides_is_done(modifier):
    for move in ("arm_side", "squat", "chin_back"):
        plain, other = (script(clip_of(move, modifier=m)) for m in (None, modifier))
        assert other.besides and len(other.cycles) == len(plain.cycles)
        for begin, _, _, end, _ in other.besides:
            if movements.modifiers()[modifier].when == "pauses" or move == "chin_back":
                assert all(end <= c["start_s"] or begin >= c["end_s"] for c in other.cycles)


@pytest.mark.parametrize("move", MOVES)
def test_feet_stand_on_the_floor(body, move):
    track, person = script(clip_of(move)), figure(body)
    for t in np.arange(2.5, min(track.t, 12), 0.4):
        channels, _ = track.at(t)
        posed = person.pose(channels, t)
        for s in "LR":
            heights = [posed.mark(name + s)[2] for name in ("heel_", "ball_")]
            # On its way up a foot may graze the floor.
            assert min(heights) > -0.025, (t, s)
            if channels["free_" + s] == channels["lift_" + s] == channels["heel_" + s] == 0:
                assert np.abs(heights).max() < 0.01, (t, s)


@pytest.mark.parametrize("sign", SIGN.values())
def test_drives_come_apart_as_they_were_put_together(sign):
    rng = np.random.default_rng(0)
    for raised, plane, twist in rng.uniform((5, -40, -80), (170, 130, 80), (100, 3)):
        assert np.allclose(angles_of(swing(raised, plane, sign) @ turn_z(sign * twist), sign), (raised, plane, twist))


def test_the_truth_of_a_pose_agrees_with_its_channels(body):
    person, rng = figure(body), np.random.default_rng(1)
    for _ in range(40):
        asked = {"arm_B": 1}
        asked |= {f"raise_{s}": rng.uniform(45, 150) for s in "LR"} | {
            f"plane_{s}": rng.uniform(-20, 120) for s in "LR"
        }
        asked |= {f"elbow_{s}": rng.uniform(3, 130) for s in "LR"} | {f"twist_{s}": rng.uniform(-60, 80) for s in "LR"}
        asked |= {
            "wrist_up_L": rng.uniform(-60, 60),
            "free_R": 1,
            "hip_R": rng.uniform(-10, 90),
            "facing": rng.uniform(-90, 90),
        }
        asked |= {
            "knee_R": rng.uniform(5, 120),
            "ankle_R": rng.uniform(-30, 20),
            "turn": 0,
            "rot": rng.uniform(-50, 50),
        }
        channels = rest("standing") | for_sides(asked, "left")
        truth = angles.measure(person.pose(channels, 0))
        for s in "LR":
            assert truth["arm_raise_" + s] == pytest.approx(channels["raise_" + s], abs=0.1)
            assert truth["arm_plane_" + s] == pytest.approx(channels["plane_" + s], abs=0.1)
            assert truth["elbow_flex_" + s] == pytest.approx(channels["elbow_" + s], abs=0.1)
            assert truth["elbow_" + s] == pytest.approx(180 - channels["elbow_" + s], abs=0.1)
        assert truth["wrist_bend_L"] == pytest.approx(channels["wrist_up_L"], abs=0.5)
        assert truth["knee_flex_R"] == pytest.approx(channels["knee_R"], abs=0.1)
        assert truth["ankle_R"] == pytest.approx(channels["ankle_R"], abs=0.5)
        assert truth["neck_rot"] == pytest.approx(channels["rot"], abs=0.1)
        assert truth["facing"] == pytest.approx(channels["facing"], abs=0.1)


@pytest.mark.parametrize("column", ["trunk_turn", "trunk_side", "neck_lat", "weight_m", "facing"])
def test_the_truth_of_who_is_mirrored_is_mirrored(body, column):
    person = figure(body)
    left, right = (
        person.pose(
            rest("standing") | for_sides(dict(turn=20, side=15, lat=10, shift=0.08), side) | dict(facing=facing), 0
        )
        for side, facing in (("left", 30), ("right", -30))
    )
    a, b = (angles.measure(posed)[column] for posed in (left, right))
    assert a > 0 and a == pytest.approx(-b, abs=0.02 * abs(a) + 0.3 * (column != "weight_m"))


def test_a_name_says_all_of_a_clip():
    seen = set()
    for make in whole_sets.SETS.values():
        for errand in make():
            for clip in errand.clips:
                again = whole.clip_of(clip.name())
                again.reps = clip.reps
                assert again == clip
                assert clip.name() not in seen
                seen.add(clip.name())


@pytest.mark.parametrize(
    "name", ["s200_dance_correct_standing_front", "s200_squat_lazy_standing_front", "s200_arm_side_correct_sitting"]
)
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(ValueError, match=name):
        whole.clip_of(name)


def test_the_sets_hold_what_they_promise():
    tuning, checking = (whole_sets.SETS[name]() for name in ("whole_tuning", "whole_checking"))
    assert not {e.seed for e in tuning} & {e.seed for e in checking}
    assert all(e.seed >= 100 for e in [*tuning, *checking])
    clips = [c for e in checking for c in e.clips]
    assert len(MOVES) >= 20 and {c.movement for c in clips} == set(TABLE)
    for move in MOVES:
        own = [c for c in clips if c.movement == move]
        assert len({c.seed for c in own}) == 8
        assert {c.modifier for c in own} >= set(movements.modifiers())
        assert {(c.fault, c.size) for c in own if c.fault} == {(f, s) for f in TABLE[move].faults for s in SIZES}
        assert {c.view for c in own} == set(TABLE[move].views)
        assert {c.posture for c in own} == set(TABLE[move].postures)


@pytest.mark.parametrize("frame", sorted({m.frame for m in TABLE.values()}))
def test_a_camera_sees_its_frame(frame):
    from clips.projection import H, W, look_at, persp

    f = stage.FRAMES[frame]
    for seed in range(20):
        eye, target, fov, yaw = stage.camera(frame, 1.75, 0.0, np.zeros(2), np.random.default_rng(seed))
        assert 0.5 < np.hypot(*eye[:2]) < 5 and f.fov[0] <= fov <= f.fov[1] and abs(yaw) <= f.yaw
        for x in (-f.aside, f.aside):
            for z in (max(f.below, 0) * 1.75, f.above * 1.75):
                at = persp(np.radians(fov), W, H) @ look_at(eye, target) @ np.array([x, 0, z, 1])
                assert (np.abs(at[:2]) < at[3]).all(), (seed, x, z)
