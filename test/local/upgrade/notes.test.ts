import type { Graph, GraphResource } from "../../../local/program/graph";
import { upgradeNotes } from "../../../local/upgrade/notes";
import { graphOf } from "../../variants";

const dev = graphOf("dev");

function devWith(change: (resource: GraphResource) => GraphResource | undefined): Graph {
  return { ...dev, resources: dev.resources.flatMap((resource) => change(resource) ?? []) };
}

test("the same graph twice replaces, deletes and creates nothing, and callers see nothing", () => {
  const notes = upgradeNotes(dev, dev);
  for (const title of ["Replaced", "Deleted", "Created", "Changed in place", "Seen by callers"])
    expect(notes).toContain(`**${title}:** nothing.`);
});

test("a route that goes, a layer that comes and an endpoint in another VPC are told apart, with what callers see", () => {
  const isRoute = ({ name, type }: GraphResource) => name === "api-call-rekognition" && type.endsWith(":Method");
  const older = devWith((resource) => (resource.type.endsWith(":LayerVersion") ? undefined : resource));
  const newer = devWith((resource) => {
    if (isRoute(resource)) return undefined;
    if (resource.name !== "endpoints-sts" || !resource.type.endsWith(":VpcEndpoint")) return resource;
    return { ...resource, inputs: { ...resource.inputs, vpcId: "vpc-0123456789abcdef0" } };
  });
  const notes = upgradeNotes(older, newer);
  expect(notes).toContain("**Replaced:**\n- ec2 VpcEndpoint `endpoints-sts`, because AWS cannot change vpcId\n");
  expect(notes).toContain("**Deleted:**\n- apigateway Method: `api-call-rekognition`\n");
  expect(notes).toContain("**Created:**\n- lambda LayerVersion: `sharp`\n");
  expect(notes).toMatch(
    /\*\*Seen by callers:\*\*\n- POST \/v1\/rekognition\/\{operation\} is gone\n- an endpoint gets another id/,
  );
});

test("outputs that were handed on are named when they change", () => {
  const moved = { ...dev, outputs: { ...dev.outputs, resolverAddresses: ["10.64.0.9"] } };
  expect(upgradeNotes(dev, moved)).toContain("- the output resolverAddresses changes: hand it on\n");
});
