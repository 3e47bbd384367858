/** The camera: how to get it, why it can't be had, and when it shows a new picture. */

export type CameraTrouble = "denied" | "none" | "in_use" | "insecure";

export class CameraError extends Error {
  constructor(readonly trouble: CameraTrouble) {
    super(`no camera: ${trouble}`);
  }
}

/**
 * Opens the camera that the person chose, or any other where it is not there.
 *
 * @throws {CameraError} saying why there is none.
 */
export async function openCamera(cameraId: string | null): Promise<MediaStream> {
  // Browsers leave it out on addresses that are neither of this computer nor https.
  if (!("mediaDevices" in navigator)) throw new CameraError("insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: {
        width: { ideal: 640 },
        height: { ideal: 480 },
        frameRate: { ideal: 30 },
        facingMode: "user",
        ...(cameraId === null ? {} : { deviceId: { ideal: cameraId } }),
      },
      audio: false,
    });
  } catch (error) {
    throw new CameraError(troubleOf(error instanceof Error ? error.name : ""));
  }
}

/** What the name of a browser's error means. */
export function troubleOf(name: string): CameraTrouble {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
    case "PermissionDeniedError":
      return "denied";
    case "NotReadableError":
    case "AbortError":
    case "TrackStartError":
      return "in_use";
    default:
      return "none";
  }
}

export type BrowserKind = "chromium" | "firefox" | "safari" | "any";

/** Which way of allowing a camera to describe. Edge and Opera call themselves Chrome, and Chrome calls itself Safari. */
export function browserKind(userAgent: string): BrowserKind {
  if (userAgent.includes("Firefox/")) return "firefox";
  if (userAgent.includes("Chrome/") || userAgent.includes("Chromium/")) return "chromium";
  return userAgent.includes("Safari/") ? "safari" : "any";
}

/** Calls `each` with the time, in ms of the page's clock, of every new picture of `video`. Returns how to stop that. */
export function watchFrames(video: HTMLVideoElement, each: (at_ms: number) => void): () => void {
  let stopped = false;
  if ("requestVideoFrameCallback" in video) {
    const next = (_now: number, frame: VideoFrameCallbackMetadata): void => {
      if (stopped) return;
      // Asked anew first: what `each` does must not cost the next picture.
      video.requestVideoFrameCallback(next);
      each(frame.captureTime ?? frame.presentationTime);
    };
    video.requestVideoFrameCallback(next);
    return () => {
      stopped = true;
    };
  }
  // Without it, a picture is new when the video's own time has moved on.
  const older: HTMLVideoElement = video;
  let shown = -1;
  const next = (): void => {
    if (stopped) return;
    requestAnimationFrame(next);
    if (older.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || older.currentTime === shown) return;
    shown = older.currentTime;
    each(performance.now());
  };
  requestAnimationFrame(next);
  return () => {
    stopped = true;
  };
}
