import { accountsIn, readOrganization } from "../../../../policies/audit/organization/read-organization";
import { ORGANIZATION_ID, organizationFiles, ROOT, STACK_ACCOUNT, UNIT } from "./organization-folder";

const DENY = { Sid: "NoUsers", Effect: "Deny", Action: "iam:CreateUser", Resource: "*" } as const;
const FILES = organizationFiles({ scps: { NoUsers: [DENY] } });

function faultsOf(change: Readonly<Record<string, unknown>>, account = STACK_ACCOUNT): readonly string[] {
  const files = Object.fromEntries(Object.entries({ ...FILES, ...change }).filter(([, value]) => value !== undefined));
  const read = readOrganization(files, account);
  return "faults" in read ? read.faults : [];
}

test("the way from the root to the account, each level with its policies", () => {
  const read = readOrganization(FILES, STACK_ACCOUNT);
  expect(accountsIn(FILES)).toEqual([STACK_ACCOUNT]);
  expect(read).toMatchObject({
    organization: {
      id: ORGANIZATION_ID,
      path: `${ORGANIZATION_ID}/${ROOT}/${UNIT}/`,
      isManagementAccount: false,
      scps: [
        { name: `root ${ROOT}`, policies: [{ name: `FullAWSAccess (p-FullAWSAccess) of root ${ROOT}` }] },
        { name: `organizational unit ${UNIT}`, policies: [{}, { document: { Statement: [DENY] } }] },
        { name: `account ${STACK_ACCOUNT}`, policies: [{}] },
      ],
      rcps: [{}, {}, {}],
    },
  });
});

test("the management account is beneath nothing; without a list of RCPs they are not enabled", () => {
  const read = readOrganization(organizationFiles({ scps: { NoUsers: [DENY] } }, STACK_ACCOUNT), STACK_ACCOUNT);
  expect(read).toMatchObject({ organization: { isManagementAccount: true, scps: [], rcps: [] } });
  const without = Object.fromEntries(Object.entries(FILES).filter(([path]) => !path.endsWith("rcps.json")));
  expect(readOrganization(without, STACK_ACCOUNT)).toMatchObject({ organization: { rcps: [] } });
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  [
    "the organisation",
    { "organization.json": undefined },
    "aws organizations describe-organization > organization.json",
  ],
  ["a parent", { [`targets/${UNIT}/parents.json`]: undefined }, `aws organizations list-parents --child-id ${UNIT}`],
  [
    "a level's list",
    { [`targets/${ROOT}/scps.json`]: undefined },
    `list-policies-for-target --target-id ${ROOT} --filter SERVICE_CONTROL_POLICY`,
  ],
  ["a level's RCPs, where others have theirs", { [`targets/${UNIT}/rcps.json`]: undefined }, "RESOURCE_CONTROL_POLICY"],
  [
    "a policy's text",
    { "policies/p-nousers.json": undefined },
    "aws organizations describe-policy --policy-id p-nousers",
  ],
  ["an empty answer", { [`targets/${ROOT}/scps.json`]: {} }, "it has no Policies"],
  ["a text that is not a policy", { "policies/p-nousers.json": { Policy: { Content: "[]" } } }, "is not understood"],
])("%s that is missing is a fault with the command that prints it", (_, change, sentence) => {
  expect(faultsOf(change).join("\n")).toContain(sentence);
});

test("what the evaluator does not model is told with everything else that is wrong", () => {
  const odd = { ...DENY, Condition: { StringEqual: { "aws:PrincipalOrgID": "x" } } };
  const files = organizationFiles({ scps: { Odd: [odd] }, rcps: { Odder: [{ ...DENY }] } });
  const read = readOrganization(files, STACK_ACCOUNT);
  const faults = "faults" in read ? read.faults.join("\n") : "";
  expect(faults).toContain("operator StringEqual is not modelled");
  expect(faults).toContain("Principal is missing");
});

test("an account that the folder is not about is a fault", () => {
  expect(faultsOf({}, "444455556666").join("\n")).toContain("list-parents --child-id 444455556666");
});
