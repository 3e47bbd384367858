import { expect, test } from "vitest";

import { shareGuide } from "./TakeWithYou";

const guide = { name: "neck", title: "Neck", text: "# Neck\n", language: "en", languages: ["en"] };

function browser(can: (data: ShareData) => boolean, share = true): { navigator: Navigator; given: ShareData[]; copied: string[] } {
  const given: ShareData[] = [];
  const copied: string[] = [];
  const navigator = {
    ...(share && { share: async (data: ShareData) => void given.push(data), canShare: can }),
    clipboard: { writeText: async (text: string) => void copied.push(text) },
  } as unknown as Navigator;
  return { navigator, given, copied };
}

test("the guide's file is shared where files can be", async () => {
  const { navigator, given } = browser(() => true);
  expect(await shareGuide(guide, navigator)).toBe("shared");
  expect(given[0]?.files?.[0]?.name).toBe("neck.md");
  expect(await given[0]?.files?.[0]?.text()).toBe(guide.text);
});

test("where only plain text files can be, it is one", async () => {
  const { navigator, given } = browser((data) => data.files?.[0]?.type === "text/plain");
  await shareGuide(guide, navigator);
  expect(given[0]?.files?.[0]?.name).toBe("neck.md.txt");
});

test("where no file can be shared its text is, and where nothing can be, it is copied: never an address", async () => {
  const some = browser(() => false);
  await shareGuide(guide, some.navigator);
  expect(some.given).toEqual([{ title: "Neck", text: guide.text }]);
  const none = browser(() => false, false);
  expect(await shareGuide(guide, none.navigator)).toBe("copied");
  expect(none.copied).toEqual([guide.text]);
});
