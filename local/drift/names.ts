/** What a graph names that can be read back. Pure. */
import type { Place } from "../../policies/arns";
import {
  arnPart,
  type CollectedGraph,
  type CollectedResource,
  identity,
  regionOf,
  setting,
} from "../../policies/audit/collect/graph/graph";
import type { ReadBackNames } from "../../policies/operator/read-back";

/** Resources of a type that the program makes; what it only looks up is another's to answer for. */
export function madeIn(graph: CollectedGraph, type: string): readonly CollectedResource[] {
  return graph.resources.filter((each) => each.type === `aws:${type}` && each.options?.["read"] !== true);
}

const AT_HOME = ["apigateway/restApi:RestApi", "sagemaker/domain:Domain", "sagemaker/userProfile:UserProfile"];

/** Home is the API's Region; of a Studio account's half, which has none, its domain's or its profiles'. */
export function placeIn(graph: CollectedGraph): Place {
  const arn = madeIn(graph, "iam/role:Role").flatMap((role) => identity(role, "arn") ?? [])[0];
  const [atHome] = AT_HOME.flatMap((type) => madeIn(graph, type));
  const homeArn = atHome && (identity(atHome, "executionArn") ?? identity(atHome, "arn"));
  return {
    partition: arnPart(arn, 1) ?? "aws",
    region: (atHome && (regionOf(atHome) ?? arnPart(homeArn, 3))) ?? "",
    account: arnPart(arn, 4) ?? "",
  };
}

export function readBackNames(graph: CollectedGraph): ReadBackNames {
  const all = (type: string, key: string) => madeIn(graph, type).flatMap((each) => identity(each, key) ?? []);
  const regions = madeIn(graph, "ec2/vpcEndpoint:VpcEndpoint").map((each) => regionOf(each) ?? placeIn(graph).region);
  return {
    apiIds: all("apigateway/restApi:RestApi", "id"),
    roleArns: [...new Set(madeIn(graph, "iam/role:Role").flatMap(rolePattern))],
    functions: all("lambda/function:Function", "name"),
    regions: [...new Set([placeIn(graph).region, ...regions])].sort(),
    buckets: all("s3/bucket:Bucket", "bucket"),
    queues: all("sqs/queue:Queue", "name"),
    tables: all("dynamodb/table:Table", "name"),
  };
}

/** A path of ours holds a role for each person, more than a policy has room for; roles beside all others are named. */
function rolePattern(role: CollectedResource): readonly string[] {
  const arn = identity(role, "arn");
  const path = setting(role, "path") ?? "/";
  return arn === undefined ? [] : [path === "/" ? arn : `${arn.slice(0, arn.lastIndexOf("/"))}/*`];
}
