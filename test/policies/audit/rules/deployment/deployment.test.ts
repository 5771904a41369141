import type { Graph } from "../../../../../local/program/graph";
import { collectEstate } from "../../../../../policies/audit/collect/collect";
import { decideIn } from "../../../../../policies/audit/replay";
import { deploymentRequests } from "../../../../../policies/audit/rules/deployment/deployment-requests";
import { graphOf } from "../../../../variants";
import { withoutStatements, withStatements } from "../changed-graph";

/** The claims of a deployment's requests that the policies of this graph refuse. */
function refused(graph: Graph): string[] {
  const estate = collectEstate(graph);
  const denied = deploymentRequests(estate).filter(({ request, route }) => !decideIn(estate, request, route).allowed);
  return denied.map(({ claim }) => claim);
}

const dev = graphOf("dev");
const bucket = collectEstate(dev).resources.find(({ kind }) => kind === "bucket")?.name ?? "";
const FROM_OUTSIDE = "from outside our endpoints";

test("the operator who deploys refreshes, updates and destroys every resource from outside, and the bucket from the office too", () => {
  expect(refused(dev)).toEqual([]);
  const claims = deploymentRequests(collectEstate(dev)).map(({ claim }) => claim);
  expect(claims).toContain(`A deployment may s3:ListBucket on ${bucket} to refresh it, ${FROM_OUTSIDE}.`);
  expect(claims.filter((claim) => claim.includes("from the office"))).toHaveLength(28);
  for (const action of ["dynamodb:DeleteTable", "sqs:DeleteQueue"]) expect(claims.join()).toContain(action);
});

test("a Deny of s3:ListBucket is a Deny of HeadBucket: no refresh and no update from outside", () => {
  const graph = withStatements(dev, "DenyListingVersionsUnlessThroughOurS3Endpoints", (statement) => ({
    ...statement,
    Action: ["s3:ListBucket", ...[statement.Action ?? []].flat()],
  }));
  expect(refused(graph)).toEqual([`A deployment may s3:ListBucket on ${bucket} to refresh it, ${FROM_OUTSIDE}.`]);
});

test("a Deny of everything about the bucket shuts out the deployment that could repair it", () => {
  const graph = withStatements(dev, "DenyListingVersionsUnlessThroughOurS3Endpoints", (statement) => ({
    ...statement,
    Action: "s3:*",
  }));
  expect(refused(graph)).toContain(
    `A deployment may s3:DeleteBucketPolicy on ${bucket} to destroy it, ${FROM_OUTSIDE}.`,
  );
});

test("an office endpoint for uploads alone stops a deployment in the office, whose DNS leads the bucket's name there", () => {
  const graph = withoutStatements(dev, "AllowDeployingTheBucketFromTheOffice");
  expect(refused(graph)).toHaveLength(28);
  for (const claim of refused(graph)) expect(claim).toContain("from the office, through");
});
