/** P9: our functions run when our API, or for images our queue, has work for them. */
import type { AuditedApi, AuditedFunction, AuditedMethod, AuditedRole, Estate } from "../estate";
import type { Asker } from "../question";
import { action, and, FALSE, type Formula, key, not, resource, TRUE } from "../encode/vocabulary";
import { BY_FUNCTION } from "./declared/declared-permissions";
import { INVOKING } from "./declared/rollouts";
import { everyService, servicePrincipal } from "./questions/askers";
import { functionRoles, newVersions, roleSubject, smokeTests } from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion, type Subject } from "./rule";

const API_GATEWAY = servicePrincipal("apigateway");

export const functionsBehindOurApi: Rule = {
  id: "P9",
  title:
    "A function is invoked by our API's own methods (the authorizer by our API's authorizer), and by no other caller; a rollout tries a new version before its first call.",
  formal:
    "∀ function f, ∀ invocation q of f: allowed(q) ⇒ principal(q) = apigateway ∧ aws:SourceArn(q) ∈ {methods of our API with f behind them, our API's authorizer with f behind it}; no role of the stack is allowed lambda:Invoke* on anything, but CodeDeploy's on the smoke test, and the smoke test's, with lambda:SourceFunctionArn = itself, on the versions that the last update published; f has no URL. Roles outside this stack invoke if their own policies allow it: that is the account's matter",
  controls: ["NIST 800-53r5 AC-3", "NIST 800-53r5 AC-4", "FSBP Lambda.1"],
  questions,
  facts,
  mustAllow,
};

function questions(estate: Estate): RuleQuestion[] {
  const byRoles = estate.roles.map((role): RuleQuestion => {
    const asker = { kind: "role", role } as const;
    const { but, intended } = tryingVersions(estate, role);
    const that = and(action("lambda:Invoke*"), not(intended));
    return {
      claim: `${role.name} invokes no function${but}.`,
      about: roleSubject(role),
      expect: "never",
      questions: [{ estate, asker, route: { kind: "service" }, that }],
    };
  });
  return [...estate.functions.flatMap((code) => invoked(estate, code)), ...byRoles];
}

/** What a rollout needs: CodeDeploy runs the smoke test, and that calls the versions which are to be given calls. */
function tryingVersions(estate: Estate, role: AuditedRole): { readonly but: string; readonly intended: Formula } {
  const tests = smokeTests(estate).map(({ arn }) => arn);
  if (role.purpose === "rollout")
    return { but: " but the smoke test", intended: and(action(INVOKING), resource(...tests)) };
  if (!functionRoles(estate, "smoke-test").includes(role)) return { but: "", intended: FALSE };
  const itself = key(BY_FUNCTION).arnLike(...tests.flatMap((arn) => [arn, `${arn}:*`]));
  return {
    but: " but, as the smoke test, the versions that the last update published",
    intended: and(action(INVOKING), resource(...newVersions(estate)), itself),
  };
}

function butRollouts(estate: Estate, code: AuditedFunction): string {
  if (smokeTests(estate).length === 0) return "";
  return smokeTests(estate).includes(code) ? " but CodeDeploy's" : " but, in its new version, the smoke test's";
}

function invoked(estate: Estate, code: AuditedFunction): RuleQuestion[] {
  const strangers: Asker[] = [
    { kind: "foreign-role" },
    { kind: "anonymous" },
    ...everyService(estate)
      .filter((service) => service !== API_GATEWAY)
      .map((service): Asker => ({ kind: "service", service })),
  ];
  const never = { about: functionSubject(code), expect: "never" } as const;
  const ask = (asker: Asker, that: Formula) => ({
    estate,
    asker,
    route: { kind: "invoke-function", function: code } as const,
    that,
  });
  const forOthers = not(key("aws:SourceArn").arnLike(...callsOf(estate, code).map(({ sourceArn }) => sourceArn)));
  return [
    {
      ...never,
      claim: `${code.name} is invoked by no other account, no role of this stack${butRollouts(estate, code)} and no service but API Gateway.`,
      questions: [
        ...strangers.map((asker) => ask(asker, TRUE)),
        ...estate.roles.map((role) => ask({ kind: "role", role }, not(tryingVersions(estate, role).intended))),
      ],
    },
    {
      ...never,
      claim: `API Gateway ${work(estate, code)}.`,
      questions: [ask({ kind: "service", service: API_GATEWAY }, forOthers)],
    },
  ];
}

function work(estate: Estate, code: AuditedFunction): string {
  const isAuthorizer = estate.apis.some(({ authorizers }) =>
    authorizers.some(({ functionName }) => functionName === code.name),
  );
  const methods = estate.apis.flatMap((api) => methodsOf(api, code));
  if (isAuthorizer && methods.length === 0) return `invokes ${code.name} only as our API's authorizer`;
  if (methods.length === 0) return `does not invoke ${code.name}`;
  const names = methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`);
  return `invokes ${code.name} only for ${names.join(", ")}${isAuthorizer ? ", and as our API's authorizer" : ""}`;
}

/** One call of API Gateway: as it names itself, a method of a stage or an authorizer, and what it invokes, an alias or the function. */
interface Call {
  readonly sourceArn: string;
  readonly invoked: string;
}

function callsOf(estate: Estate, code: AuditedFunction): Call[] {
  return estate.apis.flatMap((api) => [
    ...methodsOf(api, code).flatMap((method) => methodCalls(api, method, code)),
    ...api.authorizers
      .filter(({ functionName }) => functionName === code.name)
      .map(({ id, functionArn = code.arn }) => ({
        sourceArn: `${api.executionArn}/authorizers/${id}`,
        invoked: functionArn,
      })),
  ]);
}

function methodsOf(api: AuditedApi, code: AuditedFunction): readonly AuditedMethod[] {
  return api.methods.filter(({ functionName }) => functionName === code.name);
}

function methodCalls(api: AuditedApi, { httpMethod, path, functionArn }: AuditedMethod, code: AuditedFunction): Call[] {
  return api.stages.map((stage) => ({
    sourceArn: `${api.executionArn}/${stage}/${httpMethod}${path}`,
    invoked: functionArn ?? code.arn,
  }));
}

function facts(estate: Estate): Fact[] {
  return estate.functions.map((code) =>
    fact(
      `${code.name} has no door of its own.`,
      functionSubject(code),
      code.publicDoors.length === 0,
      `it has ${code.publicDoors.join(", ")}`,
    ),
  );
}

function functionSubject({ urn, permissions }: AuditedFunction): Subject {
  return { urn, source: permissions[0]?.source };
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return estate.functions.flatMap((code) =>
    callsOf(estate, code).map(({ sourceArn, invoked }) => ({
      claim: `API Gateway invokes ${code.name} for ${sourceArn.split(":").at(-1) ?? ""}.`,
      about: functionSubject(code),
      request: {
        action: "lambda:InvokeFunction",
        resource: invoked,
        principal: { kind: "service", service: API_GATEWAY },
        // A path parameter stands in the ARN as it stands in the path: `*`.
        context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": estate.account },
      },
      route: { kind: "invoke-function", function: code },
    })),
  );
}
