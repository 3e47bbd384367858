/** What the linter says of the text, a moment after it was typed. */
import { useEffect, useMemo, useState } from "preact/hooks";

import { Examiner, worker } from "./examiner";
import type { Examined } from "./protocol";

export interface Known {
  /** Of `text`, which may be older than what is typed; null until the first answer. */
  examined: Examined | null;
  text: string;
  state: "checking" | "ready" | "broken";
}

export function useExamined(name: string, text: string): Known {
  const [known, setKnown] = useState<Known>({ examined: null, text, state: "checking" });
  const examiner = useMemo(
    () =>
      new Examiner(worker, (text, examined) =>
        setKnown((before) => (examined ? { examined, text, state: "ready" } : { ...before, state: "broken" })),
      ),
    [],
  );
  useEffect(() => examiner.take(name, text, known.examined === null), [name, text]);
  useEffect(() => () => examiner.end(), []);
  return known;
}
