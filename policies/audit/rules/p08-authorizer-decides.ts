/** P8: which methods a caller reaches is what the authorizer answered about this caller, and nothing adds to it. */
import type { AuditedApi, AuditedAuthorizer, AuditedMethod, Estate } from "../estate";
import { not, resource, TRUE } from "../encode/vocabulary";
import { endpointsOf } from "./ours";
import { believedTokens } from "./p08-believed-tokens";
import { answerAllowing, answerDenying, apiCall, apiSubject, methodArnOf } from "./p07-api-through-our-endpoint";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

/** A cached answer outlives the token's check by this much at most. */
const LONGEST_CACHE_SECONDS = 60;
/** The token and the route, as template or as path: an answer kept for these is never used for another caller. */
const IDENTITY_SOURCE = [["method.request.header.Authorization"], ["context.resourcePath", "context.path"]] as const;

export const authorizerDecides: Rule = {
  id: "P8",
  title:
    "Every method but a browser's preflight asks our authorizer, and its answer for a caller is all that the caller may invoke.",
  formal:
    "∀ method m ≠ OPTIONS: authorization(m) = our REQUEST authorizer, whose identity source holds the whole token; ∀ m: authorization(m) = NONE ⇒ m = OPTIONS, with no function behind it but by exception; ∀ answer a that allows exactly the set S: allowed(q, a) ⇒ resource(q) ∈ S; a denies all ⇒ never allowed",
  controls: ["NIST 800-53r5 AC-3", "NIST 800-53r5 IA-2", "NIST 800-53r5 AC-6"],
  questions,
  facts: (estate) =>
    estate.apis.flatMap((api) => [
      ...api.methods.map((method) => askedFor(api, method)),
      ...api.authorizers.flatMap(lookedAt),
      ...api.authorizers.flatMap((authorizer) => ownCode(estate, authorizer)),
      ...believedTokens(estate, api),
    ]),
  mustAllow,
};

function questions(estate: Estate): RuleQuestion[] {
  return estate.apis.flatMap((api): RuleQuestion[] => {
    const guarded = api.methods.filter(({ authorization }) => authorization !== "NONE");
    const asker = { kind: "anonymous" } as const;
    return [
      {
        claim: `A caller whom the authorizer allows one method of ${api.name} invokes no other.`,
        about: apiSubject(api),
        expect: "never",
        questions: guarded.map((method) => {
          const own = methodArnOf(estate, api, method);
          const authorizer = answerAllowing([own]);
          return { estate, asker, route: { kind: "api", api, authorizer }, that: not(resource(own)) };
        }),
      },
      {
        claim: `A caller whom the authorizer refuses invokes nothing of ${api.name}.`,
        about: apiSubject(api),
        expect: "never",
        questions: [{ estate, asker, route: { kind: "api", api, authorizer: answerDenying(api) }, that: TRUE }],
      },
    ];
  });
}

function askedFor(api: AuditedApi, method: AuditedMethod): Fact {
  const { urn, source, httpMethod, path, authorization, authorizerId } = method;
  if (httpMethod === "OPTIONS" && authorization === "NONE") return preflight(method);
  const holds = authorization === "CUSTOM" && api.authorizers.some(({ id }) => id === authorizerId);
  const claim = `${httpMethod} ${path} asks our authorizer.`;
  return fact(
    claim,
    { urn, source },
    holds,
    `its authorization is ${authorization}, by ${authorizerId ?? "no authorizer"}`,
  );
}

/** A browser sends no token before it knows that it may. What a function answers then is headers, before it looks at anything. */
function preflight({ urn, source, path, functionName }: AuditedMethod): Fact {
  const claim = `OPTIONS ${path}, which asks no authorizer, is a browser's preflight, answered by ${functionName ?? "API Gateway itself"}.`;
  const exceptions = functionName === undefined ? undefined : ["preflight-by-functions"];
  return { ...fact(claim, { urn, source }, true, ""), exceptions };
}

function lookedAt({ urn, type, functionName, identitySource, cacheSeconds }: AuditedAuthorizer): Fact[] {
  const sources = identitySource.split(",").map((part) => part.trim());
  const missing = IDENTITY_SOURCE.filter((parts) => !parts.some((part) => sources.includes(part)));
  return [
    fact(
      "The authorizer is a function of ours that sees the request.",
      { urn },
      type === "REQUEST" && functionName !== undefined,
      `it is of type ${type}, with ${functionName ?? "no function"} behind it`,
    ),
    fact(
      "The authorizer is asked about the whole token, for each route anew.",
      { urn },
      missing.length === 0,
      `its identity source lacks ${missing.map((parts) => parts.join(" or ")).join(" and ")}`,
    ),
    fact(
      `An answer of the authorizer is kept for ${LONGEST_CACHE_SECONDS} seconds at most.`,
      { urn },
      cacheSeconds <= LONGEST_CACHE_SECONDS,
      `it is kept for ${cacheSeconds}`,
    ),
  ];
}

/** The bundles whose answers are sampled; any other function of the stack would answer something else. */
const AUTHORIZER_CODE = /^(\.\/)?build\/functions\/authorizer-(fetched|pinned)-keys(-by-row)?$/;

function ownCode(estate: Estate, { urn, functionName }: AuditedAuthorizer): Fact[] {
  const code = estate.functions.find(({ name }) => name === functionName);
  const claim = `The function that answers, ${functionName ?? "none"}, runs the authorizer's bundle, whose answers are sampled.`;
  return [
    fact(
      claim,
      { urn: code?.urn ?? urn },
      AUTHORIZER_CODE.test(code?.code ?? ""),
      `its code is ${code?.code ?? "not known"}`,
    ),
  ];
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return estate.apis.flatMap((api) => {
    const guarded = api.methods.filter(({ authorization }) => authorization !== "NONE");
    const authorizer = answerAllowing(guarded.map((method) => methodArnOf(estate, api, method)));
    return endpointsOf(estate, ["execute-api"])
      .filter(({ id }) => api.endpointIds.includes(id))
      .flatMap((endpoint) =>
        guarded.map((method) => ({
          claim: `A caller who is allowed everything may ${method.httpMethod} ${method.path}.`,
          about: { urn: method.urn, source: method.source },
          request: apiCall(methodArnOf(estate, api, method), endpoint),
          route: { kind: "api", api, authorizer } as const,
        })),
      );
  });
}
