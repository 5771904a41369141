import { createHash, timingSafeEqual } from "node:crypto";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Credentials, CredentialStore, RoleSession } from "./credentials";
import { headerValue, type Incoming } from "../incoming";
import { NodeSha256 } from "../../../functions/aws/node-sha256";

/** Why a signed request is turned away; each service spells these in its own protocol (aws-errors.ts). */
export type SignatureFault = "missing" | "incomplete" | "unknown-key" | "expired" | "mismatch";

export type SignatureCheck =
  { readonly ok: true; readonly session: RoleSession } | { readonly ok: false; readonly fault: SignatureFault };

interface AuthorizationHeader {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** AWS takes requests up to five minutes off its own clock. */
const SKEW_MS = 5 * 60_000;

/** The service a request is signed for ("sagemaker", "sts", …), or undefined for requests without a SigV4 header. */
export function signedService(request: Pick<Incoming, "headers">): string | undefined {
  return readAuthorization(request)?.service;
}

/** The Region a request is signed for: what AWS takes as the requested one. */
export function signedRegion(request: Pick<Incoming, "headers">): string | undefined {
  return readAuthorization(request)?.region;
}

/** Computes the signature again, from the secret that this cloud handed out, and compares. */
export async function checkSignature(
  request: Incoming,
  store: CredentialStore,
  expected: { readonly service: string; readonly region: string },
): Promise<SignatureCheck> {
  if (headerValue(request, "authorization") === undefined) return { ok: false, fault: "missing" };
  const claimed = readAuthorization(request);
  const signingDate = claimed && signedAt(request, claimed);
  if (!claimed || !signingDate) return { ok: false, fault: "incomplete" };
  const credentials = store.find(claimed.accessKeyId);
  if (!credentials || headerValue(request, "x-amz-security-token") !== credentials.sessionToken)
    return { ok: false, fault: "unknown-key" };
  if (store.hasExpired(credentials)) return { ok: false, fault: "expired" };
  const inScope = claimed.service === expected.service && claimed.region === expected.region;
  // The signature is dated by the caller's machine, which is this one: so is the comparison, even where tests move the cloud's clock.
  const inTime = Math.abs(Date.now() - signingDate.getTime()) <= SKEW_MS;
  if (!inScope || !inTime || !signsWhatMatters(request, claimed)) return { ok: false, fault: "mismatch" };
  const matches = equal(claimed.signature, await signAgain(request, claimed, credentials, signingDate));
  return matches ? { ok: true, session: credentials.session } : { ok: false, fault: "mismatch" };
}

function readAuthorization(request: Pick<Incoming, "headers">): AuthorizationHeader | undefined {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
  const match = pattern.exec(headerValue(request, "authorization") ?? "");
  if (!match) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = "", signedHeaders = "", signature = ""] = match;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

/** `x-amz-date` (20261122T011527Z), which must fall on the day of the credential scope. */
function signedAt(request: Incoming, claimed: AuthorizationHeader): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(headerValue(request, "x-amz-date") ?? "");
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  if (`${year}${month}${day}` !== claimed.date) return undefined;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Host, date and token must be signed, and the body's hash must be the body's. */
function signsWhatMatters(request: Incoming, claimed: AuthorizationHeader): boolean {
  const needed = ["host", "x-amz-date", "x-amz-security-token"];
  const hash = headerValue(request, "x-amz-content-sha256");
  const isBodysOwn = hash === undefined || hash === createHash("sha256").update(request.body).digest("hex");
  return isBodysOwn && needed.every((name) => claimed.signedHeaders.includes(name));
}

async function signAgain(
  request: Incoming,
  claimed: AuthorizationHeader,
  credentials: Credentials,
  signingDate: Date,
): Promise<string> {
  const { region, service, signedHeaders } = claimed;
  // S3 signs its paths as they are sent; every other service escapes them once more.
  const uriEscapePath = service !== "s3";
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: NodeSha256,
    applyChecksum: false,
    uriEscapePath,
  });
  const headers = signedHeaders.map((name) => [name, headerValue(request, name) ?? ""] as const);
  const signed = await signer.sign(
    new HttpRequest({
      method: request.method,
      path: request.path,
      query: queryOf(request.query),
      headers: Object.fromEntries(headers),
      body: request.body,
    }),
    { signingDate, signableHeaders: new Set(signedHeaders) },
  );
  return readAuthorization({ headers: Object.entries(signed.headers) })?.signature ?? "";
}

function queryOf(query: string): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) (result[name] ??= []).push(value);
  return result;
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
