/** The table of measures of `crates/body/src/measure.rs`, as far as the page needs it; `WRITE=1 cargo test -p body` writes it. */
export interface Facts {
  /** The part of the body that it tells of. */
  part: "head" | "shoulders" | "arms" | "trunk";
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
} as const satisfies Record<string, Facts>;

export type MeasureName = keyof typeof MEASURES;
