import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { callerIdOf } from "../../../functions/contract/caller";
import { projectRoot } from "../../../infra/project-root";
import { type Cloud, startCloud } from "../../../local/cloud/cloud";
import { cutOffCommand, restoreCommand } from "../../../local/mapping/cut-off/command";
import { cutOffAt } from "../../../local/mapping/cut-off/cut-off";
import { iamOf } from "../../../local/operator/iam";
import { policyDocument, toPolicyJson } from "../../../policies/document";
import { mintingRoleDigest } from "../../../functions/studio-url/env";
import { personByProfile } from "../../../local/mapping/person";
import { type PeopleTarget, targetOf } from "../../../local/mapping/target";
import { caller, LIMITS, mintEvent } from "../../functions/events";
import { graphOf } from "../../variants";

/** An operator cuts alice off while her Studio is open, in both minting modes, with the real roles, the real functions and real IAM calls. */

const ISSUER = "https://idp.corp.example";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-cut-off-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.each([
  ["dev", "DenyTheCutOffProfiles"],
  ["gov", "DenyEverythingWhileTheOwnerIsCutOff"],
] as const)("under the environment %s", (variant, sid) => {
  const graph = graphOf(variant);
  let cloud: Cloud;
  let target: PeopleTarget;

  beforeAll(async () => {
    cloud = await startCloud({
      graph,
      projectRoot: projectRoot(),
      environment: {},
      logFolder: path.join(folder, variant),
    });
    const { endpoint, region, ...credentials } = cloud.operatorKeys;
    const client = { endpoint, region, credentials };
    target = targetOf(graph.outputs, { where: "the laptop", issuer: ISSUER, client, pollMs: 20, options: "" });
  });
  afterAll(() => cloud.close());

  const mint = async (person: string) => {
    const domainId = target.studioDomainId;
    const callerId = callerIdOf({ issuer: ISSUER, subject: person });
    const entries = [{ domainId, userProfileName: person, limits: LIMITS }];
    const event = mintEvent({ who: caller(person, { callerId, entries }), domainId });
    const result = await cloud.functions.invoke("studio-url", event);
    const { statusCode, body } = (result.ok ? result.payload : {}) as { statusCode?: number; body?: string };
    const { authorizedUrl = "" } = JSON.parse(body ?? "{}") as { authorizedUrl?: string };
    return { statusCode, authorizedUrl };
  };
  const opened = async (person: string) => {
    const { authorizedUrl } = await mint(person);
    const { pathname, search } = new URL(authorizedUrl);
    const reply = await fetch(`${cloud.door("studio").url}${pathname}${search}`, { redirect: "manual" });
    return (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  };
  const page = (cookie: string, method = "GET", at = "/studio/") => {
    const headers = { cookie, accept: "application/json" };
    return fetch(`${cloud.door("studio").url}${at}`, { method, headers, redirect: "manual" });
  };

  test("her open page is refused with the statement named, nothing is minted; bob goes on; restore brings all of it back", async () => {
    const alice = personByProfile("alice", target);
    const [hers, bobs] = [await opened("alice"), await opened("bob")];
    expect([(await page(hers)).status, (await page(bobs)).status]).toEqual([200, 200]);

    const said: string[] = [];
    expect(await cutOffCommand(target, alice, false, (line) => said.push(line))).toBe(0);
    expect(said.join("\n")).toContain("alice is cut off on the laptop:");
    const event = JSON.parse(said.at(-1) ?? "") as Record<string, unknown>;
    expect(event).toMatchObject({ event: "person_cut_off", profiles: [`${target.studioDomainId}/alice`] });
    expect(event["by"]).toMatch(/:assumed-role\/stack-operator\/operator$/);

    const refused = await page(hers);
    expect(refused.status).toBe(403);
    const source = { file: "policies/operator/cut-off.ts" };
    expect(await refused.json()).toMatchObject({ effect: "Deny", sid, source });
    expect((await page(hers, "POST", "/studio/notebook")).status).toBe(403);
    expect((await mint("alice")).statusCode).toBe(502);
    expect((await page(bobs)).status).toBe(200);
    expect((await mint("bob")).statusCode).toBe(200);
    expect(await cutOffAt(target, alice)).toHaveLength(2);
    expect(await cutOffAt(target, personByProfile("bob", target))).toEqual([]);

    expect(await restoreCommand(target, alice, () => undefined)).toEqual({ code: 0, wasCutOff: true });
    expect((await page(hers)).status).toBe(200);
    expect((await mint("alice")).statusCode).toBe(200);
    expect(await cutOffAt(target, alice)).toEqual([]);
  });

  test("two who are cut off are restored one by one, and twice is the same as once", async () => {
    const people = ["alice", "bob"].map((name) => personByProfile(name, target, name));
    const silent = () => undefined;
    for (const person of [...people, ...people]) expect(await cutOffCommand(target, person, false, silent)).toBe(0);
    for (const name of ["alice", "bob"]) expect((await mint(name)).statusCode).toBe(502);
    for (const [person] of [people, people])
      if (person) expect(await restoreCommand(target, person, silent)).toMatchObject({ code: 0 });
    expect((await mint("alice")).statusCode).toBe(200);
    expect((await mint("bob")).statusCode).toBe(502);
    for (const person of people) await restoreCommand(target, person, silent);
  });

  test("--delete-apps ends what runs in her notebooks and leaves her space, and bob's app", async () => {
    const silent = () => undefined;
    for (const person of ["alice", "bob"]) {
      const started = await page(await opened(person), "POST", "/studio/notebook");
      expect(started.status).toBe(303);
    }
    const alice = personByProfile("alice", target);
    await cutOffCommand(target, alice, true, silent);
    const { work } = cloud.studio();
    const running = work.appsOf(target.studioDomainId).filter((app) => work.statusOfApp(app) !== "Deleted");
    expect(running.map(({ owner }) => owner)).toEqual([expect.objectContaining({ spaceName: "lab-bob" })]);
    expect(work.findSpace(target.studioDomainId, "lab-alice")).toBeDefined();
    await restoreCommand(target, alice, silent);
  });

  test("the operator's keys change the stack's minting and execution roles and no other, as the printed policy says", async () => {
    const iam = iamOf(target.client);
    const role = graph.resources.find(
      ({ type, name }) => type === "aws:iam/role:Role" && name.startsWith("studio-url"),
    );
    const roleName = String(role?.outputs["name"]);
    const denied = {
      name: "AccessDenied",
      message: expect.stringContaining("not authorized to perform: iam:PutRolePolicy") as string,
    };
    await expect(iam.put(roleName, "cut-off-x", toPolicyJson(policyDocument()))).rejects.toMatchObject(denied);
    await expect(iam.put("there-is-none", "cut-off-x", "{}")).rejects.toMatchObject(denied);
  });

  test("a role without room for another cut-off is said, and the rest is done", async () => {
    const iam = iamOf(target.client);
    const { operator } = target;
    const digest = operator.mintingMode === "sessionTags" ? "" : mintingRoleDigest(target.studioDomainId, "alice");
    const minting = (operator.mintingRole + digest).split("/").at(-1) ?? "";
    const sizes = [8000, 4000, 2000, 1000, 500, 250, 120, 60, 30, 15];
    const names = sizes.map((size) => `others-${size}`);
    for (const [at, size] of sizes.entries()) {
      const long = policyDocument({ Effect: "Deny", Action: "*", Resource: `arn:aws:s3:::${"x".repeat(size)}` });
      await iam.put(minting, names[at] ?? "", toPolicyJson(long)).catch(() => undefined);
    }
    const said: string[] = [];
    expect(await cutOffCommand(target, personByProfile("alice", target), false, (line) => said.push(line))).toBe(1);
    expect(said.join("\n")).toMatch(
      /but not everywhere:\n {2}role \S+: .*notebooks[^]*NOT DONE: role \S+: its inline policies have no room/,
    );
    for (const name of names) await iam.delete(minting, name);
    await restoreCommand(target, personByProfile("alice", target), () => undefined);
  });
});
