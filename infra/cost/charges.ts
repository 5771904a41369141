/** What a resource costs by being there, from what the program declares of it. Pure. */
import { allLanes, readLanes } from "../../functions/pool/lanes/lanes";
import { readPool } from "../../functions/pool/pool-text";
import type { PriceName } from "./prices";

/** A resource as the graph or a preview knows it. */
export interface PricedResource {
  readonly type: string;
  /** Absent for what is the same in every Region, as IAM's. */
  readonly region?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** It was there before, and is paid by its owner. */
  readonly isExisting: boolean;
}

/** Months are reckoned with as AWS's own calculator does. https://docs.aws.amazon.com/pricing-calculator/ */
export const HOURS_A_MONTH = 730;

export interface Charge {
  readonly what: string;
  readonly price: PriceName;
  /** Units a month. */
  readonly units: number;
  /** Taken only while there is traffic, so that the sum of these is the most that it can be. */
  readonly whileUsed?: true;
  /** Charges of one name are taken once: several filters count into one metric. */
  readonly once?: string;
}

/** @param zones how many a Region has here, for a preview in which an endpoint's subnets are not known yet */
type Rule = (inputs: PricedResource["inputs"], zones: number) => readonly Charge[];

/** API Gateway's metrics of one method, of a stage without cache. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
const METRICS_OF_A_METHOD = 5;

/** Calls, throttles, waits and bytes: infra/monitoring/log-metrics.ts. */
const METRICS_OF_A_LANE = 4;

/** Of Amazon Linux 2023's image. */
const DISK_GB = 8;

const RULES: Readonly<Record<string, Rule>> = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ vpcEndpointType, subnetIds }, zones) =>
    vpcEndpointType === "Interface"
      ? [hourly("interface endpoints", "interfaceEndpointHour", lengthOf(subnetIds) ?? zones)]
      : [],
  "aws:route53/resolverEndpoint:ResolverEndpoint": ({ ipAddresses }, zones) => [
    hourly("inbound resolver", "resolverAddressHour", lengthOf(ipAddresses) ?? zones),
  ],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": () => [
    hourly("Transit Gateway attachment", "transitGatewayAttachmentHour", 1),
  ],
  "aws:ec2/instance:Instance": ({ associatePublicIpAddress }) => [
    hourly("sandbox machines", "smallMachineHour", 1),
    { what: "disks of sandbox machines", price: "diskGb", units: DISK_GB },
    ...(associatePublicIpAddress === true ? [hourly("public addresses", "publicAddressHour", 1)] : []),
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ metricQueries }) => [
    { what: "alarms", price: "alarmMetric", units: metricsIn(metricQueries) },
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => [
    { what: "composite alarms", price: "compositeAlarm", units: 1 },
  ],
  "aws:cloudwatch/dashboard:Dashboard": () => [{ what: "dashboard", price: "dashboard", units: 1 }],
  "aws:kms/key:Key": () => [{ what: "KMS key", price: "key", units: 1 }],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ metricTransformation }) => countedMetric(metricTransformation),
  "aws:lambda/function:Function": ({ environment }) => laneMetrics(fieldOf(environment, "variables")),
  "aws:apigateway/methodSettings:MethodSettings": ({ settings }) =>
    fieldOf(settings, "metricsEnabled") === true
      ? [{ what: "metrics of API methods", price: "metric", units: METRICS_OF_A_METHOD, whileUsed: true }]
      : [],
};

/** The types that cost by being there. */
export const CHARGED_TYPES: readonly string[] = Object.keys(RULES);

/** @returns undefined for a type that no rule knows */
export function chargesOf(resource: PricedResource, zones: number): readonly Charge[] | undefined {
  if (resource.isExisting) return [];
  return RULES[resource.type]?.(resource.inputs, zones);
}

function hourly(what: string, price: PriceName, count: number): Charge {
  return { what, price, units: count * HOURS_A_MONTH };
}

/** Metric math is paid by each of its metrics. */
function metricsIn(queries: unknown): number {
  if (!Array.isArray(queries)) return 1;
  return queries.filter((query) => fieldOf(query, "metric") !== undefined).length;
}

/** One with dimensions is as many metrics as there are values of them, which only the traffic knows. */
function countedMetric(transformation: unknown): readonly Charge[] {
  if (fieldOf(transformation, "dimensions") !== undefined) return [];
  const once = `${String(fieldOf(transformation, "namespace"))} ${String(fieldOf(transformation, "name"))}`;
  return [{ what: "metrics counted in logs", price: "metric", units: 1, whileUsed: true, once }];
}

/** Of each lane and operation, at most: not every lane asks for every operation. A first preview does not know the pool yet. */
function laneMetrics(variables: unknown): readonly Charge[] {
  const [lanes, pool, group] = ["LANES", "POOL", "REKOGNITION_GROUP"].map((name) => fieldOf(variables, name));
  if (typeof lanes !== "string" || typeof pool !== "string" || typeof group !== "string") return [];
  if (!pool.startsWith("{")) return [];
  const count = Math.max(1, allLanes(readLanes(lanes) ?? [], group).length);
  const units = METRICS_OF_A_LANE * count * (readPool(pool)?.operations.length ?? 0);
  return [{ what: "metrics of lanes and operations", price: "metric", units, whileUsed: true, once: "lanes" }];
}

/** Undefined while Pulumi does not know the list yet. */
function lengthOf(list: unknown): number | undefined {
  return Array.isArray(list) ? list.length : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
