import { routePath } from "../../functions/contract/routes";
import type { Door } from "../cloud/door";

/** How the API is found behind a door: every door stands for an endpoint of many APIs. */
export interface ApiAddress {
  readonly id: string;
  readonly stage: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body when it is JSON, else an empty object. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface ApiCall {
  readonly method: "GET" | "POST" | "OPTIONS";
  /** Without the stage, e.g. `/v1/studio/profiles`. */
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
}

export const PROFILES_PATH = routePath("list-profiles", {});

export function presignedUrlPath(profile: { readonly domainId: string; readonly userProfileName: string }): string {
  return routePath("mint-url", profile);
}

/** The API called as AWS lets one call a private API by its endpoint's own name: with its id in a header. */
export function callApi(door: Pick<Door, "url">, api: ApiAddress, call: ApiCall): Promise<HttpAnswer> {
  return exchange(`${door.url}/${api.stage}${call.path}`, {
    method: call.method,
    headers: {
      "x-apigw-api-id": api.id,
      ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
      ...(call.body !== undefined && { "content-type": "application/json" }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
}

/** Where a presigned URL leads when its host name resolves to this door. */
export function atDoor(door: Door, authorizedUrl: string): string {
  const { pathname, search } = new URL(authorizedUrl);
  return `${door.url}${pathname}${search}`;
}

/** Opens an address as a browser would first see it: redirects are not followed. Refusals come as JSON. */
export function open(address: string, cookie?: string): Promise<HttpAnswer> {
  const headers = { accept: "application/json", ...(cookie !== undefined && { cookie }) };
  return exchange(address, { redirect: "manual", headers });
}

/** A link that opens leads on to Studio, one that has expired to AWS's sign-in page. */
export function isOpenStudio(answer: HttpAnswer): boolean {
  return answer.status === 302 && (answer.headers.get("location") ?? "").startsWith("/studio/");
}

async function exchange(address: string, init: RequestInit): Promise<HttpAnswer> {
  const response = await fetch(address, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
