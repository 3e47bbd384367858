/** Keeps the screen on while somebody sits before it without touching anything. */

/** As far as it is used here; a browser may have none, and may say no. */
export interface Wakeful {
  request(type: "screen"): Promise<{ release(): Promise<void>; addEventListener(type: "release", listener: () => void): void }>;
}

type Sentinel = Awaited<ReturnType<Wakeful["request"]>>;

export class WakeLock {
  private wanted = false;
  private asking = false;
  private held: Sentinel | null = null;

  /** `seen`: whether the tab is in sight; browsers give no lock to one that is not, and take it back. */
  constructor(
    private readonly wakeful: Wakeful | null,
    private readonly seen: () => boolean,
  ) {}

  want(on: boolean): void {
    this.wanted = on;
    void this.settle();
  }

  /** The tab may be in sight again. */
  look(): void {
    void this.settle();
  }

  private async settle(): Promise<void> {
    if (!this.wanted) {
      const held = this.held;
      this.held = null;
      await held?.release().catch(() => {});
      return;
    }
    if (!this.wakeful || this.held || this.asking || !this.seen()) return;
    this.asking = true;
    let lock: Sentinel | null = null;
    try {
      lock = await this.wakeful.request("screen");
      const given = lock;
      given.addEventListener("release", () => {
        if (this.held === given) this.held = null;
      });
    } catch {
      // The battery is low, or the person forbids it: the screen goes dark as it always does.
    }
    this.asking = false;
    this.held = lock;
    // It was given up while the browser thought about it.
    if (lock && !this.wanted) await this.settle();
  }
}
