import { projectRoot } from "../../infra/project-root";
import { nameOption, runningLaptop } from "../command-line/laptop-name";
import { type Given, optionalText } from "../command-line/manual";
import { UNNAMED } from "../local-json";
import { UserError } from "../user-error";
import { type DeployedStack, deployedStack } from "./deployed-stack";

/** Which deployment a command of the operator is about. Nothing named: the laptop, so that AWS is never reached by accident. */
export const TARGET_OPTIONS = {
  stack: optionalText("<name>", "on AWS: the stack whose outputs name domain and Region"),
  domain: optionalText("<id>", "on AWS: a whole Studio domain, in place of a stack's"),
  region: optionalText("<region>", "on AWS: in place of the stack's or AWS_REGION"),
  name: nameOption(),
};

/** Settings of an AWS SDK client. */
export interface ClientSettings {
  readonly region: string;
  /** Absent on AWS: the SDK's own. */
  readonly endpoint?: string;
  /** Absent on AWS: the SDK's default chain (environment, profile, SSO, role). */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

export interface OperatorTarget {
  /** For sentences: "AWS" or "the laptop". */
  readonly where: string;
  readonly domainId: string;
  /** Absent: the whole domain is the stack's. */
  readonly profiles: readonly string[] | undefined;
  readonly client: ClientSettings;
  /** How often to look again while something is being deleted, in milliseconds. */
  readonly pollMs: number;
  /** The options that name this target, to repeat in a command. */
  readonly options: string;
}

/** @throws UserError when the laptop does not run, the stack has no such output, or the Region is nowhere named */
export async function operatorTarget(given: Given<typeof TARGET_OPTIONS>): Promise<OperatorTarget> {
  // Of Node 20, which this project still carries: the SDK would say it above every answer.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  if (given.stack !== undefined || given.domain !== undefined) return onAws(given);
  if (given.region !== undefined)
    throw new UserError("--region is for AWS: name the stack (--stack) or the domain (--domain) too.");
  const { operator, studioDomainId } = await laptopOr(given.name);
  const { endpoint, region, ...credentials } = operator;
  return {
    where: "the laptop",
    domainId: studioDomainId,
    profiles: undefined,
    client: { region, endpoint, credentials },
    pollMs: 250,
    options: given.name === UNNAMED ? "" : `--name ${given.name} `,
  };
}

async function laptopOr(name: string) {
  try {
    return await runningLaptop(projectRoot(), name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${error.message} For AWS, name the stack (--stack) or the domain (--domain).`);
  }
}

function onAws({ stack, domain, region, name }: Given<typeof TARGET_OPTIONS>): OperatorTarget {
  if (name !== UNNAMED) throw new UserError("--name is for a laptop, --stack and --domain are for AWS: give one kind.");
  if (stack !== undefined && domain !== undefined)
    throw new UserError("--stack names the domain already: give --stack, or --domain with --region.");
  const deployed: DeployedStack = stack === undefined ? { domainId: domain ?? "" } : deployedStack(stack);
  const known = region ?? deployed.region ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"];
  if (known === undefined || known === "") throw new UserError("In which Region? Give --region, or set AWS_REGION.");
  const given = { stack, domain, region };
  return {
    where: "AWS",
    domainId: deployed.domainId,
    profiles: deployed.profiles,
    client: { region: known },
    pollMs: 5000,
    options: Object.entries(given)
      .flatMap(([option, value]) => (value === undefined ? [] : [`--${option} ${value} `]))
      .join(""),
  };
}
