import { expect, test } from "vitest";

import { WakeLock, type Wakeful } from "./wakelock";

/** A browser that gives locks as long as it is `willing`. */
function browser() {
  let asked = 0;
  let held = 0;
  let take = (): void => {};
  const it = { seen: true, willing: true };
  const wakeful: Wakeful = {
    async request() {
      asked += 1;
      if (!it.willing) throw new Error("the battery is low");
      held += 1;
      let mine = true;
      const give = (): void => {
        if (mine) held -= 1;
        mine = false;
      };
      return {
        release: async () => give(),
        addEventListener: (_, listener) =>
          void (take = () => {
            give();
            listener();
          }),
      };
    },
  };
  const lock = new WakeLock(wakeful, () => it.seen);
  return { it, lock, asked: () => asked, held: () => held, take: () => take() };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test("it is held while it is wanted, and given back", async () => {
  const { lock, asked, held } = browser();
  lock.want(true);
  lock.want(true);
  await soon();
  lock.look();
  await soon();
  expect([asked(), held()]).toEqual([1, 1]);
  lock.want(false);
  await soon();
  expect(held()).toBe(0);
});

test("taken away while the tab is out of sight, it is asked for anew when it is seen again", async () => {
  const { it, lock, take, asked, held } = browser();
  lock.want(true);
  await soon();
  it.seen = false;
  take();
  lock.look();
  await soon();
  expect([asked(), held()]).toEqual([1, 0]);
  it.seen = true;
  lock.look();
  await soon();
  expect([asked(), held()]).toEqual([2, 1]);
});

test("what was given up while the browser thought about it is not kept", async () => {
  const { lock, held } = browser();
  lock.want(true);
  lock.want(false);
  await soon();
  expect(held()).toBe(0);
});

test("a refusal is no error, and a browser without it neither", async () => {
  const { it, lock, held } = browser();
  it.willing = false;
  lock.want(true);
  await soon();
  expect(held()).toBe(0);
  it.willing = true;
  lock.look();
  await soon();
  expect(held()).toBe(1);
  new WakeLock(null, () => true).want(true);
});
