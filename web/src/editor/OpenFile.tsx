/** A button that opens a guide's file. */
import { useRef } from "preact/hooks";

import { t } from "../text";
import { FileError, textOf } from "./document";

export function OpenFile(props: { label: string; onText: (text: string) => void; onTrouble: (words: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File): Promise<void> => {
    try {
      props.onText(await textOf(file));
      props.onTrouble("");
    } catch (error) {
      props.onTrouble(t(`editor.${error instanceof FileError ? error.why : "not_text"}`, { file: file.name }));
    }
  };
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {props.label}
      </button>
      <input
        ref={input}
        type="file"
        accept=".md,.markdown,.txt,text/markdown,text/plain"
        hidden
        data-open
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
    </>
  );
}
