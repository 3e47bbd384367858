/** Asks before something is gone for good. */
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text";

/** Shown as long as it is drawn. Esc and "Cancel" mean no. */
export function Confirm(props: { title: string; text: string; yes: string; onYes: () => void; onNo: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" onClose={props.onNo}>
      <div class="stack">
        <h2 id="confirm-title">{props.title}</h2>
        <p>{props.text}</p>
        <div class="buttons">
          {/* Closed, it gives the focus back to where it was. */}
          <button type="button" onClick={() => dialog.current?.close()}>
            {t("app.cancel")}
          </button>
          <button type="button" class="danger" onClick={props.onYes}>
            {props.yes}
          </button>
        </div>
      </div>
    </dialog>
  );
}
