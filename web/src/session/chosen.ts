/** What the person chose of voice and camera, as a session reads it. */
import { type Settings, settings } from "../store/settings";

/** How loud voice and sounds are, 0..1. */
export const volume = (): number => (settings.get() as Partial<Chosen>).volume ?? 0.7;

/** Whether this camera was said to give its picture mirrored. */
export const mirrors = (cameraId: string | null): boolean => cameraId !== null && mirrored().includes(cameraId);

export function setMirrors(cameraId: string, on: boolean): void {
  const others = mirrored().filter((id) => id !== cameraId);
  const change: Pick<Chosen, "mirroredCameras"> = { mirroredCameras: on ? [...others, cameraId] : others };
  settings.set(change as Partial<Settings>);
}

interface Chosen {
  volume: number;
  mirroredCameras: readonly string[];
}

const mirrored = (): readonly string[] => (settings.get() as Partial<Chosen>).mirroredCameras ?? [];

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
