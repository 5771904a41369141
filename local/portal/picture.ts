import { type Html, html } from "./html";

/** `people:…`, `door:<name>` or `service:…`. */
export type BoxId = string;

interface Box {
  readonly id: BoxId;
  readonly title: string;
  readonly detail: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PictureDoor {
  readonly name: string;
  readonly port: number;
  readonly endpointId?: string;
}

/** One stretch of the way, from box to box. */
export interface Hop {
  readonly from: BoxId;
  readonly to: BoxId;
  readonly allowed: boolean;
}

/** What the last call did: how it went from box to box, and what came of it. */
export interface Journey {
  readonly hops: readonly Hop[];
  readonly saw: string;
}

const HEIGHT = 46;
const ROW = 58;
const TOP = 34;
const COLUMNS = { people: { x: 4, width: 190 }, door: { x: 276, width: 248 }, service: { x: 606, width: 190 } };

/** In the order of the rows. Doors that the program does not have are left out. */
const DOORS = ["execute-api", "studio", "sagemaker-api", "sts", "internet", "foreign-execute-api", "foreign-studio"];
const DOOR_TITLES: Readonly<Record<string, string>> = {
  internet: "public internet",
  "foreign-execute-api": "foreign execute-api",
  "foreign-studio": "foreign studio",
};
const PEOPLE: readonly (readonly [id: string, title: string, detail: string, rows: readonly string[]])[] = [
  ["office", "in the office", "on the company's network", ["execute-api", "studio"]],
  ["outside", "on the internet", "same token, same link", ["internet"]],
  ["stranger", "another company", "same token, same link", ["foreign-execute-api", "foreign-studio"]],
];
const SERVICES: readonly (readonly [id: string, title: string, detail: string, row: string])[] = [
  ["api", "Private API", "authorizer, studio-url", "execute-api"],
  ["studio", "Studio", "opens presigned URLs", "studio"],
  ["sagemaker", "SageMaker", "makes presigned URLs", "sagemaker-api"],
  ["sts", "STS", "makes sessions", "sts"],
];

/** The ways there are, whatever becomes of a call on them. */
const WAYS: readonly (readonly [from: BoxId, to: BoxId])[] = [
  ["people:office", "door:execute-api"],
  ["people:office", "door:studio"],
  ["people:outside", "door:internet"],
  ["people:stranger", "door:foreign-execute-api"],
  ["people:stranger", "door:foreign-studio"],
  ["door:execute-api", "service:api"],
  ["door:studio", "service:studio"],
  ["service:api", "door:sagemaker-api"],
  ["service:api", "door:sts"],
  ["door:sagemaker-api", "service:sagemaker"],
  ["door:sts", "service:sts"],
];

/**
 * The three columns and the ways between them; over these the way of the last call: green where it was let, red into the box that
 * refused. What a refused call passed before is marked as its way and not as allowed: it led nowhere.
 */
export function picture(doors: readonly PictureDoor[], journey?: Journey): Html {
  const boxes = layOut(doors);
  const height = TOP + boxes.filter((box) => box.id.startsWith("door:")).length * ROW;
  const hops = journey?.hops ?? [];
  const description = journey === undefined ? "Nothing was called yet." : describe(boxes, journey);
  const wasRefused = hops.some(({ allowed }) => !allowed);
  return html`<svg class="picture" viewBox="0 0 800 ${height}" role="img" aria-labelledby="picture-title picture-way">
    <title id="picture-title">People, doors and services, and the way of the last call</title>
    <desc id="picture-way">${description}</desc>
    ${Object.entries({ people: "people", door: "doors", service: "services" }).map(([column, title]) => {
      const { x, width } = COLUMNS[column as keyof typeof COLUMNS];
      return html`<text class="column" x="${x + width / 2}" y="16">${title}</text>`;
    })}
    ${WAYS.map(([from, to]) => line(boxes, from, to, "way"))}
    ${hops.map((hop) => line(boxes, hop.from, hop.to, edgeOf(hop, wasRefused)))}
    ${boxes.map((box) => drawn(box, markOf(box, hops)))}
  </svg>`;
}

function layOut(doors: readonly PictureDoor[]): Box[] {
  const shown = DOORS.flatMap((name) => doors.find((door) => door.name === name) ?? []);
  const rowOf = (name: string) => TOP + shown.findIndex((door) => door.name === name) * ROW;
  const doorBoxes = shown.map((door) => ({
    id: `door:${door.name}`,
    title: DOOR_TITLES[door.name] ?? door.name,
    detail: `${door.endpointId ?? "no endpoint"} · port ${door.port}`,
    y: rowOf(door.name),
    ...COLUMNS.door,
  }));
  const people = PEOPLE.map(([id, title, detail, rows]) => {
    const y = rows.reduce((sum, row) => sum + rowOf(row), 0) / rows.length;
    return { id: `people:${id}`, title, detail, y, ...COLUMNS.people };
  });
  const services = SERVICES.map(([id, title, detail, row]) => {
    return { id: `service:${id}`, title, detail, y: rowOf(row), ...COLUMNS.service };
  });
  return [...people, ...doorBoxes, ...services];
}

function edgeOf(hop: Hop, wasRefused: boolean): string {
  if (!hop.allowed) return "edge refused";
  return `edge ${wasRefused ? "tried" : "allowed"}`;
}

function line(boxes: readonly Box[], fromId: BoxId, toId: BoxId, kind: string): Html {
  const from = boxes.find((box) => box.id === fromId);
  const to = boxes.find((box) => box.id === toId);
  if (from === undefined || to === undefined) return html``;
  // A function goes back to a door: its line leaves and enters on the sides that face each other.
  const forward = from.x < to.x;
  const [x1, x2] = forward ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  const [y1, y2] = [middle(from) + (forward ? 0 : 12), middle(to) - (forward ? 0 : 12)];
  const bend = (x2 - x1) / 2;
  const path = `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  return html`<path class="${kind}" pathLength="1" d="${path}" />`;
}

function middle(box: Box): number {
  return box.y + HEIGHT / 2;
}

type Mark = "refused" | "tried" | "passed" | "";

function markOf(box: Box, hops: readonly Hop[]): Mark {
  if (hops.some((hop) => hop.to === box.id && !hop.allowed)) return "refused";
  if (!hops.some((hop) => hop.to === box.id || hop.from === box.id)) return "";
  return hops.some(({ allowed }) => !allowed) ? "tried" : "passed";
}

function drawn(box: Box, mark: Mark): Html {
  const sign = { refused: "✗", tried: "", passed: "✓", "": "" }[mark];
  return html`<g class="box ${mark}">
    <rect x="${box.x}" y="${box.y}" width="${box.width}" height="${HEIGHT}" rx="8" />
    <text class="title" x="${box.x + 12}" y="${box.y + 20}">${box.title}</text>
    <text class="detail" x="${box.x + 12}" y="${box.y + 37}">${box.detail}</text>
    ${sign !== "" && html`<text class="sign" x="${box.x + box.width - 12}" y="${box.y + 21}">${sign}</text>`}
  </g>`;
}

function describe(boxes: readonly Box[], journey: Journey): string {
  const titleOf = (id: BoxId) => boxes.find((box) => box.id === id)?.title ?? id;
  const hops = journey.hops.map(({ from, to, allowed }) => {
    return `${titleOf(from)} to ${titleOf(to)}: ${allowed ? "allowed" : "refused"}`;
  });
  return `${hops.join("; ")}. ${journey.saw}`;
}
