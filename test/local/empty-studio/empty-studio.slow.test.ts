import { projectRoot } from "../../../infra/project-root";
import { signIn } from "../../../local/identity/sign-in";
import { type LocalJson, readLocalJson } from "../../../local/local-json";
import { callApi, presignedUrlPath } from "../../../local/portal/through-a-door";
import { command, Started } from "../launcher";
import { until } from "../../until";

/** People start JupyterLab in their Studio; before the stack goes, its operator empties it. All of it as the commands do it. */

const NAME = "emptied";
let laptop: Started;
let at: LocalJson;

beforeAll(async () => {
  laptop = new Started("--name", NAME);
  await laptop.isReady();
  at = readLocalJson(projectRoot(), NAME);
});
afterAll(() => laptop.interrupt());

const emptyStudio = (...args: string[]) => command("empty-studio", "--name", NAME, ...args);
const door = (name: string) => {
  const found = at.doors[name];
  if (!found) throw new Error(`There is no door ${name}.`);
  return found;
};

/** The cookie of a browser in which the person has opened their Studio. */
async function opened(person: string): Promise<string> {
  const { accessToken: token } = await signIn(at, person, at.scope);
  const path = presignedUrlPath({ domainId: at.studioDomainId, userProfileName: person });
  const { json } = await callApi(
    door("execute-api"),
    { id: at.apiId, stage: at.stage },
    { method: "POST", path, token },
  );
  const link = await fetch(String(json["authorizedUrl"]), { redirect: "manual" });
  return (link.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

function startJupyterLab(cookie: string, through = "studio"): Promise<Response> {
  const headers = { cookie, accept: "application/json" };
  return fetch(`${door(through).url}/studio/notebook`, { method: "POST", headers, redirect: "manual" });
}

test("an empty Studio holds nothing up", async () => {
  expect(await emptyStudio()).toEqual({
    code: 0,
    stdout: `Studio domain ${at.studioDomainId} on the laptop: no apps and no spaces. Nothing of them holds up a destroy.\n`,
    stderr: "",
  });
});

const destroyCheck = (...args: string[]) => command("destroy-check", "--name", NAME, ...args);

test("nothing stops a destroy of the dev example, and the home folders are named", async () => {
  const { code, stdout, stderr } = await destroyCheck();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^The laptop's stack: nothing stops pulumi destroy\.\n/);
  expect(stdout).toMatch(new RegExp(`home folders of ${at.studioDomainId} \\(EFS file system fs-[0-9a-f]{17}\\)`));
});

test("what people started is listed and left alone, and with --yes it is gone, one person first", async () => {
  for (const person of ["alice", "bob"]) expect((await startJupyterLab(await opened(person))).status).toBe(303);

  const listed = await emptyStudio();
  expect(listed.code).toBe(0);
  for (const line of [
    "2 apps and 2 spaces, and each holds up pulumi destroy",
    '  app JupyterLab "default" in space lab-alice: ',
    "  space lab-bob (private of bob): InService",
    "Deleting a space deletes the files on its volume for good",
    `  npm run empty-studio -- --name ${NAME} --yes\n`,
  ])
    expect(listed.stdout).toContain(line);

  const held = await destroyCheck();
  expect(held.code).toBe(1);
  expect(held.stdout).toContain(`- 2 apps and 2 spaces in Studio domain ${at.studioDomainId}\n`);
  expect(held.stdout).toContain(`    npm run empty-studio -- --name ${NAME} --yes\n`);

  const alices = await emptyStudio("--profile", "alice", "--yes");
  expect([alices.code, alices.stderr]).toEqual([0, ""]);
  expect(alices.stdout).toMatch(/deleting app JupyterLab "default" in space lab-alice\n[^]*deleting space lab-alice/);
  expect(alices.stdout).not.toContain("bob");
  expect((await emptyStudio()).stdout).toContain("1 app and 1 space");

  const rest = await emptyStudio("--yes");
  expect([rest.code, rest.stderr]).toEqual([0, ""]);
  expect((await emptyStudio()).stdout).toContain("no apps and no spaces");
});

test("JupyterLab starts through the Studio door only: the cookie alone opens nothing", async () => {
  const cookie = await opened("alice");
  const refused = await startJupyterLab(cookie, "internet");
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ sid: "DenyMintingUnlessThroughOurSageMakerEndpoints" });
  expect((await startJupyterLab("")).headers.get("location")).toBe("/signin");
});

test("a page shows its owner's notebook as AWS's states go, and starts it once", async () => {
  const cookie = await opened("alice");
  await startJupyterLab(cookie);
  await startJupyterLab(cookie);
  const page = async () => (await fetch(`${door("studio").url}/studio/`, { headers: { cookie } })).text();
  await until(async () => (await page()).includes("<dt>JupyterLab</dt><dd>InService</dd>"), 50);
  expect((await emptyStudio()).stdout).toContain("1 app and 1 space");
});

test("--permissions prints the document that this laptop enforces", async () => {
  const { code, stdout } = await emptyStudio("--permissions");
  expect(code).toBe(0);
  const { Statement } = JSON.parse(stdout) as { Statement: { Action: string | string[]; Resource: string }[] };
  expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual(
    ["DeleteApp", "DeleteSpace", "DescribeDomain", "DescribeSpace", "ListApps", "ListSpaces"].map(
      (a) => `sagemaker:${a}`,
    ),
  );
  expect(stdout).toContain(`:domain/${at.studioDomainId}"`);
});
