import { type Answer, textAnswer } from "../answer";
import type { RegionFault } from "./faults";
import { JSON_1_1 } from "./service-error";

const PROXY_PAGE = "<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>";

/** What arrives when the way to a Region, or all of it, is sick: nothing of it says so in the service's own words. */
export function sickAnswer(fault: RegionFault | undefined): Answer | undefined {
  if (fault === "reset") return { ...textAnswer(200, ""), manner: "reset" };
  if (fault === "hang") return { status: 200, headers: JSON_1_1, body: "{}", manner: "headers-only" };
  if (fault === "black-hole") return { ...textAnswer(200, ""), manner: "never" };
  if (fault === "html-503") return { status: 503, headers: { "content-type": "text/html" }, body: PROXY_PAGE };
  if (fault === "empty-200") return { status: 200, headers: JSON_1_1, body: "" };
  return undefined;
}
