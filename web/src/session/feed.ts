/** The camera's pictures, from the open camera to the judge, one at a time; and whether they still come. */
import { CameraError, type CameraTrouble, type Opened } from "./camera";
import { FramePump } from "./frames";
import type { Picture } from "./protocol";

/** How the video gives its pictures. */
export interface Pictures {
  /** Calls `each` with the time of every new picture. Returns how to stop that. */
  watch(each: (at_ms: number) => void): () => void;
  /** The picture that is shown now. */
  grab(): Promise<Picture>;
}

interface Ends {
  open(): Promise<Opened>;
  now(): number;
  /** Whether pictures are judged at this moment. */
  wanted(): boolean;
  send(picture: Picture, at_ms: number): void;
}

/** Without a picture for so long, the camera is gone, whatever the browser says. */
const LOST_AFTER_MS = 5000;

export class Feed {
  private readonly pump = new FramePump((at_ms) => this.take(at_ms));
  private stream: MediaStream | null = null;
  private pictures: Pictures | null = null;
  private last = 0;
  private seen = true;
  /** Counts what is asked of the camera: an answer to something older is no use. */
  private turn = 0;

  constructor(private readonly ends: Ends) {}

  /**
   * Opens the camera; says why where it can't. `onLost` is called when it is unplugged. Null: it was closed, or opened
   * again, before the browser had answered.
   */
  async open(onLost: () => void): Promise<Opened | CameraTrouble | null> {
    this.close();
    const { turn } = this;
    try {
      const opened = await this.ends.open();
      const { stream } = opened;
      if (turn !== this.turn) {
        for (const track of stream.getTracks()) track.stop();
        return null;
      }
      this.stream = stream;
      this.last = this.ends.now();
      for (const track of stream.getVideoTracks()) {
        track.addEventListener("ended", () => {
          if (this.stream === stream) onLost();
        });
      }
      return opened;
    } catch (error) {
      if (turn !== this.turn) return null;
      return error instanceof CameraError ? error.trouble : "none";
    }
  }

  close(): void {
    const { stream } = this;
    this.turn += 1;
    this.stream = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
  }

  watch(pictures: Pictures): () => void {
    this.pictures = pictures;
    this.last = this.ends.now();
    const stop = pictures.watch((at_ms) => {
      this.last = this.ends.now();
      if (this.ends.wanted()) this.pump.arrived(at_ms);
    });
    return () => {
      stop();
      if (this.pictures === pictures) this.pictures = null;
    };
  }

  /** Browsers show no pictures while the tab is out of sight. */
  sight(seen: boolean): void {
    this.seen = seen;
    this.last = this.ends.now();
  }

  isLost(): boolean {
    return this.seen && this.stream !== null && this.ends.now() - this.last > LOST_AFTER_MS;
  }

  /** The judge has answered. */
  free(): void {
    this.pump.free();
  }

  /** A picture that waits is not sent any more. */
  hold(): void {
    this.pump.hold();
  }

  private async take(at_ms: number): Promise<void> {
    if (!this.pictures) throw new Error("there is no video");
    const picture = await this.pictures.grab();
    if (!this.ends.wanted()) {
      picture.close();
      throw new Error("it is not wanted any more");
    }
    this.ends.send(picture, at_ms);
  }
}
