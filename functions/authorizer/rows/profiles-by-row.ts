/** Table mode: the caller's row in the mapping table says which Studio profiles are theirs. */
import { logUpstreamFailure } from "../../aws/upstream-call";
import { callerIdOf, type OwnProfiles } from "../../contract/caller";
import { log } from "../../contract/log";
import { isPoolPath } from "../../contract/routes";
import { PersonRowInvalid, type PersonRow } from "../../people/people-row";
import type { PeopleSettings } from "../../people/people-settings";
import { peopleTableClient, rowIn, rowRequest } from "../../people/people-table";
import { profilesInForce } from "../../people/profiles-in-force";
import { lacksScope, CannotDecide, type ProfileSource } from "../decide";

/**
 * Milliseconds for all attempts. The function has five seconds, of which a cold start's first fetch of the key set takes two at most
 * (fetched-key-source.ts).
 */
export const ROW_MS = 1500;

const NOTHING_ASKED: OwnProfiles = { entries: [], reason: "no_studio_profile" };

/**
 * Reads the row at each question: nothing is remembered from one to the next. The pool's routes need no row, so their calls neither wait for
 * the table nor fail with it; API Gateway keeps an answer for its own route only.
 *
 * @param now milliseconds since 1970
 */
export function profilesByRow(
  settings: PeopleSettings & { readonly requiredScope: string },
  now: () => number,
): ProfileSource {
  const client = peopleTableClient({ connect: 500, request: 1000, attempts: 3 });
  return async (token, { resource, requestId }) => {
    if (isPoolPath(resource) || lacksScope(token, settings)) return NOTHING_ASKED;
    const callerId = callerIdOf(token);
    const row = await readRow(
      async () => {
        const options = { abortSignal: AbortSignal.timeout(ROW_MS) };
        return rowIn(await client.send(rowRequest(settings.tableName, callerId), options));
      },
      { callerId, requestId },
    );
    return row ? profilesInForce(row, settings, Math.floor(now() / 1000)) : NOTHING_ASKED;
  };
}

async function readRow(
  read: () => Promise<PersonRow | undefined>,
  where: { readonly callerId: string; readonly requestId: string },
): Promise<PersonRow | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PersonRowInvalid) {
      log({ event: "mapping_row_invalid", ...where, faults: error.faults });
      throw new CannotDecide("The caller's row in the mapping table is not valid.");
    }
    logUpstreamFailure({ operation: "dynamodb:GetItem", requestId: where.requestId }, error);
    throw new CannotDecide("The mapping table cannot be read.");
  }
}
