/** Fetches what the judge needs, and tells how far that has got. */

export type ModelName = "pose_detection" | "pose_landmark_full" | "pose_landmark_lite" | "face_landmark";

/** Of `GET /api/about`. `path` carries a hash: what is once in the browser's cache stays right. */
export interface ModelFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** Adds up several downloads that run at the same time. */
export class Progress {
  private readonly parts = new Map<string, { had: number; of: number }>();
  private told = -1;

  /** `tell` gets 0..1, and only where it has grown by a hundredth: most chunks are not worth a message. */
  constructor(private readonly tell: (share: number) => void) {}

  expect(part: string, bytes: number): void {
    this.parts.set(part, { had: 0, of: Math.max(1, bytes) });
  }

  add(part: string, bytes: number): void {
    const counted = this.parts.get(part);
    if (!counted) return;
    // A file that travels compressed has fewer bytes announced than arrive.
    counted.had = Math.min(counted.of, counted.had + bytes);
    let had = 0;
    let of = 0;
    for (const one of this.parts.values()) {
      had += one.had;
      of += one.of;
    }
    const share = Math.floor((had / of) * 100) / 100;
    if (share <= this.told) return;
    this.told = share;
    this.tell(share);
  }
}

/** The body of the answer passes on unchanged; `count` gets the size of each piece. */
export function counted(response: Response, count: (bytes: number) => void): Response {
  if (!response.body) return response;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, out) {
      count(piece.byteLength);
      out.enqueue(piece);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "content-type": response.headers.get("content-type") ?? "" } });
}

/** @throws when the program does not answer, or not with the file. */
export async function fetched(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: the program answered ${response.status}`);
  return response;
}
