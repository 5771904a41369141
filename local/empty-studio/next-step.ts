import type { Found, FoundApp, FoundSpace } from "./found";

/** What to do now, seen from the lists alone. */
export interface Step {
  readonly deleteApps: readonly FoundApp[];
  /** Empty as long as one app is left: AWS refuses to delete a space that has one. */
  readonly deleteSpaces: readonly FoundSpace[];
  /** Spaces that were asked for and are still there: AWS gave up on them. */
  readonly failed: readonly FoundSpace[];
  /** Neither an app nor a space is left to wait for. */
  readonly done: boolean;
}

/** "can't contain any non-failed apps": https://docs.aws.amazon.com/sagemaker/latest/dg/gs-studio-delete-domain.html */
const HOLDS_NOTHING = ["Deleted", "Failed"];

export function isHolding({ status }: FoundApp): boolean {
  return !HOLDS_NOTHING.includes(status);
}

/**
 * Apps before spaces, each asked for once: after a deletion was accepted the lists may still say InService for a while.
 *
 * @param asked keys of what AWS has accepted to delete
 */
export function nextStep({ apps, spaces }: Found, asked: ReadonlySet<string>): Step {
  const holding = apps.filter(isHolding);
  const isToDo = (one: FoundApp | FoundSpace) => one.status !== "Deleting" && !asked.has(keyOf(one));
  if (holding.length > 0) return { deleteApps: holding.filter(isToDo), deleteSpaces: [], failed: [], done: false };
  const failed = spaces.filter((space) => space.status === "Delete_Failed" && asked.has(keyOf(space)));
  return {
    deleteApps: [],
    deleteSpaces: spaces.filter(isToDo),
    failed,
    done: spaces.length === failed.length,
  };
}

/** Tells one app or space of a domain from every other. */
export function keyOf(one: FoundApp | FoundSpace): string {
  return "type" in one ? `app ${one.owner.kind} ${one.owner.name} ${one.type} ${one.name}` : `space ${one.name}`;
}
