/** P7: a valid token is not enough to call the API; the call has to come from inside. */
import { SOURCE_VPCE } from "../../from-our-endpoints";
import type { NamedPolicy } from "../../evaluate/decision";
import type { AccessRequest } from "../../evaluate/request";
import type { AuditedApi, AuditedEndpoint, AuditedMethod, Estate } from "../estate";
import type { Asker, Route } from "../question";
import { methodArns } from "../real-names";
import { not, through } from "../encode/vocabulary";
import { withOpenEndpoints } from "./questions/one-layer";
import { endpointIds, endpointsOf } from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion, type Subject } from "./rule";

export const apiThroughOurEndpoint: Rule = {
  id: "P7",
  title:
    "The API answers calls that come through our execute-api endpoint and no others, whatever the token and whatever the authorizer says.",
  formal:
    "∀ caller, ∀ q on a method of the API, ∀ answer a of an authorizer: allowed(q, a) ⇒ endpoint(q) = our execute-api endpoint; API Gateway's order, Table A; the endpoint's policy taken as open; endpoint type = PRIVATE; no domain name",
  controls: ["NIST 800-53r5 SC-7(5)", "NIST 800-53r5 AC-17", "NIST 800-53r5 AC-4"],
  questions,
  facts,
  mustAllow,
};

const ALL_CALLERS: readonly Asker[] = [{ kind: "anonymous" }, { kind: "other-role" }, { kind: "foreign-role" }];

function questions(estate: Estate): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const elsewhere = not(through(endpointIds(estate, ["execute-api"])));
  const ask = (api: AuditedApi, authorizer: "any" | "none") =>
    ALL_CALLERS.map((asker) => ({
      estate: open,
      asker,
      route: { kind: "api", api, authorizer } as const,
      that: elsewhere,
    }));
  return estate.apis.flatMap((api): RuleQuestion[] => [
    {
      claim: `No token opens ${api.name} to a call that does not come through our execute-api endpoint, whatever its authorizer answers.`,
      about: apiSubject(api),
      expect: "never",
      questions: ask(api, "any"),
    },
    {
      claim: `Methods of ${api.name} without authorizer, as for a browser's preflight, are shut to such calls too.`,
      about: apiSubject(api),
      expect: "never",
      questions: ask(api, "none"),
    },
  ]);
}

function facts(estate: Estate): Fact[] {
  const doors = endpointIds(estate, ["execute-api"]);
  return estate.apis.flatMap((api) => {
    const about = apiSubject(api);
    const strange = api.endpointIds.filter((id) => !doors.includes(id));
    return [
      fact(
        `${api.name} is a private API.`,
        about,
        api.endpointTypes.join() === "PRIVATE",
        `its endpoint type is ${api.endpointTypes.join(", ") || "not said"}`,
      ),
      fact(
        `${api.name} belongs to our execute-api endpoint.`,
        about,
        api.endpointIds.length > 0 && strange.length === 0,
        `it belongs to ${strange.join(", ") || "no endpoint"}`,
      ),
      fact(
        `${api.name} has no domain name beside its own.`,
        about,
        api.domainNames.length === 0,
        `it has ${api.domainNames.join(", ")}`,
      ),
    ];
  });
}

export function apiSubject({ urn, policies }: AuditedApi): Subject {
  return { urn, source: policies[0]?.source };
}

/** A method's ARN as a caller's request has it: a name of this stack in place of each path parameter. */
export function methodArnOf(estate: Estate, api: AuditedApi, method: AuditedMethod): string {
  const [arn] = methodArns(estate, api, method);
  if (arn === undefined) throw new Error(`Method ${method.httpMethod} ${method.path} has no path.`);
  return arn;
}

/** What our authorizer answers a caller who may call these: a closed set, as functions/authorizer/policy.ts builds it. */
export function answerAllowing(methodArns: readonly string[]): NamedPolicy {
  const invoke = "execute-api:Invoke";
  return {
    name: "the authorizer's answer",
    document: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: invoke, Resource: methodArns },
        { Effect: "Deny", Action: invoke, NotResource: methodArns },
      ],
    },
  };
}

export function answerDenying(api: AuditedApi): NamedPolicy {
  const Statement = [{ Effect: "Deny", Action: "execute-api:Invoke", Resource: `${api.executionArn}/*` }] as const;
  return { name: "the authorizer's refusal", document: { Version: "2012-10-17", Statement } };
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return estate.apis.flatMap((api) =>
    endpointsOf(estate, ["execute-api"])
      .filter(({ id }) => api.endpointIds.includes(id))
      .flatMap((endpoint) => api.methods.map((method) => callOf(estate, api, method, endpoint))),
  );
}

function callOf(estate: Estate, api: AuditedApi, method: AuditedMethod, endpoint: AuditedEndpoint): IntendedRequest {
  const arn = methodArnOf(estate, api, method);
  const isOpen = method.authorization === "NONE";
  const who = isOpen ? "A browser's preflight" : "A caller whom the authorizer lets in";
  const authorizer = isOpen ? "none" : answerAllowing([arn]);
  const route: Route = { kind: "api", api, authorizer };
  const claim = `${who} may call ${method.httpMethod} ${method.path} through ${endpoint.name}.`;
  return { claim, about: { urn: method.urn, source: method.source }, request: apiCall(arn, endpoint), route };
}

/** A bearer token is not a signature: to IAM such a caller is anonymous. */
export function apiCall(arn: string, endpoint: AuditedEndpoint): AccessRequest {
  return {
    action: "execute-api:Invoke",
    resource: arn,
    principal: { kind: "anonymous" },
    context: {
      [SOURCE_VPCE]: endpoint.id,
      "aws:SourceVpc": endpoint.vpcId,
      "aws:VpcSourceIp": "10.0.8.20",
      "aws:SecureTransport": "true",
      "aws:RequestedRegion": endpoint.region,
    },
  };
}
