/** Runs the authorizer's bundle, the bytes that Lambda gets, on real tokens in a process of its own. */
import { spawnSync } from "node:child_process";
import { createSign, generateKeyPairSync } from "node:crypto";
import * as path from "node:path";
import type { AuthorizerSettings } from "../../../functions/authorizer/env";
import { bundleFunction } from "../../../infra/functions/bundle";
import { FUNCTION_ENTRIES } from "../../../infra/functions/entries";
import { projectRoot } from "../../../infra/project-root";

/** With the key set in its environment it needs no network; both authorizers are the same handler. */
const BUNDLE = "authorizer-pinned-keys";
const KEY_ID = "audit";
const ALGORITHM = "RS256";

export interface Bearer {
  readonly username: string | undefined;
  readonly groups: readonly string[];
}

/**
 * @returns the policy documents in the order of the bearers
 * @throws Error when the bundle does not load or refuses a token
 */
export function answersOfTheHandler(
  bearers: readonly Bearer[],
  { settings, methodArn }: { readonly settings: AuthorizerSettings; readonly methodArn: string },
): unknown[] {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" };
  const now = Math.floor(Date.now() / 1000);
  const tokens = bearers.map(({ username, groups }) =>
    sign(headerOf(settings), claims(settings, username, groups, now), (text) =>
      createSign("RSA-SHA256").update(text).sign(privateKey),
    ),
  );
  const bundle = path.join(projectRoot(), bundleFunction(BUNDLE, FUNCTION_ENTRIES[BUNDLE]), "index.js");
  const { stdout, status } = spawnSync(process.execPath, ["-e", RUN, bundle], {
    env: environmentOf(settings, JSON.stringify({ keys: [jwk] })),
    input: JSON.stringify({ tokens, methodArn }),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  // The handler logs a line for everybody whom it denies; the answers are the last line.
  const last = stdout.trimEnd().split("\n").at(-1);
  if (status !== 0 || last === undefined) throw new Error("The authorizer's bundle did not answer the audit's tokens.");
  return JSON.parse(last) as unknown[];
}

/** The laptop makes RSA keys, whatever the provider signs with; the check of a signature is not what is looked at here. */
function headerOf({ shape }: AuthorizerSettings): object {
  return { alg: ALGORITHM, kid: KEY_ID, ...(shape.tokenType !== undefined && { typ: shape.tokenType }) };
}

const RUN = `
const { handler } = require(process.argv[1]);
const { tokens, methodArn } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const event = (token) => ({
  type: "REQUEST", methodArn, resource: "/v1/studio/profiles", headers: { Authorization: "Bearer " + token },
  multiValueHeaders: { Authorization: ["Bearer " + token] },
  requestContext: { requestId: "audit", identity: {} },
});
Promise.all(tokens.map((token) => handler(event(token)))).then(
  (answers) => console.log(JSON.stringify(answers.map(({ policyDocument }) => policyDocument))),
);`;

/** What a provider of the configured shape writes. Where `sub` names the profile, it is the user name. */
function claims(settings: AuthorizerSettings, username: string | undefined, groups: readonly string[], now: number) {
  const { audience, accessClaim, accessClaimValue, clientClaim, scopeClaim, groupsClaim, nameClaim } = settings.shape;
  const said: [string | undefined, unknown][] = [
    ["iss", settings.issuer],
    ["sub", "6f0c1d3e"],
    ["iat", now],
    ["exp", now + 60],
    ["aud", audience],
    [accessClaim, accessClaimValue ?? "any"],
    [clientClaim, settings.clientIds[0]],
    [scopeClaim, settings.requiredScope],
    [groupsClaim, groups],
    [nameClaim, username],
  ];
  const all = {};
  for (const [name, value] of said) if (name !== undefined && value !== undefined) putClaim(all, name, value);
  return all;
}

/** At the top, or by a JSON pointer. */
export function putClaim(claims: Record<string, unknown>, name: string, value: unknown): void {
  const way = name.startsWith("/") ? name.slice(1).split("/") : [name];
  const last = unescaped(way.pop() ?? "");
  let place = claims;
  for (const member of way.map(unescaped)) place = (place[member] ??= {}) as Record<string, unknown>;
  place[last] = value;
}

function unescaped(member: string): string {
  return member.replaceAll("~1", "/").replaceAll("~0", "~");
}

function sign(header: object, payload: object, signature: (text: string) => Buffer): string {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${text}.${signature(text).toString("base64url")}`;
}

function environmentOf(settings: AuthorizerSettings, keySet: string): Record<string, string> {
  return {
    KEY_SET: keySet,
    ISSUER: settings.issuer,
    CLIENT_IDS: settings.clientIds.join(","),
    TOKEN_SHAPE: JSON.stringify({ ...settings.shape, algorithms: [ALGORITHM] }),
    PROFILE_NAME_RULE: JSON.stringify(settings.nameRule),
    REQUIRED_SCOPE: settings.requiredScope,
    STUDIO_GROUP: settings.studioGroup,
    MAX_TOKEN_AGE_SECONDS: String(settings.maxTokenAgeSeconds),
    DOMAIN_ID: settings.domainId,
    PROFILE_LIMITS: JSON.stringify(settings.limits),
    REKOGNITION_GROUP: settings.rekognitionGroup,
    REKOGNITION_OPERATIONS: settings.rekognitionOperations.join(","),
    GROUP_REGIONS: JSON.stringify(settings.groupRegions),
  };
}
