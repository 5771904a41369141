import type { Moment } from "./moment";

/** The fields that are shown, by the word for them: others, such as who called, stay in the log. */
const SHOWN: Readonly<Record<string, string>> = {
  lane: "lane",
  isHeldBack: "held back for its lane",
  operation: "operation",
  region: "Region",
  attempts: "calls",
  throttles: "over quota",
  waitMs: "waited, ms",
  code: "code",
  reason: "reason",
  kind: "kind",
  fault: "fault",
  errorName: "error",
  domainId: "domain",
  userProfileName: "profile",
  expiresInSeconds: "opens for, s",
  imageId: "image",
  state: "state",
};

const AUDIT_EVENTS = ["studio_url_minted", "image_upload_offered"];
const BAD = /refused|denied|failed|rejected|unavailable|invalid|error/;

/** An event of functions/contract/log.ts in a line. @param from the function that wrote it */
export function sentenceOf(
  from: string,
  event: Readonly<Record<string, unknown>>,
): Pick<Moment, "what" | "detail" | "isGood"> {
  const name = String(event["event"]);
  const fields = Object.entries(SHOWN).flatMap(([field, word]) => {
    const value = event[field];
    if (value === true) return [word];
    return (typeof value === "string" && value !== "") || typeof value === "number" ? [`${word}: ${value}`] : [];
  });
  const isBad = BAD.test(name) || (event["code"] !== undefined && event["code"] !== "");
  return {
    what: `${from} wrote ${AUDIT_EVENTS.includes(name) ? "the audit event " : ""}${name}`,
    ...(fields.length > 0 && { detail: fields.join(", ") }),
    isGood: !isBad,
  };
}
