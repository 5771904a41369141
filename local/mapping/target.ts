import { projectRoot } from "../../infra/project-root";
import type { Place } from "../../policies/arns";
import { runningLaptop } from "../command-line/laptop-name";
import { type Given, optionalText } from "../command-line/manual";
import { UNNAMED } from "../local-json";
import { type OperatorOutput, operatorOutput } from "../operator/operator-output";
import { gatewayOutputs } from "../operator/outputs-or-sample";
import type { StackOutputs } from "../operator/stack-outputs";
import { type ClientSettings, TARGET_OPTIONS } from "../operator/target";
import { UserError } from "../user-error";

/** Which stack's people a command is about. Nothing named: the laptop's, so that AWS is never reached by accident. */
export const PEOPLE_OPTIONS = {
  stack: optionalText("<name>", "on AWS: the stack, whose outputs name roles, domain and Region"),
  name: TARGET_OPTIONS.name,
};

export interface PeopleTarget {
  /** For sentences: "stack prod" or "the laptop". */
  readonly where: string;
  readonly place: Place;
  readonly studioDomainId: string;
  readonly operator: OperatorOutput;
  /** The `iss` of the people's tokens. */
  readonly issuer: string;
  readonly client: ClientSettings;
  /** How often to look again while something is being deleted, in milliseconds. */
  readonly pollMs: number;
  /** The options that name this target, to repeat in a command. */
  readonly options: string;
}

/** @throws UserError when the laptop does not run, or the stack does not say what is needed */
export async function peopleTarget({ stack, name }: Given<typeof PEOPLE_OPTIONS>): Promise<PeopleTarget> {
  // Of Node 20, which this project still carries: the SDK would say it above every answer.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  if (stack !== undefined) return onAws(stack, name);
  const { operator, outputs, issuer } = await runningLaptop(projectRoot(), name);
  const { endpoint, region, ...credentials } = operator;
  const client = { region, endpoint, credentials };
  const options = name === UNNAMED ? "" : ` --name ${name}`;
  return targetOf(outputs, { where: "the laptop", issuer, client, pollMs: 250, options });
}

function onAws(stack: string, name: string): PeopleTarget {
  if (name !== UNNAMED) throw new UserError("--name is for a laptop, --stack is for AWS: give one of them.");
  const where = `stack ${stack}`;
  const outputs = gatewayOutputs(stack);
  const region = textIn(outputs["deployed"], "region");
  if (region === undefined) throw tooOld(where, "deployed.region");
  const issuer = textIn(outputs["signIn"], "issuer") ?? "";
  return targetOf(outputs, { where, issuer, client: { region }, pollMs: 5000, options: ` --stack ${stack}` });
}

/** @throws UserError when the outputs do not name the stack's roles or domain */
export function targetOf(
  outputs: StackOutputs,
  reached: Pick<PeopleTarget, "where" | "issuer" | "client" | "pollMs" | "options">,
): PeopleTarget {
  const studioDomainId = textIn(outputs, "studioDomainId");
  const operator = operatorOutput(outputs);
  if (studioDomainId === undefined) throw tooOld(reached.where, "studioDomainId");
  if (operator === undefined) throw tooOld(reached.where, "operator");
  const [, partition = "", , , account = ""] = operator.mintingRole.split(":");
  return { ...reached, place: { partition, region: reached.client.region, account }, studioDomainId, operator };
}

function textIn(values: unknown, key: string): string | undefined {
  const value = typeof values === "object" && values !== null ? (values as Record<string, unknown>)[key] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

function tooOld(where: string, output: string): UserError {
  return new UserError(`${where} has no output ${output}: run \`pulumi up\` with this release first.`);
}
