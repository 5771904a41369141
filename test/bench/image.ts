import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import sharp from "sharp";
import { normalImage } from "../../functions/pool/images/normal-image";
import type { ImageLimits } from "../../functions/pool/images/accepted-images";
import { formatFiles } from "./image/formats";
import { median } from "./measuring/median";
import { peakMegabytes } from "./measuring/peak-memory";

/** One way to treat one file, measured in a process of its own: sharp's settings and its memory are the process's. */
interface Task {
  readonly what: string;
  readonly file: string;
  /** Absent: plain sharp, as one would write it. */
  readonly limits?: ImageLimits;
  readonly threads?: number;
  /** Megabytes that are reckoned for it from its header. */
  readonly reckoned?: number;
  /** At most so many times the baseline. */
  readonly times?: number;
  readonly milliseconds?: number;
}

interface Sample {
  readonly milliseconds: number;
  readonly cpu: number;
  /** What came of it, e.g. `reencoded 6000 × 4000, 4.74 MB`. */
  readonly outcome: string;
  /** Of the process, and what it had before the image. */
  readonly peakMegabytes: number;
  readonly restMegabytes: number;
}

const ROUNDS = 3;
const MIB_5 = 5_242_880;
const MEASURE = "--measure";

/**
 * `npm run bench image [-- --large | --formats]`: a photograph of 24 megapixels brought under Rekognition's limit, beside one plain encode by sharp.
 * Rounds go through all rows in turn, so that whatever else the machine does falls on each of them; medians are compared. Behind it
 * one row a format, with the memory that its decoder takes in a process that has decoded it several times, beside what is reckoned for it;
 * `--formats` prints only those.
 */
export async function run(args: string[]): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-image-"));
  const children: ChildProcess[] = [];
  try {
    const formats = (await formatFiles(folder)).map(({ what, file, reckoned }) => {
      return { what: `20 MP ${what}`, file, limits: { maxBytes: MIB_5, minSide: 80, maxSide: 4990 }, reckoned };
    });
    const tasks = args.includes("--formats")
      ? formats
      : [...(await tasksIn(folder, args.includes("--large"))), ...formats];
    for (const task of tasks) children.push(await started(task));
    const samples: Sample[][] = tasks.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [row, child] of children.entries()) samples[row]?.push(await sampled(child));
    }
    print(tasks, samples);
  } finally {
    for (const child of children) child.kill();
    fs.rmSync(folder, { recursive: true });
  }
}

async function tasksIn(folder: string, withLarge: boolean): Promise<Task[]> {
  const file = (name: string) => path.join(folder, name);
  const photo = await photograph(6000, 4000);
  fs.writeFileSync(file("24mp.jpg"), photo);
  fs.writeFileSync(
    file("24mp-on-its-side.jpg"),
    await sharp(photo).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
  );
  const small = await sharp(photo).resize(4000).jpeg({ quality: 95 }).toBuffer();
  fs.writeFileSync(file("5mib.jpg"), Buffer.concat([small], MIB_5));
  // Limits that this very photograph meets only at the second try, whatever its noise came out as.
  const bytesAt = async (options: sharp.JpegOptions) => (await sharp(photo).jpeg(options).toBuffer()).length;
  const first = await bytesAt({ quality: 85, optimiseCoding: false });
  const second = await bytesAt({ quality: 80, optimiseCoding: false });
  const limits = (maxBytes: number, maxSide?: number) => ({ maxBytes, minSide: 80, ...(maxSide ? { maxSide } : {}) });
  const tasks: Task[] = [
    { what: "plain sharp, quality 80 (baseline)", file: file("24mp.jpg") },
    { what: "the same with one thread", file: file("24mp.jpg"), threads: 1 },
    { what: "one encode suffices", file: file("24mp.jpg"), limits: limits(first + 1), times: 1.1 },
    { what: "the same, on its side by EXIF", file: file("24mp-on-its-side.jpg"), limits: limits(first * 2) },
    { what: "PPE: one encode at 4096 pixels", file: file("24mp.jpg"), limits: limits(4_194_304, 4096), times: 1.1 },
    {
      what: "two encodes: quality 85, then 80",
      file: file("24mp.jpg"),
      limits: limits(Math.round((first + second) / 2)),
      times: 2,
    },
    {
      what: "two encodes: quality 85, then scaled",
      file: file("24mp.jpg"),
      limits: limits(Math.round(first * 0.6)),
      times: 2,
    },
    { what: "pass-through of 5 242 880 bytes", file: file("5mib.jpg"), limits: limits(MIB_5), milliseconds: 5 },
  ];
  if (!withLarge) return tasks;
  fs.writeFileSync(
    file("100mp.jpg"),
    await sharp(photo).resize(10_000, 10_000, { fit: "fill" }).jpeg({ quality: 80 }).toBuffer(),
  );
  return [...tasks, { what: "10 000 × 10 000, the most there may be", file: file("100mp.jpg"), limits: limits(MIB_5) }];
}

/** Soft shapes, texture and grain, at the strength that makes the size per pixel of a camera's photographs. */
async function photograph(width: number, height: number): Promise<Buffer> {
  const noise = (divisor: number, sigma: number) =>
    sharp({
      create: {
        width: Math.round(width / divisor),
        height: Math.round(height / divisor),
        channels: 3,
        background: "#808080",
        noise: { type: "gaussian", mean: 128, sigma },
      },
    });
  const layer = async (divisor: number, sigma: number) => {
    const small = await noise(divisor, sigma).png({ compressionLevel: 1 }).toBuffer();
    return sharp(small).resize(width, height, { kernel: "cubic" }).png({ compressionLevel: 1 }).toBuffer();
  };
  const [shapes, texture, grain] = [await layer(100, 60), await layer(4, 30), await layer(1, 12)];
  return sharp(shapes)
    .composite([
      { input: texture, blend: "soft-light" },
      { input: grain, blend: "soft-light" },
    ])
    .removeAlpha()
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** One heap for all threads, as the functions are deployed. */
async function started(task: Task): Promise<ChildProcess> {
  const child = fork(__filename, [MEASURE, JSON.stringify(task)], { env: { ...process.env, MALLOC_ARENA_MAX: "1" } });
  // The first round loads and compiles; it is not a sample.
  await sampled(child);
  return child;
}

async function sampled(child: ChildProcess): Promise<Sample> {
  child.send("once more");
  const [message] = (await Promise.race([once(child, "message"), failed(child)])) as [Sample];
  return message;
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, "exit")) as [number | null];
  throw new Error(`A measuring process ended with ${code ?? "a signal"}.`);
}

let restMegabytes = 0;

/** The child's side. */
function measure(task: Task): void {
  const bytes = fs.readFileSync(task.file);
  restMegabytes = peakMegabytes();
  if (task.threads) sharp.concurrency(task.threads);
  process.on("message", () => {
    void sample(task, bytes).then((sample) => process.send?.(sample));
  });
}

async function sample(task: Task, bytes: Buffer): Promise<Sample> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const outcome = task.limits ? await normal(bytes, task.limits) : await plain(bytes);
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { milliseconds, cpu: (user + system) / 1000, outcome, peakMegabytes: peakMegabytes(), restMegabytes };
}

async function plain(bytes: Buffer): Promise<string> {
  const { data, info } = await sharp(bytes).jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true });
  return described("encoded", { ...info, bytes: data });
}

async function normal(bytes: Buffer, limits: ImageLimits): Promise<string> {
  const image = await normalImage(bytes, limits, { memoryBytes: 2 ** 31, remainingMs: () => 600_000 });
  return described(image.how, image);
}

function described(
  how: string,
  { width, height, bytes }: { width: number; height: number; bytes: Uint8Array },
): string {
  return `${how} ${width} × ${height}, ${(bytes.length / 1e6).toFixed(2)} MB`;
}

function print(tasks: readonly Task[], samples: readonly (readonly Sample[])[]): void {
  const time = (of: readonly Sample[] | undefined) => median((of ?? []).map(({ milliseconds }) => milliseconds));
  const cpu = (of: readonly Sample[] | undefined) => median((of ?? []).map((sample) => sample.cpu));
  const lines = tasks.map((task, row) => {
    const own = samples[row] ?? [];
    const ratio = time(own) / time(samples[0]);
    const last = own.at(-1);
    return [
      task.what.padEnd(40),
      `${time(own).toFixed(time(own) < 10 ? 1 : 0)} ms`.padStart(9),
      `${ratio.toFixed(2)}×`.padStart(6),
      `${(cpu(own) / cpu(samples[0])).toFixed(2)}×`.padStart(6),
      `${Math.max(...own.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0)} MB`.padStart(8),
      (last?.outcome ?? "").padEnd(38),
      verdict(task, time(own), ratio, Math.max(...own.map((each) => each.peakMegabytes - each.restMegabytes))),
    ].join("  ");
  });
  const head = [
    "".padEnd(40),
    "median".padStart(9),
    "time".padStart(6),
    "CPU".padStart(6),
    "peak".padStart(8),
    "outcome".padEnd(38),
    "goal",
  ];
  process.stdout.write(
    `Node ${process.version}, sharp ${sharp.versions.sharp}, ${os.availableParallelism()} cores; ${ROUNDS} rounds, each row in a process of its own\n` +
      `${head.join("  ")}\n${lines.join("\n")}\n`,
  );
}

function verdict({ times, milliseconds, reckoned }: Task, measured: number, ratio: number, grown: number): string {
  if (reckoned !== undefined) {
    return `${grown <= reckoned ? "within" : "OVER"} ${reckoned.toFixed(0)} MB reckoned, took ${grown.toFixed(0)}`;
  }
  if (times !== undefined) return `${ratio <= times ? "within" : "OVER"} ${times}×`;
  if (milliseconds !== undefined) return `${measured < milliseconds ? "within" : "OVER"} ${milliseconds} ms`;
  return "";
}

if (process.argv[2] === MEASURE) measure(JSON.parse(process.argv[3] ?? "") as Task);
