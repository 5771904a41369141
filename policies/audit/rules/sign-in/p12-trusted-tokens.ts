/** P12: the API believes tokens of the issuer that config names, and people come by one in no other way than config says. */
import type { AuditedClient, AuditedPool, AuditedSignIn, TrustedTokens } from "../../beside-policies";
import type { Estate } from "../../estate";
import { endpointsOf } from "../ours";
import { answerAllowing, apiCall, methodArnOf } from "../p07-api-through-our-endpoint";
import { type Fact, fact, type IntendedRequest, type Rule } from "../rule";

export const trustedTokens: Rule = {
  id: "P12",
  title:
    "The API believes tokens of the one issuer that config names, made for its clients and signed by its keys; people cannot sign themselves up, and the pool's clients know the code flow only.",
  formal:
    "∀ authorizer a: issuer(a), keys(a), clients(a), scope(a) = what the stack's outputs say was asked for; issuer(a) = own pool ⇒ keys(a) = that pool's; algorithms(a) ∩ {none, HS*} = ∅; ∀ pool: administrators make its users, no trigger, names differ by case; ∀ client: code flow only, callbacks, sign-outs and providers as asked for",
  controls: ["NIST 800-53r5 IA-2", "NIST 800-53r5 IA-5", "NIST 800-53r5 IA-8", "NIST 800-53r5 AC-2"],
  questions: () => [],
  facts: ({ signIn, stack, roles, studio }) =>
    // A Studio account takes no tokens: its gateway does.
    studio.gateway
      ? []
      : signIn === undefined || signIn.trusted.length === 0
        ? [
            fact(
              `${stack} has an authorizer whose tokens can be looked at.`,
              { urn: roles[0]?.urn ?? "" },
              false,
              "there is none",
            ),
          ]
        : [
            ...signIn.trusted.flatMap((each) => believed(each, signIn)),
            ...signIn.pools.flatMap(ofPool),
            ...signIn.clients.flatMap((client) => ofClient(client, signIn)),
            ...signIn.providers.map((provider) => {
              const { name, urn, source, from } = provider;
              const holds = signIn.declared.providers.includes(name);
              return fact(
                `People come from ${name} (${from}), as config asks.`,
                { urn, source },
                holds,
                "config names no such provider",
              );
            }),
          ],
  mustAllow,
};

function believed(trusted: TrustedTokens, signIn: AuditedSignIn): Fact[] {
  return [...believedIssuer(trusted, signIn), ...believedTokens(trusted, signIn)];
}

function believedIssuer(
  { functionName, urn, source, issuer, keys }: TrustedTokens,
  { declared, pools }: AuditedSignIn,
): Fact[] {
  const about = { urn, source };
  const own = pools.find((pool) => pool.issuer === issuer);
  const pinned = keys.startsWith("pinned: ");
  const expectedKeys = own ? `${own.issuer}/.well-known/jwks.json` : declared.keySetUrl;
  const whose = own
    ? `the stack's own user pool, ${own.name}`
    : "an issuer outside this stack, which the baseline names";
  return [
    fact(
      `${functionName} believes tokens of ${issuer} only: ${whose}.`,
      about,
      issuer !== "" && issuer === declared.issuer,
      `config asks for ${declared.issuer}`,
    ),
    fact(
      pinned
        ? `${functionName} checks signatures with a pinned key set (${keys}).`
        : `${functionName} fetches that issuer's keys, from ${keys}.`,
      about,
      pinned ? keys !== "pinned: " : keys !== "" && keys === expectedKeys,
      pinned ? "the set holds no key" : `the issuer's keys are at ${expectedKeys}`,
    ),
  ];
}

function believedTokens(trusted: TrustedTokens, { declared, clients }: AuditedSignIn): Fact[] {
  const { functionName, urn, source, clientIds, scope, algorithms } = trusted;
  const about = { urn, source };
  const known = [...clients.map(({ id }) => id), ...declared.clientIds];
  const strangers = clientIds.filter((id) => !known.includes(id));
  const asked = declared.scopes.filter((each) => each !== "openid");
  const weak = algorithms.filter((each) => !/^(RS|PS|ES)(256|384|512)$|^EdDSA$|^Ed25519$/.test(each));
  return [
    fact(
      `${functionName} takes tokens made for ${clientIds.join(", ")} only.`,
      about,
      clientIds.length > 0 && strangers.length === 0,
      `${strangers.join(", ") || "none"} is neither a client of this stack nor named in config`,
    ),
    fact(
      scope === ""
        ? `${functionName} asks for no scope, as config says.`
        : `${functionName} asks for the scope ${scope}.`,
      about,
      scope === "" ? asked.length === 0 : asked.includes(scope),
      `config asks for ${asked.join(", ") || "none"}`,
    ),
    fact(
      `${functionName} takes signatures of public keys only (${algorithms.join(", ")}).`,
      about,
      algorithms.length > 0 && weak.length === 0,
      `it takes ${weak.join(", ") || "none"}`,
    ),
  ];
}

function ofPool({ name, urn, source, selfSignUp, triggers, isCaseSensitive }: AuditedPool): Fact[] {
  const about = { urn, source };
  return [
    fact(`Administrators alone make users of ${name}.`, about, !selfSignUp, "people may sign up by themselves"),
    fact(
      `No function has a say in the tokens of ${name}.`,
      about,
      triggers.length === 0,
      `it has the triggers ${triggers.join(", ")}`,
    ),
    fact(
      `Names of ${name} differ by case, as profiles do.`,
      about,
      isCaseSensitive,
      "Alice and alice are one user and two profiles",
    ),
  ];
}

function ofClient(client: AuditedClient, { declared }: AuditedSignIn): Fact[] {
  const { name, urn, source, oauthFlows, authFlows, callbacks, signOuts } = client;
  const about = { urn, source };
  const others = (found: readonly string[], wanted: readonly string[]) =>
    found.filter((each) => !wanted.includes(each));
  const from = declared.providers.length > 0 ? declared.providers : ["COGNITO"];
  const flows = [...others(oauthFlows, ["code"]), ...others(authFlows, ["ALLOW_REFRESH_TOKEN_AUTH"])];
  return [
    fact(
      `${name} knows the code flow only.`,
      about,
      oauthFlows.includes("code") && flows.length === 0,
      `it knows ${flows.join(", ") || "no flow"}`,
    ),
    fact(
      `${name} hands codes to the portal's own addresses only.`,
      about,
      callbacks.length > 0 && others(callbacks, declared.callbacks).length === 0,
      `config does not name ${others(callbacks, declared.callbacks).join(", ") || "any"}`,
    ),
    fact(
      `${name} leads back to the portal only.`,
      about,
      others(signOuts, declared.signOuts).length === 0,
      `config does not name ${others(signOuts, declared.signOuts).join(", ")}`,
    ),
    fact(
      `${name} lets people in from where config says.`,
      about,
      client.providers.length > 0 && others(client.providers, from).length === 0,
      `config does not name ${others(client.providers, from).join(", ") || "any"}`,
    ),
  ];
}

/** Such a token gets through: without that, all of the above would hold of an API that admits no one. */
function mustAllow(estate: Estate): IntendedRequest[] {
  return estate.apis.flatMap((api) =>
    endpointsOf(estate, ["execute-api"])
      .filter(({ id }) => api.endpointIds.includes(id))
      .flatMap((endpoint) =>
        api.methods
          .filter(({ httpMethod, path }) => httpMethod === "GET" && !path.includes("{"))
          .map((method) => ({
            claim: `A person whose token is believed may ask for ${method.path}.`,
            about: { urn: method.urn, source: method.source },
            request: apiCall(methodArnOf(estate, api, method), endpoint),
            route: { kind: "api", api, authorizer: answerAllowing([methodArnOf(estate, api, method)]) } as const,
          })),
      ),
  );
}
