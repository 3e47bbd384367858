/** From a picture of the camera to its bytes, in the worker. */
import type { Pixels } from "./judging";
import type { Picture } from "./protocol";

const isFrame = (picture: Picture): picture is VideoFrame => "displayWidth" in picture;

/**
 * Whether the browser can hand out this frame's bytes as RGBA. Older ones ignore the wish for a format, and give the
 * frame's own: of another length, or with red and blue changed over. And a frame that is shown turned or stretched is not
 * what lies in memory.
 */
function givesRgba(frame: VideoFrame): boolean {
  const { format, displayWidth: width, displayHeight: height, visibleRect } = frame;
  const asItIsShown = visibleRect?.width === width && visibleRect.height === height && !(frame as { rotation?: number }).rotation;
  if (!asItIsShown || format === "BGRA" || format === "BGRX") return false;
  try {
    return frame.allocationSize({ format: "RGBA" }) === width * height * 4;
  } catch {
    return false;
  }
}

/** Reads every picture into the same memory: the bytes are good until the next one. */
export class PixelReader {
  private buffer = new Uint8Array(0);
  private context: OffscreenCanvasRenderingContext2D | null = null;

  /** Closes the picture, whatever happens. */
  async read(picture: Picture): Promise<Pixels> {
    try {
      if (!isFrame(picture)) return this.draw(picture, picture.width, picture.height);
      const { displayWidth: width, displayHeight: height } = picture;
      // A canvas would do for all, but Chromium keeps some 450 MB of what was drawn on one.
      if (!givesRgba(picture)) return this.draw(picture, width, height);
      if (this.buffer.length !== width * height * 4) this.buffer = new Uint8Array(width * height * 4);
      await picture.copyTo(this.buffer, { format: "RGBA" });
      return { rgba: this.buffer, width, height };
    } finally {
      picture.close();
    }
  }

  private draw(picture: Picture, width: number, height: number): Pixels {
    if (this.context?.canvas.width !== width || this.context.canvas.height !== height) {
      // Every picture is read back: kept in ordinary memory, that costs no trip to the graphics card.
      this.context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true, alpha: false });
    }
    if (!this.context) throw new Error("this browser gives a worker no canvas");
    this.context.drawImage(picture, 0, 0, width, height);
    const { data } = this.context.getImageData(0, 0, width, height);
    return { rgba: new Uint8Array(data.buffer), width, height };
  }
}
