import { isAnswer, operatorCall } from "../../operator/aws-call";
import type { Covered, Item, Properties, Unread } from "../item";

/** Prints the policy that reading needs. */
export const PERMISSIONS_COMMAND = "npm run drift -- --permissions";

export interface Question {
  readonly what: string;
  readonly action: string;
  /** Errors that mean: there is none. */
  readonly absent?: readonly string[];
  readonly covers: readonly Covered[];
}

/** What has been read, and what could not be. */
export class Reading {
  readonly items: Item[] = [];
  readonly unread: Unread[] = [];

  /** @param pageSize items that a page of a list may have; absent: as many as the service gives */
  constructor(
    readonly say: (doing: string) => void = () => undefined,
    readonly pageSize?: number,
  ) {}

  add(type: string, key: string, inputs: Properties): void {
    this.items.push({ type, key, inputs });
  }

  /**
   * One question. What AWS refuses or fails is noted by name; there being none is an answer.
   *
   * @returns undefined when there is none, or when it is not known
   * @throws UserError when nothing could be asked: no credentials, no network
   */
  async ask<Answer>({ absent = [], ...question }: Question, call: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!isAnswer(error))
        return operatorCall(question.action, PERMISSIONS_COMMAND, () => Promise.reject(error as Error));
      if (!absent.includes(error.name)) this.unread.push({ ...question, why: `${error.name}: ${error.message}` });
      return undefined;
    }
  }
}

/** A few at a time: services slow down who asks for everything at once. */
export async function eachOf<Each>(all: readonly Each[], act: (each: Each) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

const AT_ONCE = 6;
