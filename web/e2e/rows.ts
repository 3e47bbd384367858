/** What `npm run bench` measures: rows in target/bench-page.json, and a table for people. The same shape as target/bench.json. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";

import { root } from "./clips";

const path = join(root, "target/bench-page.json");

export interface Measured {
  name: string;
  unit: "ms" | "frames/s" | "MB";
  ours: number;
  ours_least: number;
  ours_most: number;
  /** Another program, or our aim. */
  peer: string;
  peer_value: number;
  peer_least: number;
  peer_most: number;
  /** How many times as good as the peer: as fast, as many, as little memory. */
  ratio: number;
  /** The ratio that we want. */
  aim: number;
  note: string;
}
export interface NotCompared {
  name: string;
  not_compared: string;
}
export type Row = Measured | NotCompared;

interface Report {
  cpu: string | undefined;
  load_before: number | undefined;
  rows: Row[];
  [detail: string]: unknown;
}

export function quantile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
}

/** Two digits after the point are more than a busy machine repeats. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

type Given = Pick<Measured, "name" | "unit" | "aim" | "note"> & { ours: number[]; peer: string; peers: number[] };

export function row({ ours, peers, peer, ...about }: Given): Measured {
  const [mine, theirs] = [quantile(ours, 0.5), quantile(peers, 0.5)];
  return {
    ...about,
    ours: rounded(mine),
    ours_least: rounded(quantile(ours, 0)),
    ours_most: rounded(quantile(ours, 1)),
    peer,
    peer_value: rounded(theirs),
    peer_least: rounded(quantile(peers, 0)),
    peer_most: rounded(quantile(peers, 1)),
    ratio: rounded(about.unit === "frames/s" ? mine / theirs : theirs / mine),
  };
}

/** Before the first row: what an earlier run found is gone. */
export function begin(): void {
  mkdirSync(join(root, "target"), { recursive: true });
  const empty: Report = { cpu: cpus()[0]?.model, load_before: loadavg()[0], rows: [] };
  writeFileSync(path, JSON.stringify(empty, null, 2) + "\n");
}

/** Adds to what was measured. `details` are for later reading only. */
export function keep(rows: Row[], details: Record<string, unknown> = {}): void {
  if (!existsSync(path)) begin();
  const report = JSON.parse(readFileSync(path, "utf8")) as Report;
  writeFileSync(path, JSON.stringify({ ...report, ...details, rows: [...report.rows, ...rows] }, null, 2) + "\n");
}

/** Three digits that mean something. */
const digits = (value: number): string => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);

const HEAD = ["row", "ours", "least to most", "against", "theirs", "least to most", "ratio", "aim", ""];
/** Words stand left, numbers right. */
const LEFT = new Set([0, 3, 8]);

export function table(): string {
  const { cpu, load_before, rows } = JSON.parse(readFileSync(path, "utf8")) as Report;
  const span = (least: number, most: number): string => (least === most ? "" : `${digits(least)} to ${digits(most)}`);
  const lines = rows.map((one) => {
    if ("not_compared" in one) return [one.name, "", "", `not compared: ${one.not_compared}`];
    const { name, unit, ours, ours_least, ours_most, peer, peer_value, peer_least, peer_most, ratio, aim } = one;
    return [`${name}, ${unit}`, digits(ours), span(ours_least, ours_most), peer, digits(peer_value), span(peer_least, peer_most), ratio.toFixed(2), aim.toFixed(2), ratio < aim ? "missed" : ""];
  });
  // A reason may be as long as it needs: it has the rest of its line.
  const width = HEAD.map((head, column) => Math.max(...[HEAD, ...lines].map((line) => (line.length === HEAD.length ? (line[column] ?? "").length : column === 0 ? line[0]!.length : head.length))));
  const laid = [HEAD, ...lines].map((line) => line.map((cell, column) => (LEFT.has(column) ? cell.padEnd(width[column]!) : cell.padStart(width[column]!))).join("  ").trimEnd());
  const notes = rows.flatMap((one) => ("note" in one && one.note ? [`${one.name.padEnd(width[0]!)}  ${one.note}`] : []));
  return [...laid, "", ...notes, `${cpu}, load ${load_before?.toFixed(1)} before; written to target/bench-page.json`].join("\n");
}
