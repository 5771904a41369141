import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import type { Reading } from "./reading";

const ABSENT = ["NoSuchEntity", "NoSuchEntityException"];

/** A role with its trust, its boundary and everything attached to it, also by hand. */
export async function readRole(reading: Reading, client: IAMClient, RoleName: string): Promise<void> {
  const covers = [{ type: "iam/role:Role", key: RoleName }];
  const question = { what: `role ${RoleName}`, action: "iam:GetRole", absent: ABSENT, covers };
  const role = await reading.ask(question, () => client.send(new GetRoleCommand({ RoleName })));
  if (role?.Role !== undefined) {
    const { AssumeRolePolicyDocument, MaxSessionDuration, PermissionsBoundary } = role.Role;
    reading.add("iam/role:Role", RoleName, {
      assumeRolePolicy: decoded(AssumeRolePolicyDocument),
      maxSessionDuration: MaxSessionDuration,
      permissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
    });
  }
  await readInline(reading, client, RoleName);
  await readAttached(reading, client, RoleName);
}

async function readInline(reading: Reading, client: IAMClient, RoleName: string): Promise<void> {
  const what = `inline policies of role ${RoleName}`;
  const type = "iam/rolePolicy:RolePolicy";
  const names = await reading.ask(
    { what, action: "iam:ListRolePolicies", absent: ABSENT, covers: [{ type, key: RoleName }] },
    async () => {
      const all: string[] = [];
      for await (const page of paginateListRolePolicies({ client, ...pages(reading) }, { RoleName }))
        all.push(...(page.PolicyNames ?? []));
      return all;
    },
  );
  for (const PolicyName of names ?? []) {
    const key = `${RoleName}/${PolicyName}`;
    const question = {
      what: `inline policy ${key}`,
      action: "iam:GetRolePolicy",
      absent: ABSENT,
      covers: [{ type, key }],
    };
    const policy = await reading.ask(question, () => client.send(new GetRolePolicyCommand({ RoleName, PolicyName })));
    if (policy !== undefined)
      reading.add(type, key, { role: RoleName, name: PolicyName, policy: decoded(policy.PolicyDocument) });
  }
}

async function readAttached(reading: Reading, client: IAMClient, RoleName: string): Promise<void> {
  const what = `policies attached to role ${RoleName}`;
  const type = "iam/rolePolicyAttachment:RolePolicyAttachment";
  const arns = await reading.ask(
    { what, action: "iam:ListAttachedRolePolicies", absent: ABSENT, covers: [{ type, key: RoleName }] },
    async () => {
      const all: string[] = [];
      for await (const page of paginateListAttachedRolePolicies({ client, ...pages(reading) }, { RoleName }))
        all.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
      return all;
    },
  );
  for (const policyArn of arns ?? []) {
    reading.add(type, `${RoleName} ${policyArn}`, { role: RoleName, policyArn });
    await readManaged(reading, client, policyArn);
  }
}

/** The version that is in force, of a policy that is attached somewhere: once, however many roles have it. */
async function readManaged(reading: Reading, client: IAMClient, PolicyArn: string): Promise<void> {
  const type = "iam/policy:Policy";
  const isKnown = [...reading.items, ...reading.unread.flatMap(({ covers }) => covers)].some(
    (each) => each.type === type && each.key === PolicyArn,
  );
  if (isKnown) return;
  const question = { what: `managed policy ${PolicyArn}`, absent: ABSENT, covers: [{ type, key: PolicyArn }] };
  const policy = await reading.ask({ ...question, action: "iam:GetPolicy" }, () =>
    client.send(new GetPolicyCommand({ PolicyArn })),
  );
  const VersionId = policy?.Policy?.DefaultVersionId;
  if (VersionId === undefined) return;
  const version = await reading.ask({ ...question, action: "iam:GetPolicyVersion" }, () =>
    client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId })),
  );
  if (version !== undefined)
    reading.add(type, PolicyArn, {
      name: PolicyArn.split("/").at(-1),
      policy: decoded(version.PolicyVersion?.Document),
    });
}

function pages({ pageSize }: Reading) {
  return pageSize === undefined ? {} : { pageSize };
}

/** "The returned policy is URL-encoded": https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
function decoded(document: string | undefined): string | undefined {
  return document === undefined ? undefined : decodeURIComponent(document);
}
