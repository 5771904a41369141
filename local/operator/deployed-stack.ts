import { projectRoot } from "../../infra/project-root";
import { UserError } from "../user-error";
import { stackOutputs } from "./stack-outputs";

/** What the operator's commands take from a deployed stack's outputs. */
export interface DeployedStack {
  readonly domainId: string;
  /** Where the domain is; absent in what an older release deployed. */
  readonly region?: string;
  /** Whose apps and spaces hold the stack up: those of the profiles it made in a domain that was there before; absent: all of its own domain. */
  readonly profiles?: readonly string[];
}

/**
 * @throws UserError when there is no domain, or when it is not known whose it is: what other teams run in a domain of theirs is not the
 * stack's to delete
 */
export function deployedStack(stack: string): DeployedStack {
  const outputs = stackOutputs(projectRoot(), stack);
  const domainId = textIn(outputs, "studioDomainId");
  if (domainId === undefined)
    throw new UserError(`Stack ${stack} has no output studioDomainId: run \`pulumi up\` first.`);
  const deployed = recordIn(outputs, "deployed");
  const [existing, made, region] = [
    deployed["studioDomainId"],
    deployed["studioUserProfiles"],
    textIn(deployed, "region"),
  ];
  if (typeof existing !== "string" || !Array.isArray(made))
    throw new UserError(
      `Stack ${stack} does not say whether it made the Studio domain ${domainId}, or only profiles in it: run \`pulumi up\` with this ` +
        "release first, or name what to empty yourself, with --domain, --region and perhaps --profile.",
    );
  return { domainId, ...(region !== undefined && { region }), ...(existing !== "" && { profiles: made.map(String) }) };
}

function textIn(values: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function recordIn(values: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = values[key];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
