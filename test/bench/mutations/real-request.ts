/** Whether a request that the audit shows is one that could be sent: by the contract's routes, and by the names that the stack has. */
import contract from "../../../functions/contract/openapi.json";
import type { Estate } from "../../../policies/audit/estate";
import { type AuditRequest, isAssumeRole } from "../../../policies/audit/replay";

const METHODS = ["delete", "get", "head", "options", "patch", "post", "put"];
/** Of AWS's own examples: a principal that is not ours. */
const SOMEBODY_ELSE = "444455556666";
const PARAMETER = "[A-Za-z0-9][A-Za-z0-9_-]*";

/** @returns what is not real, a sentence each */
export function unrealParts(request: AuditRequest, estate: Estate): readonly string[] {
  const resource = isAssumeRole(request) ? request.roleArn : request.resource;
  const names = isAssumeRole(request) ? Object.entries({ ...request.tags, sessionName: request.sessionName }) : [];
  const texts = [...Object.entries(request.context), ...names].flatMap(([key, value]) =>
    [value].flat().map((text): [string, string] => [key, text]),
  );
  return [
    ...(resource === "*" ? [] : unrealArn(resource, estate)),
    ...(request.principal.kind === "role" ? unrealArn(request.principal.roleArn, estate) : []),
    ...texts.flatMap(([key, text]) => unrealText(text, estate).map((why) => `${key} ${why}`)),
  ];
}

function unrealArn(arn: string, estate: Estate): readonly string[] {
  const [, partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
  const regions = ["", estate.homeRegion, ...estate.endpoints.map((endpoint) => endpoint.region)];
  const accounts = ["", estate.account, SOMEBODY_ELSE];
  return [
    ...unrealText(arn, estate).map((why) => `the ARN ${why}`),
    ...(partition === estate.partition ? [] : [`${arn} is of partition ${partition}`]),
    ...(regions.includes(region) ? [] : [`${arn} is in ${region}`]),
    ...(accounts.includes(account) || says(estate, account) ? [] : [`${arn} is of account ${account}`]),
    ...(service === "execute-api" ? unrealCall(arn, rest.join(":"), estate) : []),
    ...(/\/\/|\/$|::$/.test(rest.join(":")) ? [`${arn} has an empty part`] : []),
  ];
}

function unrealCall(arn: string, rest: string, estate: Estate): readonly string[] {
  const api = estate.apis.find(({ executionArn }) => arn.startsWith(`${executionArn}/`));
  const [, stage = "", method = "", ...path] = rest.split("/");
  const route = `/${path.join("/")}`;
  const isRoute = Object.keys(contract.paths).some((known) =>
    new RegExp(`^${known.replaceAll(/\{[^}]*\}/g, PARAMETER)}$`).test(route),
  );
  return [
    ...(api?.stages.includes(stage) ? [] : [`${arn} is of no stage of the API`]),
    ...(METHODS.includes(method.toLowerCase()) && isRoute ? [] : [`${method} ${route} is not in the contract`]),
  ];
}

/** Printable, not empty and no wildcard; but for what the policies themselves say. */
function unrealText(text: string, estate: Estate): readonly string[] {
  if (text === "") return ["is empty"];
  const isOdd = !/^[\x20-\x7e]*$/.test(text) || /[*?]/.test(text);
  return isOdd && !says(estate, text) ? [`is ${JSON.stringify(text)}`] : [];
}

const texts = new WeakMap<Estate, string>();

function says(estate: Estate, text: string): boolean {
  const all = texts.get(estate) ?? JSON.stringify(estate);
  texts.set(estate, all);
  return all.includes(JSON.stringify(text).slice(1, -1));
}
