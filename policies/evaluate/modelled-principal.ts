/** Refuses principals that the evaluator does not model. */
import type { Layer } from "./decision";
import { type Elements, isObject, type Must, texts } from "./elements";
import { isAccountPrincipal, principalFault } from "./principal";

/** Policies that are attached to a principal, and so name none. */
const ATTACHED: readonly Layer[] = ["identity", "authorizer", "boundary", "scp"];

/** Principal and NotPrincipal: whether they belong there, and whom they name. */
export function checkPrincipals(statement: Elements, layer: Layer | undefined, must: Must): void {
  const { Principal, NotPrincipal } = statement;
  if (NotPrincipal !== undefined) checkNotPrincipal(statement, NotPrincipal, layer, must);
  checkPrincipal(Principal === undefined ? NotPrincipal : Principal, layer, must);
}

/** AWS: in a Deny only, and neither in identity policies nor in a role's trust policy. */
function checkNotPrincipal(statement: Elements, element: unknown, layer: Layer | undefined, must: Must): void {
  must(statement["Effect"] === "Deny", "NotPrincipal is not modelled in an Allow; supported is Principal");
  must(layer !== "trust", "NotPrincipal does not belong in a trust policy; supported is Principal");
  must(statement["Principal"] === undefined, "Principal and NotPrincipal stand side by side; supported is one of them");
  must(isObject(element), "supported as NotPrincipal is an object with AWS or Service");
  const sparesAll = [element["AWS"]].flat().includes("*");
  must(!sparesAll, `NotPrincipal "*" is not modelled; supported are roles, accounts and services`);
}

function checkPrincipal(element: unknown, layer: Layer | undefined, must: Must): void {
  const attached = layer !== undefined && ATTACHED.includes(layer);
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
