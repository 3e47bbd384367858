/** The id of a session: a random UUID. */

/** Not `crypto.randomUUID`: browsers have that only where the page came by HTTPS or from this computer. */
export function newId(): string {
  return uuidOf(crypto.getRandomValues(new Uint8Array(16)));
}

/** A UUID of version 4 with these 16 random bytes. */
export function uuidOf(bytes: Uint8Array): string {
  const digits = [...bytes].map((byte, place) => {
    const marked = place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  });
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8), digits.slice(8, 10), digits.slice(10)].map((part) => part.join("")).join("-");
}
