/** What the person chose about cameras, as a session reads and keeps it. */
import { settings } from "../store/settings";

/** Whether this camera was said to give its picture mirrored. */
export const mirrors = (cameraId: string | null): boolean => cameraId !== null && settings.get().mirroredCameras.includes(cameraId);

export function setMirrors(cameraId: string, on: boolean): void {
  const others = settings.get().mirroredCameras.filter((id) => id !== cameraId);
  settings.set({ mirroredCameras: on ? [...others, cameraId] : others });
}

const CAMERA = "unhunch.camera";

/** Keeps what the chosen camera is called, to be able to name it when it is not there. */
export function rememberCamera(id: string, name: string): void {
  try {
    localStorage.setItem(CAMERA, JSON.stringify({ id, name }));
  } catch {
    // Storage is full or forbidden: it then has no name.
  }
}

/** Its name, where it was seen here before. */
export function cameraName(id: string): string | null {
  try {
    const kept = JSON.parse(localStorage.getItem(CAMERA) ?? "{}") as { id?: unknown; name?: unknown };
    return kept.id === id && typeof kept.name === "string" && kept.name !== "" ? kept.name : null;
  } catch {
    return null;
  }
}
