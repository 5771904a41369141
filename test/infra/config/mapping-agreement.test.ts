import { checkSettings } from "../../../infra/config/settings";
import { whyOwn } from "../../../infra/studio-accounts/listed-accounts";
import { LEAST } from "./good-settings";

const OWN = "d-own123def456";
const FURTHER = "d-abc123def456";

/** Place and fault of everything that is wrong. */
function told(change: Record<string, unknown>): string[] {
  const result = checkSettings({ ...LEAST, studioUserProfiles: ["alice"], ...change });
  return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
}

test("further domains go with table mode, and with session tags", () => {
  expect(told({ profileMode: "table", studioDomainIds: [FURTHER], studioDomainId: OWN })).toEqual([]);
  expect(told({ profileMode: "table", mintingMode: "rolePerProfile" })).toEqual([]);
});

test.each([
  ["in claim mode", {}, "studioDomainIds lists domains that only rows of the mapping table can name"],
  [
    "with a role for each profile",
    { profileMode: "table", mintingMode: "rolePerProfile" },
    "studioDomainIds lists further domains, and mintingMode rolePerProfile makes roles",
  ],
])("%s no row could lead to them, and it is said once", (_, change, fault) => {
  expect(told({ studioDomainIds: [FURTHER, OWN], ...change })).toEqual([expect.stringContaining(fault)]);
});

test("the stack's own domain is no further one", () => {
  expect(told({ profileMode: "table", studioDomainId: OWN, studioDomainIds: [FURTHER, OWN] })).toEqual([
    "studioDomainIds[1] is the stack's own domain already, by studioDomainId",
  ]);
});

const ELSEWHERE = { accountId: "444455556666", domainId: "d-else123def45", externalId: "gateway" };
const TABLE = { profileMode: "table", studioDomainId: OWN, studioDomainIds: [FURTHER] };

test("domains of other accounts go with table mode and session tags, by external id, by organisation or by both", () => {
  const { externalId, ...rest } = ELSEWHERE;
  const byOrganization = { ...rest, domainId: "d-else2", organizationId: "o-exampleorgid" };
  const byBoth = { ...byOrganization, domainId: "d-else3", externalId, region: "eu-central-1" };
  expect(told({ ...TABLE, studioAccounts: [ELSEWHERE, byOrganization, byBoth] })).toEqual([]);
});

test.each<[string, object, string]>([
  ["in claim mode", { profileMode: "claim", studioDomainIds: [] }, "studioAccounts lists domains that only rows"],
  [
    "with a role for each profile",
    { mintingMode: "rolePerProfile", studioDomainIds: [] },
    "studioAccounts lists domains",
  ],
  [
    "that is the stack's own",
    { studioDomainId: ELSEWHERE.domainId },
    "studioAccounts[0].domainId is a domain of the gateway's own account already, by studioDomainId",
  ],
  [
    "that is a further one",
    { studioDomainIds: [ELSEWHERE.domainId] },
    "studioAccounts[0].domainId is a domain of the gateway's own account already, by studioDomainIds",
  ],
  [
    "of the stack's own account, by its boundary",
    { permissionsBoundaryArn: `arn:aws:iam::${ELSEWHERE.accountId}:policy/boundary` },
    "studioAccounts[0] is the gateway's own account",
  ],
])("a domain elsewhere %s is told once", (_, change, fault) => {
  expect(told({ ...TABLE, studioAccounts: [ELSEWHERE], ...change })).toEqual([expect.stringContaining(fault)]);
});

test.each([
  ["eu-west-1", "studioAccounts[0].region is another Region than eu-central-1"],
  ["cn-north-1", "studioAccounts[0].region is in another partition than eu-central-1"],
])("a domain in %s needs a gateway there", (region, fault) => {
  expect(told({ ...TABLE, studioAccounts: [{ ...ELSEWHERE, region }] })).toEqual([expect.stringContaining(fault)]);
});

test("several mistakes with accounts are told at once", () => {
  const { externalId: _, ...bare } = ELSEWHERE;
  const faults = told({
    studioAccounts: [
      { ...bare, accountId: "1" },
      { ...bare, domainId: "x" },
    ],
  });
  expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
    "studioAccounts[0].accountId",
    "studioAccounts[0].externalId",
    "studioAccounts[1].domainId",
    "studioAccounts[1].externalId",
  ]);
});

test("the stack's own account, which only AWS tells, is refused before anything is declared", () => {
  const settings = { studioAccounts: [ELSEWHERE, { ...ELSEWHERE, accountId: "111122223333" }] };
  expect(whyOwn(settings, "111122223333", "prod")).toBe(
    'studioAccounts[1].accountId: "111122223333" is the account that this stack is deployed to. Allowed are other ' +
      "accounts; a domain of its own stands in studioDomainId or studioDomainIds. Fix it with: " +
      "pulumi config rm --stack prod --path 'studioAccounts[1]'",
  );
  expect(whyOwn(settings, "999988887777", "prod")).toBeUndefined();
});
