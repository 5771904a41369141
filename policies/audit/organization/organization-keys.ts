/**
 * Condition keys that AWS sets by where caller, resource and endpoint stand in an organisation, and the tags of a role: what control
 * policies ask for. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { AccessRequest } from "../../evaluate/request";
import { accountOf } from "../../evaluate/request";
import { SOURCE_VPCE } from "../../from-our-endpoints";
import { accountsAbove, organizationOf } from "../accounts/joint-estate";
import type { Estate } from "../estate";
import { isGuarded } from "./without-guardrails";

type Asking = Pick<AccessRequest, "principal" | "context"> & { readonly resource: string };

/** The request as AWS would see it; as it is where nothing stands above the stack. What it says already stays. */
export function asInOrganization<R extends Pick<AccessRequest, "principal" | "context">>(
  estate: Estate,
  request: R,
  resource: string,
): R {
  if (!isGuarded(estate)) return request;
  const given = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
  const more = Object.entries(organizationKeys(estate, { ...request, resource })).filter(
    ([key]) => !given.has(key.toLowerCase()),
  );
  return { ...request, context: { ...request.context, ...Object.fromEntries(more) } };
}

export function organizationKeys(estate: Estate, { principal, context, resource }: Asking): AccessRequest["context"] {
  const { account, roles, endpoints, functions } = estate;
  const role = principal.kind === "role" ? roles.find(({ arn }) => arn === principal.roleArn) : undefined;
  const tags = Object.entries(role?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const);
  const isOurDoor = endpoints.some(({ id }) => id === valueIn(context, SOURCE_VPCE));
  // Lambda's own work with a function's role comes through no endpoint; what does is its code's.
  // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
  const code = isOurDoor ? functions.find(({ roleArn }) => roleArn === role?.arn) : undefined;
  const own = { ...Object.fromEntries(tags), ...(code && { "lambda:SourceFunctionArn": code.arn }) };
  if (accountsAbove(estate).length === 0) return own;
  const of = (about: string, whose: unknown) => {
    const organization = typeof whose === "string" ? organizationOf(estate, whose) : undefined;
    return organization && { [`aws:${about}OrgID`]: organization.id, [`aws:${about}OrgPaths`]: [organization.path] };
  };
  const asking = principal.kind === "role" ? principal.account : undefined;
  const asked = organizationOf(estate, asking) ? asking : account;
  const owner = resource === "*" ? asked : ownerOf(estate, resource, context);
  const isNamed = resource !== "*" && of("Resource", owner) !== undefined;
  return {
    ...own,
    ...of("Principal", asking),
    ...of("Resource", owner),
    ...(isNamed && { "aws:ResourceAccount": String(owner) }),
    ...(principal.kind === "service" && of("Source", valueIn(context, "aws:SourceAccount"))),
    ...(isOurDoor && { ...of("Vpce", account), ...(estate.organization && { "aws:VpceAccount": account }) }),
  };
}

/** An S3 ARN names no account: a bucket of the stack's is of its account. */
function ownerOf({ account, resources }: Estate, resource: string, context: AccessRequest["context"]): unknown {
  const named = accountOf(resource) || valueIn(context, "aws:ResourceAccount");
  const isHeld = resources.some(({ arn }) => resource === arn || resource.startsWith(`${arn}/`));
  return named ?? (isHeld ? account : undefined);
}

function valueIn(context: AccessRequest["context"], key: string): unknown {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
