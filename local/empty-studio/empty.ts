import {
  DeleteAppCommand,
  DeleteSpaceCommand,
  DescribeDomainCommand,
  DescribeSpaceCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { isFault, operatorCall } from "../operator/aws-call";
import { UserError } from "../user-error";
import { find, type Found, type FoundApp, type FoundSpace } from "./found";
import { keyOf, nextStep } from "./next-step";
import { counted, named } from "./words";

/** Whose Studio is emptied, and how. */
export interface EmptyStudio {
  readonly client: SageMakerClient;
  readonly domainId: string;
  /** Only theirs; undefined: the whole domain's. */
  readonly profiles: readonly string[] | undefined;
  readonly pollMs: number;
  readonly say: (line: string) => void;
}

export const PERMISSIONS_COMMAND = "npm run empty-studio -- --permissions";

/** AWS takes up to 20 minutes for an app; so many looks without any change (half an hour on AWS) mean that it takes for ever. */
const MOST_LOOKS_WITHOUT_CHANGE = 360;

/** @throws UserError when there is no such domain, or the operator may not ask */
export async function whatHoldsUp({ client, domainId, profiles }: EmptyStudio): Promise<Found> {
  try {
    await call("DescribeDomain", () => client.send(new DescribeDomainCommand({ DomainId: domainId })));
  } catch (error) {
    if (!isFault(error, "ResourceNotFound")) throw error;
    throw new UserError(`There is no Studio domain ${domainId} in this account and Region.`);
  }
  return call("ListApps and sagemaker:ListSpaces", () => find(client, domainId, profiles));
}

/**
 * Deletes apps, waits until they are gone, then spaces. Looks anew each time, so what people start meanwhile goes too.
 * @throws UserError naming what AWS could not delete, after everything else is gone
 */
export function emptyStudio(asked: EmptyStudio): Promise<void> {
  return deleteUntilGone(asked, (found) => found);
}

/** Ends what runs, and leaves spaces with their files. @throws UserError as emptyStudio does */
export function deleteApps(asked: EmptyStudio): Promise<void> {
  return deleteUntilGone(asked, ({ apps }) => ({ apps, spaces: [] }));
}

async function deleteUntilGone(asked: EmptyStudio, toGo: (found: Found) => Found): Promise<void> {
  const accepted = new Set<string>();
  let before = "";
  for (let unchanged = 0; unchanged < MOST_LOOKS_WITHOUT_CHANGE; unchanged++) {
    const everything = await call("ListApps and sagemaker:ListSpaces", () =>
      find(asked.client, asked.domainId, asked.profiles),
    );
    const found = toGo(everything);
    const { deleteApps, deleteSpaces, failed, done } = nextStep(found, accepted);
    if (done && failed.length > 0) throw new UserError(await whyFailed(asked, failed));
    if (done) return;
    for (const app of deleteApps) if (await deleteApp(asked, app)) accepted.add(keyOf(app));
    for (const space of deleteSpaces) if (await deleteSpace(asked, space)) accepted.add(keyOf(space));
    const now = JSON.stringify(found);
    if (now !== before) {
      asked.say(`waiting for ${counted(found)}`);
      unchanged = 0;
      before = now;
    }
    await new Promise((resolve) => setTimeout(resolve, asked.pollMs));
  }
  throw new UserError("Nothing changes any more. Look at the apps in the SageMaker console, then run this again.");
}

/** @returns false when AWS wants to be asked again later, as for an app that is only starting */
function deleteApp({ client, domainId, say }: EmptyStudio, app: FoundApp): Promise<boolean> {
  const owner = app.owner.kind === "space" ? { SpaceName: app.owner.name } : { UserProfileName: app.owner.name };
  const input = { DomainId: domainId, ...owner, AppType: app.type as "JupyterLab", AppName: app.name };
  return accepted(() => call("DeleteApp", () => client.send(new DeleteAppCommand(input))), say, named(app));
}

function deleteSpace({ client, domainId, say }: EmptyStudio, space: FoundSpace): Promise<boolean> {
  const input = { DomainId: domainId, SpaceName: space.name };
  return accepted(() => call("DeleteSpace", () => client.send(new DeleteSpaceCommand(input))), say, named(space));
}

async function accepted(send: () => Promise<unknown>, say: EmptyStudio["say"], what: string): Promise<boolean> {
  try {
    await send();
    say(`deleting ${what}`);
    return true;
  } catch (error) {
    // Gone meanwhile, or not ready to go: the next look tells.
    if (isFault(error, "ResourceInUse", "ResourceNotFound")) return false;
    throw error;
  }
}

async function whyFailed({ client, domainId }: EmptyStudio, failed: readonly FoundSpace[]): Promise<string> {
  const lines = await Promise.all(
    failed.map(async (space) => {
      const command = new DescribeSpaceCommand({ DomainId: domainId, SpaceName: space.name });
      const { FailureReason = "AWS gives no reason" } = await call("DescribeSpace", () => client.send(command));
      return `AWS could not delete ${named(space)}: ${FailureReason}`;
    }),
  );
  return [...lines, "Everything else is gone. Run this again when the reason is out of the way."].join("\n");
}

function call<Result>(operation: string, send: () => Promise<Result>): Promise<Result> {
  return operatorCall(`sagemaker:${operation}`, PERMISSIONS_COMMAND, send);
}
