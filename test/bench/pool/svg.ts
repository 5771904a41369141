/** The few SVG elements the picture is drawn with. Coordinates are pixels; classes carry the colours, so that dark pages get theirs. */
export type Anchor = "start" | "middle" | "end";

export function text(x: number, y: number, content: string, classes = "", anchor: Anchor = "start"): string {
  return `<text x="${round(x)}" y="${round(y)}"${attribute("class", classes)}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${escaped(content)}</text>`;
}

export function bar(x: number, y: number, width: number, height: number, classes: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="2"${attribute("class", classes)}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"${attribute("class", classes)}/>`;
}

export function path(points: readonly (readonly [number, number])[], classes: string): string {
  const steps = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`);
  return `<path d="${steps.join("")}"${attribute("class", classes)}/>`;
}

export function dot(x: number, y: number, classes: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="2.5"${attribute("class", classes)}/>`;
}

export function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function attribute(name: string, value: string): string {
  return value === "" ? "" : ` ${name}="${value}"`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
