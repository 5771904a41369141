import type { Images } from "../pairs/images";
import { type Pair, picturesOf } from "../pairs/pair";
import { UserError } from "../../user-error";
import { readAnswer, type Reading } from "./answer";
import { type Api, ask } from "./api";
import { Pace } from "./pace";
import { keyOf, type Subject } from "./result";
import type { ResultsFile } from "./results-file";

/** So often a call is made that gets no answer or a fault of the service. */
const MOST_TRIES = 5;
/** So often in a row, over all calls, before the run stops: the API is not there. */
const MOST_FAILURES = 20;
/** So often a call waits for the quota: some minutes at the least. */
const MOST_WAITS = 60;

export interface ProbeState {
  readonly done: number;
  readonly total: number;
  /** Calls that waited for the quota. */
  readonly refusals: number;
}

/** A subject that has no result, and what was answered last. */
export interface Open {
  readonly subject: Subject;
  readonly why: string;
}

/** Makes every call that has no result yet. */
export class Probe {
  private readonly pace = new Pace();
  private failuresInARow = 0;
  private token: Promise<string> | undefined;
  private done = 0;
  private total = 0;
  private stopped: UserError | undefined;

  constructor(
    private readonly api: Api,
    private readonly images: Images,
    private readonly results: ResultsFile,
    /** The first pause before a call is made again, at most; each further one may be twice as long. */
    private readonly backoffMs = 250,
  ) {}

  state(): ProbeState {
    return { done: this.done, total: this.total, refusals: this.pace.refusals };
  }

  /**
   * First every picture, then every pair of two with one face each.
   * @returns what has no result in the end
   * @throws UserError when no further call would work; what is done stays done
   */
  async run(pairs: readonly Pair[]): Promise<Open[]> {
    const pictures = picturesOf(pairs).map((picture) => ({ picture }));
    this.total = pictures.length + pairs.length;
    const openPictures = await this.all(pictures);
    const usable = pairs.filter(({ source, target }) => this.isUsable(source) && this.isUsable(target));
    this.done += pairs.length - usable.length;
    return [...openPictures, ...(await this.all(usable.map(({ source, target }) => ({ source, target }))))];
  }

  private isUsable(picture: string): boolean {
    const result = this.results.of(keyOf({ picture }));
    return result !== undefined && result.failure === undefined;
  }

  private async all(subjects: readonly Subject[]): Promise<Open[]> {
    const missing = subjects.filter((subject) => this.results.of(keyOf(subject)) === undefined);
    this.done += subjects.length - missing.length;
    const open: Open[] = [];
    const queue = missing.values();
    // As many lines as the pace may ever allow; which of them call at a time, it decides.
    const lines = Array.from({ length: Math.min(Pace.most, missing.length) }, async () => {
      for (const subject of queue) {
        const why = await this.one(subject);
        this.done += 1;
        if (why !== undefined) open.push({ subject, why });
      }
    });
    await Promise.all(lines);
    if (this.stopped) throw this.stopped;
    return open;
  }

  /** @returns why there is no result, if there is none */
  private async one(subject: Subject): Promise<string | undefined> {
    let why = "";
    for (let tries = 0, waits = 0; tries < MOST_TRIES && waits < MOST_WAITS;) {
      if (this.stopped) return this.stopped.message;
      await this.pace.begin();
      const reading = await this.call(subject);
      this.pace.end(outcomeOf(reading));
      this.failuresInARow = reading.kind === "again" ? this.failuresInARow + 1 : 0;
      if (reading.kind === "result") this.results.add(reading.result);
      if (reading.kind === "result") return undefined;
      why = "why" in reading ? reading.why : "the quota is used up";
      if (reading.kind === "leave") return why;
      if (reading.kind === "stop") this.stop(`The API refuses the calls (${why}).`);
      if (this.failuresInARow >= MOST_FAILURES)
        this.stop(`The API does not answer (${why}). Run the same command again later; it goes on from here.`);
      if (reading.kind === "again") await pause(Math.random() * this.backoffMs * 2 ** tries);
      if (reading.kind === "wait") waits += 1;
      else tries += 1;
    }
    return why;
  }

  private async call(subject: Subject): Promise<Reading> {
    try {
      this.token ??= this.api.token();
      const token = await this.token;
      const answer = await ask(this.api, this.images, subject, token);
      const reading = readAnswer(subject, answer);
      if (reading.kind === "sign-in") await this.renew(token);
      return reading;
    } catch (error) {
      if (!(error instanceof UserError)) return { kind: "again", why: reasonOf(error) };
      this.stopped ??= error;
      return { kind: "stop", why: error.message };
    }
  }

  /** Once for all calls that were made with the same token. */
  private async renew(used: string): Promise<void> {
    if ((await this.token) === used) this.token = this.api.token(used);
    await this.token;
  }

  private stop(sentence: string): void {
    this.stopped ??= new UserError(sentence);
  }
}

function outcomeOf(reading: Reading): Parameters<Pace["end"]>[0] {
  if (reading.kind === "wait") return { waitMs: reading.milliseconds };
  return reading.kind === "result" ? "success" : "failure";
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Without the address, which an error of fetch holds: only its kind. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? name ?? "no answer";
}
