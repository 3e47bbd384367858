/** Stands where a drawing would, for a step that no camera sees: there the clock leads. Decoration, like an icon. */
export function Clock() {
  return (
    <svg class="figure" viewBox="-60 -45 120 90" aria-hidden="true" focusable="false">
      <circle class="f-sun" r="30" />
      <path class="clock-hands" d="M 0 -20 V 0 L 13 8" />
    </svg>
  );
}
