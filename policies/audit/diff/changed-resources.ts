/** On which resources there is a difference, in the words of the statement that allows it. */
import type { Statement } from "../../document";
import { type Formula, resource } from "../encode/vocabulary";
import { type Estate, policiesOf } from "../estate";
import type { Question } from "../question";
import type { Witness } from "../verdict";

/** A statement that names more is told as it is. */
const MOST = 12;

export interface ChangedResources {
  readonly named: readonly string[];
  /** Where only some of the statement's resources are changed: that it is one of them. */
  readonly formula?: Formula;
}

/**
 * Of one bucket more in a list of buckets, only that one is new.
 *
 * @param isPossible whether there is such a difference with this besides
 */
export function changedResources(
  { estate, route }: Question,
  { request, allowedBy }: Witness,
  isPossible: (that: Formula) => boolean,
): ChangedResources {
  if (route.kind !== "service" && route.kind !== "endpoint") return { named: [] };
  const statement = statementIn(estate, allowedBy);
  if (!statement) return { named: "resource" in request ? [request.resource] : [] };
  const { Resource, NotResource } = statement;
  if (Resource === undefined)
    return { named: NotResource === undefined ? [] : [`everything but ${[NotResource].flat().join(" and ")}`] };
  const all = [Resource].flat();
  if (all.length < 2 || all.length > MOST) return { named: all };
  const changed = all.filter((text) => isPossible(resource(text)));
  if (changed.length === 0 || changed.length === all.length) return { named: all };
  return { named: changed, formula: resource(...changed) };
}

/** Whatever a stranger's own policies allow stands in no statement. */
function statementIn(estate: Estate, allowedBy: Witness["allowedBy"]): Statement | undefined {
  const grants = allowedBy.filter(({ urn }) => urn !== "");
  const grant = grants.find(({ layer }) => layer !== "endpoint") ?? grants[0];
  const policy = grant && policiesOf(estate).find(({ urn, pointer }) => urn === grant.urn && pointer === grant.pointer);
  return grant && policy?.document.Statement[grant.index];
}
