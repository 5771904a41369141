/** What decides access without being a policy: methods, doors, protections, who runs with which role. */
import type { AuditedSignIn } from "../beside-policies";
import type { AuditedApi, AuditedFunction, AuditedRole, Estate } from "../estate";
import type { Change } from "../report";

interface Setting {
  readonly subject: string;
  readonly sentence: string;
  /** Of several settings that differ in this part of their sentences only, one sentence says all. */
  readonly part?: string;
  /** With one such part, as the sentence of several reads; without it, the same. */
  readonly several?: string;
}

/** A setting that is there now and was not is new, whatever it means, and has to be reviewed. */
export function changedSettings(before: Estate, today: Estate): readonly Change[] {
  const [was, is] = [settingsOf(before), settingsOf(today)];
  const missingIn = (all: readonly Setting[], some: readonly Setting[], kind: Change["kind"]) =>
    inOneSentence(some.filter((one) => !all.some(({ sentence }) => sentence === one.sentence))).map(
      ({ subject, sentence }): Change => ({ kind, subject, sentence }),
    );
  return [...missingIn(was, is, "NEW"), ...missingIn(is, was, "GONE")];
}

function inOneSentence(settings: readonly Setting[]): readonly Setting[] {
  const together = new Map<string, Setting[]>();
  for (const one of settings) {
    const key = one.part === undefined ? one.sentence : one.sentence.replace(one.part, "");
    together.set(key, [...(together.get(key) ?? []), one]);
  }
  return [...together.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const parts = [first, ...others].flatMap(({ part }) => part ?? []);
    const { sentence, several = sentence, part = "" } = first;
    return [{ ...first, sentence: others.length === 0 ? sentence : several.replace(part, parts.join(", ")) }];
  });
}

function settingsOf(estate: Estate): readonly Setting[] {
  const { roles, endpoints, functions, resources, studio, rekognition } = estate;
  const roleName = (arn: string) => roles.find((role) => role.arn === arn)?.name ?? arn;
  return [
    ...estate.apis.flatMap(ofApi),
    ...roles.flatMap(({ name, purpose }) => about(`role ${name}`, `is a role of purpose ${purpose}`)),
    ...roles.flatMap(tagsOf),
    ...endpoints.flatMap(({ name, service, kind, region }) =>
      about(`endpoint ${name}`, `is a ${kind} endpoint of ${service} in ${region}`),
    ),
    ...functions.flatMap((code) => ofFunction(code, roleName)),
    ...resources.flatMap(({ kind, name, facts }) =>
      about(
        `${kind === "other" ? "resource" : kind} ${name}`,
        "exists",
        ...pairsOf(facts).map((fact) => `has ${fact}`),
      ),
    ),
    ...about("Studio", ...(studio.networkAccess === undefined ? [] : [`has network access ${studio.networkAccess}`])),
    ...studio.profiles.flatMap(({ name, executionRoleArn }) =>
      about(
        `user profile ${name}`,
        `runs as ${executionRoleArn === undefined ? "the domain's default role" : `role ${roleName(executionRoleArn)}`}`,
      ),
    ),
    ...(estate.signIn ? ofSignIn(estate.signIn) : []),
    ...about(
      "Rekognition",
      ...rekognition.regions.map((region) => `is called in ${region}`),
      ...rekognition.allowedRegions.map((region) => `may be sent images in ${region}`),
      ...(rekognition.readablePrefixes ?? []).map((prefix) => `may be told to read images under ${prefix}`),
    ),
  ];
}

function tagsOf({ name, tags }: AuditedRole): readonly Setting[] {
  return pairsOf(tags).map((tag) => ({
    subject: `role ${name}`,
    sentence: `role ${name} carries the tag ${tag}`,
    part: `role ${name}`,
    several: `role ${name} carry the tag ${tag}`,
  }));
}

/** What AWS names is called as the program calls it: another deployment of the same program has another pool and other client ids. */
function ofSignIn({ trusted, pools, clients, providers }: AuditedSignIn): readonly Setting[] {
  const clientName = (id: string) => clients.find((client) => client.id === id)?.name ?? id;
  return [
    ...trusted.flatMap(({ functionName, issuer, keys, clientIds, scope, shape }) => {
      const own = pools.find((pool) => pool.issuer === issuer);
      const keysOf = own && keys === `${issuer}/.well-known/jwks.json` ? "where that pool publishes them" : keys;
      return about(
        `function ${functionName}`,
        `believes tokens of ${own ? `the stack's user pool ${own.name}` : issuer}`,
        `checks them with keys from ${keysOf}`,
        ...clientIds.map((id) => `takes tokens of client ${clientName(id)}`),
        `asks for ${scope === "" ? "no scope" : `the scope ${scope}`}`,
        `reads tokens by ${shape}`,
      );
    }),
    ...providers.flatMap(({ name, from }) => about(`provider ${name}`, `lets people in from ${from}`)),
    ...clients.flatMap(({ name, callbacks, signOuts, providers: from, scopes }) =>
      about(
        `client ${name}`,
        ...callbacks.map((each) => `hands codes to ${each}`),
        ...signOuts.map((each) => `leads back to ${each}`),
        ...from.map((each) => `lets people in from ${each}`),
        ...scopes.map((each) => `gives the scope ${each}`),
      ),
    ),
  ];
}

function ofFunction(
  { name, roleArn, isInVpc, publicDoors }: AuditedFunction,
  roleName: (arn: string) => string,
): readonly Setting[] {
  return about(
    `function ${name}`,
    `runs as role ${roleName(roleArn)}`,
    isInVpc ? "runs inside the VPC" : "runs outside the VPC",
    ...publicDoors.map((door) => `has a public door: ${door}`),
  );
}

function ofApi({ name, endpointTypes, methods, authorizers, domainNames }: AuditedApi): readonly Setting[] {
  const authorizerOf = (id: string | undefined) => {
    const found = authorizers.find((authorizer) => authorizer.id === id);
    return found ? ` by ${found.functionName ?? found.type}` : "";
  };
  const answered = methods.flatMap(
    ({ httpMethod, path, authorization, authorizerId, functionName = "API Gateway itself" }) => {
      const part = `${httpMethod} ${path}`;
      const how = `with authorization ${authorization}${authorizerOf(authorizerId)}, from ${functionName}`;
      return about(`API ${name}`, `answers ${part} ${how}`).map((setting) => ({ ...setting, part }));
    },
  );
  const others = about(
    `API ${name}`,
    ...endpointTypes.map((type) => `is of type ${type}`),
    ...authorizers.map(
      ({ functionName = "no function", type, identitySource, cacheSeconds }) =>
        `asks ${functionName} (${type}) by ${identitySource}, and keeps its answer ${cacheSeconds} s`,
    ),
    ...domainNames.map((domain) => `is called ${domain} too`),
  );
  return [...answered, ...others];
}

function about(subject: string, ...predicates: readonly string[]): readonly Setting[] {
  return predicates.map((predicate) => ({ subject, sentence: `${subject} ${predicate}` }));
}

function pairsOf(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(texts).map(([key, value]) => `${key}: ${value}`);
}
