import type { CollectedResource } from "../graph/graph";
import type { Survey } from "../survey";

/** One setting by which code could come in or data go out, with the sentence that has to hold. */
export interface Setting {
  readonly at: string;
  readonly claim: string;
  readonly holds: boolean;
  readonly why: string;
  /** Id of the declared exception that it rests on. */
  readonly exception?: string;
}

export type SettingsOf = (resource: CollectedResource, survey: Survey) => Setting[];

/** All that is found is known. */
export function among(at: string, claim: string, found: readonly string[], known: readonly string[]): Setting {
  const others = found.filter((each) => !known.includes(each));
  return { at, claim, holds: others.length === 0, why: `it names ${others.join(", ")}` };
}

export function unset(key: string, inputs: Readonly<Record<string, unknown>>, claim: string): Setting {
  const value = inputs[key];
  const isEmpty = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
  return { at: `/${key}`, claim, holds: isEmpty, why: `${key} is set` };
}
