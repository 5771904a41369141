/** Table mode: the caller's row is read anew at every mint, whatever the authorizer has seen in it. */
import { type ClientLimits, USUAL_LIMITS } from "../../aws/client-settings";
import { callUpstream } from "../../aws/upstream-failure";
import { log } from "../../contract/log";
import { Refusal } from "../../contract/problem";
import { PersonRowInvalid } from "../../people/people-row";
import type { PeopleSettings } from "../../people/people-settings";
import { peopleTableClient, rowIn, rowRequest } from "../../people/people-table";
import { profilesInForce } from "../../people/profiles-in-force";
import type { OwnProfilesOf } from "../studio-handler";

/** Milliseconds for all attempts: with those of a mint it stays below API Gateway's 29 s. */
const TOTAL_MS = 5000;

/** @throws Refusal where the table cannot be read, or what is in it is no row */
export function ownProfilesByRow(settings: PeopleSettings, limits: ClientLimits = USUAL_LIMITS): OwnProfilesOf {
  const client = peopleTableClient(limits);
  return async ({ callerId }, requestId) => {
    const found = await callUpstream({
      operation: "dynamodb:GetItem",
      requestId,
      signal: AbortSignal.timeout(TOTAL_MS),
      send: (options) => client.send(rowRequest(settings.tableName, callerId), options),
      read: (answer) => answer,
    });
    const row = readRow(found, { callerId, requestId });
    if (!row) return { entries: [], reason: "no_studio_profile" };
    return profilesInForce(row, settings, Math.floor(Date.now() / 1000));
  };
}

function readRow(found: Parameters<typeof rowIn>[0], where: { readonly callerId: string; readonly requestId: string }) {
  try {
    return rowIn(found);
  } catch (error) {
    if (!(error instanceof PersonRowInvalid)) throw error;
    log({ event: "mapping_row_invalid", ...where, faults: error.faults });
    throw new Refusal({ code: "internal_error", detail: "Give this request id to the gateway's operators." });
  }
}
