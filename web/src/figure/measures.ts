/** The table of measures of `crates/body/src/measure.rs`, as far as the page needs it; `WRITE=1 cargo test -p body` writes it. */
export interface Facts {
  /** The part of the body that it tells of. */
  part: "head" | "shoulders" | "arms" | "trunk" | "legs" | "whole";
  unit: "deg" | "sw" | "deg/s" | "index";
  /** Its sign tells the side: to the right is positive. */
  bySign: boolean;
  /** The same measure of the other side; itself where it has none. */
  twin: string;
}

export const MEASURES = {
  neck_flexion_deg: { part: "head", unit: "deg", bySign: false, twin: "neck_flexion_deg" },
  neck_lateral_flexion_deg: { part: "head", unit: "deg", bySign: true, twin: "neck_lateral_flexion_deg" },
  neck_rotation_deg: { part: "head", unit: "deg", bySign: true, twin: "neck_rotation_deg" },
  head_azimuth_deg: { part: "head", unit: "deg", bySign: true, twin: "head_azimuth_deg" },
  head_depression_deg: { part: "head", unit: "deg", bySign: false, twin: "head_depression_deg" },
  trunk_lean_deg: { part: "trunk", unit: "deg", bySign: true, twin: "trunk_lean_deg" },
  trunk_rotation_deg: { part: "trunk", unit: "deg", bySign: true, twin: "trunk_rotation_deg" },
  shoulder_elevation_left_sw: { part: "shoulders", unit: "sw", bySign: false, twin: "shoulder_elevation_right_sw" },
  shoulder_elevation_right_sw: { part: "shoulders", unit: "sw", bySign: false, twin: "shoulder_elevation_left_sw" },
  shoulder_retraction: { part: "shoulders", unit: "index", bySign: false, twin: "shoulder_retraction" },
  elbow_flexion_left_deg: { part: "arms", unit: "deg", bySign: false, twin: "elbow_flexion_right_deg" },
  elbow_flexion_right_deg: { part: "arms", unit: "deg", bySign: false, twin: "elbow_flexion_left_deg" },
  wrist_gap_sw: { part: "arms", unit: "sw", bySign: false, twin: "wrist_gap_sw" },
  wrist_height_sw: { part: "arms", unit: "sw", bySign: false, twin: "wrist_height_sw" },
  breath: { part: "trunk", unit: "index", bySign: false, twin: "breath" },
  neck_tilt_deg: { part: "head", unit: "deg", bySign: true, twin: "neck_tilt_deg" },
  head_speed_deg_s: { part: "head", unit: "deg/s", bySign: false, twin: "head_speed_deg_s" },
  arm_abduction_left_deg: { part: "arms", unit: "deg", bySign: false, twin: "arm_abduction_right_deg" },
  arm_abduction_right_deg: { part: "arms", unit: "deg", bySign: false, twin: "arm_abduction_left_deg" },
  arm_flexion_left_deg: { part: "arms", unit: "deg", bySign: false, twin: "arm_flexion_right_deg" },
  arm_flexion_right_deg: { part: "arms", unit: "deg", bySign: false, twin: "arm_flexion_left_deg" },
  elbow_bend_left_deg: { part: "arms", unit: "deg", bySign: false, twin: "elbow_bend_right_deg" },
  elbow_bend_right_deg: { part: "arms", unit: "deg", bySign: false, twin: "elbow_bend_left_deg" },
  wrist_height_left_sw: { part: "arms", unit: "sw", bySign: false, twin: "wrist_height_right_sw" },
  wrist_height_right_sw: { part: "arms", unit: "sw", bySign: false, twin: "wrist_height_left_sw" },
  elbow_across_left_sw: { part: "arms", unit: "sw", bySign: false, twin: "elbow_across_right_sw" },
  elbow_across_right_sw: { part: "arms", unit: "sw", bySign: false, twin: "elbow_across_left_sw" },
  hand_to_head_left_sw: { part: "arms", unit: "sw", bySign: false, twin: "hand_to_head_right_sw" },
  hand_to_head_right_sw: { part: "arms", unit: "sw", bySign: false, twin: "hand_to_head_left_sw" },
  hand_to_other_shoulder_left_sw: { part: "arms", unit: "sw", bySign: false, twin: "hand_to_other_shoulder_right_sw" },
  hand_to_other_shoulder_right_sw: { part: "arms", unit: "sw", bySign: false, twin: "hand_to_other_shoulder_left_sw" },
  hand_to_other_elbow_left_sw: { part: "arms", unit: "sw", bySign: false, twin: "hand_to_other_elbow_right_sw" },
  hand_to_other_elbow_right_sw: { part: "arms", unit: "sw", bySign: false, twin: "hand_to_other_elbow_left_sw" },
  trunk_side_bend_deg: { part: "trunk", unit: "deg", bySign: true, twin: "trunk_side_bend_deg" },
  trunk_flexion_deg: { part: "trunk", unit: "deg", bySign: false, twin: "trunk_flexion_deg" },
  hip_flexion_left_deg: { part: "legs", unit: "deg", bySign: false, twin: "hip_flexion_right_deg" },
  hip_flexion_right_deg: { part: "legs", unit: "deg", bySign: false, twin: "hip_flexion_left_deg" },
  knee_flexion_left_deg: { part: "legs", unit: "deg", bySign: false, twin: "knee_flexion_right_deg" },
  knee_flexion_right_deg: { part: "legs", unit: "deg", bySign: false, twin: "knee_flexion_left_deg" },
  ankle_flexion_left_deg: { part: "legs", unit: "deg", bySign: false, twin: "ankle_flexion_right_deg" },
  ankle_flexion_right_deg: { part: "legs", unit: "deg", bySign: false, twin: "ankle_flexion_left_deg" },
  heel_rise_left_sw: { part: "legs", unit: "sw", bySign: false, twin: "heel_rise_right_sw" },
  heel_rise_right_sw: { part: "legs", unit: "sw", bySign: false, twin: "heel_rise_left_sw" },
  stance_width_sw: { part: "legs", unit: "sw", bySign: false, twin: "stance_width_sw" },
  foot_lift_sw: { part: "legs", unit: "sw", bySign: true, twin: "foot_lift_sw" },
  weight_shift_sw: { part: "legs", unit: "sw", bySign: true, twin: "weight_shift_sw" },
  thigh_upright: { part: "legs", unit: "index", bySign: false, twin: "thigh_upright" },
  facing_deg: { part: "whole", unit: "deg", bySign: true, twin: "facing_deg" },
  chin_back_sw: { part: "head", unit: "sw", bySign: false, twin: "chin_back_sw" },
} as const satisfies Record<string, Facts>;

export type MeasureName = keyof typeof MEASURES;
