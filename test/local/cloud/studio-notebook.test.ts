import { CreatePresignedDomainUrlCommand } from "@aws-sdk/client-sagemaker";
import type { PolicyDocument } from "../../../policies/document";
import { studioExecutionRolePolicy } from "../../../policies/studio-execution-role";
import { mintingKeys, sagemaker } from "./fixture/aws-clients";
import type { GraphBuilder } from "./fixture/graph-builder";
import { DOMAIN_ID, ENDPOINTS, PLACE } from "./fixture/small-program";
import { type Reply, startTestCloud, type TestCloud } from "./fixture/test-cloud";

/** Studio's own page starts JupyterLab with the profile's execution role, and nothing that this role may not. */

const MINTING = { sagemakerApiEndpointId: ENDPOINTS.sagemakerApi, studioEndpointId: ENDPOINTS.studio };
const policyOf = (userProfileName: string) =>
  studioExecutionRolePolicy(PLACE, { domainId: DOMAIN_ID, userProfileName }, MINTING, { buckets: [] });

function without(document: PolicyDocument, action: string): PolicyDocument {
  return { ...document, Statement: document.Statement.filter(({ Action }) => Action !== action) };
}

/** Profiles with roles: one as shipped, one that may tag nothing, one with another profile's role. */
function profiles(builder: GraphBuilder): void {
  const roles = {
    erin: policyOf("erin"),
    frank: without(policyOf("frank"), "sagemaker:AddTags"),
    grace: policyOf("erin"),
  };
  for (const [userProfileName, policy] of Object.entries(roles)) {
    const role = `execution-${userProfileName}`;
    const arn = `arn:aws:iam::111122223333:role/fixture/execution/${role}`;
    const trust = { Version: "2012-10-17", Statement: [] };
    builder.add("iam/role:Role", role, { assumeRolePolicy: JSON.stringify(trust) }, { arn }, role);
    builder.add("iam/rolePolicy:RolePolicy", role, { role, policy: JSON.stringify(policy) });
    const userSettings = { executionRole: arn };
    builder.add("sagemaker/userProfile:UserProfile", userProfileName, {
      domainId: DOMAIN_ID,
      userProfileName,
      userSettings,
    });
  }
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ more: profiles });
});
afterAll(() => cloud.close());

async function start(UserProfileName: string): Promise<Reply> {
  const tags = { StudioDomainId: DOMAIN_ID, StudioUserProfile: UserProfileName };
  const client = sagemaker(cloud, await mintingKeys(cloud, { tags }));
  const asked = new CreatePresignedDomainUrlCommand({ DomainId: DOMAIN_ID, UserProfileName });
  const { pathname, search } = new URL((await client.send(asked)).AuthorizedUrl ?? "");
  const { headers } = await cloud.call("studio", `${pathname}${search}`);
  const cookie = (headers["set-cookie"]?.[0] ?? "").split(";")[0];
  return cloud.call("studio", "/studio/notebook", { method: "POST", headers: { cookie, accept: "application/json" } });
}

const spaces = () => cloud.studio().work.spacesOf(DOMAIN_ID);

test("with its own role a profile gets a private space of its own and the app in it", async () => {
  expect((await start("erin")).status).toBe(303);
  expect(spaces()).toMatchObject([{ spaceName: "lab-erin", ownerProfile: "erin", sharing: "Private" }]);
  expect(cloud.studio().work.appsOf(DOMAIN_ID)).toMatchObject([
    { owner: { spaceName: "lab-erin" }, appType: "JupyterLab" },
  ]);
});

test.each([
  ["that may tag nothing, for Studio tags what it creates", "frank", "sagemaker:AddTags"],
  ["of another profile, whose spaces it may not make", "grace", "sagemaker:CreateSpace"],
  ["that there is not, as for a profile made elsewhere", "alice", "sagemaker:CreateSpace"],
])("with a role %s nothing is made", async (_, userProfileName, action) => {
  const before = spaces();
  const refused = await start(userProfileName);
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text)).toMatchObject({ message: "Studio may not start JupyterLab for this profile here." });
  expect(cloud.decisions.all().at(-1)).toMatchObject({ action, allowed: false, layer: "identity" });
  expect(spaces()).toEqual(before);
});

test("every other page is read with GET", async () => {
  expect((await cloud.call("studio", "/studio/", { method: "POST" })).status).toBe(405);
});
