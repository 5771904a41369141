import { setImmediate } from "node:timers/promises";

/**
 * Declares what each person has of their own, a person a turn of the event loop. Nothing waits for AWS: everything goes to the engine in the
 * order and as soon as it would without turns. But one that answers at once, as the laptop's does, has then answered for a person
 * before the next one comes, and what the SDK holds for a resource without an answer, some twenty promises for each property, it holds for
 * a few and not for thousands.
 */
export async function forEachPerson(
  userProfileNames: readonly string[],
  declare: (userProfileName: string) => void,
): Promise<void> {
  for (const userProfileName of userProfileNames) {
    declare(userProfileName);
    await setImmediate();
  }
}
