/** What the page says at each moment. A cue's words are the judge's own. */
import { t } from "../text";
import type { Moment } from "./moments";

/** Null: a sound is enough. */
export function wordsOf(moment: Moment): string | null {
  switch (moment.kind) {
    case "hint":
      return t(`session.hint.${moment.name}`);
    case "neutral":
      return t("session.neutral");
    case "step": {
      const { title, side, other_side } = moment;
      if (side === null) return t("session.say.ready", { title });
      const name = t(`session.side.${side}`);
      return other_side ? t("session.say.switch", { side: name }) : t("session.say.ready_side", { title, side: name });
    }
    case "start":
      return null;
    case "half":
      return t("session.say.half");
    case "goal":
      return t(moment.more ? "session.say.goal_more" : "session.say.goal");
    case "rep":
      return String(moment.count);
    case "reps_goal":
      return t("session.say.reps_goal", { count: moment.count });
    case "cue":
      return moment.text;
    case "all_done":
      return t("session.say.all_done");
  }
}
