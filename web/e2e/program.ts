/** The real program, on a port of its own, with an empty folder of records. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "./clips";
import { privateMemory } from "./memory";

const programIn = (profile: string): string =>
  join(process.env["CARGO_TARGET_DIR"] ?? join(root, "target"), profile, process.platform === "win32" ? "unhunch.exe" : "unhunch");

export const program = programIn("debug");

export class Program {
  private process: ChildProcess | null = null;
  /** What it wrote to the terminal. */
  log = "";
  /** The folder of its records and its plan. */
  readonly data = mkdtempSync(join(tmpdir(), "unhunch-e2e-"));
  /** Empty until it was started; the same after a restart. */
  address = "";

  constructor(private readonly profile: "debug" | "release" = "debug") {}

  async start(): Promise<void> {
    const port = this.address ? new URL(this.address).port : "0";
    const child = spawn(programIn(this.profile), ["serve", "--port", port, "--data", this.data], { stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.on("data", (text: Buffer) => {
      this.log += text.toString();
      process.stderr.write(text);
    });
    this.process = child;
    this.address = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (text: Buffer) => {
        said += text.toString();
        const found = /http:\/\/\S+/.exec(said);
        if (found) resolve(found[0].replace(/\/$/, ""));
      });
      child.on("exit", (code) => reject(new Error(`unhunch serve ended with ${code}: ${said}`)));
      child.on("error", reject);
    });
  }

  /** MB that no other process shares; null where there is no /proc. */
  memory(): number | null {
    return privateMemory(this.process?.pid);
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    await new Promise((resolve) => {
      child.on("exit", resolve);
      child.kill("SIGKILL");
    });
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
