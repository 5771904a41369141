/** P19: which version of a function answers is the alias's to say, and only CodeDeploy moves it. */
import { action, and, not, resource } from "../../encode/vocabulary";
import type { AuditedFunction, Estate } from "../../estate";
import { movable, MOVE, rolloutWork } from "../intended/rollout-work";
import { rolledOut, roleSubject } from "../ours";
import { fact, type Fact, type Rule, type RuleQuestion, type Subject } from "../rule";
import { rolloutFacts } from "./rollout-facts";

/** Each gives another version the traffic, another code to a version, or another caller to either. */
export const CHANGING_VERSIONS = [
  ...["lambda:UpdateAlias", "lambda:CreateAlias", "lambda:DeleteAlias", "lambda:PublishVersion"],
  ...["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration", "lambda:DeleteFunction"],
  ...["lambda:AddPermission", "lambda:RemovePermission", "lambda:CreateFunctionUrlConfig"],
  ...["lambda:CreateEventSourceMapping", "lambda:UpdateEventSourceMapping"],
] as const;

export const versionsByAlias: Rule = {
  id: "P19",
  title:
    "A function is called by its alias alone, which leads to one published version, and no role of the stack changes code, versions or aliases but CodeDeploy's, which moves them, and takes a version back when the objectives' alarms say so.",
  formal:
    "∀ function f, ∀ method, authorizer or event source that calls f: its target is an alias of f; ∀ alias a of f: version(a) ≠ $LATEST ∧ the program splits no traffic; ∀ role r, ∀ q by r: action(q) changes code, versions, aliases or callers ∧ allowed(q) ⇒ bearer(r) = codedeploy ∧ action(q) = lambda:UpdateAlias ∧ resource(q) is a function of ours or its alias; ∀ deployment group g: alarms(g) = the objectives' shortest windows ∧ g heeds them ∨ exception(g); g rolls back on failure, alarm and request; role(g) = bearer codedeploy",
  controls: ["NIST 800-53r5 CM-3", "NIST 800-53r5 CM-5", "NIST 800-53r5 SI-7"],
  questions,
  facts: (estate) => [
    ...estate.functions.flatMap((code) => [...calledByAlias(estate, code), ...onePublishedVersion(code)]),
    ...rolloutFacts(estate),
  ],
  mustAllow: rolloutWork,
};

function questions(estate: Estate): RuleQuestion[] {
  const changing = and(action(...CHANGING_VERSIONS), resource("*"));
  const moving = and(action(MOVE), resource(...rolledOut(estate).flatMap(movable)));
  return estate.roles.map((role) => {
    const isCodeDeploys = role.purpose === "rollout";
    const that = isCodeDeploys ? and(changing, not(moving)) : changing;
    return {
      claim: isCodeDeploys
        ? `${role.name} moves the aliases of this stack's functions, and changes nothing else of a function.`
        : `${role.name} changes neither code nor versions nor aliases of a function.`,
      about: roleSubject(role),
      expect: "never",
      questions: [{ estate, asker: { kind: "role", role }, route: { kind: "service" }, that }],
    };
  });
}

/** What goes past the alias gets each update at once, and none of it is taken back. */
function calledByAlias(estate: Estate, code: AuditedFunction): Fact[] {
  const callers = callersOf(estate, code);
  if (callers.length === 0) return [];
  const aliases = code.aliases?.map(({ arn }) => arn) ?? [];
  const past = callers.filter(({ functionArn }) => functionArn === undefined || !aliases.includes(functionArn));
  const why = `${past.map(({ caller }) => caller).join(", ")} calls it without`;
  return [fact(`${code.name} is called by its alias only.`, functionSubject(code), past.length === 0, why)];
}

interface Caller {
  readonly caller: string;
  readonly functionArn: string | undefined;
}

function callersOf({ apis }: Estate, { name, calledBySources = [] }: AuditedFunction): Caller[] {
  const methods = apis.flatMap((api) => api.methods.filter(({ functionName }) => functionName === name));
  const authorizers = apis.flatMap((api) => api.authorizers.filter(({ functionName }) => functionName === name));
  return [
    ...methods.map(({ httpMethod, path, functionArn }) => ({ caller: `${httpMethod} ${path}`, functionArn })),
    ...authorizers.map(({ id, functionArn }) => ({ caller: `the authorizer ${id}`, functionArn })),
    ...calledBySources.map((source) => ({ caller: source.name, functionArn: source.functionArn })),
  ];
}

function onePublishedVersion({ name, aliases = [] }: AuditedFunction): Fact[] {
  return aliases.map((alias) =>
    fact(
      `The alias ${alias.name} of ${name} leads to one published version.`,
      { urn: alias.urn },
      /^\d+$/.test(alias.version) && !alias.isSplit,
      alias.isSplit ? "the program sends a share of the calls to another version" : `it leads to ${alias.version}`,
    ),
  );
}

function functionSubject({ urn, permissions }: AuditedFunction): Subject {
  return { urn, source: permissions[0]?.source };
}
