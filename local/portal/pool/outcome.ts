import { routePath } from "../../../functions/contract/routes";
import { bodyFor } from "../../load/drive";
import { type Backend, doorNamed } from "../backend";
import { type Mark, marksIn } from "./marks";
import type { Picture } from "./picture";
import { callApi, type HttpAnswer } from "../through-a-door";

/** What came of one image that was sent from the page. */
export interface PoolOutcome {
  /** In paths. */
  readonly operation: string;
  readonly status: number;
  /** As a sentence. */
  readonly saw: string;
  /** Undefined when the gateway did not say. */
  readonly requestId: string | undefined;
  readonly facts: Readonly<Record<string, string>>;
  /** As indented JSON. */
  readonly answer: string;
  /** As they were sent, without their bytes. */
  readonly pictures: readonly Pick<Picture, "preview">[];
  readonly marks: readonly Mark[];
}

/** CompareFaces names no similarity of a face below its threshold. */
const EVERY_SIMILARITY = { SimilarityThreshold: 0 };

/** The answer's headers that say how it came about. */
const FACTS: Readonly<Record<string, string>> = {
  "x-rekognition-region": "Region",
  "x-rekognition-attempts": "Calls it took",
  "x-rekognition-throttles": "Of them over quota",
  "x-rekognition-wait-ms": "Waited, ms",
  "x-rekognition-waited-for": "Waited for",
  "x-rekognition-lane": "Lane",
  "x-image": "The image travelled as",
  "retry-after": "Try again in, s",
  "x-laptop-decided-by": "Decided by",
  "x-laptop-why": "Why",
};

/**
 * Sends a picture, or two that are compared, through the private API, as the person who is signed in. They are kept nowhere but as the small
 * pictures that the page shows.
 */
export async function sendImage(
  backend: Backend,
  token: string,
  operation: string,
  pictures: readonly [Picture, ...Picture[]],
): Promise<PoolOutcome> {
  const startedAt = performance.now();
  const path = routePath("call-rekognition", { operation });
  const [first, ...others] = pictures.map(({ bytes }) => bytes);
  const body = {
    ...bodyFor(operation, first ?? Buffer.alloc(0), ...others),
    ...(others.length > 0 && EVERY_SIMILARITY),
  };
  const answer = await callApi(doorNamed(backend, "execute-api"), backend.api, { method: "POST", path, token, body });
  const took = `${Math.round(performance.now() - startedAt)} ms`;
  return {
    operation,
    status: answer.status,
    saw: sentence(answer),
    requestId: answer.headers.get("x-amzn-requestid") ?? undefined,
    facts: { Status: String(answer.status), Took: took, ...told(answer) },
    answer: JSON.stringify(answer.json, undefined, 2),
    pictures: pictures.map(({ preview }) => (preview ? { preview } : {})),
    marks: answer.status === 200 ? marksIn(answer.json) : [],
  };
}

function told({ headers }: HttpAnswer): Record<string, string> {
  const values = Object.entries(FACTS).map(([header, name]) => [name, headers.get(header)] as const);
  return Object.fromEntries(values.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

function sentence({ status, headers, json }: HttpAnswer): string {
  if (status === 200) return `Answered by ${headers.get("x-rekognition-region") ?? "no Region that was named"}.`;
  const { detail, reason } = json as { readonly detail?: string; readonly reason?: string };
  return [detail ?? "Refused.", reason === undefined || reason === "" ? "" : `(${reason})`].join(" ").trim();
}
