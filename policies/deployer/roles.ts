/** Roles, policies and who may be given them. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
import { asList } from "../evaluate/answer";
import type { Conditions, PolicyDocument } from "../document";
import { type Declared, type Deployment, type Grant, named, namePattern } from "./grant";

export const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const POLICY = "aws:iam/policy:Policy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** The stack's roles, whichever of the types asks. */
function ourRoles(deployment: Deployment): readonly string[] {
  return named(deployment, rolesIn(deployment));
}

function rolesIn({ resources }: Deployment): readonly Declared[] {
  return resources.filter(({ type }) => type === ROLE);
}

/** Beneath the boundary: a role without it, or with another, can be neither made nor given a policy. */
function bounded({ boundaryArn }: Deployment): Conditions {
  return boundaryArn === undefined ? {} : { StringEquals: { "iam:PermissionsBoundary": boundaryArn } };
}

const MAKE_ROLES: readonly Grant[] = [
  {
    Sid: "MakeOurRolesAndGiveThemPolicies",
    actions: { [ROLE]: ["iam:CreateRole"], [ROLE_POLICY]: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"] },
    on: ourRoles,
    when: bounded,
  },
  {
    Sid: "AttachOurPoliciesToOurRoles",
    actions: { [ATTACHMENT]: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"] },
    on: ourRoles,
    // Also AWS's own, where the program attaches one.
    when: (deployment, attachments) => {
      const policies = attachments.map(({ inputs }) => namePattern(String(inputs["policyArn"])));
      return { ...bounded(deployment), ArnLike: { "iam:PolicyARN": [...new Set(policies)].sort() } };
    },
  },
  {
    Sid: "ReadChangeAndDeleteOurRoles",
    actions: {
      [ROLE]: [
        "iam:GetRole",
        "iam:ListRolePolicies",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
        "iam:UpdateAssumeRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:DeleteRole",
      ],
      [ROLE_POLICY]: ["iam:GetRolePolicy"],
      [ATTACHMENT]: ["iam:ListAttachedRolePolicies"],
    },
    on: ourRoles,
  },
  {
    // A role that stands gets the boundary with it; taking one away is allowed to no one.
    Sid: "PutTheBoundaryOnOurRoles",
    actions: { [ROLE]: ["iam:PutRolePermissionsBoundary"] },
    on: (deployment) => (deployment.boundaryArn === undefined ? [] : ourRoles(deployment)),
    when: bounded,
  },
  {
    Sid: "ManageOurPolicies",
    actions: {
      [POLICY]: [
        "iam:CreatePolicy",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:ListPolicyVersions",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
        "iam:DeletePolicy",
      ],
    },
    on: named,
  },
];

/** Only to the service that the role's own trust policy names. */
function passTo(Sid: string, service: string): Grant {
  const trusted = (role: Declared) => servicesTrustedBy(role).filter((name) => name.startsWith(`${service}.`));
  return {
    Sid,
    actions: { [ROLE]: ["iam:PassRole"] },
    on: (_, roles) =>
      named(
        _,
        roles.filter((role) => trusted(role).length > 0),
      ),
    when: (_, roles) => ({ StringEquals: { "iam:PassedToService": [...new Set(roles.flatMap(trusted))] } }),
  };
}

function servicesTrustedBy({ inputs }: Declared): readonly string[] {
  const trust = JSON.parse(String(inputs["assumeRolePolicy"])) as PolicyDocument;
  return trust.Statement.flatMap(({ Principal }) =>
    typeof Principal === "object" ? asList(Principal.Service ?? []) : [],
  );
}

/** Resource types for which AWS makes a role of its own, the first time that an account uses them, and whose name it bears. */
const SERVICE_LINKED: Readonly<Record<string, string>> = {
  "aws:sagemaker/domain:Domain": "sagemaker",
  "aws:apigateway/restApi:RestApi": "ops.apigateway",
  "aws:route53/resolverEndpoint:ResolverEndpoint": "route53resolver",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": "transitgateway",
};

export const ROLE_GRANTS: readonly Grant[] = [
  ...MAKE_ROLES,
  passTo("PassOurRolesToLambda", "lambda"),
  passTo("PassOurRolesToSageMaker", "sagemaker"),
  passTo("PassOurRolesToApiGateway", "apigateway"),
  passTo("PassOurRolesToCodeDeploy", "codedeploy"),
  passTo("PassOurRolesToTheSandbox", "ec2"),
  {
    Sid: "LetAwsMakeItsServiceLinkedRoles",
    actions: Object.fromEntries(Object.keys(SERVICE_LINKED).map((type) => [type, ["iam:CreateServiceLinkedRole"]])),
    on: ({ place }) => [`arn:${place.partition}:iam::${place.account}:role/aws-service-role/*`],
    when: (_, mine) => {
      const services = new Set(mine.flatMap(({ type }) => SERVICE_LINKED[type] ?? []));
      return { StringLike: { "iam:AWSServiceName": [...services].map((service) => `${service}.amazonaws.*`) } };
    },
  },
];
