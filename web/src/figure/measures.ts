/** The table of measures of `crates/body/src/measure.rs`, as far as the page needs it; `make record` writes it. */
export interface Facts {
  /** Its sign tells the side: to the right is positive. */
  bySign: boolean;
  /** The same measure of the other side; itself where it has none. */
  twin: string;
}

export const MEASURES = {
  neck_flexion_deg: { bySign: false, twin: "neck_flexion_deg" },
  neck_lateral_flexion_deg: { bySign: true, twin: "neck_lateral_flexion_deg" },
  neck_rotation_deg: { bySign: true, twin: "neck_rotation_deg" },
  head_azimuth_deg: { bySign: true, twin: "head_azimuth_deg" },
  head_depression_deg: { bySign: false, twin: "head_depression_deg" },
  trunk_lean_deg: { bySign: true, twin: "trunk_lean_deg" },
  trunk_rotation_deg: { bySign: true, twin: "trunk_rotation_deg" },
  shoulder_elevation_left_sw: { bySign: false, twin: "shoulder_elevation_right_sw" },
  shoulder_elevation_right_sw: { bySign: false, twin: "shoulder_elevation_left_sw" },
  shoulder_retraction: { bySign: false, twin: "shoulder_retraction" },
  elbow_flexion_left_deg: { bySign: false, twin: "elbow_flexion_right_deg" },
  elbow_flexion_right_deg: { bySign: false, twin: "elbow_flexion_left_deg" },
  wrist_gap_sw: { bySign: false, twin: "wrist_gap_sw" },
  wrist_height_sw: { bySign: false, twin: "wrist_height_sw" },
  breath: { bySign: false, twin: "breath" },
  neck_tilt_deg: { bySign: true, twin: "neck_tilt_deg" },
  head_speed_deg_s: { bySign: false, twin: "head_speed_deg_s" },
} as const satisfies Record<string, Facts>;

export type MeasureName = keyof typeof MEASURES;
