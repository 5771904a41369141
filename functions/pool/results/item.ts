/** An image's record as an item of DynamoDB. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { gunzipSync, gzipSync } from "node:zlib";
import type { ImageRecord, StoredState } from "./image-record";

export type Item = Readonly<Record<string, AttributeValue>>;

export function keyOf(imageId: string): { imageId: AttributeValue.SMember } {
  return { imageId: { S: imageId } };
}

/** Every attribute but the key, those that the record does not have as undefined. */
export function attributesOf(record: ImageRecord): Readonly<Record<string, AttributeValue | undefined>> {
  const { results, problem } = record;
  const isBare = Object.keys(results).length === 0 && problem === undefined;
  return {
    state: { S: record.state },
    uploader: text(record.uploader),
    operations: { S: record.operations.join(",") },
    results: isBare ? undefined : packed({ results, ...(problem && { problem }) }),
    version: text(record.version),
    sequencer: text(record.sequencer),
    tries: number(record.tries),
    failures: number(record.failures),
    leaseUntil: number(record.leaseUntil),
    retryAt: number(record.retryAt),
    uploadUntil: number(record.uploadUntil),
    expiresAt: { N: String(record.expiresAt) },
  };
}

/** @param item as DynamoDB has it */
export function recordOf(item: Item): ImageRecord {
  return {
    state: (item["state"]?.S ?? "pending") as StoredState,
    operations: (item["operations"]?.S ?? "").split(",").filter((name) => name !== ""),
    ...unpacked(item["results"]?.B),
    expiresAt: Number(item["expiresAt"]?.N ?? 0),
    ...textsOf(item, "uploader", "version", "sequencer"),
    ...numbersOf(item, "tries", "failures", "leaseUntil", "retryAt", "uploadUntil"),
  };
}

type Findings = Pick<ImageRecord, "results" | "problem">;

/** An item holds 400 KB; a hundred faces with every attribute, as JSON, are more. */
function packed(findings: Findings): AttributeValue {
  return { B: gzipSync(JSON.stringify(findings)) };
}

function unpacked(bytes: Uint8Array | undefined): Findings {
  return bytes === undefined ? { results: {} } : (JSON.parse(gunzipSync(bytes).toString("utf8")) as Findings);
}

function text(value: string | undefined): AttributeValue | undefined {
  return value === undefined ? undefined : { S: value };
}

function number(value: number | undefined): AttributeValue | undefined {
  return value === undefined ? undefined : { N: String(value) };
}

function textsOf<K extends string>(item: Item, ...names: readonly K[]): Partial<Record<K, string>> {
  const present = names.flatMap((name) => (item[name]?.S === undefined ? [] : [[name, item[name].S]]));
  return Object.fromEntries(present) as Partial<Record<K, string>>;
}

function numbersOf<K extends string>(item: Item, ...names: readonly K[]): Partial<Record<K, number>> {
  const present = names.flatMap((name) => (item[name]?.N === undefined ? [] : [[name, Number(item[name].N)]]));
  return Object.fromEntries(present) as Partial<Record<K, number>>;
}
