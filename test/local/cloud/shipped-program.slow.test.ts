import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { type Cloud, startCloud } from "../../../local/cloud/cloud";
import type { Graph } from "../../../local/program/graph";
import { KeyServer } from "../../functions/key-server";
import { accessClaims, sign, type SigningKey, signingKey } from "../../functions/tokens";
import { collectEstate } from "../../../policies/audit/collect/collect";
import { sorted } from "../../../policies/audit/diff/baseline";
import { policiesOf } from "../../../policies/audit/estate";
import type { PolicyDocument } from "../../../policies/document";
import { graphOf, type Variant, VARIANTS } from "../../variants";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-shipped-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Statements decide by what they say, whatever they are called: Lambda names those of permissions itself. */
const textOf = ({ Statement }: PolicyDocument) =>
  JSON.stringify(sorted(Statement.map(({ Sid: _name, ...statement }) => statement)));

function start(graph: Graph, environment: Record<string, Record<string, string>> = {}): Promise<Cloud> {
  return startCloud({ graph, projectRoot: projectRoot(), environment, logFolder: path.join(folder, "logs") });
}

test.each(Object.keys(VARIANTS) as Variant[])(
  "the program opens its doors under the environment %s",
  async (variant) => {
    const cloud = await start(graphOf(variant));
    const names = cloud.doors.map(({ name }) => name);
    await cloud.close();
    expect(names).toEqual(
      expect.arrayContaining([
        "execute-api",
        "sagemaker-api",
        "studio",
        "sts",
        "internet",
        "foreign-execute-api",
        "foreign-studio",
      ]),
    );
  },
);

test.each(Object.keys(VARIANTS) as Variant[])(
  "whatever the audit proves about is enforced under the environment %s",
  async (variant) => {
    const cloud = await start(graphOf(variant));
    await cloud.close();
    const enforced = new Set(cloud.enforcedPolicies.map(({ document }) => textOf(document)));
    const audited = policiesOf(collectEstate(graphOf(variant)));
    expect(audited.length).toBeGreaterThan(15);
    expect(audited.filter(({ document }) => !enforced.has(textOf(document))).map(({ name }) => name)).toEqual([]);
  },
);

test("every statement the program attaches is found in its source file", () => {
  const texts = graphOf("dev").resources.flatMap(({ inputs }) => [inputs["policy"], inputs["assumeRolePolicy"]]);
  const sids = texts
    .flatMap((text) => (typeof text === "string" ? [...text.matchAll(/"Sid":"(\w+)"/g)] : []))
    .map((match) => match[1]);
  const sources = fs.readdirSync(path.join(projectRoot(), "policies"), { recursive: true, encoding: "utf8" });
  const written = sources
    .filter((file) => file.endsWith(".ts"))
    .map((file) => fs.readFileSync(path.join(projectRoot(), "policies", file), "utf8"))
    .join("\n");
  expect(sids.length).toBeGreaterThan(20);
  expect(sids.filter((sid) => !written.includes(`Sid: "${sid ?? ""}"`))).toEqual([]);
});

/** In sessionTags mode and in rolePerProfile mode, from token to Studio page. */
describe.each(["dev", "gov"] as const)("alice and bob under the environment %s", (variant) => {
  const graph = graphOf(variant);
  let cloud: Cloud;
  let keys: KeyServer;
  let key: SigningKey;
  const variables = () => functionOf(graph, "ISSUER").variables;

  beforeAll(async () => {
    key = signingKey();
    keys = await KeyServer.start(key.jwk);
    cloud = await start(graph, { [functionOf(graph, "ISSUER").name]: { KEY_SET_URL: keys.url } });
  });
  afterAll(async () => {
    await cloud.close();
    await keys.stop();
  });

  const token = (username: string) => {
    const { ISSUER = "", CLIENT_IDS = "", REQUIRED_SCOPE = "" } = variables();
    return sign(
      key,
      accessClaims({
        iss: ISSUER,
        client_id: CLIENT_IDS.split(",")[0],
        scope: REQUIRED_SCOPE,
        username,
        sub: username,
      }),
    );
  };
  const ask = (door: string, username: string, profile: string) => {
    const { DOMAIN_ID = "" } = variables();
    const url = `${cloud.door(door).url}/live/v1/studio/domains/${DOMAIN_ID}/profiles/${profile}/presigned-url`;
    const headers = { authorization: `Bearer ${token(username)}`, "content-type": "application/json" };
    return fetch(url, { method: "POST", headers, body: "{}" });
  };

  test("each gets their own URL, which opens at the Studio door and nowhere else", async () => {
    for (const person of profilesOf(graph)) {
      const reply = await ask("execute-api", person, person);
      const { authorizedUrl } = (await reply.json()) as { authorizedUrl: string };
      expect([person, reply.status]).toEqual([person, 200]);
      expect(authorizedUrl.startsWith(`${cloud.door("studio").url}/auth?token=`)).toBe(true);
      expect((await fetch(authorizedUrl, { redirect: "manual" })).status).toBe(302);
      const elsewhere = authorizedUrl.replace(cloud.door("studio").url, cloud.door("internet").url);
      expect((await fetch(elsewhere, { redirect: "manual" })).status).toBe(403);
    }
  });

  test("nobody gets another's, nor their own through a door that is not ours", async () => {
    const [one = "", other = ""] = profilesOf(graph);
    const mints = cloud.functions.invocations(functionOf(graph, "MINTING_MODE").name);
    expect((await ask("execute-api", one, other)).status).toBe(403);
    expect((await ask("internet", one, one)).status).toBe(403);
    expect((await ask("foreign-execute-api", one, one)).status).toBe(403);
    expect(cloud.functions.invocations(functionOf(graph, "MINTING_MODE").name)).toBe(mints);
  });

  test("a browser on a listed portal may call, a browser on any other page may not, and a preflight goes through our door only", async () => {
    const { DOMAIN_ID = "" } = variables();
    const preflight = (door: string, origin: string) =>
      fetch(`${cloud.door(door).url}/live/v1/studio/domains/${DOMAIN_ID}/profiles/alice/presigned-url`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const allowed = await preflight("execute-api", "https://portal.corp.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://portal.corp.example");
    expect(allowed.headers.get("access-control-allow-methods")).toBe("POST");
    expect(allowed.headers.get("access-control-allow-headers")).toBe("Authorization, Content-Type");
    expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
    const other = await preflight("execute-api", "https://evil.example");
    expect(other.headers.get("access-control-allow-origin")).not.toBe("https://evil.example");
    expect((await preflight("internet", "https://portal.corp.example")).status).toBe(403);
  });

  test("no log line of the functions or the gateway holds the token or the URL's secret", async () => {
    const [person = ""] = profilesOf(graph);
    const { authorizedUrl } = (await (await ask("execute-api", person, person)).json()) as { authorizedUrl: string };
    const secret = new URL(authorizedUrl).searchParams.get("token") ?? "";
    const lines = [
      ...cloud.functions.names().flatMap((name) => cloud.functions.logLines(name)),
      ...cloud.accessLog.all(),
    ];
    expect(secret.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes(secret) || line.includes("eyJ"))).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
  });
});

/** The function that has a variable: the authorizer has ISSUER, the studio-url function MINTING_MODE. */
function functionOf(graph: Graph, variable: string): { name: string; variables: Readonly<Record<string, string>> } {
  const found = graph.resources.flatMap(({ type, name, inputs }) => {
    const environment = inputs["environment"] as { variables?: Record<string, string> } | undefined;
    return type === "aws:lambda/function:Function" && environment?.variables?.[variable] !== undefined
      ? [{ name, variables: environment.variables }]
      : [];
  });
  return found[0] ?? { name: "", variables: {} };
}

function profilesOf(graph: Graph): string[] {
  const profiles = graph.resources.filter(({ type }) => type === "aws:sagemaker/userProfile:UserProfile");
  return profiles.map(({ inputs }) => String(inputs["userProfileName"])).sort();
}
