/** Table mode: the caller's row is read anew at every mint, whatever the authorizer has seen in it, with the reservation of the profile. */
import { type ClientLimits, USUAL_LIMITS, callUpstream, type OwnProblems } from "../../aws/upstream-call";
import { log } from "../../contract/log";
import { Refusal } from "../../contract/problem";
import { withoutUnreserved } from "../../people/held-profile";
import { PersonRowInvalid, profileKey } from "../../people/people-row";
import type { PeopleSettings } from "../../people/people-settings";
import { peopleTableClient, rowAndReservationRequest, rowIn } from "../../people/people-table";
import { profilesInForce } from "../../people/profiles-in-force";
import type { OwnProfilesOf } from "../studio-handler";

/** Milliseconds for all attempts: with those of a mint it stays below API Gateway's 29 s. */
const TOTAL_MS = 5000;

/** Someone is writing one of both items, or the table throttles; the SDK does not try again by itself. */
const PROBLEMS: OwnProblems = {
  byName: {
    TransactionCanceledException: {
      code: "upstream_unavailable",
      detail: "Your row in the mapping table is being changed. Try again shortly.",
      retryAfterSeconds: 1,
    },
  },
};

/** @throws Refusal where the table cannot be read, or what is in it is not a row */
export function ownProfilesByRow(settings: PeopleSettings, limits: ClientLimits = USUAL_LIMITS): OwnProfilesOf {
  const client = peopleTableClient(limits);
  return async ({ caller: { callerId }, event: { pathParameters: path }, requestId }) => {
    const profile = profileKey({
      domainId: path?.["domainId"] ?? "",
      userProfileName: path?.["userProfileName"] ?? "",
    });
    const request = rowAndReservationRequest(settings.tableName, { callerId, profile });
    const [found = {}, reservation = {}] = await callUpstream({
      operation: "dynamodb:TransactGetItems",
      requestId,
      signal: AbortSignal.timeout(TOTAL_MS),
      send: (options) => client.send(request, options),
      read: ({ Responses }) => Responses,
      problems: PROBLEMS,
    });
    const row = readRow(found, { callerId, requestId });
    if (!row) return { entries: [], reason: "no_studio_profile" };
    const own = profilesInForce(row, settings, Math.floor(Date.now() / 1000));
    return withoutUnreserved(own, { row, path, reservation: reservation.Item });
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
