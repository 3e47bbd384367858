import { afterEach, describe, expect, it, vi } from "vitest";

import { PixelReader } from "./pixels";
import type { Picture } from "./protocol";

const WIDTH = 4;
const HEIGHT = 2;

class Canvas {
  static drawn = 0;
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  getContext(): unknown {
    return {
      canvas: this,
      drawImage: () => void Canvas.drawn++,
      getImageData: (_x: number, _y: number, width: number, height: number) => ({ data: new Uint8ClampedArray(width * height * 4).fill(9) }),
    };
  }
}

function frame(changes: object = {}): { picture: Picture; closed: () => boolean } {
  let closed = false;
  const picture = {
    format: "I420",
    displayWidth: WIDTH,
    displayHeight: HEIGHT,
    visibleRect: { width: WIDTH, height: HEIGHT },
    allocationSize: () => WIDTH * HEIGHT * 4,
    copyTo: async (to: Uint8Array) => void to.fill(7),
    close: () => void (closed = true),
    ...changes,
  };
  return { picture: picture as unknown as Picture, closed: () => closed };
}

describe("the bytes of a picture", () => {
  Canvas.drawn = 0;
  vi.stubGlobal("OffscreenCanvas", Canvas);
  afterEach(() => void (Canvas.drawn = 0));

  it("are copied straight from a frame, every time into the same memory", async () => {
    const reader = new PixelReader();
    const [one, two] = [frame(), frame()];
    const first = await reader.read(one.picture);
    const second = await reader.read(two.picture);
    expect(first).toMatchObject({ width: WIDTH, height: HEIGHT });
    expect([...second.rgba]).toEqual(Array(WIDTH * HEIGHT * 4).fill(7));
    expect(second.rgba).toBe(first.rgba);
    expect(Canvas.drawn).toBe(0);
    expect([one.closed(), two.closed()]).toEqual([true, true]);
  });

  it.each([
    ["the wish for a format is ignored", { allocationSize: () => WIDTH * HEIGHT * 1.5 }],
    ["the wish for a format is refused", { allocationSize: () => { throw new TypeError("format"); } }],
    ["its own format could pass for the wished one", { format: "BGRX" }],
    ["it is shown turned", { rotation: 90 }],
    ["only a part of it is shown", { visibleRect: { width: WIDTH - 1, height: HEIGHT } }],
  ])("are drawn when %s", async (_why, changes) => {
    const { picture, closed } = frame(changes);
    const { rgba } = await new PixelReader().read(picture);
    expect(Canvas.drawn).toBe(1);
    expect(rgba[0]).toBe(9);
    expect(closed()).toBe(true);
  });

  it("are drawn from a bitmap, where a browser has no frames", async () => {
    let closed = false;
    const bitmap = { width: WIDTH, height: HEIGHT, close: () => void (closed = true) } as unknown as Picture;
    expect(await new PixelReader().read(bitmap)).toMatchObject({ width: WIDTH, height: HEIGHT });
    expect([Canvas.drawn, closed]).toEqual([1, true]);
  });

  it("leave nothing open when they can't be had", async () => {
    const { picture, closed } = frame({ copyTo: () => Promise.reject(new Error("gone")) });
    await expect(new PixelReader().read(picture)).rejects.toThrow("gone");
    expect(closed()).toBe(true);
  });
});
