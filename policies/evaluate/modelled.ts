/** Refuses what the evaluator does not model: a policy is either understood to the letter or not answered for at all. */
import type { PolicyDocument } from "../document";
import { type Layer, type NamedPolicy, statementName } from "./decision";
import { arnTemplateSegments } from "./match";
import { operatorNamed, SUPPORTED_OPERATORS } from "./operators/operators";
import { type Elements, isObject, type Must, texts } from "./elements";
import { checkPrincipals } from "./modelled-principal";
import { variableFault } from "./variables";
import { inNewVersion, VERSIONS } from "./version";

export class UnmodelledPolicyError extends Error {
  override readonly name = "UnmodelledPolicyError";
}

const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
/** Documents are immutable by type, so each is read once per layer and not at every request. */
const modelled = new WeakMap<PolicyDocument, Set<Layer | undefined>>();

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
  must(VERSIONS.includes(document["Version"]), "supported as Version are 2012-10-17, 2008-10-17 and none");
  const statements: readonly unknown[] = document["Statement"];
  for (const [index, statement] of inNewVersion({ ...document, Statement: statements }).entries()) {
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
  checkPrincipals(statement, layer, must);
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
  if (!isArn) return `"*" or an ARN whose service has neither wildcard nor variable`;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-resourceelement
  const early = rest.slice(0, 2).some((segment) => segment.includes("${"));
  return early ? "an ARN with variables behind its fifth colon only" : variableFault(resource);
}

function checkConditions(conditions: unknown, must: Must): void {
  must(isObject(conditions), "supported as Condition is an object of operators");
  for (const [name, keys] of Object.entries(conditions)) {
    const comparison = operatorNamed(name)?.comparison;
    must(comparison !== undefined, `operator ${name} is not modelled; supported are ${SUPPORTED_OPERATORS}`);
    must(isObject(keys), `supported under ${name} is an object of condition keys`);
    for (const [key, values] of Object.entries(keys))
      for (const value of texts(unquoted(values), `${name} ${key}`, must)) {
        const fault = comparison.fault(value) ?? (comparison.text ? variableFault(value) : undefined);
        must(fault === undefined, `${name} ${key} "${value}" is not modelled; supported is ${fault ?? ""}`);
      }
  }
}

/** Truth values and numbers may stand without quotes. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function unquoted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unquoted);
  return typeof value === "boolean" || typeof value === "number" ? String(value) : value;
}
