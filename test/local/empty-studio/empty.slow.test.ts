import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { emptyStudio, type EmptyStudio, whatHoldsUp } from "../../../local/empty-studio/empty";
import { mintingKeys } from "../cloud/fixture/aws-clients";
import { DOMAIN_ID } from "../cloud/fixture/small-program";
import { startTestCloud, type TestCloud } from "../cloud/fixture/test-cloud";

/** The stand-in's deletions take a second by this clock, which every look at it moves. */
let now = Date.now();
let cloud: TestCloud;
let lines: string[];
beforeAll(async () => {
  cloud = await startTestCloud({}, { clock: () => new Date((now += 20)) });
});
beforeEach(() => (lines = []));
afterAll(() => cloud.close());

function asked(changes: Partial<EmptyStudio> = {}): EmptyStudio {
  const { endpoint, region, ...credentials } = cloud.operatorKeys;
  const client = new SageMakerClient({ endpoint, region, credentials, maxAttempts: 1 });
  const say = (line: string) => void lines.push(line);
  return { client, domainId: DOMAIN_ID, profiles: undefined, pollMs: 1, say, ...changes };
}

function addLab(owner: string): void {
  const { work } = cloud.studio();
  const spaceName = `lab-${owner}`;
  work.addSpace({ domainId: DOMAIN_ID, spaceName, ownerProfile: owner, sharing: "Private" });
  work.addApp({ domainId: DOMAIN_ID, owner: { spaceName }, appType: "JupyterLab", appName: "default" });
  now += 1000;
}

test("one profile's Studio is emptied, apps before spaces, and the others' stays", async () => {
  addLab("alice");
  addLab("bob");
  const before = await whatHoldsUp(asked());
  expect([before.apps.length, before.spaces.length]).toEqual([2, 2]);
  await emptyStudio(asked({ profiles: ["alice"] }));
  expect(lines.filter((line) => line.startsWith("deleting"))).toEqual([
    'deleting app JupyterLab "default" in space lab-alice',
    "deleting space lab-alice (private of alice)",
  ]);
  expect((await whatHoldsUp(asked())).spaces.map(({ name }) => name)).toEqual(["lab-bob"]);
  await emptyStudio(asked());
  expect((await whatHoldsUp(asked())).spaces).toEqual([]);
});

test("an app that is only starting is asked for again until AWS takes it", async () => {
  const owner = { userProfileName: "alice" };
  cloud.studio().work.addApp({ domainId: DOMAIN_ID, owner, appType: "JupyterServer", appName: "default" });
  await emptyStudio(asked());
  expect(lines.filter((line) => line.startsWith("deleting"))).toEqual([
    'deleting app JupyterServer "default" of alice',
  ]);
});

test("what stands on later pages of AWS's lists goes too", async () => {
  const { work } = cloud.studio();
  for (let index = 0; index < 101; index++)
    work.addSpace({ domainId: DOMAIN_ID, spaceName: `lab-${index}`, ownerProfile: "alice", sharing: "Private" });
  expect((await whatHoldsUp(asked())).spaces).toHaveLength(101);
  await emptyStudio(asked());
  expect((await whatHoldsUp(asked())).spaces).toEqual([]);
});

test("a space that AWS cannot delete is named with AWS's reason, and everything else is gone", async () => {
  addLab("alice");
  addLab("bob");
  cloud.studio().work.failNextSpace("The volume is still attached.");
  await expect(emptyStudio(asked())).rejects.toMatchObject({
    name: "UserError",
    message:
      "AWS could not delete space lab-alice (private of alice): The volume is still attached.\n" +
      "Everything else is gone. Run this again when the reason is out of the way.",
  });
  expect((await whatHoldsUp(asked())).spaces).toMatchObject([{ name: "lab-alice", status: "Delete_Failed" }]);
  await emptyStudio(asked());
});

test("a domain that is not there is said not to be there", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ __type: "ResourceNotFound", message: "Domain [d-gone] does not exist." }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "any", secretAccessKey: "any" };
  const client = new SageMakerClient({ endpoint, region: "eu-central-1", credentials });
  await expect(whatHoldsUp(asked({ client, domainId: "d-gone" }))).rejects.toMatchObject({
    name: "UserError",
    message: "There is no Studio domain d-gone in this account and Region.",
  });
  server.close();
});

test("without the permissions the sentence names the action and the command that prints them", async () => {
  const credentials = await mintingKeys(cloud);
  const client = new SageMakerClient({ ...cloud.operatorKeys, credentials, maxAttempts: 1 });
  await expect(whatHoldsUp(asked({ client }))).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /^sagemaker:DescribeDomain is not allowed: [^]*What it takes: npm run empty-studio -- --permissions$/,
    ) as string,
  });
});

test("keys that AWS does not know are a sentence about signing in", async () => {
  const credentials = { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "none" };
  const client = new SageMakerClient({ ...cloud.operatorKeys, credentials, maxAttempts: 1 });
  await expect(whatHoldsUp(asked({ client }))).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /^AWS takes no credentials of this terminal \(UnrecognizedClientException: /,
    ) as string,
  });
});
