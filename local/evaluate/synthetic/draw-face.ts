import { loadSharp } from "../../../functions/pool/images/sharp";
import type { Capture } from "./capture";
import type { Patch, Person } from "./person";

const WIDTH = 176;
const HEIGHT = 220;
const QUALITY = 88;
/** Grey levels: of a room behind the face, by which the strongest patch differs, and of eyes, brows and mouth less than the skin. */
const ROOM = 38;
const TONE = 32;
const FEATURE = -45;
const SKIN = [1, 0.93, 0.86] as const;

/** A face that has its place in the picture. */
interface Placed {
  readonly person: Person;
  readonly capture: Capture;
  /** Pixels. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly sine: number;
  readonly cosine: number;
}

/** A JPEG with these people on it; without any, of an empty room. */
export async function drawPicture(faces: readonly (readonly [Person, Capture])[]): Promise<Buffer> {
  const placed = faces.map(([person, capture]) => place(person, capture));
  const pixels = Buffer.alloc(WIDTH * HEIGHT * SKIN.length);
  for (let y = 0; y < HEIGHT; y++) {
    const room = ROOM - (10 * y) / HEIGHT;
    for (let x = 0; x < WIDTH; x++) setPixel(pixels, x, y, levelAt(placed, x + 0.5, y + 0.5), room);
  }
  const blur = Math.max(0.5, ...faces.map(([, capture]) => capture.blur));
  const raw = { width: WIDTH, height: HEIGHT, channels: SKIN.length };
  return loadSharp()(pixels, { raw }).blur(blur).jpeg({ quality: QUALITY }).toBuffer();
}

function setPixel(pixels: Buffer, x: number, y: number, skin: number | undefined, room: number): void {
  for (let channel = 0; channel < SKIN.length; channel++) {
    const level = skin === undefined ? room : skin * (SKIN[channel] ?? 1);
    // Whole, and no more than a byte holds.
    pixels[(y * WIDTH + x) * SKIN.length + channel] = level > 255 ? 255 : level < 0 ? 0 : level;
  }
}

function place(person: Person, capture: Capture): Placed {
  const halfHeight = capture.size * HEIGHT;
  const turn = (capture.roll * Math.PI) / 180;
  const halfWidth = halfHeight * person.width;
  return { person, capture, halfWidth, halfHeight, sine: Math.sin(turn), cosine: Math.cos(turn) };
}

/** Brightness at a pixel; undefined beside all faces. */
function levelAt(faces: readonly Placed[], x: number, y: number): number | undefined {
  for (const { person, capture, halfWidth, halfHeight, sine, cosine } of faces) {
    const [fromX, fromY] = [x - capture.x * WIDTH, y - capture.y * HEIGHT];
    const across = (fromX * cosine + fromY * sine) / halfWidth;
    const down = (fromY * cosine - fromX * sine) / halfHeight;
    if (across * across + down * down <= 1) return faceLevel(person, capture, across, down);
  }
  return undefined;
}

function faceLevel(person: Person, capture: Capture, across: number, down: number): number {
  const tones = tonesAt(person.complexion, across, down) + tonesAt(capture.changes, across, down);
  // However many patches lie on one another, skin stays lighter than the room.
  const skin = capture.brightness + across * capture.sideLight + TONE * Math.tanh(tones);
  return isFeature(person, across, down) ? skin + FEATURE : skin;
}

function tonesAt(patches: readonly Patch[], across: number, down: number): number {
  return patches.reduce((sum, patch) => sum + toneAt(patch, across, down), 0);
}

/** Fades towards the patch's edge. */
function toneAt({ x, y, radius, tone }: Patch, across: number, down: number): number {
  const distance = ((across - x) ** 2 + (down - y) ** 2) / radius ** 2;
  return distance >= 1 ? 0 : tone * (1 - distance) ** 2;
}

function isFeature(person: Person, across: number, down: number): boolean {
  const { eyeDistance, eyeSize, browHeight, noseLength, mouthWidth, mouthHeight } = person;
  const side = Math.abs(across) - eyeDistance;
  const isEye = (side / eyeSize) ** 2 + ((down + 0.2) / (eyeSize * 0.55)) ** 2 < 1;
  const isBrow = Math.abs(side) < eyeSize * 1.3 && Math.abs(down + 0.2 + browHeight) < 0.02;
  const isNose = Math.abs(across) < 0.06 && Math.abs(down - noseLength) < 0.012;
  const isMouth = (across / mouthWidth) ** 2 + ((down - 0.5) / mouthHeight) ** 2 < 1;
  return isEye || isBrow || isNose || isMouth;
}
