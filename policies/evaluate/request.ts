/** What is asked, by whom and from where: the one input of every decision, checked before any policy is read. */
import { SOURCE_VPCE } from "../from-our-endpoints";

export type ContextValue = string | readonly string[];

/** Who asks. A caller with a bearer token is anonymous to IAM: only its token names it. */
export type Principal =
  | { readonly kind: "anonymous" }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "role"; readonly roleArn: string; readonly account: string };

export interface AccessRequest {
  /** Service and name, for instance "sagemaker:CreatePresignedDomainUrl"; case does not matter. */
  readonly action: string;
  /** A full ARN, or "*" for actions without resource types. */
  readonly resource: string;
  readonly principal: Principal;
  /** Condition keys as AWS writes them. A list is a multivalued key, even with one value in it. */
  readonly context: Readonly<Record<string, ContextValue>>;
}

/** Such a request cannot occur on AWS, so no answer about it would mean anything. */
export class IllFormedRequestError extends Error {
  override readonly name = "IllFormedRequestError";
}

/** A request that can occur, with its condition keys found by name in any case. */
export interface CheckedRequest extends AccessRequest {
  /** The key's value; undefined when it is absent or an empty list, which AWS treats alike. */
  valueOf(key: string): ContextValue | undefined;
  /** Whether a key is present with the empty text: AWS does not document what a variable then stands for. */
  readonly hasEmptyValue: boolean;
}

/**
 * Looks at the request the way IAM would: principal keys added, key names folded.
 * @throws IllFormedRequestError naming the field or key and what is allowed.
 */
export function checkRequest(request: AccessRequest): CheckedRequest {
  if (!/^[a-z0-9-]+:[a-z0-9]+$/i.test(request.action))
    throw new IllFormedRequestError(`action "${request.action}" is not one action; allowed is "service:Name".`);
  if (request.resource !== "*" && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:/.test(request.resource))
    throw new IllFormedRequestError(`resource is not an ARN; allowed are a full ARN and "*".`);
  const values = foldKeys(request.context);
  for (const [key, value] of principalKeys(request.principal)) if (!values.has(key)) values.set(key, value);
  checkNetwork(values);
  return {
    ...request,
    valueOf: (key) => values.get(key.toLowerCase()),
    hasEmptyValue: [...values.values()].includes(""),
  };
}

export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

function foldKeys(context: AccessRequest["context"]): Map<string, ContextValue> {
  const values = new Map<string, ContextValue>();
  for (const [key, value] of Object.entries(context)) {
    const folded = key.toLowerCase();
    if (values.has(folded)) throw new IllFormedRequestError(`key "${key}" occurs twice; the case of a key is ignored.`);
    if (value.length > 0 || value === "") values.set(folded, value);
  }
  return values;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice */
function principalKeys(principal: Principal): [string, string][] {
  if (principal.kind === "service")
    return [
      ["aws:principalisawsservice", "true"],
      ["aws:principalservicename", principal.service],
    ];
  if (principal.kind !== "role") return [];
  if (!/^arn:[^:]+:iam::\d{12}:role\/./.test(principal.roleArn) || accountOf(principal.roleArn) !== principal.account)
    throw new IllFormedRequestError(
      `principal is not a role of account ${principal.account}; allowed is a role's ARN.`,
    );
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html: for a session, the role's ARN.
  return [
    ["aws:principalarn", principal.roleArn],
    ["aws:principalaccount", principal.account],
    ["aws:principalisawsservice", "false"],
  ];
}

/** A request comes through an endpoint, or it has a public source address: never both, and never an endpoint's VPC alone. */
function checkNetwork(values: ReadonlyMap<string, ContextValue>): void {
  const endpoint = values.get(SOURCE_VPCE.toLowerCase());
  if (endpoint !== undefined && typeof endpoint !== "string")
    throw new IllFormedRequestError(`${SOURCE_VPCE} has several values; allowed is one endpoint id.`);
  if (endpoint !== undefined && values.has("aws:sourceip"))
    throw new IllFormedRequestError(
      `aws:SourceIp occurs beside ${SOURCE_VPCE}; AWS omits it on requests through endpoints.`,
    );
  for (const key of ["aws:SourceVpc", "aws:VpcSourceIp"])
    if (endpoint === undefined && values.has(key.toLowerCase()))
      throw new IllFormedRequestError(
        `${key} occurs without ${SOURCE_VPCE}; AWS sets it only on requests through endpoints.`,
      );
}
