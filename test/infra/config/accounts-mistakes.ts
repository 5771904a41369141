/** Mistakes with Studio domains of other accounts; as in mistakes.ts. */
const GOOD = { accountId: "444455556666", domainId: "d-abcd1234efgh", externalId: "gateway" };

export const ACCOUNTS_MISTAKES: readonly (readonly [string, unknown, string, string])[] = [
  ["studioAccounts", "444455556666", "studioAccounts", "config rm --stack staging"],
  ["studioAccounts", ["444455556666"], "studioAccounts[0]", "config rm --stack staging --path"],
  ["studioAccounts", [{ ...GOOD, accountId: 444455556666 }], "studioAccounts[0].accountId", "--type string"],
  ["studioAccounts", [{ ...GOOD, accountId: "44445555666" }], "studioAccounts[0].accountId", "accountId' 044445555666"],
  ["studioAccounts", [{ ...GOOD, domainId: "domain-1" }], "studioAccounts[0].domainId", "domainId' d-abcd1234efgh"],
  [
    "studioAccounts",
    [{ ...GOOD, mintingRoleName: "arn:aws:iam::444455556666:role/minting" }],
    "studioAccounts[0].mintingRoleName",
    "mintingRoleName' minting",
  ],
  [
    "studioAccounts",
    [{ accountId: GOOD.accountId, domainId: GOOD.domainId }],
    "studioAccounts[0].externalId",
    "externalId' private-ml-gateway",
  ],
  ["studioAccounts", [{ ...GOOD, externalId: "a b" }], "studioAccounts[0].externalId", "externalId' a-b"],
  [
    "studioAccounts",
    [{ ...GOOD, organizationId: "O-EXAMPLEORGID" }],
    "studioAccounts[0].organizationId",
    "o-exampleorgid",
  ],
  ["studioAccounts", [{ ...GOOD, roleArn: "arn" }], "studioAccounts[0].roleArn", "studioAccounts[0].roleArn'"],
  ["studioAccounts", [GOOD, { ...GOOD, accountId: "777788889999" }], "studioAccounts[1]", "studioAccounts[1]'"],
  ["studioAccounts", [GOOD], "studioAccounts", "config rm --stack staging"],
  ["role", "studioaccount", "role", "role studioAccount"],
  ["role", "account", "role", "role "],
  ["gateway", { functionRoleArn: "arn" }, "gateway", "config rm --stack staging gateway"],
];
