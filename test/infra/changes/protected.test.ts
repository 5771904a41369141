import type { Graph } from "../../../local/program/graph";
import { graphOf } from "../../variants";

/** The resources that Pulumi refuses to delete or replace. */
function protectedIn(graph: Graph): string[] {
  return graph.resources.filter(({ options }) => options["protect"] === true).map(({ name }) => name);
}

test("with the retain switches on, what holds people's work is protected, and the VPC behind the homes", () => {
  expect(protectedIn(graphOf("strict")).sort()).toEqual([
    "network-vpc",
    "people",
    "people-group-studio-users",
    "studio-domain",
    "studio-profiles-alice",
    "studio-profiles-bob",
  ]);
  expect(protectedIn(graphOf("pool"))).toEqual(
    expect.arrayContaining([
      "people",
      "people-group-rekognition-users",
      "people-group-eu-only",
      "images",
      "image-results",
    ]),
  );
});

test("with the switches off, a destroy meets nothing that is protected", () => {
  expect(protectedIn(graphOf("dev"))).toEqual([]);
});

test("no list of zones, name or switch reaches the Studio domain once it is made", () => {
  for (const variant of ["dev", "strict", "pool"] as const) {
    const domain = graphOf(variant).resources.find(({ type }) => type === "aws:sagemaker/domain:Domain");
    expect(domain?.options["ignoreChanges"]).toEqual([
      "domainName",
      "subnetIds",
      "retentionPolicy",
      "appSecurityGroupManagement",
      "domainSettings",
      "defaultUserSettings.rStudioServerProAppSettings",
    ]);
  }
});

test("a new sign-in prefix and another answer to preflights take the old one's place after it has gone", () => {
  const replaced = graphOf("dev").resources.filter(({ options }) => options["deleteBeforeReplace"] === true);
  const types = new Set(replaced.map(({ type }) => type));
  expect(types).toContain("aws:cognito/userPoolDomain:UserPoolDomain");
  expect(types).toContain("aws:apigateway/integration:Integration");
});
