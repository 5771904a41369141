import { checkSettings, type Settings } from "../../../infra/config/settings";
import { licenceNotes, serverWarnings } from "../../../infra/studio/r-studio/r-studio-notes";
import type { Graph, GraphResource } from "../../../local/program/graph";
import { graphOf, R_STUDIO } from "../../variants";
import { LEAST } from "../config/good-settings";

const strict = graphOf("strict");
const dev = graphOf("dev");
const SERVER = "studio-r-studio";

function the(graph: Graph, type: string, name: string): GraphResource {
  const found = graph.resources.find((each) => each.type.endsWith(`:${type}`) && each.name === name);
  if (!found) throw new Error(`The graph has no ${type} ${name}.`);
  return found;
}

test("the domain is made with RStudio: its role, its security group, the company's packages, and SageMaker's own groups", () => {
  const { inputs, dependencies } = the(strict, "Domain", "studio-domain");
  expect(inputs["appSecurityGroupManagement"]).toBe("Service");
  expect(inputs["domainSettings"]).toEqual({
    executionRoleIdentityConfig: "USER_PROFILE_NAME",
    securityGroupIds: [the(strict, "SecurityGroup", SERVER).id],
    rStudioServerProDomainSettings: {
      domainExecutionRoleArn: the(strict, "Role", `${SERVER}-role`).outputs["arn"],
      rStudioPackageManagerUrl: R_STUDIO.packageManagerUrl,
    },
  });
  expect(dependencies).toContain(the(strict, "RolePolicy", `${SERVER}-policy`).urn);
});

test("who is not named has no seat, and neither has a profile that is made by hand", () => {
  const seat = (profile: string) =>
    (the(strict, "UserProfile", `studio-profiles-${profile}`).inputs["userSettings"] as Record<string, unknown>)[
      "rStudioServerProAppSettings"
    ];
  expect(seat("alice")).toEqual({ accessStatus: "ENABLED", userGroup: "R_STUDIO_ADMIN" });
  expect(seat("bob")).toEqual({ accessStatus: "DISABLED" });
  expect(the(strict, "Domain", "studio-domain").inputs["defaultUserSettings"]).toMatchObject({
    rStudioServerProAppSettings: { accessStatus: "DISABLED" },
  });
});

test("without RStudio nothing of it is said or made", () => {
  const { inputs } = the(dev, "Domain", "studio-domain");
  expect(inputs["appSecurityGroupManagement"]).toBeUndefined();
  expect(inputs["domainSettings"]).toEqual({ executionRoleIdentityConfig: "USER_PROFILE_NAME" });
  const made = dev.resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ name, inputs }) => [name, inputs]);
  expect(made.filter((each) => /studio-r-studio|rStudioServer|license-manager/.test(JSON.stringify(each)))).toEqual([]);
});

test("only the server comes to License Manager, and it also to SageMaker's API and to the logs", () => {
  const server = the(strict, "SecurityGroup", SERVER).id;
  const admitted = strict.resources
    .filter(({ type, inputs }) => type.endsWith("IngressRule") && inputs["referencedSecurityGroupId"] === server)
    .map(({ name }) => name);
  expect(admitted.sort()).toEqual([
    "endpoints-license-manager-from-r-studio",
    "endpoints-logs-from-r-studio",
    "endpoints-sagemaker-api-from-r-studio",
  ]);
  const apps = the(strict, "SecurityGroup", "studio-apps").id;
  const ofApps = strict.resources.filter(({ inputs }) => inputs["referencedSecurityGroupId"] === apps);
  expect(ofApps.map(({ name }) => name)).not.toContain("endpoints-license-manager-from-studio-apps");
});

test("sessions and server reach the company's packages, and without servers of its own not its network", () => {
  const toOffice = ({ resources }: Graph) =>
    resources
      .filter(({ type, inputs }) => type.endsWith("EgressRule") && inputs["cidrIpv4"] === "10.10.0.0/16")
      .filter(({ name }) => name.startsWith("studio-"))
      .map(({ name, inputs }) => `${name} ${String(inputs["fromPort"])}`);
  expect(toOffice(strict)).toEqual([
    "studio-r-studio-to-servers-in-10.10.0.0/16 443",
    "studio-apps-to-servers-in-10.10.0.0/16 443",
  ]);
  expect(toOffice(dev)).toEqual([]);
});

const told = (change: Record<string, unknown>) => {
  const result = checkSettings({ ...LEAST, studioUserProfiles: ["alice"], ...change });
  return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
};

test("seats are for profiles made here, and servers for a domain made here; all is told at once", () => {
  const rStudio = {
    accessGroups: { alice: "R_STUDIO_USER", carol: "R_STUDIO_USER" },
    connectUrl: "https://c.corp.example",
  };
  expect(told({ rStudio })).toEqual([
    expect.stringMatching(/^rStudio\.accessGroups\.carol is not in studioUserProfiles/),
  ]);
  expect(told({ rStudio, studioDomainId: "d-abcd1234efgh" })).toEqual([
    expect.stringMatching(/^rStudio\.connectUrl is a setting of the domain itself/),
    expect.stringMatching(/^rStudio\.accessGroups\.carol/),
  ]);
});

test("a landing page in RStudio needs a seat, unless profiles of others may have one", () => {
  const studioLandingUris = ["studio::", "app:RStudioServerPro:"];
  const refused = [expect.stringMatching(/^studioLandingUris\[1\] opens for no profile/)];
  expect(told({ studioLandingUris })).toEqual(refused);
  expect(told({ studioLandingUris, rStudio: { accessGroups: {} } })).toEqual(refused);
  expect(told({ studioLandingUris, rStudio: { accessGroups: { alice: "R_STUDIO_USER" } } })).toEqual([]);
  expect(told({ studioLandingUris, studioDomainId: "d-abcd1234efgh", existingStudioUserProfiles: ["erin"] })).toEqual(
    [],
  );
});

test("a landing page in an app that runs in spaces needs one that can be named, and is not what a caller gets who names none", () => {
  const studioSpaces = ["lab"];
  expect(told({ studioSpaces, studioLandingUris: ["studio::", "app:JupyterLab:", "app:CodeEditor:"] })).toEqual([]);
  expect(told({ studioSpaces, studioLandingUris: ["app:JupyterLab:", "studio::"] })).toEqual([
    expect.stringMatching(/^studioLandingUris\[0\] .*studio:: has to be first$/),
  ]);
  expect(told({ studioLandingUris: ["studio::", "app:Canvas:", "app:CodeEditor:"] })).toEqual([
    expect.stringMatching(/^studioLandingUris\[2\] opens in a space only, and studioSpaces lists none/),
  ]);
});

test("an endpoint of License Manager that exists is of use with RStudio only", () => {
  const existingEndpoints = {
    "license-manager": { id: "vpce-0a1b2c3d4e5f60711", vpcId: "vpc-0a1b2c3d", cidr: "10.100.0.0/16" },
  };
  const corporateAttachment = { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" };
  const hub = { existingEndpoints, corporateAttachment };
  expect(told({ ...hub, rStudio: { accessGroups: {} } })).toEqual([]);
  expect(told(hub)).toEqual([expect.stringContaining("is not used without rStudio")]);
});

test("the preview says what nothing here can see, once: the licence, or that an existing domain has RStudio", () => {
  const now = { region: "eu-central-1", studioDomainId: "", rStudio: R_STUDIO };
  expect(licenceNotes(now, undefined)).toEqual([expect.stringContaining("RSW-SageMaker")]);
  expect(licenceNotes(now, { rStudio: {} })).toHaveLength(1);
  expect(licenceNotes(now, { rStudio: R_STUDIO })).toEqual([]);
  expect(licenceNotes({ ...now, rStudio: {} }, undefined)).toEqual([]);
  const existing = { ...now, studioDomainId: "d-abcd1234efgh" };
  expect(licenceNotes(existing, undefined)).toEqual([expect.stringContaining("describe-domain --region eu-central-1")]);
});

test("other servers do not reach a domain that stands, and the preview says so", () => {
  const before: Pick<Settings, "rStudio" | "studioDomainId"> = { studioDomainId: "", rStudio: R_STUDIO };
  const now = { region: "eu-central-1", studioDomainId: "", rStudio: { accessGroups: {} } };
  expect(serverWarnings(before, now)).toEqual([
    expect.stringMatching(
      /^rStudio\.packageManagerUrl is not set, and the domain keeps https:\/\/packages\.corp\.example/,
    ),
  ]);
  expect(serverWarnings(before, { ...now, rStudio: R_STUDIO })).toEqual([]);
  expect(serverWarnings({ ...before, studioDomainId: "d-abcd1234efgh" }, now)).toEqual([]);
});
