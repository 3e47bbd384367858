/** A button that opens a guide's file. */
import { FileButton } from "../app/FileButton";
import { t } from "../text";
import { FileError, textOf } from "./document";

export function OpenFile(props: { label: string; onText: (text: string) => void; onTrouble: (words: string) => void }) {
  const read = async (file: File): Promise<void> => {
    try {
      props.onText(await textOf(file));
      props.onTrouble("");
    } catch (error) {
      props.onTrouble(t(`editor.${error instanceof FileError ? error.why : "not_text"}`, { file: file.name }));
    }
  };
  return <FileButton label={props.label} accept=".md,.markdown,.txt,text/markdown,text/plain" onFile={(file) => void read(file)} />;
}
