/** Which statements are not as they were approved, and which of them have a say on a request that breaks a rule or is new. */
import { stsRequests } from "../../evaluate/assume-role";
import { checkRequest, type CheckedRequest, IllFormedRequestError } from "../../evaluate/request";
import { elementsOf } from "../../evaluate/why/elements";
import { inNewVersion } from "../../evaluate/version";
import type { Statement } from "../../document";
import { type Estate, policiesOf, type SourcedPolicy } from "../estate";
import { type AuditRequest, isAssumeRole, layersFor } from "../replay";
import type { ChangedStatement } from "../verdict";
import { type Baseline, sorted } from "./baseline";
import { inNamesOf } from "./same-names";

/** A policy of today beside the approved one of the same resource; either may be absent. */
interface Pair {
  readonly was: SourcedPolicy | undefined;
  readonly is: SourcedPolicy | undefined;
}

export class ChangedStatements {
  private readonly pairs: readonly Pair[];
  private readonly before: Estate;

  constructor(
    baseline: Baseline,
    private readonly today: Estate,
  ) {
    this.before = inNamesOf(today, baseline.estate);
    this.pairs = paired(policiesOf(this.before), policiesOf(today));
  }

  /**
   * Those of policies that have a say on the request, whose action and resource it has, whatever their conditions: with one of them as it
   * was, the request may be decided otherwise.
   *
   * @param urn of the resource that the finding is about: its policies have a say too, as those of an endpoint that is asked alone
   */
  behind(request: AuditRequest, urn?: string): readonly ChangedStatement[] {
    const steps = (isAssumeRole(request) ? stsRequests(request) : [request]).flatMap(checked);
    const having = [...this.havingASay(this.before, request), ...this.havingASay(this.today, request)];
    const places = new Set(having.map(placeOf));
    return this.pairs
      .filter(({ was, is }) =>
        [was, is].some((policy) => policy && (policy.urn === urn || places.has(placeOf(policy)))),
      )
      .flatMap((pair) => changesIn(pair, (statement) => steps.some((step) => fits(statement, step))));
  }

  private havingASay(estate: Estate, request: AuditRequest): readonly SourcedPolicy[] {
    const { context, principal } = request;
    const asked = isAssumeRole(request)
      ? { action: "sts:AssumeRole", resource: request.roleArn, principal, context }
      : request;
    const apis = estate.apis.filter(({ executionArn }) => asked.resource.startsWith(`${executionArn}/`));
    try {
      const { identity = [], holder, endpoint = [] } = layersFor(estate, asked);
      return [...identity, ...(holder?.policies ?? []), ...endpoint, ...apis.flatMap(({ policies }) => policies)];
    } catch (error) {
      // What could not come that way then had no policies to go by.
      if (error instanceof IllFormedRequestError) return [];
      throw error;
    }
  }
}

function checked(request: Parameters<typeof checkRequest>[0]): readonly CheckedRequest[] {
  try {
    return [checkRequest(request)];
  } catch (error) {
    if (error instanceof IllFormedRequestError) return [];
    throw error;
  }
}

function paired(was: readonly SourcedPolicy[], is: readonly SourcedPolicy[]): readonly Pair[] {
  const before = new Map(was.map((policy) => [placeOf(policy), policy]));
  const today = new Map(is.map((policy) => [placeOf(policy), policy]));
  const places = [...new Set([...before.keys(), ...today.keys()])];
  return places.map((place) => ({ was: before.get(place), is: today.get(place) }));
}

function placeOf({ urn, pointer }: Pick<SourcedPolicy, "urn" | "pointer">): string {
  return `${urn} ${pointer}`;
}

/** By Sid where both sides have it; a new Sid on the same text is not a change. */
function changesIn({ was, is }: Pair, isAbout: (statement: Statement) => boolean): readonly ChangedStatement[] {
  const [before, today] = [statementsOf(was), statementsOf(is)];
  const isIn = (all: readonly Statement[]) => {
    const known = new Set(all.map(textOf));
    return (statement: Statement) => known.has(textOf(statement));
  };
  const [stayed, isOld] = [isIn(today), isIn(before)];
  const gone = before.filter((statement) => !stayed(statement));
  const fresh = today.filter((statement) => !isOld(statement));
  const twin = (statement: Statement, all: readonly Statement[]) =>
    statement.Sid === undefined ? undefined : all.find(({ Sid }) => Sid === statement.Sid);
  return [
    ...fresh.flatMap((statement) => {
      const old = twin(statement, gone);
      if (!isAbout(statement) && !(old && isAbout(old))) return [];
      return [changed(old ? "changed" : "new", is, statement, today.indexOf(statement))];
    }),
    ...gone
      .filter((statement) => !twin(statement, fresh) && isAbout(statement))
      .map((statement) => changed("gone", is ?? was, statement, before.indexOf(statement))),
  ];
}

function changed(
  how: ChangedStatement["how"],
  policy: SourcedPolicy | undefined,
  { Sid: sid, Effect: effect }: Statement,
  index: number,
): ChangedStatement {
  const { name = "", source } = policy ?? {};
  return {
    how,
    policy: name,
    index,
    effect,
    ...(sid !== undefined && { sid }),
    ...(source !== undefined && { source }),
  };
}

function statementsOf(policy: SourcedPolicy | undefined): readonly Statement[] {
  return policy ? inNewVersion(policy.document) : [];
}

function textOf({ Sid: _name, ...statement }: Statement): string {
  return JSON.stringify(sorted(statement));
}

/** Whatever it asks of keys and callers: those may be what has changed. */
function fits(statement: Statement, request: CheckedRequest): boolean {
  return elementsOf(statement, request)
    .filter(({ name }) => name !== "Condition")
    .every(({ answer }) => answer !== false);
}
