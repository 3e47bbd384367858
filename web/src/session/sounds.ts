/** Small tones, made on the spot: no sound file is loaded. */
import { settings } from "../store/settings";
import type { Sound } from "./protocol";

/** One tone: Hz, seconds after the start, seconds until it has faded. */
type Tone = readonly [hertz: number, after_s: number, fades_s: number];

/** Each can be told from the others with closed eyes: by its number of tones, their height, and whether they rise. */
const TONES: Record<Sound, readonly Tone[]> = {
  start: [[660, 0, 0.25]],
  half: [
    [660, 0, 0.16],
    [660, 0.18, 0.2],
  ],
  rep: [[880, 0, 0.12]],
  done: [
    [523, 0, 0.2],
    [659, 0.14, 0.2],
    [784, 0.28, 0.4],
  ],
  switch: [
    [784, 0, 0.22],
    [523, 0.2, 0.35],
  ],
  // A bell: the tone and two of its overtones, which fade one after the other.
  end: [
    [523, 0, 2.2],
    [1046, 0, 1.3],
    [1569, 0, 0.7],
  ],
  pause: [
    [523, 0, 0.16],
    [392, 0.15, 0.3],
  ],
  resume: [
    [392, 0, 0.16],
    [523, 0.15, 0.3],
  ],
};

/** At full volume; at the usual 0.7 as loud as a voice. */
const LOUDNESS = 0.23;

export class Sounds {
  private context: AudioContext | null = null;

  /** To be called while the person presses something: browsers allow sound only then. */
  wake(): void {
    if (!("AudioContext" in window)) return;
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") void this.context.resume().catch(() => {});
  }

  play(sound: Sound): void {
    const { sounds, muted, volume: chosen } = settings.get();
    if (!sounds || muted) return;
    this.wake();
    const context = this.context;
    if (!context || context.state !== "running") return;
    const loudness = LOUDNESS * chosen;
    if (loudness <= 0) return;
    for (const [hertz, after_s, fades_s] of TONES[sound]) {
      const begins = context.currentTime + after_s;
      const tone = new OscillatorNode(context, { frequency: hertz });
      const volume = new GainNode(context, { gain: 0 });
      // A short rise and a long fall: a tone that is switched on and off clicks.
      volume.gain.setValueAtTime(0, begins);
      volume.gain.linearRampToValueAtTime(loudness, begins + 0.012);
      volume.gain.exponentialRampToValueAtTime(0.0001, begins + fades_s);
      tone.connect(volume).connect(context.destination);
      tone.start(begins);
      tone.stop(begins + fades_s);
    }
  }

  close(): void {
    void this.context?.close().catch(() => {});
    this.context = null;
  }
}
