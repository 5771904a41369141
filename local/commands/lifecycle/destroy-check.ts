import { DescribeDomainCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { flag, optionalText } from "../../command-line/manual";
import { holdsOf } from "../../destroy-check/holds";
import { standingOf } from "../../destroy-check/standing";
import { holdsText } from "../../destroy-check/text";
import { PERMISSIONS_COMMAND, whatHoldsUp } from "../../empty-studio/empty";
import { operatorCall } from "../../operator/aws-call";
import { stackOutputs } from "../../operator/stack-outputs";
import { operatorTarget } from "../../operator/target";

export const run = command(
  {
    command: "npm run destroy-check",
    about:
      "Lists what would hold up pulumi destroy of a stack, each with the commands that remove it: apps and spaces, what switches of " +
      "config protect, home folders, network interfaces. Changes nothing.",
    options: {
      stack: optionalText("<name>", "on AWS: the deployed stack; without it the running laptop"),
      name: nameOption(),
      json: flag("prints JSON"),
    },
    examples: ["npm run destroy-check -- --stack staging"],
    exitCodes: { 0: "nothing stops a destroy", 1: "something does, or AWS refused" },
  },
  async ({ stack, name, json }) => {
    const target = await operatorTarget({ stack, name, domain: undefined, region: undefined });
    const root = projectRoot();
    const outputs = stack === undefined ? (await runningLaptop(root, name)).outputs : stackOutputs(root, stack);
    const { domainId, profiles } = target;
    const client = new SageMakerClient(target.client);
    const found = await whatHoldsUp({ client, domainId, profiles, pollMs: target.pollMs, say: () => undefined });
    const domain = await operatorCall("sagemaker:DescribeDomain", PERMISSIONS_COMMAND, () =>
      client.send(new DescribeDomainCommand({ DomainId: domainId })),
    );
    const holds = holdsOf(standingOf(outputs, { target, stack, found, fileSystemId: domain.HomeEfsFileSystemId }));
    const whose = stack === undefined ? "The laptop's stack" : `Stack ${stack} on AWS`;
    process.stdout.write(json ? `${JSON.stringify(holds, null, 2)}\n` : holdsText(holds, whose));
    return holds.some(({ effect }) => effect === "stops") ? 1 : 0;
  },
);
