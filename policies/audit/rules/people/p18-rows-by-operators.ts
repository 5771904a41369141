/** P18: whose profiles are whose is the operator's to say: the stack reads it, row by row, and keeps it. */
import { action, and, anyActionOf, not, resource } from "../../encode/vocabulary";
import type { AuditedResource, Estate } from "../../estate";
import type { Asker } from "../../question";
import { workThroughEndpoints } from "../intended/calls-through-our-endpoints";
import { deployer, fromOutside } from "../intended/intended-requests";
import { functionRoles, mappingTables, roleSubject, ROW_READERS, subjectOf } from "../ours";
import { allCallersBut } from "../questions/askers";
import { withOpenEndpoints } from "../questions/one-layer";
import { fact, type IntendedRequest, type Rule, type RuleQuestion } from "../rule";
import { settingsOf, told } from "./table-settings";

export const rowsByOperators: Rule = {
  id: "P18",
  title:
    "Only operators write whose profiles are whose; two functions read single rows of exactly that table, which is encrypted, kept as config says, and has no further way in or out.",
  formal:
    "∀ mapping table t, ∀ q of DynamoDB: principal(q) ∈ {role of authorizer, role of studio-url} ∧ allowed(q) ⇒ action(q) = dynamodb:GetItem ∧ resource(q) = t; ∀ q on t, its indexes, streams and backups: principal(q) ∈ other roles of the stack ∪ other accounts ∪ services ∪ unsigned ⇒ ¬allowed(q); ∃ principal of the account that may put rows; t: encrypted under a key of this account, deletion protection = point-in-time recovery = config; one key, no index, no expiry, no resource policy, no items of elsewhere; functions told of t = the readers",
  controls: ["NIST 800-53r5 AC-2", "NIST 800-53r5 AC-6", "NIST 800-53r5 CP-9", "FSBP DynamoDB.2", "FSBP DynamoDB.6"],
  questions: (estate) =>
    mappingTables(estate).flatMap((table) => [...reading(estate, table), ...writing(estate, table)]),
  facts: (estate) => {
    const tables = mappingTables(estate);
    if (tables.length > 0) return [told(estate), ...tables.flatMap((table) => settingsOf(estate, table))];
    const about = { urn: estate.roles[0]?.urn ?? "" };
    return [
      fact(
        `${estate.stack} has no mapping table: the token names the profile.`,
        about,
        !hasRows(estate),
        "a table that functions are told of was not found",
      ),
    ];
  },
  mustAllow,
};

/** The readers, whatever else of DynamoDB they might be allowed. */
function reading(estate: Estate, { name, arn }: AuditedResource): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const oneRow = and(action("dynamodb:GetItem"), resource(arn));
  return functionRoles(open, ...ROW_READERS).map((role) => ({
    claim: `${role.name} does nothing in DynamoDB but get single rows of ${name}.`,
    about: roleSubject(role),
    expect: "never",
    questions: [
      {
        estate: open,
        asker: { kind: "role", role },
        route: { kind: "service" },
        that: and(anyActionOf("dynamodb"), not(oneRow)),
      },
    ],
  }));
}

function writing(estate: Estate, table: AuditedResource): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const { name, arn } = table;
  const readers = functionRoles(open, ...ROW_READERS);
  const others = allCallersBut(open, { roles: readers }).filter(({ kind }) => kind !== "other-role");
  const ask = (asker: Asker, that = and(anyActionOf("dynamodb"), resource(arn, `${arn}/*`))) => ({
    estate: open,
    asker,
    route: { kind: "service" } as const,
    that,
  });
  return [
    {
      claim: `No other role of the stack, no other account, no service and no unsigned caller reads or writes ${name}.`,
      about: subjectOf(table),
      expect: "never",
      questions: others.map((asker) => ask(asker)),
    },
    {
      claim: `A role of the account can write rows of ${name}.`,
      about: subjectOf(table),
      expect: "possible",
      questions: [ask({ kind: "other-role" }, and(action("dynamodb:PutItem"), resource(arn)))],
    },
  ];
}

function hasRows({ studio }: Estate): boolean {
  return studio.toldOfRows !== undefined;
}

function mustAllow(estate: Estate): IntendedRequest[] {
  const tables = mappingTables(estate);
  const arns = tables.map(({ arn }) => arn);
  const reads = workThroughEndpoints(estate).filter(
    ({ request }) => "resource" in request && arns.includes(request.resource),
  );
  const writes = tables.flatMap((table) =>
    ["dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan"].map((name) => ({
      claim: `An operator may ${name} on ${table.name}.`,
      about: subjectOf(table),
      request: {
        action: name,
        resource: table.arn,
        principal: deployer(estate),
        context: fromOutside(estate.homeRegion),
      },
      route: { kind: "service" } as const,
    })),
  );
  return [...reads, ...writes];
}
