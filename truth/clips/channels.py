"""The channels of a whole body: one number each, by which a movement says what a person does.

Degrees unless it is said otherwise; shares are 0 to 1. A channel of a side has it at its end: `raise_L`.
"""

MIDLINE = {
    "facing": "turned to the own left, from the camera",
    "dx": "metres aside, with feet and chair",
    "sit": "share: 0 stands, 1 sits",
    "squat": "bend of both knees under the weight",
    "shift": "metres of the hips to the left of the feet",
    "ahead": "metres of the hips before the feet",
    "pelvis_turn": "hips turned to the left over the feet",
    "hinge": "pelvis, and all above it, forward over the hips",
    "fwd": "spine bent forward",
    "side": "spine bent to the left",
    "turn": "spine turned to the left",
    "curve": "back rounded, arched where negative, the hips along with it",
    "flex": "head down against the thorax",
    "rot": "head turned to the left",
    "lat": "head tilted to the left",
    "slide": "metres of the head forward over the thorax, level",
}
OF_A_SIDE = {
    "elev": "collarbone up",
    "pro": "collarbone forward",
    "arm": "share: the arm leaves its rest for the six angles below",
    "raise": "upper arm from hanging, against the line from hips to neck",
    "plane": "where the arm is raised: 0 sideways, 90 forward, more across, less behind",
    "twist": "upper arm turned outward: a forearm that pointed forward points up",
    "elbow": "bend",
    "pronate": "thumb turned in",
    "wrist_up": "hand to its back",
    "wrist_aside": "hand to the thumb",
    "fist": "share",
    "spread": "share of fingers spread",
    "free": "share: the leg leaves the floor for the four angles below",
    "hip": "thigh forward from the pelvis",
    "out": "thigh outward",
    "knee": "bend",
    "ankle": "toes up",
    "heel": "foot up over its ball",
    "back": "metres of the foot behind its place",
    "apart": "metres of the foot outward",
    "lift": "metres of the foot over the floor, on the way to another place",
    "inward": "knee that falls in",
}
# What says nothing while its share is 0.
UNDER = {
    "arm": ("raise", "plane", "twist", "elbow", "pronate", "wrist_up", "wrist_aside"),
    "free": ("hip", "out", "knee", "ankle"),
}
# Where a hand can be, as a share of the way there.
PLACES = ("head", "ear", "face", "collar", "other_shoulder", "other_elbow", "hem", "waist", "thigh", "foot")
SIDES = ("L", "R")
CHANNELS = (
    *MIDLINE,
    *(f"{name}_{side}" for name in OF_A_SIDE for side in SIDES),
    *(f"to_{place}_{side}" for place in PLACES for side in SIDES),
)
KNOWN = frozenset(CHANNELS)


def rest(posture, facing=0.0):
    """All channels of somebody who sits or stands at rest."""
    return dict.fromkeys(CHANNELS, 0.0) | {"sit": 1.0 if posture == "sitting" else 0.0, "facing": facing}


def for_sides(values, side):
    """Names that end in _S (the side), _O (the other) or _B (both) as channels of L and R; without a side S is L."""
    own = "R" if side == "right" else "L"
    ends = {"_S": [own], "_O": ["L" if own == "R" else "R"], "_B": list(SIDES)}
    turned = -1.0 if own == "R" else 1.0
    out = {}
    for name, value in values.items():
        if name[-2:] in ends:
            out |= {f"{name[:-2]}_{s}": value for s in ends[name[-2:]]}
        elif name in SIGNED:
            out[name] = value * turned
        else:
            out[name] = value
    return out


# Of the midline, what is to the left when it is plus: a movement to the right has it the other way round.
SIGNED = frozenset({"dx", "shift", "pelvis_turn", "side", "turn", "rot", "lat", "facing_by"})
