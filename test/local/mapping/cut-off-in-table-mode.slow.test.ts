import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { callerIdOf } from "../../../functions/contract/caller";
import { projectRoot } from "../../../infra/project-root";
import { type Cloud, startCloud } from "../../../local/cloud/cloud";
import { ACTIONS, type Asked } from "../../../local/mapping/actions";
import { type PeopleTarget, targetOf } from "../../../local/mapping/target";
import { caller, LIMITS, mintEvent } from "../../functions/events";
import { graphOf } from "../../variants";

/** From the file to the open page and out again, in table mode: one minting role for everyone, and a role for each profile. */

const ISSUER = "https://idp.corp.example";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-table-mode-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.each(["table", "table-pinned"] as const)("under the environment %s", (variant) => {
  const graph = graphOf(variant);
  let cloud: Cloud;
  let target: PeopleTarget;

  beforeAll(async () => {
    const logFolder = path.join(folder, variant);
    cloud = await startCloud({ graph, projectRoot: projectRoot(), environment: {}, logFolder });
    const { endpoint, region, ...credentials } = cloud.operatorKeys;
    const client = { endpoint, region, credentials };
    target = targetOf(graph.outputs, { where: "the laptop", issuer: ISSUER, client, pollMs: 20, options: "" });
    const file = path.join(folder, `${variant}.csv`);
    fs.writeFileSync(file, "subject,userProfileName\ns-alice,alice\ns-bob,bob\n");
    await run("import", file);
  });
  afterAll(() => cloud.close());

  async function run(action: string, operand: string, more: Partial<Asked> = {}) {
    const asked = { operand, subject: undefined, "dry-run": false, "delete-apps": false, "keep-disabled": false };
    expect(await ACTIONS[action]?.(target, { ...asked, ...more }, () => undefined)).toBe(0);
  }

  async function mint(person: string) {
    const domainId = target.studioDomainId;
    const callerId = callerIdOf({ issuer: ISSUER, subject: `s-${person}` });
    const entries = [{ domainId, userProfileName: person, limits: LIMITS }];
    const event = mintEvent({ who: caller(person, { callerId, entries }), domainId });
    const result = await cloud.functions.invoke("studio-url", event);
    const { statusCode, body } = (result.ok ? result.payload : {}) as { statusCode?: number; body?: string };
    return { statusCode, body: JSON.parse(body ?? "{}") as { authorizedUrl?: string; reason?: string } };
  }

  async function opened(person: string) {
    const { pathname, search } = new URL((await mint(person)).body.authorizedUrl ?? "");
    const reply = await fetch(`${cloud.door("studio").url}${pathname}${search}`, { redirect: "manual" });
    return (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  }

  async function statusOfPage(cookie: string) {
    const reply = await fetch(`${cloud.door("studio").url}/studio/`, { headers: { cookie }, redirect: "manual" });
    return reply.status;
  }

  test("disabled, a person gets no URL and goes on in what is open; cut off, neither; restored, both", async () => {
    const [hers, his] = [await opened("alice"), await opened("bob")];
    await run("disable", "alice");
    expect([await mint("alice"), await statusOfPage(hers)]).toMatchObject([
      { statusCode: 403, body: { reason: "profile_disabled" } },
      200,
    ]);
    await run("cut-off", "alice");
    expect([await statusOfPage(hers), await statusOfPage(his), (await mint("bob")).statusCode]).toEqual([
      403, 200, 200,
    ]);
    await run("restore", "alice", { "keep-disabled": true });
    expect([await statusOfPage(hers), (await mint("alice")).statusCode]).toEqual([200, 403]);
    // What was disabled by a person of the company is not enabled by a restore that has nothing to lift.
    await run("restore", "alice");
    expect((await mint("alice")).statusCode).toBe(403);
    await run("cut-off", "alice");
    await run("restore", "alice");
    expect((await mint("alice")).statusCode).toBe(200);
  });
});
