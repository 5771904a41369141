/** Which resource types of the AWS provider can carry access, and in which inputs: by name, from the provider's own declarations. */
import table from "./policy-inputs.json";

/** A word in a name that may mean access: aclName, grants, permissionsBoundary, passwordPolicy; which of them do is decided by hand. */
export const LOOKS_LIKE_ACCESS = /polic(y|ies)|permission|grant|acls?(?![a-z])/i;

const TYPES: Readonly<Partial<Record<string, readonly string[]>>> = table.types;

/** Inputs named like access; empty for a type that is access as a whole; undefined for any other type. */
export function policyInputsOf(type: string): readonly string[] | undefined {
  return TYPES[type];
}

/** Ways to give access, or to make more resources, that no name of an input gives away. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [
    /^aws:(cloudformation|cloudcontrol|serverlessrepository|servicecatalog|controltower)\//,
    "make resources that are not in the graph",
  ],
  [/^aws:(iam|rolesanywhere|ssoadmin|identitystore|organizations|ram)\//, "make principals or let others in"],
  [/^aws:cognito\/identityPool/, "give roles to people who sign in"],
  [/^aws:cognito\//, "decide who can sign in, and as whom"],
  [/^aws:apigateway\/restApiPut:/, "import methods and a policy into an API"],
  [/^aws:(apigatewayv2|appsync|apprunner|cloudfront|vpclattice)\//, "are doors of their own"],
  [/^aws:ec2\/vpcEndpointService/, "let other networks in"],
];

/** What resources of this type do, as the rest of a sentence; undefined when it has nothing to do with access. */
export function accessOf(type: string): string | undefined {
  return FAMILIES.find(([pattern]) => pattern.test(type))?.[1];
}
