/** Runs the authorizer's bundle, the bytes that Lambda gets, on real tokens in a process of its own. */
import { spawnSync } from "node:child_process";
import { createSign, generateKeyPairSync } from "node:crypto";
import * as path from "node:path";
import type { AuthorizerSettings } from "../../../functions/authorizer/env";
import type { Item } from "../../../functions/people/people-item";
import type { PeopleSettings } from "../../../functions/people/people-settings";
import { lanesText } from "../../../functions/pool/lanes/lanes";
import { bundleFunction } from "../../../infra/functions/bundle";
import { FUNCTION_ENTRIES } from "../../../infra/functions/entries";
import { projectRoot } from "../../../infra/project-root";

/** With the key set in its environment it fetches nothing; the authorizer that fetches keys has the same handler. */
const BUNDLES = { byClaim: "authorizer-pinned-keys", byRow: "authorizer-pinned-keys-by-row" } as const;
const KEY_ID = "audit";
const ALGORITHM = "RS256";

export interface Bearer {
  readonly username: string | undefined;
  readonly groups: readonly string[];
  readonly subject?: string;
}

interface Run {
  readonly settings: AuthorizerSettings;
  readonly methodArn: string;
  /** The path that is asked for, with its parameters. */
  readonly resource: string;
  /** Table mode: what the mapping table holds, by the caller's id. */
  readonly table?: { readonly people: PeopleSettings; readonly items: Readonly<Record<string, Item>> };
}

/**
 * @returns the policy documents in the order of the bearers; null for one about whom the handler could not say anything
 * @throws Error when the bundle does not load
 */
export function answersOfTheHandler(
  bearers: readonly Bearer[],
  { settings, methodArn, resource, table }: Run,
): unknown[] {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" };
  const now = Math.floor(Date.now() / 1000);
  const tokens = bearers.map((bearer) =>
    sign(headerOf(settings), claims(settings, bearer, now), (text) =>
      createSign("RSA-SHA256").update(text).sign(privateKey),
    ),
  );
  const name = table ? BUNDLES.byRow : BUNDLES.byClaim;
  const bundle = path.join(projectRoot(), bundleFunction(name, FUNCTION_ENTRIES[name]), "index.js");
  const { stdout, status } = spawnSync(process.execPath, ["-e", RUN, bundle], {
    env: { ...environmentOf(settings, JSON.stringify({ keys: [jwk] })), ...(table && tableEnvironment(table.people)) },
    input: JSON.stringify({ tokens, methodArn, resource, items: table?.items ?? {} }),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  // The handler logs a line for each denial; the answers are the last line.
  const last = stdout.trimEnd().split("\n").at(-1);
  if (status !== 0 || last === undefined) throw new Error("The authorizer's bundle did not answer the audit's tokens.");
  return JSON.parse(last) as unknown[];
}

/** The laptop makes RSA keys, whatever the provider signs with; the check of a signature is not what is looked at here. */
function headerOf({ shape }: AuthorizerSettings): object {
  return { alg: ALGORITHM, kid: KEY_ID, ...(shape.tokenType !== undefined && { typ: shape.tokenType }) };
}

/**
 * In table mode the function asks a table that stands in this same process: DynamoDB's answer to GetItem, on the wire. One token at a
 * time, as a Lambda environment gets them; one without an answer is asked again, because on a loaded machine the first read, which loads
 * the SDK, can take longer than the function waits.
 */
const RUN = `
const { tokens, methodArn, resource, items } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const table = require("node:http").createServer((request, response) => {
  let text = "";
  request.on("data", (part) => (text += part)).on("end", () => {
    const Item = items[JSON.parse(text).Key.callerId.S];
    response.setHeader("content-type", "application/x-amz-json-1.0").end(JSON.stringify(Item ? { Item } : {}));
  });
});
const event = (token) => ({
  type: "REQUEST", methodArn, resource, headers: { Authorization: "Bearer " + token },
  multiValueHeaders: { Authorization: ["Bearer " + token] },
  requestContext: { requestId: "audit", identity: {} },
});
const documentFor = (handler, token) => handler(event(token)).then(({ policyDocument }) => policyDocument, () => null);
table.listen(0, "127.0.0.1", async () => {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = "http://127.0.0.1:" + table.address().port;
  const { handler } = require(process.argv[1]);
  const answers = [];
  for (const token of tokens) answers.push((await documentFor(handler, token)) ?? (await documentFor(handler, token)));
  process.stdout.write("\\n" + JSON.stringify(answers) + "\\n", () => process.exit(0));
});`;

function tableEnvironment({ tableName, domainIds, accounts }: PeopleSettings): Record<string, string> {
  return {
    PEOPLE_TABLE: tableName,
    DOMAIN_IDS: domainIds.map((id) => (accounts.has(id) ? `${id}@${accounts.get(id) ?? ""}` : id)).join(","),
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "audit",
    AWS_SECRET_ACCESS_KEY: "audit",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

/** What a provider of the configured shape writes. Where `sub` names the profile, it is the user name. */
function claims(settings: AuthorizerSettings, { username, groups, subject }: Bearer, now: number) {
  const { audience, accessClaim, accessClaimValue, clientClaim, scopeClaim, groupsClaim, nameClaim } = settings.shape;
  const said: [string | undefined, unknown][] = [
    ["iss", settings.issuer],
    ["sub", subject ?? "6f0c1d3e"],
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
    LANES: lanesText(settings.lanes),
  };
}
