import { isObject } from "../identity/members";
import { type Fault, faultOfText, type Key, type Setting, type TextRule } from "../key";
import { nearWord } from "../repair/near-value";
import { faultOfStranger } from "../repair/misspelt-field";
import { textList } from "../text-list";

/** Whom the alarms tell; or, with the reason, that there are none. */
export type Monitoring =
  | { readonly emails: readonly string[] }
  /** A topic of the company's own, in this account and Region. Its policy has to let CloudWatch's alarms publish. */
  | { readonly topicArn: string }
  /** Why there are no alarms, dashboard and metric filters. */
  | { readonly off: string };

const emails = textList({
  default: [],
  allowed: "e-mail addresses",
  example: "gateway-operators@corp.example",
  fault: (value) => (/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[a-z]{2,}$/i.test(value) ? undefined : "is not an e-mail address"),
  mend: (value) => [/[^\s@,;<>"]+@[^\s@,;<>"]+\.[a-z]{2,}/i.exec(value)?.[0]],
  identity: (value) => value.toLowerCase(),
});

const TOPIC_ARN = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/;
const EMAIL: Setting = { at: ".emails[0]", value: "gateway-operators@corp.example" };

const off: TextRule = {
  example: "the company's own monitoring reads the logs",
  fault: (value) => (value.trim().length >= 10 ? undefined : "is not a reason: at least 10 characters"),
};

const FIELDS = ["emails", "topicArn", "off"] as const;

/**
 * Never silently off. The default makes every alarm and tells none of them to anyone, which each preview says: so a stack from before
 * this key gets its alarms with its next update, and no update waits for an address that its operator may not know yet.
 */
export const monitoring: Key<Monitoring> = {
  type: "object",
  default: { emails: [] },
  allowed: 'one of emails: [addresses], topicArn: an SNS topic of this account and Region, off: "<the reason>"',
  example: { at: EMAIL.at, value: "gateway-operators@corp.example" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    const free = FIELDS.filter((name) => value[name] === undefined);
    const strangers = Object.entries(value).filter(([name]) => !FIELDS.some((known) => known === name));
    const strange = strangers.map(([name, found]) =>
      faultOfStranger({ at: "", name, found, free, where: "of this key" }),
    );
    return [...strange, ...faultsOfChoice(value), ...faultsOfFields(value)];
  },
};

function faultsOfChoice(value: Readonly<Record<string, unknown>>): Fault[] {
  const [kept, ...others] = FIELDS.filter((name) => value[name] !== undefined);
  if (kept === undefined) {
    const isMisspelt = Object.keys(value).some((name) => nearWord(name, FIELDS) !== undefined);
    return isMisspelt
      ? []
      : [{ at: "", found: value, fault: "says neither whom the alarms tell nor why there are none" }];
  }
  return others.map((name) => ({
    at: `.${name}`,
    found: value[name],
    fault: `cannot stand beside ${kept}`,
    remove: true,
  }));
}

function faultsOfFields(value: Readonly<Record<string, unknown>>): Fault[] {
  const listed = value["emails"] === undefined ? [] : emails.faultsOf(value["emails"]);
  const ofEmails = listed.map((fault) => ({ ...fault, at: `.emails${fault.at}` }));
  const reason = value["off"] === undefined ? [] : faultOfText(value["off"], ".off", off);
  return [...ofEmails, ...faultsOfTopic(value["topicArn"]), ...reason];
}

/** Which topic was meant cannot be known, and addresses are the nearest thing that works. */
function faultsOfTopic(found: unknown): Fault[] {
  if (found === undefined || (typeof found === "string" && TOPIC_ARN.test(found))) return [];
  return [{ at: ".topicArn", found, fault: "is not the ARN of an SNS topic", fix: [{ at: ".topicArn" }, EMAIL] }];
}
