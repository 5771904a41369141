import type { Problem } from "../contract/problem";
import type { OperationName } from "../pool/operations";
import { expiryOf, type ImageRecord, type OperationResult, type OperationResults } from "../pool/results/image-record";
import type { FoundImage, ResultsTable } from "../pool/results/table";
import type { ImageName } from "../pool/stored/image-key";
import { comparable, delayAfter, type ObjectEvent, type Step } from "./next-step";
import { replaceRecord } from "./replace-record";

/** Another try has taken the image up, or its item is gone: what this one has found is not kept. The event decides anew. */
export class OvertakenError extends Error {
  constructor() {
    super("The image was taken up by another try.");
    this.name = "OvertakenError";
  }
}

/** Longer than the clocks of two environments of Lambda differ. */
const CLOCKS_MS = 2000;

type Change = Partial<Omit<ImageRecord, "expiresAt">>;

/** One try to analyse one version of an image. Its record belongs to it until the lease ends, and every write depends on that. */
export class ImageTry {
  private record: ImageRecord;

  private constructor(
    /** As it stands in the table. */
    private written: ImageRecord,
    private readonly imageId: string,
    private readonly table: ResultsTable,
  ) {
    this.record = written;
  }

  /**
   * Writes down that the image is being analysed, before anything can go wrong with it: a function that is killed afterwards has left
   * behind whose turn it was, and until when.
   *
   * @param remainingMs milliseconds until Lambda ends the invocation
   * @returns undefined when another try was faster
   */
  static async begin(
    table: ResultsTable,
    image: ImageName,
    event: ObjectEvent,
    found: FoundImage,
    { isResumed, failures }: Step & { kind: "try" },
    remainingMs: number,
  ): Promise<ImageTry | undefined> {
    const leaseUntil = Math.ceil(Date.now() + remainingMs + CLOCKS_MS);
    const record = renewed(table, image, event, found, { state: "analysing", failures, leaseUntil }, isResumed);
    const isOurs = await replaceRecord(table, image.imageId, record, found.tries);
    return isOurs ? new ImageTry(record, image.imageId, table) : undefined;
  }

  get results(): OperationResults {
    return this.record.results;
  }

  plan(operations: readonly OperationName[]): void {
    this.record = { ...this.record, operations };
  }

  add(operation: OperationName, result: OperationResult): void {
    this.record = { ...this.record, results: { ...this.results, [operation]: result } };
  }

  /** Writes down what was found so far, so that no later try asks for it again. */
  async save(): Promise<void> {
    if (this.results !== this.written.results) await this.write({});
  }

  /** @param problem why there can be no result at all */
  async finish(state: "done" | "failed", problem?: Problem): Promise<void> {
    await this.write({ state, problem: problem && inBrief(problem), failures: 0, leaseUntil: undefined });
  }

  /** @param isFailure it was neither for want of quota nor for a fault of AWS's, so that the next try had better wait */
  async postpone(problem: Problem, isFailure: boolean): Promise<void> {
    const failures = isFailure ? (this.record.failures ?? 0) + 1 : 0;
    const retryAt = isFailure ? Date.now() + delayAfter(failures) : undefined;
    await this.write({ state: "postponed", problem: inBrief(problem), failures, retryAt, leaseUntil: undefined });
  }

  private async write(change: Change): Promise<void> {
    const next = { ...this.record, ...change };
    const record = { ...next, expiresAt: expiryOf(next, this.written, Date.now(), this.table.days) };
    if (!(await replaceRecord(this.table, this.imageId, record, record.tries))) throw new OvertakenError();
    this.record = this.written = record;
  }
}

const UNFINISHED: Problem = {
  code: "internal_error",
  detail: "Its analysis was begun and ended before it was done. The gateway's operators find it under the image's id.",
};

/**
 * Writes down that the image waits for a person: the queue puts its event among the failed ones after this receipt. What was found is
 * kept for as long as results are.
 */
export async function setAside(table: ResultsTable, image: ImageName, event: ObjectEvent, found: FoundImage) {
  const isSame = found.record?.version === event.version;
  const problem = (isSame ? found.record.problem : undefined) ?? inBrief(UNFINISHED);
  const record = renewed(table, image, event, found, { state: "set_aside", problem }, isSame);
  await replaceRecord(table, image.imageId, record, found.tries);
  return problem;
}

/** The record of one more try, or of its end. @param isResumed keeps what there is of this version */
function renewed(
  { days }: ResultsTable,
  image: ImageName,
  { version, sequencer }: ObjectEvent,
  { record: before, tries = 0 }: FoundImage,
  change: Change & Pick<ImageRecord, "state">,
  isResumed: boolean,
): ImageRecord {
  const results = (isResumed && before?.results) || {};
  const next = {
    ...(image.uploader !== undefined && { uploader: image.uploader }),
    operations: before?.operations ?? [],
    results,
    version,
    sequencer: comparable(sequencer),
    tries: tries + 1,
    ...change,
  };
  return { ...next, expiresAt: expiryOf(next, isResumed ? before : undefined, Date.now(), days) };
}

function inBrief({ code, detail }: Problem): NonNullable<ImageRecord["problem"]> {
  return { code, detail };
}
