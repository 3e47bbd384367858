/** What was done in each step and side, and what was not as the guide says. */
import type { GuidePage, SavedSession, SavedStep } from "../session/protocol";
import { clockText, t } from "../text";
import { type Remark, remarksOf, titleOf } from "./summary";

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;

export function Steps({ session, guide }: { session: SavedSession; guide: GuidePage | null }) {
  return (
    <ul class="doses">
      {session.steps.map((step) => (
        <li key={`${step.step} ${step.side}`} class="card">
          <Dose session={session} step={step} guide={guide} />
        </li>
      ))}
    </ul>
  );
}

function Dose({ session, step, guide }: { session: SavedSession; step: SavedStep; guide: GuidePage | null }) {
  const { broken, unseen } = remarksOf(session, step);
  const figures = [
    ...(step.hold_s > 0 ? [t("end.held", { seconds: tenths(step.hold_s) })] : []),
    ...(step.reps !== null ? [t("end.reps", { count: step.reps })] : []),
  ];
  return (
    <>
      <div class="dose-head">
        <h3>{titleOf(step, guide, (side) => t(`end.side.${side}`))}</h3>
        <span class={`verdict ${step.verdict}`}>{t(`end.verdict.${step.verdict}`)}</span>
      </div>
      {figures.length > 0 && <p class="quiet small">{figures.join(" · ")}</p>}
      {broken.map((remark) => (
        <p key={remark.text} class="remark broken">
          <span class="small">{brokenText(remark)}</span> {remark.text}
        </p>
      ))}
      {/* On the clock, and without a neutral, nothing was seen: the page says that once, above. */}
      {session.session.source === "camera" && !session.no_neutral && <Unseen remarks={unseen} />}
    </>
  );
}

/** One box for each reason. */
function Unseen({ remarks }: { remarks: Remark[] }) {
  const reasons = [...new Set(remarks.map((remark) => remark.reason))];
  return (
    <>
      {reasons.map((reason) => (
        <div key={reason ?? ""} class="remark unseen">
          <span class="small">{reason ? t("end.unseen_reason", { reason }) : t("end.unseen")}</span>
          <ul>
            {remarks
              .filter((remark) => remark.reason === reason)
              .map((remark) => (
                <li key={remark.text}>{remark.text}</li>
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function brokenText(remark: Remark): string {
  return t("end.broken", { times: remark.at_s.map(clockText).join(", "), seconds: tenths(remark.broken_s) });
}
