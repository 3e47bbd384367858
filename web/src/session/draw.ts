/** Draws on the camera picture: the lines that matter for the step, and how far the movement has got. */
import { isThere, meterText } from "./figures";
import type { Point, View } from "./protocol";

const WHITE = "#fff";
const GREEN = "#5cc4a4";
/** Under every line, so that it is seen on a white shirt too. */
const SHADE = "rgb(0 0 0 / 45%)";
/** Radius of the spot at the value. */
const TIP = 7;

/**
 * `width` and `height` in the context's own pixels, `unit` of them to a pixel of the page. `turned`: the picture is shown
 * the other way round than it was sent, as in a mirror.
 */
export function draw(context: CanvasRenderingContext2D, { width, height, unit, turned }: { width: number; height: number; unit: number; turned: boolean }, view: View): void {
  context.clearRect(0, 0, width, height);
  context.lineJoin = "round";
  const at = ([x, y]: Point): [number, number] => [(turned ? 1 - x : x) * width, y * height];
  // Lines keep their weight next to the person on small and large pictures.
  const weight = unit * Math.max(1, Math.min(1.6, width / unit / 520));

  const stroke = (points: Point[], colour: string, thick: number, cap: CanvasLineCap): void => {
    const [first, ...rest] = points;
    if (!first || rest.length === 0) return;
    context.beginPath();
    context.moveTo(...at(first));
    for (const point of rest) context.lineTo(...at(point));
    context.lineCap = cap;
    context.lineWidth = thick * weight;
    context.strokeStyle = colour;
    context.stroke();
  };

  const spot = (point: Point, radius: number): void => {
    context.beginPath();
    context.arc(...at(point), radius * weight, 0, 2 * Math.PI);
    context.fillStyle = WHITE;
    context.strokeStyle = SHADE;
    context.lineWidth = 2 * weight;
    context.stroke();
    context.fill();
  };

  for (const line of view.drawing.lines) stroke(line, SHADE, 5, "round");
  for (const line of view.drawing.lines) stroke(line, WHITE, 2.5, "round");
  for (const dot of view.drawing.dots) spot(dot, 5);

  const { meter } = view;
  if (!meter?.arc) return;
  const { arc } = meter;
  stroke(arc.scale, "rgb(0 0 0 / 35%)", 11, "butt");
  stroke(arc.scale, "rgb(255 255 255 / 35%)", 8, "butt");
  stroke(arc.band, "rgb(92 196 164 / 65%)", 8, "butt");
  stroke(arc.filled, isThere(meter) ? GREEN : WHITE, 8, "butt");
  if (meter.value === null) return;
  const tip = arc.filled.at(-1);
  if (tip) spot(tip, TIP);
  context.font = `600 ${20 * weight}px Inter, system-ui, sans-serif`;
  const text = meterText(meter);
  const [x, y] = beyond(at(arc.scale.at(-1) ?? arc.label), at(arc.label), (TIP + 6) * weight + context.measureText(text).width / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 5 * weight;
  context.strokeStyle = "rgb(0 0 0 / 60%)";
  context.strokeText(text, x, y);
  context.fillStyle = WHITE;
  context.fillText(text, x, y);
}

/** `label`, at least `gap` away from the scale's end, so that the spot never lies on the figure. */
function beyond([x, y]: [number, number], label: [number, number], gap: number): [number, number] {
  const [right, down] = [label[0] - x, label[1] - y];
  const distance = Math.hypot(right, down);
  if (distance === 0 || distance >= gap) return label;
  return [x + (right * gap) / distance, y + (down * gap) / distance];
}
