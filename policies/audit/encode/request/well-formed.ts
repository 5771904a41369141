/** What holds between the parts of a request that can occur: by which way it came, and whose caller and resource are. */
import { SOURCE_VPCE } from "../../../from-our-endpoints";
import { accountOfRole } from "../../accounts/joint-estate";
import type { Estate } from "../../estate";
import { carries } from "../../carried-actions";
import { keyVariable } from "../key-variable";
import { and, atom, type Formula, implies, not, or, type Variable } from "../../sat/formula";
import { inheritedTags, tagNames } from "./list-elements";
import { ANY, glob, literal, noneOf } from "../../sat/pattern";
import { CALLER_ARN } from "../principal";
import { isOrIsBelow, isText, type RequestModel, VPCE } from "./request-model";

const VIA_SERVICE = keyVariable("aws:ViaAWSService");

/**
 * What holds between the parts of a request that can occur, as far as the formula under question mentions them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 */
export function wellFormed(model: RequestModel, mentioned: ReadonlySet<Variable>): Formula {
  const isThere = (name: string) => mentioned.has(keyVariable(name));
  const present = (name: string) => atom(keyVariable(name), { kind: "present" });
  const throughEndpoint = present(SOURCE_VPCE);
  const rules: Formula[] = [];
  if (isThere("aws:SourceIp")) rules.push(not(and(throughEndpoint, present("aws:SourceIp"))));
  for (const key of ["aws:SourceVpc", "aws:VpcSourceIp", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID"])
    if (isThere(key)) rules.push(implies(present(key), throughEndpoint));
  // A service that calls on a principal's behalf does so from AWS's network.
  if (isThere("aws:ViaAWSService") && mentioned.has(VPCE)) rules.push(not(and(isTrue(VIA_SERVICE), throughEndpoint)));
  for (const key of ["aws:CalledViaFirst", "aws:CalledViaLast"])
    if (isThere(key))
      rules.push(implies(present(key), isTrue(VIA_SERVICE)), implies(present(key), not(throughEndpoint)));
  rules.push(...tagNames(mentioned), ...inheritedTags(mentioned));
  return and(...rules, ...ourEndpoints(model, mentioned), ...owners(model, mentioned), ...strangers(model, mentioned));
}

/** An endpoint of ours carries the actions of its own service, in its own Region, from its own VPC. */
function ourEndpoints({ estate, scope }: RequestModel, mentioned: ReadonlySet<Variable>): Formula[] {
  if (!mentioned.has(VPCE)) return [];
  const about = (name: string, value: string) => {
    const variable = keyVariable(name);
    return mentioned.has(variable) ? [implies(atom(variable, { kind: "present" }), isText(variable, value))] : [];
  };
  return estate.endpoints.map((endpoint) => {
    const carried = carries(endpoint.service, scope.action) ? [] : [or()];
    const facts = [
      ...carried,
      ...about("aws:RequestedRegion", endpoint.region),
      ...about("aws:SourceVpc", endpoint.vpcId),
      ...about("aws:VpceAccount", estate.account),
      ...inOrganization(estate, "aws:VpceOrgID", mentioned),
    ];
    return implies(isText(VPCE, endpoint.id), and(...facts));
  });
}

/** Whose the resource is stands in most ARNs. Said of our account, and of those that are met with what is above them: of others anything may hold. */
function owners({ estate, known: settled }: RequestModel, mentioned: ReadonlySet<Variable>): Formula[] {
  const owner = keyVariable("aws:ResourceAccount");
  if (!mentioned.has(owner) || settled.has("resource")) return [];
  const isOf = (account: string) => isText(owner, account);
  const isOurs = isOf(estate.account);
  const inAccount = (account: string) =>
    atom("resource", {
      kind: "matches",
      pattern: glob(`arn:*:*:*:${account}:`, { run: noneOf(":") }).concat({ many: ANY }),
    });
  const inNone = or(isText("resource", "*"), inAccount(""));
  const present = atom(owner, { kind: "present" });
  const buckets = estate.resources.filter(({ kind }) => kind === "bucket");
  const { account, organization, elsewhere = [] } = estate;
  const known = [{ account, organization }, ...elsewhere].flatMap((each) => [
    implies(and(present, inAccount(each.account)), isOf(each.account)),
    ...inOrganization(each, "aws:ResourceOrgID", mentioned).map((isTold) => implies(isOf(each.account), isTold)),
  ]);
  return [
    ...known,
    implies(and(isOurs, not(inNone)), inAccount(estate.account)),
    ...buckets.map(({ arn }) => implies(and(present, isOrIsBelow("resource", arn, ["/"])), isOurs)),
  ];
}

/** A role from elsewhere is of another account, and one that the estate does not know; one of this account is none of the estate's. */
function strangers({ estate, scope: { caller } }: RequestModel, mentioned: ReadonlySet<Variable>): Formula[] {
  if (caller.kind !== "any-role") return [];
  if (caller.account !== undefined) return estate.roles.map(({ arn }) => not(isText(CALLER_ARN, arn)));
  const account = keyVariable("aws:PrincipalAccount");
  const ours = literal(`arn:${estate.partition}:iam::${estate.account}:`).concat({ many: ANY });
  const itsAccount = mentioned.has(account) ? [not(isText(account, estate.account))] : [];
  const elsewhere = estate.roles.filter(({ arn }) => accountOfRole(arn) !== estate.account);
  const known = elsewhere.map(({ arn }) => not(isText(CALLER_ARN, arn)));
  return [not(atom(CALLER_ARN, { kind: "matches", pattern: ours })), ...itsAccount, ...known];
}

/** What is an account's is of its organisation, where that is known. */
function inOrganization(
  { organization }: Pick<Estate, "organization">,
  name: string,
  mentioned: ReadonlySet<Variable>,
): Formula[] {
  const variable = keyVariable(name);
  return organization && mentioned.has(variable) ? [isText(variable, organization.id)] : [];
}

function isTrue(variable: Variable): Formula {
  return atom(variable, { kind: "matches", pattern: literal("true", true) });
}
