/** What a person reads and answers before the first session: on one screen, with one press where nothing fits. */
import { useState } from "preact/hooks";

import { focusNextHeading, Heading } from "../app/Heading";
import { safetyPassed } from "../store/safety";
import { catalogue, dayText, t } from "../text";

type Group = keyof typeof catalogue.safety.groups;

const GROUPS = Object.keys(catalogue.safety.groups) as Group[];
const SIGNS = Object.keys(catalogue.safety.stop) as (keyof typeof catalogue.safety.stop)[];

/** The questions and the text. One tick ends it for today; nothing is remembered then. */
export function Safety({ onPass, onLeave }: { onPass: () => void; onLeave: () => void }) {
  const [ticked, setTicked] = useState<readonly Group[]>([]);
  const [notToday, setNotToday] = useState(false);

  if (notToday) {
    return (
      <NotToday
        reasons={GROUPS.filter((group) => ticked.includes(group))}
        onLeave={onLeave}
        onMistake={() => {
          setTicked([]);
          setNotToday(false);
        }}
      />
    );
  }

  const any = ticked.length > 0;
  const answer = (event: Event): void => {
    event.preventDefault();
    window.scrollTo(0, 0);
    if (!any) return onPass();
    focusNextHeading();
    setNotToday(true);
  };

  return (
    <div class="safety">
      <form class="stack" onSubmit={answer}>
        <div>
          <Heading text={t("safety.title")} />
          <p class="quiet">{t("safety.questions_lead")}</p>
        </div>
        <fieldset class="fits">
          <legend>{t("safety.questions_title")}</legend>
          {GROUPS.map((group) => (
            <label key={group}>
              <input
                type="checkbox"
                checked={ticked.includes(group)}
                onChange={(event) => setTicked(event.currentTarget.checked ? [...ticked, group] : ticked.filter((one) => one !== group))}
              />
              <span>
                {t(`safety.groups.${group}.title`)}
                <span class="quiet small note">{t(`safety.groups.${group}.items`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="buttons">
          <button type="submit" class="primary">
            {any ? t("safety.go_some") : t("safety.go_none")}
          </button>
          <button type="button" onClick={onLeave}>
            {t("app.back")}
          </button>
        </div>
      </form>
      <div class="safety-text small">
        <section class="card stack">
          <h2>{t("safety.stop_title")}</h2>
          <StopRule />
          <p>{t("safety.stop_how")}</p>
          <p>
            {t("safety.after")} {t("safety.emergency")}
          </p>
        </section>
        <p class="quiet">{t("safety.disclaimer")}</p>
      </div>
    </div>
  );
}

function NotToday({ reasons, onLeave, onMistake }: { reasons: Group[]; onLeave: () => void; onMistake: () => void }) {
  return (
    <div class="stack text">
      <Heading text={t("safety.not_today")} />
      <p>{t("safety.not_today_lead")}</p>
      <ul>
        {reasons.map((group) => (
          <li key={group}>{t(`safety.groups.${group}.reason`)}</li>
        ))}
      </ul>
      <p>{t("safety.not_today_do")}</p>
      <p>{t("safety.not_today_urgent")}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={onLeave}>
          {t("safety.not_today_back")}
        </button>
        <button type="button" onClick={onMistake}>
          {t("safety.not_today_mistake")}
        </button>
      </div>
    </div>
  );
}

/** The page `/safety`: the same text to read again, without the questions. */
export function SafetyText() {
  const passed = safetyPassed();
  return (
    <div class="stack text">
      <Heading text={t("safety.read_title")} />
      <section class="card stack">
        <h2>{t("safety.stop_title")}</h2>
        <StopRule />
        <p>{t("safety.stop_how")}</p>
        <p>{t("safety.after")}</p>
        <p>{t("safety.emergency")}</p>
      </section>
      <section class="card stack">
        <h2>{t("safety.ask_first_title")}</h2>
        <ul>
          {GROUPS.map((group) => (
            <li key={group}>
              {t(`safety.groups.${group}.title`)}
              <span class="quiet small note">{t(`safety.groups.${group}.items`)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="card stack">
        <h2>{t("safety.disclaimer_title")}</h2>
        <p>{t("safety.disclaimer")}</p>
      </section>
      <p class="quiet">{passed ? t("safety.passed", { date: dayText(passed) }) : t("safety.not_passed")}</p>
    </div>
  );
}

/** Also on the end page of a session that was stopped. */
export function StopRule() {
  return (
    <div>
      <p>{t("safety.stop_lead")}</p>
      <ul>
        {SIGNS.map((sign) => (
          <li key={sign}>{t(`safety.stop.${sign}`)}</li>
        ))}
      </ul>
    </div>
  );
}
