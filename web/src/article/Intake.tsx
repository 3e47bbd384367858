/** Where an article comes in: pasted, chosen or dropped. */
import { useRef, useState } from "preact/hooks";

import { FileButton } from "../app/FileButton";
import { Heading } from "../app/Heading";
import { t } from "../text";
import { bytesOfText, hasShape, IntakeError, isAddress, KINDS } from "./intake";
import { shelf } from "./shelf";

export interface IntakeProps {
  /** Why nothing was read. */
  trouble: string;
  /** Something is held over the page. */
  over: boolean;
  /** `html`: the same text with its shape. */
  onText: (text: string, html: string | null) => void;
  onFile: (file: File) => void;
  onTrouble: (words: string) => void;
}

export function Intake({ trouble, over, onText, onFile, onTrouble }: IntakeProps) {
  const [text, setText] = useState(shelf.text);
  /** What the clipboard had besides the text, and the text that it belongs to. */
  const [shaped, setShaped] = useState<{ text: string; html: string } | null>(null);
  const pasted = useRef<string | null>(null);
  const html = shaped !== null && shaped.text === text ? shaped.html : null;

  const take = (now: string): void => {
    // The field has just taken what was pasted: all of its text came with it.
    const own = pasted.current;
    pasted.current = null;
    setShaped(own !== null && hasShape(own) ? { text: now, html: own } : null);
    setText(now);
    shelf.write(now);
    onTrouble(isAddress(now) ? t("article.refused.address") : "");
  };
  const read = (): void => {
    try {
      // What can be told at once is told here, and nothing is put away for it.
      bytesOfText(text, html);
      onText(text, html);
    } catch (error) {
      if (error instanceof IntakeError) onTrouble(t(`article.refused.${error.why}`));
    }
  };
  return (
    <div class="bring stack" data-over={over ? "" : undefined}>
      <div>
        <Heading text={t("article.title")} />
        <p class="quiet">{t("article.lead")}</p>
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          read();
        }}
      >
        <div class="bring-text">
          <label for="bring-text">{t("article.paste")}</label>
          <p id="bring-help" class="quiet small">
            {t("article.paste_help")}
          </p>
          <textarea
            id="bring-text"
            aria-describedby="bring-help bring-shape bring-trouble"
            value={text}
            rows={5}
            autocomplete="off"
            onPaste={(event) => {
              const field = event.currentTarget;
              const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
              pasted.current = whole ? (event.clipboardData?.getData("text/html") ?? null) : null;
            }}
            onInput={(event) => take(event.currentTarget.value)}
          />
          <p id="bring-shape" class="small bring-shape" role="status">
            {html !== null && t("article.shape")}
          </p>
        </div>
        <p id="bring-trouble" class="error bring-trouble" role="alert">
          {trouble}
        </p>
        <div class="buttons bring-ways">
          <button type="submit" class="primary">
            {t("article.read")}
          </button>
          <span class="quiet">{t("article.or")}</span>
          <FileButton label={t("article.file")} accept={KINDS} onFile={onFile} />
        </div>
      </form>
      <p class="bring-drop small quiet">{over ? t("article.drop_here") : t("article.drop")}</p>
    </div>
  );
}
