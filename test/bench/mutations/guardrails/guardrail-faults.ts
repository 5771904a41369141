import type { Estate } from "../../../../policies/audit/estate";
import { readOrganization } from "../../../../policies/audit/organization/read-organization";
import type { Statement } from "../../../../policies/document";
import {
  identityRcp,
  lambdaScp,
  networkRcp,
  networkScp,
  type Perimeter,
  resourceScp,
} from "../../../policies/audit/organization/data-perimeter";
import { ORGANIZATION_ID, organizationFiles } from "../../../policies/audit/organization/organization-folder";
import { sourced } from "../../../policies/audit/prove/small-estate";

/** What stands above the stack, with the mistakes that are made there. */
export interface Above {
  readonly scp?: readonly Statement[];
  readonly rcp?: readonly Statement[];
  readonly boundary?: readonly Statement[];
}

export interface GuardrailFault {
  readonly what: string;
  readonly above: (estate: Estate) => Above;
  /** A part of what the audit has to say: the statement, or the place without an Allow. Without it nothing may be refused. */
  readonly named?: string;
}

export const ALL: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

export function deny(Sid: string, change: Partial<Statement>): Statement {
  return { Sid, Effect: "Deny", Action: "*", Resource: "*", ...change };
}

export function guarded(estate: Estate, { scp, rcp, boundary }: Above): Estate {
  const policies = { ...(scp && { scps: { Service: scp } }), ...(rcp && { rcps: { Resource: rcp } }) };
  const read = readOrganization(organizationFiles(policies, undefined, estate.account), estate.account);
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  const roles = boundary
    ? estate.roles.map((role) => ({
        ...role,
        boundary: sourced(`permissions boundary of role ${role.name}`, ...boundary),
      }))
    : estate.roles;
  return { ...estate, roles, organization: read.organization };
}

export function perimeter({ endpoints }: Estate, change: Partial<Perimeter> = {}): Perimeter {
  const vpcIds = [...new Set(endpoints.map(({ vpcId }) => vpcId))];
  return { organizationId: ORGANIZATION_ID, vpcIds, corporateCidrs: ["203.0.113.0/24"], ...change };
}

const scp = (what: string, named: string, statement: (estate: Estate) => Statement): GuardrailFault => {
  return { what, named, above: (estate) => ({ scp: [statement(estate)] }) };
};
const rcp = (what: string, named: string, statements: (estate: Estate) => readonly Statement[]): GuardrailFault => {
  return { what, named, above: (estate) => ({ rcp: statements(estate) }) };
};
const OTHER = { organizationId: "o-another" };
const elsewhere = { vpcIds: ["vpc-0another0000000a"] };
const desk = { corporateCidrs: ["10.10.0.0/16"] };

/** By hand: what companies have above their accounts, and the slips that are made with it. */
export const GUARDRAIL_FAULTS: readonly GuardrailFault[] = [
  {
    what: "a whole perimeter that knows the organisation and its networks",
    above: (all) => ({
      scp: [networkScp(perimeter(all)), lambdaScp(perimeter(all)), resourceScp(perimeter(all))],
      rcp: [...identityRcp(perimeter(all)), networkRcp(perimeter(all))],
      boundary: [ALL, deny("NoUsers", { Action: "iam:CreateUser" })],
    }),
  },
  {
    what: "an SCP about Regions that has all of ours",
    above: () => ({
      scp: [
        deny("Regions", {
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1", "eu-west-2"] } },
        }),
      ],
    }),
  },
  {
    what: "an SCP that only denies what nothing of ours does",
    above: () => ({ scp: [deny("NoUsers", { Action: ["iam:CreateUser", "ec2:RunInstances"] })] }),
  },
  {
    what: "an RCP that asks for TLS",
    above: () => ({
      rcp: [
        {
          ...deny("Tls", { Action: "s3:*", Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }),
          Principal: "*",
        },
      ],
    }),
  },
  scp("a Region of the pool is not allowed", "Regions", () =>
    deny("Regions", { Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } } }),
  ),
  scp("a network perimeter without the Regions' VPCs", "OwnIdentities", (all) =>
    networkScp(
      perimeter(all, {
        vpcIds: all.endpoints.filter(({ region }) => region === all.homeRegion).map(({ vpcId }) => vpcId),
      }),
    ),
  ),
  scp("a network perimeter of another VPC", "OwnIdentities", (all) => networkScp(perimeter(all, elsewhere))),
  scp("a network perimeter without the deployer's address", "OwnIdentities", (all) => networkScp(perimeter(all, desk))),
  scp("a perimeter of functions of another organisation", "FunctionsThrough", (all) =>
    lambdaScp(perimeter(all, { ...OTHER, ...desk })),
  ),
  scp("a resource perimeter of another organisation", "OwnIdentitiesUse", (all) => resourceScp(perimeter(all, OTHER))),
  scp("roles may not be assumed", "NoChains", () => deny("NoChains", { Action: "sts:AssumeRole" })),
  scp("sessions may not be tagged", "NoTags", () => deny("NoTags", { Action: "sts:TagSession" })),
  scp("no presigned URLs", "NoUrls", () => deny("NoUrls", { Action: "sagemaker:CreatePresigned*" })),
  scp("only roles of a path that ours are not under", "OnlyTeams", () =>
    deny("OnlyTeams", { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/team/*" } } }),
  ),
  scp("only tagged roles", "Tagged", () =>
    deny("Tagged", { Action: "dynamodb:*", Condition: { StringNotEquals: { "aws:PrincipalTag/cost-centre": "42" } } }),
  ),
  rcp("an identity perimeter of another organisation", "OwnResources", (all) =>
    identityRcp(perimeter(all, OTHER)).slice(0, 1),
  ),
  rcp("services act for another organisation only", "ServicesAct", (all) =>
    identityRcp(perimeter(all, OTHER)).slice(1),
  ),
  rcp("a network perimeter of resources without our VPC", "OwnResources", (all) => [
    networkRcp(perimeter(all, elsewhere)),
  ]),
  rcp("an identity perimeter that forgets AWS's services", "Identities", () => [
    {
      ...deny("Identities", {
        Action: ["sts:*", "sqs:*"],
        Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": ORGANIZATION_ID } },
      }),
      Principal: "*",
    },
  ]),
  rcp("DynamoDB through another endpoint", "Tables", () => [
    {
      ...deny("Tables", { Action: "dynamodb:*", Condition: { StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" } } }),
      Principal: "*",
    },
  ]),
  {
    what: "a boundary without STS",
    named: "allows sts:AssumeRole",
    above: () => ({ boundary: [{ Effect: "Allow", NotAction: "sts:*", Resource: "*" }] }),
  },
  {
    what: "a boundary without SageMaker",
    named: "allows sagemaker:",
    above: () => ({ boundary: [{ Effect: "Allow", NotAction: "sagemaker:*", Resource: "*" }] }),
  },
  {
    what: "a boundary for one bucket",
    named: "of role",
    above: () => ({ boundary: [{ Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::team/*" }] }),
  },
  {
    what: "a boundary that asks for another Region",
    named: "of role",
    above: () => ({ boundary: [{ ...ALL, Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }] }),
  },
];
