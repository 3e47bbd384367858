/** What the person thinks of a guide: one to five stars, changed by choosing again. */
import { useRef, useState } from "preact/hooks";

import { useLoaded } from "../app/useLoaded";
import type { Rating as Given } from "../session/protocol";
import { api } from "../store/api";
import { t, tenthText } from "../text";
import { ratedBy, type Rated } from "./rated";

export function Rating({ guide }: { guide: string }) {
  const [loaded] = useLoaded(api.ratings, `ratings ${guide}`);
  return (
    <section class="card stack rating no-print" aria-labelledby="rating">
      <h2 id="rating">{t("rating.title")}</h2>
      {loaded.state === "failed" && <p class="quiet">{t("rating.unknown")}</p>}
      {loaded.state === "ready" && <Stars guide={guide} before={starsOf(loaded.value, guide)} />}
    </section>
  );
}

const starsOf = (ratings: readonly Given[], guide: string): number | null => ratings.find((rating) => rating.guide === guide)?.stars ?? null;

const FIVE = [1, 2, 3, 4, 5];

function Stars({ guide, before }: { guide: string; before: number | null }) {
  const [stars, setStars] = useState(before);
  const [said, setSaid] = useState("");
  // What is saved, and one save after the other: arrow keys choose faster than the program answers.
  const saved = useRef(before);
  const last = useRef<Promise<void>>(Promise.resolve());
  const put = (wanted: number | null): void => {
    setStars(wanted);
    last.current = last.current.then(async () => {
      try {
        if (wanted === null) await api.deleteRating(guide);
        else await api.rate(guide, wanted);
        saved.current = wanted;
        setSaid(wanted === null ? t("rating.taken_back") : t("rating.saved", { stars: t("rating.stars", { count: wanted }) }));
      } catch {
        setStars(saved.current);
        setSaid(t("rating.failed"));
      }
    });
  };
  return (
    <>
      <Summary rated={ratedBy(stars === null ? [] : [stars])} />
      <fieldset>
        <legend>{t("rating.yours")}</legend>
        <div class="stars-row">
          {FIVE.map((count) => (
            <label key={count} class="star" data-lit={stars !== null && count <= stars}>
              <input type="radio" name="stars" class="hidden-visually" checked={stars === count} onChange={() => put(count)} />
              <Star />
              <span class="hidden-visually">{t("rating.stars", { count })}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {stars !== null && (
        <button type="button" class="plain small" onClick={() => put(null)}>
          {t("rating.take_back")}
        </button>
      )}
      <p class="small" role="status">
        {said}
      </p>
      <p class="quiet small">{t("rating.note")}</p>
    </>
  );
}

/** The average, and how many gave how many stars. */
export function Summary({ rated }: { rated: Rated }) {
  if (rated.average === null) return <p class="quiet">{t("rating.none")}</p>;
  const most = Math.max(...rated.byStars);
  return (
    <div class="rated">
      <p>{t("rating.average", { average: tenthText(rated.average), count: rated.count })}</p>
      <ul class="histogram">
        {[...FIVE].reverse().map((stars) => {
          const count = rated.byStars[stars - 1] ?? 0;
          return (
            <li key={stars}>
              <span class="hidden-visually">{t("rating.row", { stars: t("rating.stars", { count: stars }), ratings: t("rating.ratings", { count }) })}</span>
              <span aria-hidden="true">{stars}</span>
              <span class="share" aria-hidden="true">
                <span style={{ width: `${(100 * count) / most}%` }} />
              </span>
              <span aria-hidden="true">{count}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Star() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 2.8l2.8 5.9 6.4.8-4.7 4.4 1.2 6.4-5.7-3.1-5.7 3.1 1.2-6.4L2.8 9.5l6.4-.8z" />
    </svg>
  );
}
