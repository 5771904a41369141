import { checkSettings } from "../../../infra/config/settings";
import { detachingNotes } from "../../../infra/studio/images/detaching-notes";
import { GraphIndex } from "../../../local/cloud/graph/graph-index";
import { StudioProfiles } from "../../../local/cloud/sagemaker/studio-profiles";
import type { GraphResource } from "../../../local/program/graph";
import { graphOf, IMAGES } from "../../variants";
import { LEAST } from "../config/good-settings";
import { IMAGE } from "../config/studio-apps-mistakes";

const strict = graphOf("strict");
const dev = graphOf("dev");

function all({ resources }: typeof strict, type: string): readonly GraphResource[] {
  return resources.filter((resource) => resource.type === type);
}

test("each image is one of the account's, with its version by digest and how apps start with it", () => {
  const names = ["forecasting", "vision"].map((name) => `private-ml-gateway-dev-${name}`);
  expect(all(strict, "aws:sagemaker/image:Image").map(({ inputs }) => inputs["imageName"])).toEqual(names);
  expect(all(strict, "aws:sagemaker/image:Image").map(({ inputs }) => inputs["displayName"])).toEqual([
    "Forecasting 2.1",
    "vision",
  ]);
  expect(all(strict, "aws:sagemaker/imageVersion:ImageVersion").map(({ inputs }) => inputs["baseImage"])).toEqual(
    IMAGES.map(({ baseImage }) => baseImage),
  );
  const [lab, kernel] = all(strict, "aws:sagemaker/appImageConfig:AppImageConfig").map(({ inputs }) => inputs);
  expect(lab?.["jupyterLabImageConfig"]).toEqual({
    fileSystemConfig: { mountPath: "/home/sagemaker-user", defaultUid: 1000, defaultGid: 100 },
    containerConfig: {
      containerEntrypoints: ["entrypoint-jupyter-server"],
      containerEnvironmentVariables: { LOG_LEVEL: "INFO" },
    },
  });
  expect(kernel?.["kernelGatewayImageConfig"]).toEqual({
    kernelSpecs: [{ name: "python3", displayName: "Vision" }],
  });
});

test("every profile names both, each in the settings of its kind of app; without images it names none", () => {
  const attached = (name: string) => ({
    customImages: [
      {
        imageName: `private-ml-gateway-dev-${name}`,
        imageVersionNumber: 1,
        appImageConfigName: `private-ml-gateway-dev-${name}`,
      },
    ],
  });
  const profiles = all(strict, "aws:sagemaker/userProfile:UserProfile");
  expect(profiles).toHaveLength(2);
  for (const { inputs } of profiles)
    expect(inputs["userSettings"]).toMatchObject({
      jupyterLabAppSettings: attached("forecasting"),
      kernelGatewayAppSettings: attached("vision"),
    });
  for (const { inputs } of all(dev, "aws:sagemaker/userProfile:UserProfile"))
    expect(Object.keys(inputs["userSettings"] as object).sort()).toEqual(["executionRole", "securityGroups"]);
});

test("the laptop's SageMaker describes them with the profile, and its Studio offers them by the name shown", () => {
  const [alice] = new StudioProfiles(new GraphIndex(strict)).all();
  expect(alice?.images).toEqual(["Forecasting 2.1 (JupyterLab)", "vision (KernelGateway)"]);
  const name = "private-ml-gateway-dev-forecasting";
  expect(alice?.settings).toMatchObject({
    JupyterLabAppSettings: { CustomImages: [{ ImageName: name, ImageVersionNumber: 1, AppImageConfigName: name }] },
  });
});

test("the VPC has endpoints to ECR only where apps start with an image", () => {
  const ecr = (graph: typeof strict) =>
    all(graph, "aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ inputs }) => String(inputs["serviceName"]))
      .filter((name) => name.includes(".ecr."));
  expect(ecr(strict)).toEqual(["com.amazonaws.eu-central-1.ecr.api", "com.amazonaws.eu-central-1.ecr.dkr"]);
  expect(ecr(dev)).toEqual([]);
});

test("an image of another Region is told, with its name in this one", () => {
  const baseImage = IMAGE.baseImage.replace("eu-central-1", "us-east-1");
  const result = checkSettings({ ...LEAST, studioUserProfiles: ["alice"], customImages: [{ ...IMAGE, baseImage }] });
  expect(result).toMatchObject({
    problems: [
      {
        key: "customImages[0].baseImage",
        fault: expect.stringContaining("is not in eu-central-1") as string,
        fix: [{ value: IMAGE.baseImage }],
      },
    ],
  });
});

test("endpoints to ECR that exist are of use with images only", () => {
  const existingEndpoints = {
    "ecr.api": { id: "vpce-0a1b2c3d4e5f60711", vpcId: "vpc-0a1b2c3d", cidr: "10.100.0.0/16" },
  };
  const told = (change: Record<string, unknown>) => {
    const corporateAttachment = { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" };
    const config = { ...LEAST, studioUserProfiles: ["alice"], existingEndpoints, corporateAttachment };
    const result = checkSettings({ ...config, ...change });
    return "problems" in result ? result.problems.map(({ fault }) => fault) : [];
  };
  expect(told({ customImages: [IMAGE] })).toEqual([]);
  expect(told({})).toEqual(["is not used without customImages"]);
  expect(told({ customImages: [IMAGE], studioDomainId: "d-abcd1234efgh" })).toEqual([
    expect.stringContaining("is not used while studioDomainId names a domain"),
  ]);
});

test("the last image of a kind is detached by hand, and the preview has the line", () => {
  const settings = { region: "eu-central-1", customImages: [] };
  const lab = { ...IMAGE, appType: "JupyterLab" } as const;
  const before = { customImages: [lab, { ...lab, name: "older" }], studioUserProfiles: ["alice", "bob"] };
  expect(detachingNotes(before, { ...settings, customImages: [lab] })).toEqual([]);
  expect(detachingNotes({ ...before, customImages: [] }, settings)).toEqual([]);
  expect(detachingNotes(before, settings)).toEqual([
    expect.stringMatching(
      /No image of JupyterLab is left.*alice, bob.*'\{"JupyterLabAppSettings":\{"CustomImages":\[\]\}\}'/,
    ),
  ]);
});
