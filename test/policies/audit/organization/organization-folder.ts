import type { Statement } from "../../../../policies/document";
import type { OrganizationFiles } from "../../../../policies/audit/organization/read-organization";

export const ORGANIZATION_ID = "o-exampleorgid";
export const ROOT = "r-ab12";
export const UNIT = "ou-ab12-workloads";
export const STACK_ACCOUNT = "111122223333";
const MANAGEMENT_ACCOUNT = "999988887777";

type Policies = Readonly<Record<string, readonly Statement[]>>;

/** What AWS prints for an account in one unit below the root, with FullAWSAccess everywhere and these policies on the unit. */
export function organizationFiles(
  { scps = {}, rcps = {} }: { readonly scps?: Policies; readonly rcps?: Policies },
  managementAccount = MANAGEMENT_ACCOUNT,
  account = STACK_ACCOUNT,
): OrganizationFiles {
  const summary = (Type: string, Name: string, Id = `p-${Name.toLowerCase()}`) => {
    return {
      Id,
      Arn: `arn:aws:organizations::${managementAccount}:policy/${ORGANIZATION_ID}/${Id}`,
      Name,
      Type,
      AwsManaged: false,
    };
  };
  const listed = (Type: string, own: Policies) =>
    [UNIT, ROOT, account].map((target) => {
      const full = Type === "SERVICE_CONTROL_POLICY" ? "FullAWSAccess" : "RCPFullAWSAccess";
      const names = target === UNIT ? Object.keys(own) : [];
      const Policies = [summary(Type, full, `p-${full}`), ...names.map((name) => summary(Type, name))];
      return [`targets/${target}/${Type === "SERVICE_CONTROL_POLICY" ? "scps" : "rcps"}.json`, { Policies }];
    });
  const described = (Type: string, own: Policies) =>
    Object.entries(own).map(([name, statements]) => {
      const Content = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      return [`policies/p-${name.toLowerCase()}.json`, { Policy: { PolicySummary: summary(Type, name), Content } }];
    });
  const types = [
    ["SERVICE_CONTROL_POLICY", scps],
    ["RESOURCE_CONTROL_POLICY", rcps],
  ] as const;
  return Object.fromEntries([
    [
      "organization.json",
      { Organization: { Id: ORGANIZATION_ID, MasterAccountId: managementAccount, FeatureSet: "ALL" } },
    ],
    [`targets/${account}/parents.json`, { Parents: [{ Id: UNIT, Type: "ORGANIZATIONAL_UNIT" }] }],
    [`targets/${UNIT}/parents.json`, { Parents: [{ Id: ROOT, Type: "ROOT" }] }],
    ...types.flatMap(([type, own]) => [...listed(type, own), ...described(type, own)]),
  ]) as OrganizationFiles;
}
