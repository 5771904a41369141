/** What P6 must not forbid: the pool at work, each call by its own door, and what AWS does on the functions' behalf. */
import type { AccessRequest } from "../../../evaluate/request";
import type { AuditedRole, Estate } from "../../estate";
import {
  ANALYSING,
  ANNOUNCED,
  ANNOUNCING,
  BY_FUNCTION,
  IMAGE_READING,
  QUEUE_POLLING,
  ROW_READING,
  SEEING_UPLOADS,
  TRACING,
} from "../declared/declared-permissions";
import { LOG_STREAM } from "../../real-names";
import { OWN_LOG } from "../declared/notebooks";
import { asRole, fromOutside, throughEndpoint } from "./intended-requests";
import {
  arnIn,
  endpointsOf,
  functionRoles,
  imageQueues,
  mappingTables,
  POOL_FUNCTIONS,
  resourcesOf,
  resultsTables,
  ROW_READERS,
  roleSubject,
  rolesFor,
} from "../ours";
import type { IntendedRequest } from "../rule";

export function workThroughEndpoints(estate: Estate): IntendedRequest[] {
  return [
    ...analyses(estate),
    ...imagesAndResults(estate),
    ...uploads(estate),
    ...arrivals(estate),
    ...announcements(estate),
    ...rows(estate),
    ...byLambda(estate),
  ];
}

interface Call {
  readonly claim: string;
  readonly action: string;
  readonly resource: string;
  readonly context: AccessRequest["context"];
}

export function calls(role: AuditedRole, { claim, context, ...call }: Call): IntendedRequest {
  const principal = asRole(role);
  const own = { ...context, "aws:ResourceAccount": role.arn.split(":")[4] ?? "" };
  const request = { ...call, principal, context: own };
  return { claim, about: roleSubject(role), request, route: { kind: "service" } };
}

/** Regions of the pool where images of this environment may go: the others are configured, and shut. */
function analyses(estate: Estate): IntendedRequest[] {
  const { regions, allowedRegions, operations } = estate.rekognition;
  return functionRoles(estate, ...POOL_FUNCTIONS).flatMap((role) =>
    regions
      .filter((region) => allowedRegions.includes(region))
      .flatMap((region) => endpointsOf(estate, ["rekognition"], { region }))
      .flatMap((endpoint) =>
        (operations?.[endpoint.region] ?? []).map((action) =>
          calls(role, {
            claim: `${role.name} may ${action} in ${endpoint.region}, through ${endpoint.name}.`,
            action,
            resource: "*",
            context: throughEndpoint(endpoint),
          }),
        ),
      ),
  );
}

function imagesAndResults(estate: Estate): IntendedRequest[] {
  const ways = [
    { service: "s3", of: resourcesOf(estate, "bucket"), actions: IMAGE_READING, under: "/uploads/a/b" },
    { service: "dynamodb", of: resultsTables(estate), actions: ANALYSING, under: "" },
  ] as const;
  return functionRoles(estate, "image-ingest").flatMap((role) =>
    ways.flatMap(({ service, of, actions, under }) =>
      endpointsOf(estate, [service], { kind: "Gateway" }).flatMap((endpoint) =>
        of.flatMap(({ name, arn }) =>
          actions.map((action) =>
            calls(role, {
              claim: `${role.name} may ${action} on ${name}, through ${endpoint.name}.`,
              action,
              resource: `${arn}${under}`,
              context: throughEndpoint(endpoint),
            }),
          ),
        ),
      ),
    ),
  );
}

/** Signed by the function, sent from the office. */
function uploads(estate: Estate): IntendedRequest[] {
  return functionRoles(estate, "rekognition").flatMap((role) =>
    endpointsOf(estate, ["s3"], { kind: "Interface" }).flatMap((endpoint) =>
      resourcesOf(estate, "bucket").map(({ arn }) =>
        calls(role, {
          claim: `An upload that ${role.name} has signed goes in through the office's S3 endpoint.`,
          action: "s3:PutObject",
          resource: `${arn}/uploads/a/b`,
          context: throughEndpoint(endpoint),
        }),
      ),
    ),
  );
}

/** While an image is in the queue only the bucket knows that it was uploaded. */
function arrivals(estate: Estate): IntendedRequest[] {
  return functionRoles(estate, "rekognition").flatMap((role) =>
    endpointsOf(estate, ["s3"], { kind: "Gateway" }).flatMap((endpoint) =>
      resourcesOf(estate, "bucket").flatMap(({ name, arn }) =>
        SEEING_UPLOADS.map((action) =>
          calls(role, {
            claim: `${role.name} sees whether an upload has arrived in ${name}, through ${endpoint.name}.`,
            action,
            resource: `${arn}/uploads/a/b`,
            context: throughEndpoint(endpoint),
          }),
        ),
      ),
    ),
  );
}

/** Each kind of event, one a request. */
function announcements(estate: Estate): IntendedRequest[] {
  const { eventBusArn } = estate.rekognition;
  if (eventBusArn === undefined) return [];
  return functionRoles(estate, "image-ingest").flatMap((role) =>
    endpointsOf(estate, ["events"]).flatMap((endpoint) =>
      ANNOUNCED["events:detail-type"].map((type) =>
        calls(role, {
          claim: `${role.name} announces "${type}" on ${eventBusArn}, through ${endpoint.name}.`,
          action: ANNOUNCING[0],
          resource: eventBusArn,
          context: {
            ...throughEndpoint(endpoint),
            "events:source": ANNOUNCED["events:source"],
            "events:detail-type": [type],
          },
        }),
      ),
    ),
  );
}

/** The caller's row, read by the functions that decide about callers: inside the VPC through our endpoint, outside in the function's own name. */
function rows(estate: Estate): IntendedRequest[] {
  return functionRoles(estate, ...ROW_READERS).flatMap((role) => {
    const code = estate.functions.find(({ roleArn }) => roleArn === role.arn);
    if (!code) return [];
    const inside = endpointsOf(estate, ["dynamodb"], { kind: "Gateway" }).map(throughEndpoint);
    const ways = code.isInVpc ? inside : [fromOutside(estate.homeRegion)];
    return mappingTables(estate).flatMap(({ name, arn }) =>
      ways.map((way) =>
        calls(role, {
          claim: `${role.name} reads a caller's row in ${name}.`,
          action: ROW_READING[0],
          resource: arn,
          context: { ...way, [BY_FUNCTION]: code.arn },
        }),
      ),
    );
  });
}

/** From AWS's own network, where no endpoint of ours is. Were one asked for here, functions would start without a log, or not at all. */
export function byLambda(estate: Estate): IntendedRequest[] {
  const context = fromOutside(estate.homeRegion);
  return rolesFor(estate, "function").flatMap((role) => {
    const code = estate.functions.filter(({ roleArn }) => roleArn === role.arn);
    return [
      ...code.flatMap(({ name, logGroup }) => {
        const resource = arnIn(estate, "logs", `log-group:${logGroup}:${LOG_STREAM}`);
        return OWN_LOG.map((action) =>
          calls(role, { claim: `Lambda may ${action} for ${name}.`, action, resource, context }),
        );
      }),
      ...code
        .filter(({ isInVpc }) => isInVpc)
        .map(({ name }) =>
          calls(role, {
            claim: `Lambda looks at the network interfaces of ${name}.`,
            action: "ec2:DescribeNetworkInterfaces",
            resource: "*",
            context,
          }),
        ),
      ...code
        .filter(({ isTraced }) => isTraced)
        .flatMap(({ name, arn }) => traces(role, { name, context: { ...context, [BY_FUNCTION]: arn } })),
      ...(role.usedBy.includes("image-ingest") ? polling(estate, role, context) : []),
    ];
  });
}

/** AWS puts the function's name into these, as into those of its code. */
function traces(role: AuditedRole, { name, context }: Pick<Call, "context"> & { readonly name: string }) {
  return TRACING.map((action) =>
    calls(role, { claim: `Lambda may ${action} for ${name}.`, action, resource: "*", context }),
  );
}

function polling(estate: Estate, role: AuditedRole, context: AccessRequest["context"]): IntendedRequest[] {
  return imageQueues(estate).flatMap(({ name, arn }) =>
    QUEUE_POLLING.map((action) =>
      calls(role, { claim: `Lambda may ${action} on ${name}.`, action, resource: arn, context }),
    ),
  );
}
