import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { deployingRolePolicies, MOST_POLICIES, typesWithoutGrant } from "../../../policies/deployer/deploying-role";
import { toPolicyJson } from "../../../policies/document";
import { command } from "../../command-line/command";
import { optionalText, text } from "../../command-line/manual";
import { deploymentOf } from "../../deployer/deployment";
import { graphFrom } from "../../program/graph-source";
import { UserError } from "../../user-error";
import { replaceFile } from "../../whole-file";

const FOLDER = "build/deploying-role";

export const run = command(
  {
    command: "npm run deploying-role",
    about:
      "Writes the managed policies of the role that runs pulumi up, from a stack's graph: what its resources need, by this account, these " +
      "Regions, the program's names and the stack's tags.",
    options: {
      stack: text("<name or graph.json>", "dev", "the environment, or a graph that npm run synth wrote"),
      account: optionalText("<12 digits>", "to deploy to; without it the example account of the graph"),
      boundary: optionalText("<arn>", "the boundary that each role has to have; without it the one that config names"),
    },
    examples: ["npm run deploying-role -- --stack prod --account 123456789012"],
    exitCodes: { 0: "the policies are written", 1: "a resource type has no grant, or config is at fault" },
  },
  async ({ stack, account, boundary }) => {
    const graph = await graphFrom(stack);
    const deployment = deploymentOf(graph, { account, boundaryArn: boundary });
    const unknown = typesWithoutGrant(deployment);
    if (unknown.length > 0)
      throw new UserError(`policies/deployer has no grant for ${unknown.join(", ")}: add one to a list there.`);
    const documents = deployingRolePolicies(deployment);
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    for (const [index, document] of documents.entries()) {
      const file = `${FOLDER}/${graph.stack}-${index + 1}.json`;
      replaceFile(path.join(projectRoot(), file), `${JSON.stringify(document, null, 2)}\n`);
      say(`${file}: ${document.Statement.length} statements, ${toPolicyJson(document).length} of 6,144 characters`);
    }
    const { place, boundaryArn } = deployment;
    say(
      `For account ${place.account}, home Region ${place.region}; attach all ${documents.length} (IAM takes ${MOST_POLICIES}) to one role.`,
    );
    say(boundaryArn === undefined ? "Roles may be made without a boundary." : `Roles only beneath ${boundaryArn}.`);
    return documents.length <= MOST_POLICIES ? 0 : 1;
  },
);
