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
    sign({ alg: "RS256", kid: KEY_ID }, claims(settings, username, groups, now), (text) =>
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

function claims(settings: AuthorizerSettings, username: string | undefined, groups: readonly string[], now: number) {
  return {
    iss: settings.issuer,
    sub: "6f0c1d3e",
    token_use: "access",
    client_id: settings.clientIds[0],
    scope: settings.requiredScope,
    "cognito:groups": groups,
    iat: now,
    exp: now + 60,
    ...(username !== undefined && { username }),
  };
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
    TOKEN_SHAPE: JSON.stringify(settings.shape),
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
