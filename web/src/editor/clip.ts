/** A clip from this computer in place of the camera: played as fast as it was filmed, and shown to nobody else. */

/** As large as a camera's picture is asked to be. */
const LARGEST = { width: 640, height: 480 };
const FPS = 30;

export interface Clip {
  /** Plays it, and gives its pictures as a camera would. */
  open(): Promise<MediaStream>;
  /** Pauses it, or lets it go on. */
  wait(on: boolean): void;
  /** Plays from its beginning: the judge has got ready meanwhile, and misses nothing. */
  rewind(): void;
  /** It has been shown to its end. */
  over: Promise<void>;
  close(): void;
}

/** Width and height that fit into the largest picture, in the shape of the clip; at least 1. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const share = Math.min(1, LARGEST.width / long, LARGEST.height / short);
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/** @throws when this browser can't play the file. */
export async function clipOf(file: File): Promise<Clip> {
  const address = URL.createObjectURL(file);
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.preload = "auto";
  const close = (): void => {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      video.onloadeddata = () => resolve();
      video.onerror = () => reject(new Error("this browser can't play the file"));
      video.src = address;
    });
    if (video.videoWidth === 0) throw new Error("there is no picture in the file");
  } catch (error) {
    close();
    throw error;
  }
  let tell = (): void => {};
  const over = new Promise<void>((resolve) => (tell = resolve));
  let timer: ReturnType<typeof setInterval> | undefined;
  let waits = false;
  const play = (): void => {
    if (!waits && !video.ended) void video.play().catch(() => {});
  };
  return {
    over,
    async open() {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, fitted(video.videoWidth, video.videoHeight));
      const context = canvas.getContext("2d", { alpha: false });
      if (!context) throw new Error("this browser gives no canvas");
      const draw = (): void => context.drawImage(video, 0, 0, canvas.width, canvas.height);
      draw();
      timer = setInterval(draw, 1000 / FPS);
      video.onended = () => {
        clearInterval(timer);
        tell();
      };
      play();
      return canvas.captureStream(FPS);
    },
    wait(on) {
      waits = on;
      if (on) video.pause();
      else if (video.paused) play();
    },
    rewind() {
      video.currentTime = 0;
    },
    close() {
      clearInterval(timer);
      video.onended = null;
      video.pause();
      close();
    },
  };
}
