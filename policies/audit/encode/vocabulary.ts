/** The words in which a rule says which requests it is about. Each is a formula; `and`, `or`, `not` join them. */
import { SOURCE_VPCE } from "../../from-our-endpoints";
import { keyVariable } from "./key-variable";
import { atom, type Formula, not, or, type Variable } from "../sat/formula";
import { glob } from "../sat/pattern";
import { patternOf } from "./text-patterns";
import { type Comparison, writtenTest } from "./written-test";

export { and, FALSE, type Formula, implies, not, or, TRUE } from "../sat/formula";

/** One of these actions; `*` and `?` are wildcards, case does not matter. */
export function action(...patterns: readonly string[]): Formula {
  return or(
    ...patterns.map((pattern) =>
      atom("action", { kind: "matches", pattern: glob(pattern.toLowerCase(), { foldCase: true }) }),
    ),
  );
}

/** Any action of a service, by its prefix in policies: "sagemaker", "execute-api". */
export function anyActionOf(service: string): Formula {
  return action(`${service}:*`);
}

/**
 * One of these resources, written as in a policy's Resource element: an ARN with wildcards, or with variables
 * (`user-profile/${aws:PrincipalTag/StudioDomainId}/…`), which stand for the request's own values. "*" is every resource.
 */
export function resource(...patterns: readonly string[]): Formula {
  return or(...patterns.map((pattern) => written("resource", "resource", pattern)));
}

/** The actions without resource types, whose requests have "*" as resource. */
export function noParticularResource(): Formula {
  return atom("resource", { kind: "matches", pattern: [{ one: { characters: "*", negated: false } }] });
}

export interface KeyTests {
  /** The request has the key. */
  readonly present: Formula;
  readonly absent: Formula;
  /** The key's value is one of these, exactly; false when it is absent. Values may hold policy variables. */
  is(...values: readonly string[]): Formula;
  /** The same with case ignored, as for "true" and "false". */
  isIgnoringCase(...values: readonly string[]): Formula;
  /** The key's value matches one of these; `*` and `?` are wildcards. */
  like(...patterns: readonly string[]): Formula;
  /** The key's value is an ARN that matches one of these, segment by segment. */
  arnLike(...patterns: readonly string[]): Formula;
  /** The key's value is an IPv4 address in this network. */
  inNetwork(cidr: string): Formula;
  /** Of a multivalued key: some element is one of these. */
  someIs(...values: readonly string[]): Formula;
  /** Of a multivalued key: some element is none of these. */
  someOtherThan(...values: readonly string[]): Formula;
}

/** What a condition key of the request is. The name's case does not matter. */
export function key(name: string): KeyTests {
  const variable = keyVariable(name);
  const present = atom(variable, { kind: "present" });
  const anyOf =
    (comparison: Comparison) =>
    (...values: readonly string[]) =>
      or(...values.map((value) => written(variable, comparison, value)));
  const some = (values: readonly string[], negated: boolean) =>
    writtenTest({ on: variable, comparison: "equals", values, negated, quantifier: "some" });
  return {
    present,
    absent: not(present),
    is: anyOf("equals"),
    isIgnoringCase: anyOf("equalsIgnoreCase"),
    like: anyOf("like"),
    arnLike: anyOf("arn"),
    inNetwork: (cidr) => atom(variable, { kind: "inNetwork", cidr }),
    someIs: (...values) => some(values, false),
    someOtherThan: (...values) => some(values, true),
  };
}

/** The request came through one of these VPC endpoints. */
export function through(endpointIds: readonly string[]): Formula {
  return key(SOURCE_VPCE).is(...endpointIds);
}

/** The request came through no VPC endpoint at all. */
export function throughNone(): Formula {
  return key(SOURCE_VPCE).absent;
}

/** The request went to one of these Regions. */
export function region(...regions: readonly string[]): Formula {
  return key("aws:RequestedRegion").is(...regions);
}

function written(on: Variable, comparison: Comparison, value: string): Formula {
  if (value.includes("${")) return writtenTest({ on, comparison, values: [value], negated: false });
  const pattern = patternOf(comparison, value);
  if (!pattern) throw new Error(`"${value}" is not an ARN; allowed are ARNs of six segments, and "*" as a resource.`);
  return atom(on, { kind: "matches", pattern });
}
