/** Why something was not seen, in the page's language: the judge says it in English. */
import { language, t } from "../text";

/** By the words of `crates/measure/src/measures.rs`. */
export const REASONS = {
  "the picture stands still": "reason.frozen",
  "nobody in the picture": "reason.nobody",
  "no neutral": "reason.no_neutral",
  "the face is hidden": "reason.face",
  "it is too dark": "reason.too_dark",
  "it is too bright": "reason.too_bright",
  "the face is too small in the picture": "reason.small_face",
  "a shoulder is outside the picture": "reason.shoulders",
  "the arms are outside the picture": "reason.arms",
  "hips or legs are outside the picture": "reason.legs",
  "it can't be seen from this side": "reason.other_view",
  "seen from the front; this step is judged from the side": "reason.seen_from_front",
  "seen from the side; this step is judged from the front": "reason.seen_from_side",
  "seen from the other side than this step is judged from": "reason.seen_from_other_side",
  "an arm covers the shoulder": "reason.arm_over_shoulder",
  "the head is turned or tilted": "reason.head_moved",
  "the trunk leans or has moved aside": "reason.trunk_moved",
  "not seen surely enough": "reason.unsure",
  "too few frames": "reason.too_few_frames",
  "not supported yet": "reason.not_measured",
} as const;

/** Null where the page has no words for it in its language. */
export function reasonText(english: string): string | null {
  if (Object.hasOwn(REASONS, english)) return t(REASONS[english as keyof typeof REASONS]);
  return language === "en" ? english : null;
}
