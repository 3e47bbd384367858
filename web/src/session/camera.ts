/** The camera: how to get it, why it can't be had, which one it is, and when it shows a new picture. */

export type CameraTrouble = "denied" | "none" | "in_use" | "insecure";

export class CameraError extends Error {
  constructor(readonly trouble: CameraTrouble) {
    super(`no camera: ${trouble}`);
  }
}

/** A camera that gives pictures. */
export interface Opened {
  stream: MediaStream;
  /** Null where the browser does not tell, and for a clip. */
  id: string | null;
  name: string;
  /** The camera that the person chose is not here: this is another one. */
  instead: boolean;
  /** Its picture comes mirrored, as the person said. */
  mirrors: boolean;
}

/**
 * Opens the camera that the person chose, or any other where it is not there.
 *
 * @throws {CameraError} saying why there is none.
 */
export async function openCamera(cameraId: string | null, mirrors: (id: string | null) => boolean): Promise<Opened> {
  // Browsers leave it out on addresses that are neither of this computer nor https.
  if (!("mediaDevices" in navigator)) throw new CameraError("insecure");
  const stream = await chosenOrAny(cameraId);
  const track = stream.getVideoTracks()[0];
  const id = track?.getSettings().deviceId || null;
  return { stream, id, name: track?.label ?? "", instead: cameraId !== null && id !== null && id !== cameraId, mirrors: mirrors(id) };
}

async function chosenOrAny(cameraId: string | null): Promise<MediaStream> {
  if (cameraId !== null) {
    try {
      // A wish would not do: some browsers weigh which way a camera looks higher than which one it is.
      return await open({ deviceId: { exact: cameraId } });
    } catch (error) {
      // Plugged in elsewhere, or its id was thrown away with the site's data.
      if (nameOf(error) !== "OverconstrainedError" && nameOf(error) !== "NotFoundError") throw new CameraError(troubleOf(nameOf(error)));
    }
  }
  try {
    return await open({ facingMode: "user" });
  } catch (error) {
    throw new CameraError(troubleOf(nameOf(error)));
  }
}

const open = (which: MediaTrackConstraints): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 }, ...which }, audio: false });

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

/** What can be chosen from, once the page may use a camera: before that, browsers give neither names nor ids. */
export async function cameras(): Promise<{ id: string; name: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === "videoinput" && device.deviceId !== "").map((device) => ({ id: device.deviceId, name: device.label }));
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
