/** Upgrade notes of one release for one stack, as Markdown: for the changelog, and for who runs the update. Pure. */
import type { Graph, GraphResource } from "../program/graph";
import { callersNotice } from "./callers";
import { planOf, type Replacement } from "./planned-changes";

export function upgradeNotes(before: Graph, after: Graph): string {
  const plan = planOf(before, after);
  const notice = callersNotice(before, after, plan);
  const whose = before.stack === after.stack ? `stack ${after.stack}` : `stack ${after.stack}, from ${before.stack}`;
  return [
    `### Update of ${whose}`,
    "",
    ...part("Replaced", plan.replaced.map(replacement)),
    ...part("Deleted", byTypes(plan.deleted)),
    ...part("No longer managed, and left where it is", byTypes(plan.left)),
    ...part("Created", byTypes(plan.created)),
    ...part("Changed in place", byTypes(plan.updated)),
    ...part("Seen by callers", notice),
    "Functions' code is not compared: a graph names the bundle, not its content.",
    "",
  ].join("\n");
}

/** A part that has nothing says so: that nothing is replaced is the news. */
function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? [`**${title}:** nothing.`, ""]
    : [`**${title}:**`, ...lines.map((line) => `- ${line}`), ""];
}

function replacement({ after, because, isDeletedFirst }: Replacement): string {
  const order = isDeletedFirst ? "; the old one goes before the new one stands" : "";
  return `${kind(after)} \`${after.name}\`, because AWS cannot change ${because.join(", ")}${order}`;
}

/** One line a type, with the names. */
function byTypes(resources: readonly GraphResource[]): string[] {
  const names = new Map<string, string[]>();
  for (const resource of resources) names.set(kind(resource), [...(names.get(kind(resource)) ?? []), resource.name]);
  return [...names].sort(([one], [other]) => one.localeCompare(other)).map(([type, all]) => `${type}: ${some(all)}`);
}

const SHOWN = 6;

function some(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** "ec2 VpcEndpoint" of aws:ec2/vpcEndpoint:VpcEndpoint. */
function kind({ type }: GraphResource): string {
  return type.replace(/^aws:([^/]+)\/[^:]+:/, "$1 ");
}
