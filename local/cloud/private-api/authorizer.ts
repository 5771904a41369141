import type { PolicyDocument } from "../../../policies/document";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import { asRecord, type GraphIndex, numberOf, requiredText, textOf } from "../graph/graph-index";
import { headerValues, type Incoming } from "../incoming";
import { NotModelledError } from "../graph/not-modelled";
import { functionArnIn } from "./integration";

/** A Lambda authorizer of type REQUEST. */
export interface Authorizer {
  readonly id: string;
  readonly functionArn: string;
  /** Headers and the path, as template or as it was asked for, as far as they are named: all must be there, and together they are the cache's key. */
  readonly identitySources: readonly IdentitySource[];
  /** 0: every request asks the function. */
  readonly ttlSeconds: number;
}

type IdentitySource = { readonly header: string } | "resourcePath" | "path";

export type ScalarContext = Readonly<Record<string, string | number | boolean>>;

/** What the authorizer's function said about a caller. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policy: NamedPolicy;
  readonly context: ScalarContext;
}

/** The answer is not one that API Gateway takes: the caller gets a 500, never an Allow. */
export class AuthorizerAnswerError extends Error {}

export function readAuthorizer(graph: GraphIndex, id: string): Authorizer {
  const resource = graph.all("apigateway/authorizer:Authorizer").find((one) => textOf(one, "id") === id);
  if (!resource) throw new NotModelledError(`A method names the authorizer ${id}, which is not in the program.`);
  const type = textOf(resource, "type") ?? "TOKEN";
  if (type !== "REQUEST") throw new NotModelledError(`${resource.urn} is of type ${type}; the laptop models REQUEST.`);
  return {
    id,
    functionArn: functionArnIn(requiredText(resource, "authorizerUri")),
    identitySources: identitySources(resource.urn, requiredText(resource, "identitySource")),
    // API Gateway's own default, when nothing is set, is five minutes.
    ttlSeconds: numberOf(resource, "authorizerResultTtlInSeconds") ?? 300,
  };
}

/** The values of the identity sources, or undefined when one is missing or empty: then the function is not asked at all. */
export function identityOf(authorizer: Authorizer, request: Incoming, resourcePath: string): string | undefined {
  const paths = { resourcePath, path: request.path };
  const values = authorizer.identitySources.map((source) =>
    typeof source === "string" ? [paths[source]] : headerValues(request, source.header),
  );
  if (values.some((list) => list.length === 0 || list.some((value) => value === ""))) return undefined;
  return JSON.stringify(values);
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @throws AuthorizerAnswerError
 */
export function readAnswer(payload: unknown): AuthorizerAnswer {
  const answer = asRecord(payload);
  const { principalId, policyDocument, context } = answer;
  if (typeof principalId !== "string" || principalId === "")
    throw new AuthorizerAnswerError("The authorizer's answer has no principalId.");
  const document = asRecord(policyDocument);
  if (document["Statement"] === undefined)
    throw new AuthorizerAnswerError("The authorizer's answer has no policyDocument.");
  const scalars = Object.entries(asRecord(context ?? {}));
  const composite = scalars.find(([, value]) => !["string", "number", "boolean"].includes(typeof value));
  if (composite)
    throw new AuthorizerAnswerError(`The authorizer's context.${composite[0]} is not a string, number or boolean.`);
  return {
    principalId,
    policy: { name: "the authorizer's answer", document: withStatementList(document) },
    context: Object.fromEntries(scalars) as ScalarContext,
  };
}

/** AWS also takes a single statement without its array. */
function withStatementList(document: Readonly<Record<string, unknown>>): PolicyDocument {
  const statements = document["Statement"];
  return { ...document, Statement: Array.isArray(statements) ? statements : [statements] } as unknown as PolicyDocument;
}

/** Answers by identity. One cache for all methods behind an authorizer, as on AWS: a policy made for one method serves the next. */
export class AuthorizerCache {
  private readonly answers = new Map<string, { answer: AuthorizerAnswer; until: number }>();

  constructor(private readonly clock: () => Date) {}

  find(authorizer: Authorizer, identity: string): AuthorizerAnswer | undefined {
    const entry = this.answers.get(`${authorizer.id} ${identity}`);
    return entry && entry.until > this.clock().getTime() ? entry.answer : undefined;
  }

  keep(authorizer: Authorizer, identity: string, answer: AuthorizerAnswer): void {
    if (authorizer.ttlSeconds <= 0) return;
    const now = this.clock().getTime();
    for (const [key, { until }] of this.answers) if (until <= now) this.answers.delete(key);
    this.answers.set(`${authorizer.id} ${identity}`, { answer, until: now + authorizer.ttlSeconds * 1000 });
  }
}

function identitySources(urn: string, identitySource: string): readonly IdentitySource[] {
  return identitySource.split(",").map((text) => {
    const source = text.trim();
    if (source === "context.resourcePath") return "resourcePath";
    if (source === "context.path") return "path";
    const header = /^method\.request\.header\.([\w-]+)$/.exec(source)?.[1];
    if (header !== undefined) return { header };
    throw new NotModelledError(
      `${urn} has the identity source ${source}; the laptop models headers, context.resourcePath and context.path.`,
    );
  });
}
