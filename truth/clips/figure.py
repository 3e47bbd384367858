"""A whole person in motion: turns channels into the pose of a skeleton, with breath and small sway."""

import math

import numpy as np

from .channels import PLACES, SIDES
from .maths import D2R, Noise1D, ease, unit
from .places import place
from .skeleton import (
    DOWN,
    HANGING,
    LEFT,
    SIGN,
    Posed,
    Skeleton,
    about,
    angles_of,
    bend,
    between,
    cross,
    frame,
    in_line,
    part_of,
    reach,
    split_twist,
    swing,
    turn_x,
    turn_y,
    turn_z,
    twist_about,
)

SPINE = {"spine05": 0.30, "spine04": 0.2, "spine03": 0.2, "spine02": 0.2, "spine01": 0.1}
NECK = {"neck01": 0.24, "neck02": 0.24, "neck03": 0.24, "head": 0.28}
TOES_OUT = 7.0
# Knees of people who stand are not quite straight.
SOFT_KNEE = 4.0
# Of the range of a raised arm, the share that the collarbone does: about 25 of 180 degrees (Ludewig 2009).
COLLARBONE_SHARE, COLLARBONE_FROM = 0.17, 30.0
NOISE = dict(
    flex=(0.05, 0.35, 0.7), rot=(0.05, 0.35, 0.7), lat=(0.05, 0.3, 0.5), fwd=(0.04, 0.2, 0.5), side=(0.04, 0.2, 0.4),
    turn=(0.03, 0.15, 0.4), elev_L=(0.05, 0.3, 0.3), elev_R=(0.05, 0.3, 0.3), pro_L=(0.05, 0.3, 0.3),
    pro_R=(0.05, 0.3, 0.3), shift=(0.05, 0.25, 0.003),
)  # fmt: skip


class Figure:
    """`skeleton` at rest, `marks`: name -> (bone, place at rest), `ground`: height of the soles at rest, metres."""

    def __init__(self, skeleton: Skeleton, marks, ground, rng):
        self.skeleton, self.marks, self.ground = skeleton, marks, ground
        self.noise = {name: Noise1D(rng, *band) for name, band in NOISE.items()}
        self.breath_hz, self.breath_from = rng.uniform(0.20, 0.25), rng.uniform(0, 1)
        self.head_at_rest = rng.uniform(-2, 4)
        at = skeleton.at_rest
        self.arms, self.legs = {}, {}
        for s in SIDES:
            shoulder, elbow, wrist = at("upperarm01." + s), at("lowerarm01." + s), at("wrist." + s)
            fingers = unit(at("finger3-1." + s) - wrist)
            across = at("finger2-1." + s) - at("finger5-1." + s)
            upper, lower = unit(elbow - shoulder), unit(wrist - elbow)
            hinge = cross(lower, upper)
            self.arms[s] = dict(
                lengths=(np.linalg.norm(elbow - shoulder), np.linalg.norm(wrist - elbow)),
                hand=np.linalg.norm(at("finger3-1." + s) - wrist),
                upper=frame(upper, hinge), lower=frame(lower, hinge), fingers=frame(fingers, across),
                halves=halves(at, "upperarm01", "upperarm02", "lowerarm01", s),
                lower_halves=halves(at, "lowerarm01", "lowerarm02", "wrist", s),
                knuckles=unit(across - fingers * (across @ fingers)), fingers_along=fingers,
            )  # fmt: skip
            hip, knee, ankle = at("upperleg01." + s), at("lowerleg01." + s), at("foot." + s)
            thigh, shin = unit(knee - hip), unit(ankle - knee)
            self.legs[s] = dict(
                lengths=(np.linalg.norm(knee - hip), np.linalg.norm(ankle - knee)), thigh=frame(thigh, LEFT),
                shin=frame(shin, LEFT), ankle=ankle[2] - ground,
                halves=halves(at, "upperleg01", "upperleg02", "lowerleg01", s),
                # Where the foot rolls when its heel is raised, seen from the ankle.
                ball=np.array([0.0, marks["ball_" + s][1][1] - ankle[1], ground - ankle[2]]),
            )  # fmt: skip
        self.half_stance = 0.5 * abs(at("upperleg01.L")[0] - at("upperleg01.R")[0]) + 0.02

    def breath(self, t):
        """Phase and volume, 0 to 1: in for 40 % of the time, out for the rest."""
        phase = (self.breath_hz * t + self.breath_from) % 1.0
        return phase, ease(phase / 0.4) if phase < 0.4 else 1 - ease((phase - 0.4) / 0.6)

    def pose(self, channels, t):
        """The posed skeleton, metres: floor at z 0, feet of who stands around x 0 and y 0."""
        ch = dict(channels)
        for name, noise in self.noise.items():
            ch[name] += noise(t)
        _, breath = self.breath(t)
        for s in SIDES:
            ch["elev_" + s] += 1.6 * breath
        local = self.trunk(ch, breath)
        posed = Posed(self.skeleton, local, np.zeros(3), self.marks)
        root = self.hips(ch, posed)
        posed.move(np.eye(3), root)
        for s in SIDES:
            self.leg(local, ch, s, posed)
        posed = Posed(self.skeleton, local, root, self.marks)
        # An arm whose hand goes to the other elbow comes after that other arm.
        for s in sorted(SIDES, key=lambda s: ch["to_other_elbow_" + s]):
            if ch["to_other_elbow_" + s] > 0:
                posed = Posed(self.skeleton, local, root, self.marks)
            self.arm(local, ch, s, posed)
        posed = Posed(self.skeleton, local, root, self.marks)
        posed.move(turn_z(ch["facing"]), np.array([ch["dx"], 0.0, 0.0]))
        return posed

    def trunk(self, ch, breath):
        # A back that is rounded or arched takes the pelvis the other way by two fifths of it.
        local = {"root": turn_z(ch["pelvis_turn"]) @ turn_x(ch["hinge"] + sit_lean(ch["sit"]) - 0.4 * ch["curve"])}
        spine = bend(ch["turn"], ch["side"], ch["fwd"] + ch["curve"] - 0.8 * (breath - 0.5))
        local |= {bone: part_of(spine, share) for bone, share in SPINE.items()}
        neck = bend(ch["rot"], ch["lat"], ch["flex"] + self.head_at_rest + 0.8 * (breath - 0.5))
        local |= {bone: part_of(neck, share) for bone, share in NECK.items()}
        at = self.skeleton.at_rest
        # The neck leans and the head leans back by as much: the head slides.
        lean = math.degrees(math.asin(np.clip(ch["slide"] / np.linalg.norm(at("head") - at("neck01")), -0.7, 0.7)))
        local["neck01"], local["head"] = turn_x(lean) @ local["neck01"], local["head"] @ turn_x(-lean)
        for s in SIDES:
            raised = ch["arm_" + s] * ch["raise_" + s]
            raised += sum(ch[f"to_{name}_{s}"] * RISE[name] for name in PLACES)
            up = ch["elev_" + s] + COLLARBONE_SHARE * max(raised - COLLARBONE_FROM, 0)
            local["clavicle." + s] = turn_z(-SIGN[s] * ch["pro_" + s]) @ turn_y(-SIGN[s] * up)
        eyes = turn_x(0.15 * ch["flex"])
        local["eye.L"] = local["eye.R"] = eyes
        return local

    def hips(self, ch, posed):
        """Where the root goes so that the feet can stand on the floor."""
        upper, lower = self.legs["L"]["lengths"]
        bend, lean = knee_bend(ch), shin_lean(ch)
        middle = (posed.joint("upperleg01.L") + posed.joint("upperleg01.R")) / 2
        # Who leans forward takes the hips back, to keep the weight over the feet.
        over = math.sin(ch["hinge"] * D2R) * (1 - ch["sit"]) * 0.13
        back = upper * math.sin((bend - lean) * D2R) - lower * math.sin(lean * D2R) + over - ch["ahead"]
        heights = []
        for s in SIDES:
            a, b = self.legs[s]["lengths"]
            far = math.sqrt(a * a + b * b + 2 * a * b * math.cos(max(bend, SOFT_KNEE) * D2R))
            foot, _ = self.planted(ch, s)
            hip = np.array([ch["shift"], back, 0.0]) + posed.joint("upperleg01." + s) - middle
            aside = np.hypot(*(hip - foot)[:2])
            # A leg in the air holds nothing down.
            heights.append(foot[2] - hip[2] + math.sqrt(max(far**2 - aside**2, 0.01)) + 0.4 * ch["free_" + s])
        return np.array([ch["shift"], back, min(heights)]) - middle

    def planted(self, ch, s):
        """Ankle and turn of a foot that stands."""
        sign, leg = SIGN[s], self.legs[s]
        flat, rolled = turn_z(sign * TOES_OUT), turn_z(sign * TOES_OUT) @ turn_x(ch["heel_" + s])
        place = np.array(
            [sign * (self.half_stance + ch["apart_" + s]), ch["back_" + s], leg["ankle"] + ch["lift_" + s]]
        )
        return place + flat @ leg["ball"] - rolled @ leg["ball"], rolled

    def leg(self, local, ch, s, posed):
        sign, leg, free = SIGN[s], self.legs[s], float(np.clip(ch["free_" + s], 0, 1))
        pelvis = posed.turn("root")
        foot, sole = self.planted(ch, s)
        pole = turn_z(sign * (TOES_OUT - ch["inward_" + s])) @ np.array([0.0, -1.0, 0.0])
        # Of a sitting person the knees point up as well.
        pole = unit(pole + np.array([0, 0, 0.8]) * ch["sit"])
        along, down, hinge = reach(posed.joint("upperleg01." + s), foot, *leg["lengths"], pole)
        thigh, shin = frame(along, hinge), frame(down, hinge)
        lifted = pelvis @ turn_y(-sign * ch["out_" + s]) @ turn_x(-ch["hip_" + s]) @ HANGING
        lifted_shin = about(lifted[:, 1], ch["knee_" + s]) @ lifted
        # Forward, left and up of a foot at a right angle to its shin, then its toes up.
        held = np.stack([lifted_shin[:, 1], -lifted_shin[:, 2], -lifted_shin[:, 0]], 1) @ turn_x(-ch["ankle_" + s])
        to_shin = between(thigh.T @ shin, lifted.T @ lifted_shin, free)
        to_foot = between(shin.T @ sole, lifted_shin.T @ held, free)
        thigh = between(thigh, lifted, free)
        shin = thigh @ to_shin
        whole = thigh @ leg["thigh"].T
        half, whole = split_twist(pelvis, whole, leg["halves"])
        below, foot_turn = shin @ leg["shin"].T, shin @ to_foot
        local["upperleg01." + s], local["upperleg02." + s] = pelvis.T @ half, half.T @ whole
        local["lowerleg01." + s], local["foot." + s] = whole.T @ below, below.T @ foot_turn
        for toe in range(1, 6):
            local[f"toe{toe}-1.{s}"] = turn_x(-ch["heel_" + s] * (1 - free))

    def arm(self, local, ch, s, posed):
        sign, arm = SIGN[s], self.arms[s]
        trunk = posed.trunk()
        shoulder = posed.joint("upperarm01." + s)
        angles, hand = self.arm_at_rest(ch, s, posed, trunk)
        share = float(np.clip(ch["arm_" + s], 0, 1))
        asked = np.array([ch[f"{name}_{s}"] for name in ("raise", "plane", "twist", "elbow")])
        angles = angles * (1 - share) + asked * share
        hand = between(hand, hand_of(ch["pronate_" + s], ch["wrist_up_" + s], ch["wrist_aside_" + s], sign), share)
        for name in PLACES:
            share = float(np.clip(ch[f"to_{name}_{s}"], 0, 1))
            if share > 0:
                there, hand_there = self.arm_to(place(name, posed, trunk, s), shoulder, trunk, s)
                there[2] = angles[2] + (there[2] - angles[2] + 180) % 360 - 180
                angles, hand = angles * (1 - share) + there * share, between(hand, hand_there, share)
        drive = trunk @ swing(angles[0], angles[1], sign) @ turn_z(sign * angles[2]) @ HANGING
        fore = about(drive[:, 1], -angles[3]) @ drive
        whole, below = drive @ arm["upper"].T, fore @ arm["lower"].T
        carrier = posed.turn("shoulder01." + s)
        half, whole = split_twist(carrier, whole, arm["halves"])
        local["upperarm01." + s], local["upperarm02." + s] = carrier.T @ half, half.T @ whole
        palm = fore @ hand @ arm["fingers"].T
        along = fore[:, 0]
        turned = about(along, 0.5 * twist_about(palm @ below.T, along)) @ below
        below, turned = in_line(below, turned, arm["lower_halves"], along)
        local["lowerarm01." + s] = whole.T @ below
        local["lowerarm02." + s], local["wrist." + s] = below.T @ turned, turned.T @ palm
        self.fingers(local, ch, s)

    def arm_at_rest(self, ch, s, posed, trunk):
        """Angles (raise, plane, twist, elbow) and hand of an arm that hangs, or lies on the thigh."""
        sign, arm, sit = SIGN[s], self.arms[s], float(np.clip(ch["sit"], 0, 1))
        hangs = trunk.T @ DOWN + np.array([sign * 0.13, -0.03, -0.1])
        # An arm hangs straight down, but not through the body of who bends to the other side.
        hangs[0] = sign * max(sign * hangs[0], 0.10)
        hangs = unit(hangs)
        raised, plane = math.degrees(math.acos(-hangs[2])), math.degrees(math.atan2(-hangs[1], sign * hangs[0]))
        hanging = np.array([raised, plane, -12.0, 14.0])
        if sit == 0:
            return hanging, hand_of(22, 0, 0, sign)
        hip, knee = posed.joint("upperleg01." + s), posed.joint("lowerleg01." + s)
        lap = hip + 0.60 * (knee - hip) + np.array([sign * 0.02, 0.0, 0.11])
        pole = trunk @ unit(np.array([sign * 0.75, 0.55, -0.25]))
        upper, lower, hinge = elbow_to(posed.joint("upperarm01." + s), lap, *arm["lengths"], pole)
        lying = bend_angles(trunk, upper, lower, hinge, sign)
        fingers, knuckles = unit(np.array([-sign * 0.30, -0.85, -0.25])), np.array([-sign * 0.9, 0.0, 0.35])
        hand = frame(lower, hinge).T @ frame(posed.turn("root") @ fingers, posed.turn("root") @ knuckles)
        return hanging * (1 - sit) + lying * sit, between(hand_of(22, 0, 0, sign), hand, sit)

    def arm_to(self, goal, shoulder, trunk, s):
        """Angles and hand of an arm whose hand is at a place."""
        sign, arm = SIGN[s], self.arms[s]
        fingers = unit(goal.fingers)
        wrist = goal.point - fingers * arm["hand"]
        upper, lower, hinge = elbow_to(shoulder, wrist, *arm["lengths"], goal.elbow)
        knuckles = sign * cross(fingers, goal.back)
        return bend_angles(trunk, upper, lower, hinge, sign), frame(lower, hinge).T @ frame(fingers, knuckles)

    def fingers(self, local, ch, s):
        arm, share = self.arms[s], float(np.clip(ch["arm_" + s], 0, 1))
        fist, spread = ch["fist_" + s], ch["spread_" + s]
        curl = -SIGN[s] * arm["knuckles"]
        aside = cross(arm["fingers_along"], arm["knuckles"])
        relaxed = 18 * (1 - share) + 6 * share
        for finger in range(2, 6):
            fan = about(aside, (3.3 - finger) * (9 * spread - 10 * fist))
            for joint, at_rest, closed in ((1, 0.9, 82), (2, 1.1, 98), (3, 0.7, 62)):
                open_hand = relaxed * at_rest * (1 - 0.03 * finger) * (1 - spread)
                turn = about(curl, open_hand * (1 - fist) + closed * fist)
                local[f"finger{finger}-{joint}.{s}"] = fan @ turn if joint == 1 else turn
        # The thumb lies over the fingers of a fist, and away from fingers that are spread.
        before_the_palm = about(arm["fingers_along"], SIGN[s] * 35 * fist)
        local["finger1-1." + s] = about(aside, 14 * spread - 15 * fist) @ before_the_palm
        for joint, closed in ((2, -35), (3, -55)):
            local[f"finger1-{joint}.{s}"] = about(aside, closed * fist)


RISE = dict(
    head=110, ear=70, face=40, collar=35, other_shoulder=60, other_elbow=50, hem=25, waist=45, thigh=30, foot=20
)  # fmt: skip


def halves(at, first, second, end, s):
    """Vectors of both halves of a limb at rest."""
    joints = [at(f"{name}.{s}") for name in (first, second, end)]
    return joints[1] - joints[0], joints[2] - joints[1]


def knee_bend(ch):
    return 90.0 * ch["sit"] + ch["squat"]


def shin_lean(ch):
    return min(0.36 * ch["squat"], 28.0) + 20.0 * math.sin(math.pi * float(np.clip(ch["sit"], 0, 1)))


def sit_lean(sit):
    """Degrees by which the trunk leans forward between sitting and standing."""
    return 38.0 * math.sin(math.pi * float(np.clip(sit, 0, 1)))


def elbow_to(shoulder, target, upper, lower, pole):
    """As `reach`; an elbow bends the other way than a knee."""
    first, second, hinge = reach(shoulder, target, upper, lower, pole)
    return first, second, -hinge


def bend_angles(trunk, upper, lower, hinge, sign):
    """(raise, plane, twist, elbow) of an arm whose bones point that way."""
    raised, plane, twist = angles_of(trunk.T @ frame(upper, hinge) @ HANGING.T, sign)
    return np.array([raised, plane, twist, math.degrees(math.acos(np.clip(upper @ lower, -1, 1)))])


def hand_of(pronate, up, aside, sign):
    """The hand in the frame of the forearm: columns are fingers, and knuckles towards the index finger."""
    along, knuckles = np.array([1.0, 0, 0]), np.array([0.0, 0, 1.0])
    knuckles = about(along, sign * pronate) @ knuckles
    fingers = about(knuckles, sign * up) @ along
    turn = about(cross(fingers, knuckles), aside)
    return frame(turn @ fingers, turn @ knuckles)
