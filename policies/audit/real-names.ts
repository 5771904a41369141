/** What this stack really has, and what else a reader takes for real: what the requests that the audit shows are made of. */
import type { AuditedApi, AuditedMethod, Estate } from "./estate";

/** An account of AWS's own examples, for callers and resources that are not ours. */
export const OTHER_ACCOUNT = "444455556666";

/** As `POST /v1/images` answers it. */
const IMAGE_ID = "0b1c5f3e-52a7-4a4b-9a55-4a0c4f6d1c11";
/** A caller's id in keys of uploaded images and in source identities: a SHA-256 as base64url. */
export const CALLER_ID = "Yl3YpXq0pS8u3m2h2k1m0b9c8d7e6f5a4b3c2d1e0f0";
/** As Lambda names a stream of a function's log group. */
export const LOG_STREAM = "log-stream:2027/03/01/[$LATEST]0b1c5f3e52a74a4b9a554a0c4f6d1c11";
/** Of hundreds of people, the first few are examples enough. */
const SHOWN_PROFILES = 4;

/** The user profiles by name, the first few; one name without any. */
export function profileNames({ studio }: Estate): readonly string[] {
  const names = studio.profiles.map(({ name }) => name).slice(0, SHOWN_PROFILES);
  return names.length > 0 ? names : ["some-person"];
}

/** ARNs of all methods as people call them, with a name of this stack in place of each path parameter. */
export function callsOf(estate: Estate, api: AuditedApi): readonly string[] {
  return api.methods.flatMap((method) => methodArns(estate, api, method));
}

/** The same of one method: one for each profile or operation that can stand in its path. */
export function methodArns(estate: Estate, api: AuditedApi, { httpMethod, path }: AuditedMethod): readonly string[] {
  const verb = httpMethod === "ANY" ? "GET" : httpMethod;
  const paths = path.split("/").reduce<readonly string[][]>(
    (begun, segment, index, segments) => {
      const names = segment === "*" ? namesBehind(segments[index - 1] ?? "", estate) : [segment];
      return begun.flatMap((before) => names.map((name) => [...before, name]));
    },
    [[]],
  );
  return paths.map((segments) => `${api.executionArn}/${api.stages[0] ?? ""}/${verb}${segments.join("/")}`);
}

/** What can stand in a path behind the segment that names its kind, as functions/contract/openapi.json has them. */
function namesBehind(segment: string, estate: Estate): readonly string[] {
  switch (segment) {
    case "domains":
      return [estate.studio.domainId || "d-abcd1234efgh"];
    case "profiles":
      return profileNames(estate);
    case "rekognition":
      return operations(estate);
    case "images":
      return [IMAGE_ID];
    default:
      return ["example"];
  }
}

/** `rekognition:DetectFaces` is called as `detect-faces`. */
function operations({ rekognition }: Estate): readonly string[] {
  const actions = Object.values(rekognition.operations ?? {}).flatMap((names) => names ?? []);
  const names = actions.map((action) =>
    action
      .replace(/^.*:/, "")
      .replace(/(?<=[a-z])(?=[A-Z])/g, "-")
      .toLowerCase(),
  );
  return names.length > 0 ? [...new Set(names)].sort() : ["detect-labels"];
}

/** ARNs of everything the stack has that a request can name, by service: the action's own grammar picks from them. */
export function ownArns(estate: Estate): readonly string[] {
  const { partition, homeRegion, account, roles, functions, resources, studio } = estate;
  const inRegion = (service: string, rest: string) => `arn:${partition}:${service}:${homeRegion}:${account}:${rest}`;
  const { domainId } = studio;
  return [
    ...profileNames(estate).map((name) => inRegion("sagemaker", `user-profile/${domainId}/${name}`)),
    inRegion("sagemaker", `domain/${domainId}`),
    ...roles.map(({ arn }) => arn),
    ...functions.map(({ arn }) => arn),
    ...resources.flatMap(({ kind, arn }) =>
      kind === "bucket" ? [arn, `${arn}/uploads/${CALLER_ID}/${IMAGE_ID}`, `${arn}/photo.jpg`] : [arn],
    ),
    ...functions.flatMap(({ logGroup }) => {
      const group = inRegion("logs", `log-group:${logGroup}`);
      return [group, `${group}:${LOG_STREAM}`];
    }),
  ];
}
