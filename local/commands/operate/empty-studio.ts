import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { emptyStudioPolicy } from "../../../policies/operator/empty-studio";
import { command } from "../../command-line/command";
import { flag, type Given, optionalText } from "../../command-line/manual";
import { emptyStudio, PERMISSIONS_COMMAND, whatHoldsUp } from "../../empty-studio/empty";
import { isEmpty, listing } from "../../empty-studio/words";
import { operatorCall } from "../../operator/aws-call";
import { operatorTarget, type OperatorTarget, TARGET_OPTIONS } from "../../operator/target";

const OPTIONS = {
  yes: flag("deletes them and waits until they are gone"),
  profile: optionalText("<name>", "only what this user profile launched and owns"),
  permissions: flag("only prints the IAM policy that the caller needs"),
  ...TARGET_OPTIONS,
};

export const run = command(
  {
    command: "npm run empty-studio",
    about:
      "Lists the Studio apps and spaces that hold up pulumi destroy or a profile's removal, on AWS or on the running laptop; with " +
      "--yes deletes them. A deleted space takes the files on its volume with it.",
    options: OPTIONS,
    examples: ["npm run empty-studio -- --stack prod --profile alice --yes"],
    exitCodes: { 0: "listed, or everything is gone", 1: "something is left, or AWS refused" },
  },
  async (given) => {
    const target = await operatorTarget(given);
    return given.permissions ? printPermissions(target) : listOrEmpty(target, given);
  },
);

async function listOrEmpty(target: OperatorTarget, { yes, profile }: Given<typeof OPTIONS>): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const client = new SageMakerClient(target.client);
  const { domainId, pollMs, where, options } = target;
  const profiles = profile === undefined ? target.profiles : [profile];
  const asked = { client, domainId, profiles, pollMs, say };
  const whose = `Studio domain ${domainId} on ${where}${ofWhom(profiles)}`;
  const found = await whatHoldsUp(asked);
  const repeat = `${options}${profile === undefined ? "" : `--profile ${profile} `}`;
  if (!yes || isEmpty(found)) process.stdout.write(listing(found, whose, `npm run empty-studio -- ${repeat}--yes`));
  if (!yes || isEmpty(found)) return 0;
  await emptyStudio(asked);
  say(`${whose}: empty.`);
  return 0;
}

function ofWhom(profiles: readonly string[] | undefined): string {
  return profiles === undefined ? "" : `, of ${profiles.join(", ") || "no profile"}`;
}

/** STS asks no permission for this call, so it works before the policy is attached. */
async function printPermissions({ client, domainId }: OperatorTarget): Promise<number> {
  const identity = await operatorCall("sts:GetCallerIdentity", PERMISSIONS_COMMAND, () =>
    new STSClient(client).send(new GetCallerIdentityCommand({})),
  );
  const [, partition = ""] = (identity.Arn ?? "").split(":");
  const place = { partition, region: client.region, account: identity.Account ?? "" };
  process.stdout.write(`${JSON.stringify(emptyStudioPolicy(place, { domainId }), null, 2)}\n`);
  return 0;
}
