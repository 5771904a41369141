/** An item of the results table, and what it means. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { gunzipSync, gzipSync } from "node:zlib";
import type { ProblemCode } from "../http/problem";
import type { OperationName } from "./operations";

export type ImageState = "pending" | "analysing" | "done" | "failed";

/** What became of one operation: AWS's answer and who gave it, or why there is none. */
export type OperationResult =
  | { readonly region: string; readonly answer: Readonly<Record<string, unknown>> }
  | { readonly code: ProblemCode; readonly detail: string };

export type OperationResults = Readonly<Partial<Record<OperationName, OperationResult>>>;

/** What has been found out about an image. */
export interface Findings {
  readonly results: OperationResults;
  /** Why there can be none at all. */
  readonly problem?: { readonly code: ProblemCode; readonly detail: string };
}

export interface StoredResult extends Findings {
  readonly uploader?: string;
  readonly state: ImageState;
  readonly operations: readonly string[];
  /** Which object, by its version and its place in the order of the key's events. */
  readonly version?: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** One version of an object, as its event names it. */
export interface ObjectEvent {
  readonly version: string;
  /** Hexadecimal, comparable for one key once padded. */
  readonly sequencer: string;
}

export interface ResultsTable {
  readonly table: string;
  readonly days: number;
  readonly requestId: string;
}

const DAY_SECONDS = 86_400;

/** @param item as DynamoDB has it */
export function storedResult(item: Readonly<Record<string, AttributeValue>>): StoredResult {
  const { uploader: owner, version } = item;
  return {
    state: (item["state"]?.S ?? "pending") as ImageState,
    operations: (item["operations"]?.S ?? "").split(",").filter((name) => name !== ""),
    ...unpacked(item["results"]?.B),
    expiresAt: Number(item["expiresAt"]?.N ?? 0),
    ...(owner?.S !== undefined && { uploader: owner.S }),
    ...(version?.S !== undefined && { version: version.S }),
  };
}

/** An item holds 400 KB; a hundred faces with every attribute, as JSON, are more. */
export function packed(findings: Findings): AttributeValue {
  return { B: gzipSync(JSON.stringify(findings)) };
}

function unpacked(bytes: Uint8Array | undefined): Findings {
  return bytes === undefined ? { results: {} } : (JSON.parse(gunzipSync(bytes).toString("utf8")) as Findings);
}

export function text(S: string): AttributeValue.SMember {
  return { S };
}

export function expiry({ days }: ResultsTable): AttributeValue.NMember {
  return { N: String(Math.floor(Date.now() / 1000) + days * DAY_SECONDS) };
}
