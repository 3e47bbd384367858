"""The truth of a posed body: angles and lengths from the centres of its joints.

Names, signs and zeros stand in docs/validation.md.
"""

import math

import numpy as np

from .channels import SIDES
from .maths import Rz, decompose, unit
from .skeleton import SIGN, Posed, cross

UP = np.array([0.0, 0.0, 1.0])
POINTS = {
    "hip": "upperleg01", "knee": "lowerleg01", "ankle": "foot", "knuckle": "finger3-1", "index": "finger2-1",
    "pinky": "finger5-1",
}  # fmt: skip
MARKS = ("heel", "ball", "ear")
MIDLINE = (
    "facing", "head_fwd_m", "head_up_m", "trunk_turn", "trunk_side", "trunk_pitch", "pelvis_pitch", "back_curve",
    "stance_m", "knees_m", "weight_m", "hip_height_m",
)  # fmt: skip
OF_A_SIDE = (
    "arm_raise", "arm_side", "arm_front", "arm_plane", "elbow_flex", "wrist_up_m", "hand_shoulder_m", "hand_elbow_m",
    "hand_ear_m", "hand_head_m", "hip_flex", "hip_side", "knee_flex", "ankle", "heel_m", "toe_m", "knee_height_m",
    "wrist_bend", "wrist_aside", "finger_curl", "finger_spread",
)  # fmt: skip
COLUMNS = MIDLINE + tuple(f"{name}_{side}" for name in OF_A_SIDE for side in SIDES)
OLD_POINTS = {
    "shoulder": "upperarm01", "elbow": "lowerarm01", "wrist": "wrist", "eye": "eye",
}  # fmt: skip


def points(posed: Posed):
    """name -> metres, of every point whose place the truth tells."""
    out = {f"{name}_{s}": posed.joint(f"{bone}.{s}") for name, bone in {**OLD_POINTS, **POINTS}.items() for s in SIDES}
    out |= {f"{name}_{s}": posed.mark(f"{name}_{s}") for name in MARKS for s in SIDES}
    return out | {"neck": posed.joint("neck01"), "head": posed.joint("head"), "nose": posed.mark("nose")}


def measure(posed: Posed, camera_yaw=0.0):
    """All of COLUMNS, and the columns of clips of desks. `camera_yaw`: bearing of the camera, degrees."""
    p = points(posed)
    mid = lambda name: (p[name + "_L"] + p[name + "_R"]) / 2
    pelvis, thorax, head = posed.turn("root"), posed.turn("spine01"), posed.turn("head")
    hips_left = unit((p["hip_L"] - p["hip_R"]) * [1, 1, 0])
    ahead = cross(hips_left, UP)
    line = unit(p["neck"] - mid("hip"))
    trunk = posed.trunk()
    out = dict(
        # The camera stands at -y; who turns to the left turns from it about z.
        facing=wrapped(bearing(hips_left) - camera_yaw),
        trunk_turn=wrapped(bearing((p["shoulder_L"] - p["shoulder_R"]) * [1, 1, 0]) - bearing(hips_left)),
        trunk_side=degrees(line @ hips_left, line @ UP),
        trunk_pitch=degrees(line @ ahead, line @ UP),
        pelvis_pitch=decompose(pelvis)[2],
        back_curve=decompose(pelvis.T @ thorax)[2],
        hip_height_m=mid("hip")[2],
        stance_m=abs((p["ankle_L"] - p["ankle_R"]) @ hips_left),
        knees_m=abs((p["knee_L"] - p["knee_R"]) @ hips_left),
        weight_m=(mid("hip") - mid("ankle")) @ hips_left,
    )
    ears = thorax.T @ (mid("ear") - p["neck"])
    out |= dict(head_fwd_m=-ears[1], head_up_m=ears[2])
    for s in SIDES:
        out |= {f"{name}_{s}": value for name, value in of_a_side(posed, p, s, trunk, pelvis).items()}
    return out | at_desks(posed, p, pelvis, thorax, head)


def of_a_side(posed, p, s, trunk, pelvis):
    sign, other = SIGN[s], "R" if s == "L" else "L"
    arm = trunk.T @ unit(p["elbow_" + s] - p["shoulder_" + s])
    outward, ahead, down = sign * arm[0], -arm[1], -arm[2]
    thigh, shin = p["knee_" + s] - p["hip_" + s], p["ankle_" + s] - p["knee_" + s]
    # Of the leg: against the line of the trunk, in the sagittal plane of the pelvis.
    left = unit(pelvis[:, 0])
    line = trunk[:, 2] - left * (trunk[:, 2] @ left)
    forward = cross(left, unit(line))
    hand = p["knuckle_" + s]
    shoulders = (p["shoulder_L"][2] + p["shoulder_R"][2]) / 2
    return dict(
        arm_raise=degrees(math.hypot(outward, ahead), down),
        arm_side=degrees(outward, down),
        arm_front=degrees(ahead, down),
        arm_plane=degrees(ahead, outward),
        elbow_flex=angle(p["elbow_" + s] - p["shoulder_" + s], p["wrist_" + s] - p["elbow_" + s]),
        wrist_up_m=p["wrist_" + s][2] - shoulders,
        hand_shoulder_m=far(hand, p["shoulder_" + other]),
        hand_elbow_m=far(hand, p["elbow_" + other]),
        hand_ear_m=far(hand, p["ear_" + s]),
        hand_head_m=far(hand, posed.mark("crown")),
        hip_flex=degrees(thigh @ forward, -(thigh @ unit(line))),
        hip_side=degrees(sign * (thigh @ left), -(thigh @ pelvis[:, 2])),
        knee_flex=angle(thigh, shin),
        ankle=90 - angle(-shin, posed.turn("foot." + s) @ np.array([0.0, -1.0, 0.0])),
        heel_m=p["heel_" + s][2],
        toe_m=p["ball_" + s][2],
        knee_height_m=p["knee_" + s][2],
        **of_a_hand(posed, p, s),
    )


def of_a_hand(posed, p, s):
    sign = SIGN[s]
    fore, hand = unit(p["wrist_" + s] - p["elbow_" + s]), unit(p["knuckle_" + s] - p["wrist_" + s])
    knuckles = p["index_" + s] - p["pinky_" + s]
    # Bent: seen along the knuckles. Aside: from the plane that stands on the back of the hand.
    across = unit(knuckles - hand * (knuckles @ hand))
    back = sign * cross(across, hand)
    curl = []
    for finger in range(2, 6):
        a, b, c = (posed.joint(f"finger{finger}-{joint}.{s}") for joint in (1, 2, 3))
        curl.append(angle(b - a, c - b))
    ends = [posed.joint(f"finger{finger}-3.{s}") - posed.joint(f"finger{finger}-1.{s}") for finger in (2, 5)]
    return dict(
        wrist_bend=-degrees(fore @ back, fore @ hand),
        wrist_aside=-math.degrees(math.asin(np.clip(fore @ across, -1, 1))),
        finger_curl=sum(curl) / len(curl),
        finger_spread=angle(*ends),
    )


def at_desks(posed, p, pelvis, thorax, head):
    """The columns that clips of people at desks have; head and trunk against the way the person faces."""
    faces = Rz(decompose(pelvis)[0])
    rot, lat, flex = decompose(thorax.T @ head)
    head_rot, head_lat, head_flex = decompose(faces.T @ head)
    trunk_rot, trunk_lat, trunk_flex = decompose(faces.T @ thorax)
    line = p["shoulder_L"] - p["shoulder_R"]
    out = dict(
        neck_flex=flex, neck_rot=rot, neck_lat=lat, head_pitch=head_flex, head_yaw=head_rot, head_roll=head_lat,
        trunk_flex=trunk_flex, trunk_lat=trunk_lat, trunk_rot=trunk_rot, wrist_gap_m=far(p["wrist_L"], p["wrist_R"]),
        shoulder_line_deg=math.degrees(math.atan2(line[2], math.hypot(line[0], line[1]))),
        shoulder_width_m=float(np.linalg.norm(line)),
    )  # fmt: skip
    for s in SIDES:
        out["elbow_" + s] = 180 - angle(p["elbow_" + s] - p["shoulder_" + s], p["wrist_" + s] - p["elbow_" + s])
        clavicle = thorax.T @ (p["shoulder_" + s] - p["neck"])
        out["gh_up_" + s], out["gh_fwd_" + s] = clavicle[2], -clavicle[1]
        turned = thorax.T @ posed.turn("clavicle." + s)
        # turned is Rz(-sign * forward) @ Ry(-sign * up).
        out["clav_elev_" + s] = SIGN[s] * math.degrees(math.asin(np.clip(turned[2, 0], -1, 1)))
        out["clav_prot_" + s] = -SIGN[s] * math.degrees(math.atan2(turned[1, 0], turned[0, 0]))
    return out


def degrees(opposite, adjacent):
    return math.degrees(math.atan2(opposite, adjacent))


def angle(a, b):
    return math.degrees(math.acos(np.clip(unit(a) @ unit(b), -1, 1)))


def far(a, b):
    return float(np.linalg.norm(a - b))


def bearing(left):
    """Degrees by which a line that runs to the person's left is turned to the left."""
    return degrees(left[1], left[0])


def wrapped(turn):
    return (turn + 180) % 360 - 180
