import { type CollectedGraph, identity, regionOf, setting } from "../../../policies/audit/collect/graph/graph";
import type { Clients } from "../clients";
import { roleName } from "../expected/expected";
import { madeIn, placeIn } from "../names";
import { readApi } from "./api";
import { readBucket, readQueue, readTable } from "./carried";
import { type Endpoints, readEndpoints } from "./endpoints";
import { readFunction } from "./functions";
import { eachOf, type Reading } from "./reading";
import { readRole } from "./roles";

/**
 * Reads back everything that the graph names, and what hangs on it without being named there.
 *
 * @throws UserError when there are no credentials, or AWS cannot be reached
 */
export async function readDeployed(reading: Reading, clients: Clients, graph: CollectedGraph): Promise<void> {
  const all = (type: string, key: string) => madeIn(graph, type).flatMap((each) => identity(each, key) ?? []);
  for (const id of all("apigateway/restApi:RestApi", "id")) await readApi(reading, clients.apiGateway, id);
  const roles = madeIn(graph, "iam/role:Role").flatMap((role) => roleName(role) ?? []);
  reading.say(`reading ${roles.length} roles`);
  await eachOf(roles, (name) => readRole(reading, clients.iam, name));
  reading.say("reading functions");
  await eachOf(all("lambda/function:Function", "name"), (name) => readFunction(reading, clients.lambda, name));
  reading.say("reading endpoints");
  await eachOf(endpointsIn(graph), (each) => readEndpoints(reading, clients.ec2(each.region), each));
  reading.say("reading the policies of bucket, queues and tables");
  await eachOf(all("s3/bucket:Bucket", "bucket"), (bucket) => readBucket(reading, clients.s3, bucket));
  const queues = madeIn(graph, "sqs/queue:Queue").flatMap((each) => identity(each, "url") ?? each.id ?? []);
  await eachOf(queues, (url) => readQueue(reading, clients.sqs, url));
  await eachOf(all("dynamodb/table:Table", "arn"), (arn) => readTable(reading, clients.dynamoDb, arn));
}

/** A network that the stack did not make holds endpoints of others: only those with an id of ours are looked at there. */
function endpointsIn(graph: CollectedGraph): readonly Endpoints[] {
  const home = placeIn(graph).region;
  const endpoints = madeIn(graph, "ec2/vpcEndpoint:VpcEndpoint");
  const own = new Set(madeIn(graph, "ec2/vpc:Vpc").flatMap((vpc) => identity(vpc, "id") ?? []));
  const regions = [...new Set(endpoints.map((each) => regionOf(each) ?? home))].sort();
  return regions.map((region) => {
    const here = endpoints.filter((each) => (regionOf(each) ?? home) === region);
    return {
      region,
      ids: here.flatMap((each) => identity(each, "id") ?? []),
      vpcIds: [...new Set(here.flatMap((each) => setting(each, "vpcId") ?? []))].sort(),
      ownVpcIds: own,
    };
  });
}
