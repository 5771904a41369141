/** What AWS's services tell this stack: who may put messages on its queues and its topic, and about what. */
import type { AuditedResource, Estate } from "../../estate";
import { action, and, anyActionOf, type Formula, key, not, resource } from "../../encode/vocabulary";
import { fromOutside } from "../intended/intended-requests";
import { alarmTopics, arnIn, imageQueues, resourcesOf, subjectOf, unexpectedCallsQueues } from "../ours";
import type { IntendedRequest, RuleQuestion } from "../rule";
import { allCallersBut, servicePrincipal } from "./askers";
import { withOpenEndpoints } from "./one-layer";

/** The one service that announces something, and what it may be about. */
interface Announcer {
  readonly name: string;
  readonly principal: string;
  readonly does: string;
  /** Requests that are about ours, and those as the end of a sentence. */
  readonly forUs: Formula;
  readonly about: string;
}

/** A queue or topic takes messages from the senders its policy names: a name without account would be any account's. */
export function announcements(estate: Estate): RuleQuestion[] {
  return [
    ...resourcesOf(estate, "queue").flatMap((queue) =>
      announced(estate, queue, unexpectedCallsQueues(estate).includes(queue) ? eventBridge(estate) : s3(estate)),
    ),
    ...alarmTopics(estate).flatMap((topic) => [
      ...announced(estate, topic, cloudWatch(estate)),
      overTls(estate, topic),
    ]),
  ];
}

function s3(estate: Estate): Announcer {
  const buckets = resourcesOf(estate, "bucket").map(({ arn }) => arn);
  return {
    name: "S3",
    principal: servicePrincipal("s3"),
    does: "puts messages on",
    about: "this account's images bucket",
    forUs: and(key("aws:SourceAccount").is(estate.account), key("aws:SourceArn").is(...buckets)),
  };
}

/** It says which rule, and a rule's ARN has the account in it. */
function eventBridge(estate: Estate): Announcer {
  return {
    name: "EventBridge",
    principal: servicePrincipal("events"),
    does: "puts messages on",
    about: "rules of this account",
    forUs: key("aws:SourceArn").arnLike(arnIn(estate, "events", "rule/*")),
  };
}

function cloudWatch(estate: Estate): Announcer {
  const alarms = arnIn(estate, "cloudwatch", "alarm:*");
  return {
    name: "CloudWatch",
    principal: servicePrincipal("cloudwatch"),
    does: "publishes to",
    about: "alarms of this account",
    forUs: and(key("aws:SourceAccount").is(estate.account), key("aws:SourceArn").arnLike(alarms)),
  };
}

function announced(estate: Estate, to: AuditedResource, by: Announcer): RuleQuestion[] {
  const onIt = and(anyActionOf(to.arn.split(":")[2] ?? ""), resource(to.arn));
  const open = withOpenEndpoints(estate);
  const expected = { roles: open.roles, services: [by.principal] };
  const others = allCallersBut(open, expected).filter(({ kind }) => kind !== "other-role");
  const route = { kind: "service" } as const;
  return [
    {
      claim: `No other account, no unsigned caller and no service but ${by.name} uses ${to.name}.`,
      about: subjectOf(to),
      expect: "never",
      questions: others.map((asker) => ({ estate: open, asker, route, that: onIt })),
    },
    {
      claim: `${by.name} ${by.does} ${to.name} about ${by.about} only.`,
      about: subjectOf(to),
      expect: "never",
      questions: [
        { estate: open, asker: { kind: "service", service: by.principal }, route, that: and(onIt, not(by.forUs)) },
      ],
    },
  ];
}

/** What an alarm says cannot be read on the way. */
function overTls(estate: Estate, topic: AuditedResource): RuleQuestion {
  const open = withOpenEndpoints(estate);
  const that = and(action("sns:Publish"), resource(topic.arn), key("aws:SecureTransport").isIgnoringCase("false"));
  return {
    claim: `Nothing is published to ${topic.name} without TLS.`,
    about: subjectOf(topic),
    expect: "never",
    questions: allCallersBut(open, {}).map((asker) => ({ estate: open, asker, route: { kind: "service" }, that })),
  };
}

/** What one service has to be able to tell us. */
interface Intended {
  readonly claim: string;
  readonly to: AuditedResource;
  readonly action: string;
  readonly service: string;
  readonly sourceArn: string;
}

/** That S3, CloudWatch and EventBridge can tell us. */
export function intendedAnnouncements(estate: Estate): IntendedRequest[] {
  return [...images(estate), ...alarms(estate), ...unexpectedCalls(estate)].map(
    ({ claim, to, action: does, service, sourceArn }) => ({
      claim,
      about: subjectOf(to),
      request: {
        action: does,
        resource: to.arn,
        principal: { kind: "service", service: servicePrincipal(service) },
        context: {
          ...fromOutside(estate.homeRegion),
          "aws:SourceArn": sourceArn,
          "aws:SourceAccount": estate.account,
        },
      },
      route: { kind: "service" },
    }),
  );
}

function images(estate: Estate): Intended[] {
  return resourcesOf(estate, "bucket").flatMap((bucket) =>
    imageQueues(estate).map((queue) => ({
      claim: `S3 announces a new image in ${bucket.name} on ${queue.name}.`,
      to: queue,
      action: "sqs:SendMessage",
      service: "s3",
      sourceArn: bucket.arn,
    })),
  );
}

function alarms(estate: Estate): Intended[] {
  return alarmTopics(estate).map((topic) => ({
    claim: `CloudWatch publishes an alarm of this stack to ${topic.name}.`,
    to: topic,
    action: "sns:Publish",
    service: "cloudwatch",
    // The topic is called <stack>-alarms, and an alarm <stack>-<what is wrong>.
    sourceArn: arnIn(estate, "cloudwatch", `alarm:${topicName(topic).replace(/alarms$/, "")}mint-availability-fast`),
  }));
}

function unexpectedCalls(estate: Estate): Intended[] {
  return unexpectedCallsQueues(estate).flatMap((queue) =>
    (estate.eventRules ?? []).map(({ name, arn }) => ({
      claim: `EventBridge keeps what ${name} has seen in ${queue.name}.`,
      to: queue,
      action: "sqs:SendMessage",
      service: "events",
      sourceArn: arn,
    })),
  );
}

function topicName({ arn }: AuditedResource): string {
  return arn.split(":").at(-1) ?? "";
}
