import { requestRecord } from "../portal/time-line/request-record";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief, type World } from "./world";

/** A caller names an id, and an operator finds everything by it. */
export const oneRequestId: Scene = {
  name: "one id leads from the caller's answer to the access log, the function's log, the audit event and every decision",
  async play(world) {
    const minted = await world.askFor("alice", "alice");
    demand(minted.status === 200, `alice got no URL: ${inBrief(minted)}`);
    const audited = await everythingOf(world, idOf(minted), "studio_url_minted");
    demand(audited.calls.length > 0, "no call of AWS is found by it");
    const refused = await world.askFor("alice", "alice", { spaceName: "of-others" });
    demand(inBrief(refused) === "403 access_denied not_permitted", `she got ${inBrief(refused)}`);
    demand(refused.json["requestId"] === idOf(refused), "the problem's body has another id than its header");
    await everythingOf(world, idOf(refused), "request_refused");
    const { decisions, calls } = audited;
    return `${decisions.length} decisions, ${calls.length} calls of AWS and the audit event of one URL; the log of one refusal`;
  },
};

function idOf({ headers }: { readonly headers: Headers }): string {
  return headers.get("x-amzn-requestid") ?? "";
}

/** What a function prints arrives a moment after its answer. */
async function everythingOf({ laptop: { cloud } }: World, id: string, event: string) {
  const isThere = (found: ReturnType<typeof requestRecord>) =>
    found?.events.some((each) => each.event["event"] === event) === true;
  let record = requestRecord(cloud, id);
  for (let turn = 0; turn < 100 && !isThere(record); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    record = requestRecord(cloud, id);
  }
  demand(record !== undefined, `the access log has no line of ${id}`);
  demand(record.access["requestId"] === id, `the access log's line has another id than ${id}`);
  demand(isThere(record), `no function wrote ${event} about ${id}`);
  demand(
    record.decisions.some(({ layer }) => layer === "authorizer"),
    `no decision about ${id} is the authorizer's`,
  );
  return record;
}
