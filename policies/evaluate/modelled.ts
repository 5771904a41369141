/** Refuses what the evaluator does not model: a policy is either understood to the letter or not answered for at all. */
import type { PolicyDocument } from "../document";
import { type Layer, type NamedPolicy, statementName } from "./decision";
import { arnTemplateSegments } from "./match";
import { operatorNamed, SUPPORTED_OPERATORS } from "./operators";
import { isAccountPrincipal, principalFault } from "./principal";
import { variableFault } from "./variables";

export class UnmodelledPolicyError extends Error {
  override readonly name = "UnmodelledPolicyError";
}

const ELEMENTS = ["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
/** Documents are immutable by type, so each is read once per layer and not at every request. */
const modelled = new WeakMap<PolicyDocument, Set<Layer | undefined>>();

/** What is wrong and what is supported, after the name of the policy and the statement. */
type Must = (holds: boolean, sentence: string) => asserts holds;
type Elements = Readonly<Record<string, unknown>>;

/**
 * @param layer where the policy is attached, when known: it settles whether Principal and Resource belong there.
 * @throws UnmodelledPolicyError, one sentence: policy, statement, what is not modelled, what is supported.
 */
export function assertModelled(policy: NamedPolicy, layer?: Layer): void {
  const seen = modelled.get(policy.document) ?? new Set();
  if (seen.has(layer)) return;
  // Documents also come from JSON files and recorded inputs, so the type is not believed.
  const document: unknown = policy.document;
  const must: Must = (holds, sentence) => {
    if (!holds) throw new UnmodelledPolicyError(`Policy "${policy.name}": ${sentence}.`);
  };
  must(isObject(document) && Array.isArray(document["Statement"]), "supported is a list in Statement");
  const other = Object.keys(document).find((key) => key !== "Version" && key !== "Statement");
  must(other === undefined, `element ${other ?? ""} is not modelled; supported are Version and Statement`);
  must(document["Version"] === "2012-10-17", "supported as Version is 2012-10-17");
  const statements: readonly unknown[] = document["Statement"];
  for (const [index, statement] of statements.entries()) {
    must(isObject(statement), `statement at position ${index} is not an object; supported is an object`);
    const here: Must = (holds, sentence) => must(holds, `statement ${statementName(statement, index)}, ${sentence}`);
    checkStatement(statement, layer, here);
  }
  modelled.set(policy.document, seen.add(layer));
}

function checkStatement(statement: Elements, layer: Layer | undefined, must: Must): void {
  const other = Object.keys(statement).find((key) => !ELEMENTS.includes(key));
  must(other === undefined, `element ${other ?? ""} is not modelled; supported are ${ELEMENTS.join(", ")}`);
  must(["undefined", "string"].includes(typeof statement["Sid"]), "Sid is not text; supported is text");
  must(statement["Effect"] === "Allow" || statement["Effect"] === "Deny", "supported as Effect are Allow and Deny");
  checkPrincipal(statement["Principal"], layer, must);
  checkPair(statement, "Action", "required", actionFault, must);
  // A trust policy is about the role it is attached to; without a layer, a Principal is the only hint of one.
  const mayOmit = layer === undefined && statement["Principal"] !== undefined;
  checkPair(
    statement,
    "Resource",
    layer === "trust" ? "absent" : mayOmit ? "optional" : "required",
    resourceFault,
    must,
  );
  checkConditions(statement["Condition"] ?? {}, must);
}

function checkPrincipal(element: unknown, layer: Layer | undefined, must: Must): void {
  const attached = layer === "identity" || layer === "authorizer";
  must(
    !attached || element === undefined,
    `Principal does not belong here; supported is none in the ${layer ?? ""} layer`,
  );
  must(
    attached || layer === undefined || element !== undefined,
    "Principal is missing; supported are statements with one",
  );
  if (element === undefined || element === "*") return;
  must(
    isObject(element) && Object.keys(element).length > 0,
    `supported as Principal are "*" and an object with AWS or Service`,
  );
  for (const [kind, values] of Object.entries(element))
    for (const value of texts(values, `Principal ${kind}`, must)) {
      const fault = principalFault(kind, value);
      must(fault === undefined, fault ?? "");
      // An account means its root user to a gateway endpoint and all its principals to an interface endpoint.
      // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
      const ambiguous = layer === "endpoint" && isAccountPrincipal(value);
      must(!ambiguous, `Principal "${value}" is not modelled in endpoint policies; supported are "*" and a role's ARN`);
    }
}

/** Checks an element and its Not form: never both, one if required, each value free of fault. */
function checkPair(
  statement: Elements,
  name: "Action" | "Resource",
  presence: "required" | "optional" | "absent",
  faultOf: (value: string) => string | undefined,
  must: Must,
): void {
  const given = [name, `Not${name}`].filter((element) => statement[element] !== undefined);
  must(given.length < 2, `${name} and Not${name} stand side by side; supported is one of them`);
  must(presence !== "required" || given.length === 1, `${name} is missing; supported is one of ${name} and Not${name}`);
  must(
    presence !== "absent" || given.length === 0,
    `${given.join()} does not belong in a trust policy; supported is none`,
  );
  for (const element of given)
    for (const value of texts(statement[element], element, must)) {
      const fault = faultOf(value);
      must(fault === undefined, `${element} "${value}" is not modelled; supported is ${fault ?? ""}`);
    }
}

function actionFault(action: string): string | undefined {
  const supported = `"*" or "service:Name" with wildcards in the name only`;
  return action === "*" || /^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action) ? undefined : supported;
}

function resourceFault(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const [prefix, partition = "", service = "", ...rest] = arnTemplateSegments(resource);
  const isArn = prefix === "arn" && /^[a-z*?-]+$/.test(partition) && /^[a-z0-9-]+$/.test(service) && rest.length > 0;
  return isArn ? variableFault(resource) : `"*" or an ARN whose service has neither wildcard nor variable`;
}

function checkConditions(conditions: unknown, must: Must): void {
  must(isObject(conditions), "supported as Condition is an object of operators");
  for (const [name, keys] of Object.entries(conditions)) {
    const comparison = operatorNamed(name)?.comparison;
    must(comparison !== undefined, `operator ${name} is not modelled; supported are ${SUPPORTED_OPERATORS}`);
    must(isObject(keys), `supported under ${name} is an object of condition keys`);
    for (const [key, values] of Object.entries(keys))
      for (const value of texts(values, `${name} ${key}`, must)) {
        const fault = comparison.fault(value) ?? (comparison.text ? variableFault(value) : undefined);
        must(fault === undefined, `${name} ${key} "${value}" is not modelled; supported is ${fault ?? ""}`);
      }
  }
}

function texts(value: unknown, what: string, must: Must): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const found = list.filter((entry) => typeof entry === "string");
  must(found.length > 0 && found.length === list.length, `supported in ${what} are a text and a list of at least one`);
  return found;
}

function isObject(value: unknown): value is Elements {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
