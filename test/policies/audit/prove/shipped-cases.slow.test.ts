import * as fs from "node:fs";
import * as path from "node:path";
import type { PolicyDocument } from "../../../../policies/document";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Asker, Question } from "../../../../policies/audit/question";
import { action, and, type Formula, key, resource, TRUE } from "../../../../policies/audit/encode/vocabulary";
import { policiesOf, type SourcedPolicy } from "../../../../policies/audit/estate";
import { type Case, type CaseFile, readCaseFile } from "../../case-file";
import { SHIPPED_DOCUMENTS } from "../../shipped-documents";
import { endpoint, estate, held, REGION, role, trusting } from "./small-estate";

/**
 * Every request that a case file says is allowed has to be one that the prover thinks can occur: were its model of requests too
 * narrow, such a request would be the one that it does not see, and "never" would mean nothing.
 */
const folder = path.join(__dirname, "../../cases");
const files = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name): [string, CaseFile] => [name, readCaseFile(fs.readFileSync(path.join(folder, name), "utf8"))])
  .filter(([, { decide }]) => decide === "same-account" || decide === "assume-role");

const allowed = files.flatMap(([name, file]) =>
  file.cases
    .filter((each) => each.expect === "allow" && !each.without)
    .map((each): [string, CaseFile, Case] => [`${name}: ${each.name}`, file, each]),
);

test("there are cases to look at", () => {
  expect(allowed.length).toBeGreaterThan(100);
});

test.each(allowed)("%s", (_name, file, each) => {
  expect(ask(questionOf(file, each))).toMatchObject({ kind: "possible" });
});

/** Keys that every request has, whether a case spells them out or not. */
const ALWAYS = [
  "aws:securetransport",
  "aws:requestedregion",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:currenttime",
];

function questionOf(file: CaseFile, each: Case): Question {
  const {
    principal,
    action: name = "sts:AssumeRole",
    resource: arn = "*",
    context = {},
    ...rest
  } = { ...file.defaults, ...each };
  if (principal === undefined) throw new Error("the case has no principal");
  const isBecoming = file.decide === "assume-role";
  const documents = (layer: "identity" | "resource" | "trust") =>
    [file.policies, each.also ?? {}].flatMap((policies) => policies[layer] ?? []).map(sourcedOf);
  const roleArn =
    typeof principal === "object" && "role" in principal ? principal.role : "arn:aws:iam::111122223333:role/none";
  const who = { ...role("asker"), arn: roleArn, identity: documents("identity") };
  const target = {
    ...trusting(role("target")),
    arn,
    trust: documents("trust")[0] ?? sourcedOf({ name: "", inline: NONE }),
  };
  const holder = held("other", arn.replace(/^(arn:[^:]*:s3:::[^/]*)\/.*$/, "$1"));
  const service =
    { sts: "sts" }[name.split(":")[0] ?? ""] ??
    (name.startsWith("sagemaker:") ? "sagemaker.api" : (name.split(":")[0] ?? ""));
  const doors = Object.entries({ ...file.policies.endpoint, ...each.also?.endpoint }).map(([id, references]) => ({
    ...endpoint(id, service),
    region: textOf(context["aws:RequestedRegion"]) ?? REGION,
    policies: references.map(sourcedOf),
  }));
  const all = estate({
    roles: isBecoming ? [who, target] : [who],
    resources: documents("resource").length > 0 ? [{ ...holder, policies: documents("resource") }] : [],
    endpoints: doors,
  });
  const asker: Asker =
    principal === "anonymous"
      ? { kind: "anonymous" }
      : "service" in principal
        ? { kind: "service", service: principal.service }
        : { kind: "role", role: who };
  const own = isBecoming ? passedAlong(rest) : and(action(name), arn === "*" ? TRUE : resource(arn));
  return {
    estate: all,
    asker,
    route: isBecoming ? { kind: "assume-role", role: target } : { kind: "service" },
    that: and(own, exactly(context, keysOf(policiesOf(all)), isBecoming)),
  };
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const NONE: PolicyDocument = { Version: "2012-10-17", Statement: [] };

function sourcedOf(
  reference: { readonly document: string } | { readonly name: string; readonly inline: PolicyDocument },
): SourcedPolicy {
  const [name, document] =
    "inline" in reference
      ? [reference.name, reference.inline]
      : [reference.document, SHIPPED_DOCUMENTS[reference.document]];
  return { name, document: document ?? NONE, urn: name, pointer: "", origin: "program" };
}

function passedAlong({ tags = {}, sourceIdentity, sessionName = "session" }: Partial<Case>): Formula {
  const ownTags = Object.entries(tags).map(([name, value]) =>
    and(key(`aws:RequestTag/${name}`).is(value), key("aws:TagKeys").someIs(name)),
  );
  const identity = key("sts:SourceIdentity");
  return and(
    ...ownTags,
    key("sts:RoleSessionName").is(sessionName),
    sourceIdentity === undefined ? identity.absent : identity.is(sourceIdentity),
  );
}

/** The request with these keys and, of those that the policies mention, no other. */
function exactly(context: NonNullable<Case["context"]>, mentioned: readonly string[], isBecoming: boolean): Formula {
  const given = Object.entries(context).filter(([name]) => !/^aws:Principal(Arn|Account)$/i.test(name));
  const named = given.map(([name]) => name.toLowerCase());
  const isOwn = (name: string) => isBecoming && /^(sts:|aws:requesttag|aws:tagkeys)/.test(name);
  const absent = [SOURCE_VPCE, ...mentioned].filter((name) => {
    const folded = name.toLowerCase();
    return ![...named, ...ALWAYS].includes(folded) && !isOwn(folded);
  });
  return and(
    ...given.map(([name, value]) =>
      typeof value === "string" ? key(name).is(value) : and(...value.map((part) => key(name).someIs(part))),
    ),
    ...absent.map((name) => key(name).absent),
  );
}

function keysOf(policies: readonly SourcedPolicy[]): readonly string[] {
  return policies.flatMap(({ document }) =>
    document.Statement.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((keys) => Object.keys(keys))),
  );
}
