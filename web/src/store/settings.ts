/** What the person chose, kept in this browser. Unknown or damaged entries fall back to the defaults. */

export interface Settings {
  /** Of the page; null: the browser's, where the page speaks it. */
  language: string | null;
  /** The drawings of the guides do not move. */
  still: boolean;
  /** Cues are spoken. */
  voice: boolean;
  /** By language ("de"): the name of the voice of this computer that speaks it; see `voiceFor`. */
  voices: Readonly<Record<string, string>>;
  /** A voice chosen before voices belonged to languages; it is used only for the language that it speaks. */
  voiceName: string | null;
  /** Speed of the voice, 0.5..2; 1 is ordinary. */
  rate: number;
  /** How loud sounds and voice are, 0..1. */
  volume: number;
  /** Sounds are played: at the start, half-way, at the end, and so on. */
  sounds: boolean;
  /** The M key: neither voice nor sounds, until pressed again. */
  muted: boolean;
  /** `deviceId` of a camera; null: the browser's choice. */
  cameraId: string | null;
  /** The `deviceId`s of cameras that give a mirrored picture. */
  mirroredCameras: readonly string[];
  /** "auto": the full one, or the light one where this computer is too slow for it. */
  model: "auto" | "full" | "lite";
}

export const defaults: Readonly<Settings> = {
  language: null,
  still: false,
  voice: true,
  voices: {},
  voiceName: null,
  rate: 1,
  volume: 0.7,
  sounds: true,
  muted: false,
  cameraId: null,
  mirroredCameras: [],
  model: "auto",
};

const KEY = "unhunch.settings";

type Listener = (now: Readonly<Settings>) => void;

/** Keeps what is well-formed in `stored`, and takes the default for the rest. */
export function readSettings(stored: unknown): Settings {
  const from = (typeof stored === "object" && stored !== null ? stored : {}) as Partial<Record<keyof Settings, unknown>>;
  const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === "boolean" ? value : otherwise);
  const name = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  const within = (value: unknown, least: number, most: number, otherwise: number): number =>
    typeof value === "number" && value >= least && value <= most ? value : otherwise;
  return {
    language: name(from.language),
    still: flag(from.still, defaults.still),
    voice: flag(from.voice, defaults.voice),
    voices: namesBy(from.voices),
    voiceName: name(from.voiceName),
    rate: within(from.rate, 0.5, 2, defaults.rate),
    volume: within(from.volume, 0, 1, defaults.volume),
    sounds: flag(from.sounds, defaults.sounds),
    muted: flag(from.muted, defaults.muted),
    cameraId: name(from.cameraId),
    mirroredCameras: Array.isArray(from.mirroredCameras) ? [...new Set(from.mirroredCameras)].filter((id) => name(id) !== null) : [],
    model: from.model === "full" || from.model === "lite" ? from.model : "auto",
  };
}

function namesBy(stored: unknown): Record<string, string> {
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""));
}

class Store {
  private now: Settings | null = null;
  private readonly listeners = new Set<Listener>();

  get(): Readonly<Settings> {
    this.now ??= this.load();
    return this.now;
  }

  set(change: Partial<Settings>): void {
    this.now = readSettings({ ...this.get(), ...change });
    try {
      localStorage.setItem(KEY, JSON.stringify(this.now));
    } catch {
      // Storage is full or forbidden: the choice holds until the tab closes.
    }
    this.tell();
  }

  /** Calls `listener` after each change, also of another tab. Returns how to stop that. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Another tab has written: read again. */
  reload(): void {
    this.now = null;
    this.tell();
  }

  private load(): Settings {
    try {
      return readSettings(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    } catch {
      return { ...defaults };
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener(this.get());
  }
}

export const settings = new Store();

if (typeof window !== "undefined") {
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) settings.reload();
  });
}
