/** Small signs. They are drawn, because signs of a font differ from computer to computer. */

const SIGNS = {
  // How a sentence stands
  met: "M4 10.5 8.2 15 16 5.5",
  broken: "M10 3.5v8M10 15.6v.6",
  unseen: "M2.5 10c2-3.4 4.5-5 7.5-5s5.5 1.6 7.5 5c-2 3.4-4.5 5-7.5 5s-5.5-1.6-7.5-5M4 16.5 16 3.5",
  waiting: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0",
  counts: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M10 6.3V10l2.6 1.8",
  asked: "M6.8 7.2c.3-1.9 1.5-2.9 3.2-2.9 1.9 0 3.2 1.1 3.2 2.8 0 2.4-3.1 2.5-3.2 5.2M10 15.8v.5",
  note: "M10 9v6M10 5.4v.5",
  // Buttons
  no: "M5 5l10 10M15 5 5 15",
  pause: "M7 4.5v11M13 4.5v11",
  resume: "M6.5 4.2v11.6L15.8 10z",
  back: "M16 10H4M9 4.8 3.8 10 9 15.2",
  skip: "M4 4.6 11.4 10 4 15.4zM15.6 4.5v11",
  onward: "M4 10h12M11 4.8l5.2 5.2-5.2 5.2",
  stop: "M6.7 2.8h6.6l4 4v6.4l-4 4H6.7l-4-4V6.8zM7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6",
  mute: "M3 7.8v4.4h3L10 15.6V4.4L6 7.8zM13 7.4c1.6 1.5 1.6 3.7 0 5.2M15.4 5c3 2.9 3 7.1 0 10",
  unmute: "M3 7.8v4.4h3L10 15.6V4.4L6 7.8zM13.2 7.8l4.2 4.4M17.4 7.8l-4.2 4.4",
  big: "M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4",
  small: "M7.5 3.5v4h-4M12.5 3.5v4h4M7.5 16.5v-4h-4M12.5 16.5v-4h4",
  neutral: "M13 6.4a3 3 0 1 1-6 0 3 3 0 0 1 6 0M3.6 16.6c.5-4 2.9-5.4 6.4-5.4s5.9 1.4 6.4 5.4",
} as const;

export type Sign = keyof typeof SIGNS;

export function Icon({ name }: { name: Sign }) {
  return (
    <svg class="live-icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={SIGNS[name]} />
    </svg>
  );
}
