/** Offers `value` as a JSON file. */
export function download(name: string, value: unknown): void {
  downloadText(name, `${JSON.stringify(value, null, 2)}\n`, "application/json");
}

/** Offers `text` as a file of this type. */
export function downloadText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
