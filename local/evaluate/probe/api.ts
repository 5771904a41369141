import { routePath } from "../../../functions/contract/routes";
import { OPERATIONS } from "../../../functions/pool/operations";
import { UserError } from "../../user-error";
import type { Images } from "../pairs/images";
import type { ApiAnswer } from "./answer";
import { isOfPicture, type Subject } from "./result";

/** The private API, and who calls it. */
export interface Api {
  /** For people and for the fingerprint of results: says which API this is. Never holds a token. */
  readonly place: string;
  /** Whether it is the laptop's, which bills nothing and makes its similarities up. */
  readonly isStandIn: boolean;
  /** With the stage, without a slash at the end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The access token to use from now on. @param used the one that was refused, if one was */
  token(used?: string): Promise<string>;
}

/** API Gateway ends every call after 29 seconds; what is still silent then will not answer. */
const MOST_MS = 35_000;

/** @throws Error when there is no answer at all */
export async function ask(api: Api, images: Images, subject: Subject, token: string): Promise<ApiAnswer> {
  const operation = isOfPicture(subject) ? OPERATIONS.DetectFaces.path : OPERATIONS.CompareFaces.path;
  const response = await fetch(`${api.url}${routePath("call-rekognition", { operation })}`, {
    method: "POST",
    headers: { ...api.headers, authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(await requestOf(images, subject)),
    // A token goes nowhere but to the address that was given.
    redirect: "error",
    signal: AbortSignal.timeout(MOST_MS),
  });
  const retryAfter = Number(response.headers.get("retry-after") ?? NaN);
  return {
    status: response.status,
    region: response.headers.get("x-rekognition-region") ?? undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
    body: parsed(await response.text()),
  };
}

async function requestOf(images: Images, subject: Subject): Promise<object> {
  if (isOfPicture(subject)) return { Image: await images.valueOf(subject.picture) };
  const [SourceImage, TargetImage] = await Promise.all([
    images.valueOf(subject.source),
    images.valueOf(subject.target),
  ]);
  return { SourceImage, TargetImage, SimilarityThreshold: 0 };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * An API on AWS.
 * @param url as in the stack's output `apiUrls`, with the stage
 * @throws UserError for an address to which no token should go
 */
export function apiOnAws(url: string, token: string): Api {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isHere = address !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(address.hostname);
  if (address === undefined || !(address.protocol === "https:" || (isHere && address.protocol === "http:")))
    throw new UserError(`--api is "${url}": allowed is an https address with the stage, as the output apiUrls has it.`);
  if (address.username !== "" || address.password !== "" || address.search !== "" || address.hash !== "")
    throw new UserError("--api is an address alone: without user, password, query or fragment.");
  const plain = `${address.origin}${address.pathname.replace(/\/+$/, "")}`;
  return {
    place: plain,
    isStandIn: false,
    url: plain,
    headers: {},
    token: (used) =>
      used === undefined
        ? Promise.resolve(token)
        : Promise.reject(
            new UserError(
              "The API no longer accepts the access token: get a new one and run the same command again; it goes on from here.",
            ),
          ),
  };
}
