/** What was done in each step and side, and what was not as the guide says. */
import { Still } from "../figure/Figure";
import { asSeen, isMeasure } from "../figure/posture";
import type { GuidePage, SavedSession, SavedStep } from "../session/protocol";
import { clockText, t, tenthsText } from "../text";
import { reasonText } from "./reason";
import { type Remark, remarksOf, standingOf, titleOf, type Weak, weakOf } from "./summary";

export function Steps({ session, guide }: { session: SavedSession; guide: GuidePage | null }) {
  const drawn = guide !== null && session.steps.some((step) => weakOf(session, step) !== null);
  return (
    <>
      <ul class="doses">
        {session.steps.map((step) => (
          <li key={`${step.step} ${step.side}`} class="card">
            <Dose session={session} step={step} guide={guide} />
          </li>
        ))}
      </ul>
      {drawn && <p class="quiet small">{t("end.weak.note")}</p>}
    </>
  );
}

function Dose({ session, step, guide }: { session: SavedSession; step: SavedStep; guide: GuidePage | null }) {
  const { broken, unseen } = remarksOf(session, step);
  const standing = standingOf(session, step);
  const weak = weakOf(session, step);
  // What is nothing is not counted out to anybody.
  const figures = [
    ...(step.hold_s >= 0.05 ? [t("end.held", { seconds: tenthsText(step.hold_s) })] : []),
    ...(step.reps !== null && step.reps > 0 ? [t("end.reps", { count: step.reps })] : []),
  ];
  return (
    <>
      <div class="dose-head">
        <h3>{titleOf(step, guide, (side) => t(`end.side.${side}`))}</h3>
        <span class="verdict" data-standing={standing}>
          {t(`end.verdict.${standing}`)}
        </span>
      </div>
      {figures.length > 0 && <p class="quiet small">{figures.join(" · ")}</p>}
      {(broken.length > 0 || weak) && (
        <div class="amiss">
          {weak && <WeakMoment weak={weak} step={step} guide={guide} />}
          {weak?.kind === "not_reached" && (
            <p class="remark" data-kind="short">
              <span class="small">{t("end.short")}</span> {weak.sentence}
            </p>
          )}
          {broken.map((remark) => (
            <p key={remark.text} class="remark" data-kind="broken">
              <span class="small">{brokenText(remark)}</span> {remark.text}
            </p>
          ))}
        </div>
      )}
      {/* On the clock, and without a neutral, nothing was seen: the page says that once, above. A skipped part need not be seen. */}
      {session.session.source === "camera" && !session.no_neutral && standing !== "skipped" && <Unseen remarks={unseen} />}
    </>
  );
}

/** The figure as the numbers say that the person sat, with an arrow to where the guide leads. No picture was kept. */
function WeakMoment({ weak, step, guide }: { weak: Weak; step: SavedStep; guide: GuidePage | null }) {
  const figure = guide?.steps.find((one) => one.id === step.step)?.figure;
  if (!figure || !isMeasure(weak.measure)) return null;
  const { seen, asked } = asSeen(figure.target, weak.measure, weak.value, step.side);
  const when = weak.at_s === null ? t(weak.kind === "broken" ? "end.weak.some_time" : "end.weak.farthest") : t("end.weak.at", { time: clockText(weak.at_s) });
  return (
    <figure class="weak">
      <Still seen={seen} asked={asked} label={t("end.weak.label")} />
      <figcaption class="quiet small">{when}</figcaption>
    </figure>
  );
}

/** One box for each reason. */
function Unseen({ remarks }: { remarks: Remark[] }) {
  const reasons = [...new Set(remarks.map((remark) => remark.reason))];
  return (
    <>
      {reasons.map((reason) => (
        <div key={reason ?? ""} class="remark" data-kind="unseen">
          <span class="small">{unseenText(reason)}</span>
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

/** The judge's reason is English; one that the page does not know is left out where the page is not. */
function unseenText(english: string | null): string {
  const reason = english === null ? null : reasonText(english);
  return reason === null ? t("end.unseen") : t("end.unseen_reason", { reason });
}

function brokenText(remark: Remark): string {
  return t("end.broken", { times: remark.at_s.map(clockText).join(", "), seconds: tenthsText(remark.broken_s) });
}
