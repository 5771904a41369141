import { probit } from "simple-statistics";
import { type Html, html } from "../../../portal/html";

/** Where the plot lies in its picture, in the picture's own units. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From a value to a place in the frame. */
export interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Rates that a DET curve's axes name. */
export const RATE_TICKS = [0.0001, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4] as const;

/**
 * Normal deviates on both axes (Martin, Doddington, Kamm, Ordowski, Przybocki: The DET curve in assessment of detection task performance.
 * Eurospeech 1997): two normal distributions give a straight line. The library's probit is 0.4 % off at most, less than a line's width.
 */
export function detScale(frame: Frame, least: { readonly x: number; readonly y: number }, most: number): Scale {
  const along = (start: number, length: number, from: number) => (rate: number) => {
    const [low, high] = [probit(from), probit(most)];
    const at = probit(Math.min(most, Math.max(from, rate)));
    return start + (length * (at - low)) / (high - low);
  };
  return {
    x: along(frame.left, frame.width, least.x),
    y: along(frame.top + frame.height, -frame.height, least.y),
  };
}

export function tickLabel(rate: number): string {
  return `${Number((rate * 100).toPrecision(3))} %`;
}

export function gridLine(frame: Frame, at: { readonly x?: number; readonly y?: number }, label: string): Html {
  const { left, top, width, height } = frame;
  if (at.x !== undefined)
    return html`<line class="grid" x1="${n(at.x)}" x2="${n(at.x)}" y1="${top}" y2="${top + height}" />
      <text class="tick" x="${n(at.x)}" y="${top + height + 18}" text-anchor="middle">${label}</text>`;
  const y = at.y ?? 0;
  return html`<line class="grid" x1="${left}" x2="${left + width}" y1="${n(y)}" y2="${n(y)}" />
    <text class="tick" x="${left - 8}" y="${n(y + 4)}" text-anchor="end">${label}</text>`;
}

export function n(value: number): string {
  return value.toFixed(1);
}
