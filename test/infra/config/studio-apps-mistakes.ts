/** Of images that people start apps with; as mistakes.ts. */
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const REPOSITORY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/studio/forecasting";
export const IMAGE = { name: "forecasting", appType: "JupyterLab", baseImage: `${REPOSITORY}@${DIGEST}` };
const KERNEL = { ...IMAGE, appType: "KernelGateway", kernelSpec: { name: "python3" } };

export const STUDIO_APPS_MISTAKES: readonly (readonly [string, unknown, string, string])[] = [
  ["customImages", "forecasting", "customImages", "config rm --stack staging"],
  ["customImages", ["forecasting"], "customImages[0]", "config rm --stack staging --path"],
  ["customImages", [{ ...IMAGE, name: "fore_casting" }], "customImages[0].name", "name' fore-casting"],
  ["customImages", [{ ...IMAGE, appType: "Jupyterlab" }], "customImages[0].appType", "appType' JupyterLab"],
  ["customImages", [{ ...IMAGE, baseImage: `${REPOSITORY}:1.2` }], "customImages[0].baseImage", "@sha256:0123"],
  [
    "customImages",
    [{ ...IMAGE, baseImage: `https://${REPOSITORY}:1.2@${DIGEST}` }],
    "customImages[0].baseImage",
    `baseImage' ${REPOSITORY}@${DIGEST}`,
  ],
  [
    "customImages",
    [{ ...IMAGE, displayName: " Forecasting" }],
    "customImages[0].displayName",
    "displayName' Forecasting",
  ],
  ["customImages", [{ ...IMAGE, baseimage: "x" }], "customImages[0].baseimage", "rm --stack staging --path"],
  ["customImages", [{ ...IMAGE, kernelSpec: { name: "python3" } }], "customImages[0].kernelSpec", "rm --stack staging"],
  ["customImages", [{ ...KERNEL, kernelSpec: undefined }], "customImages[0].kernelSpec", "kernelSpec.name' python3"],
  [
    "customImages",
    [{ ...KERNEL, containerConfig: {} }],
    "customImages[0].containerConfig",
    "rm --stack staging --path",
  ],
  [
    "customImages",
    [{ ...IMAGE, fileSystemConfig: { mountPath: "home/user" } }],
    "customImages[0].fileSystemConfig.mountPath",
    "mountPath' /home/user",
  ],
  [
    "customImages",
    [{ ...IMAGE, fileSystemConfig: { defaultUid: 1001 } }],
    "customImages[0].fileSystemConfig.defaultUid",
    "defaultUid' 1000",
  ],
  [
    "customImages",
    [{ ...IMAGE, containerConfig: { containerEntrypoint: ["sh", "start.sh"] } }],
    "customImages[0].containerConfig.containerEntrypoint[1]",
    "rm --stack staging --path",
  ],
  [
    "customImages",
    [{ ...IMAGE, containerConfig: { containerEnvironmentVariables: { LOG_LEVEL: "" } } }],
    "customImages[0].containerConfig.containerEnvironmentVariables.LOG_LEVEL",
    "LOG_LEVEL' INFO",
  ],
  ["customImages", [IMAGE, { ...IMAGE, name: "Forecasting" }], "customImages[1]", "config rm --stack staging --path"],
  ["customImages", [IMAGE], "customImages", "config rm --stack staging"],
  ["rStudio", "on", "rStudio", "rStudio.accessGroups.alice R_STUDIO_USER"],
  ["rStudio", { connectUrl: "https://c.example" }, "rStudio.accessGroups", "accessGroups.alice R_STUDIO_USER"],
  ["rStudio", { accessGroups: { alice: "ADMIN" } }, "rStudio.accessGroups.alice", "alice R_STUDIO_ADMIN"],
  ["rStudio", { accessGroups: { alice: "R_STUDIO_ADMINS" } }, "rStudio.accessGroups.alice", "alice R_STUDIO_ADMIN"],
  ["rStudio", { accessGroups: { "-": "R_STUDIO_USER" } }, 'rStudio.accessGroups["-"]', "config rm --stack staging"],
  ["rStudio", { accessGroups: {}, connectURL: "https://c.example" }, "rStudio.connectURL", "connectUrl"],
  [
    "rStudio",
    { accessGroups: {}, packageManagerUrl: "http://packages.corp.example" },
    "rStudio.packageManagerUrl",
    "packageManagerUrl https://packages.corp.example",
  ],
  [
    "rStudio",
    { accessGroups: {}, connectUrl: "connect.corp.example" },
    "rStudio.connectUrl",
    "connectUrl https://connect",
  ],
  [
    "rStudio",
    { accessGroups: { nobody: "R_STUDIO_USER" } },
    "rStudio.accessGroups.nobody",
    "config rm --stack staging",
  ],
  ["studioLandingUris", ["studio::", "app:RStudioServerPro:"], "studioLandingUris[1]", "config rm --stack staging"],
  ["studioUserProfileTags", "risk", "studioUserProfileTags", "studioUserProfileTags.alice.costCentre 0815"],
  [
    "studioUserProfileTags",
    { alice: "risk" },
    "studioUserProfileTags.alice",
    "studioUserProfileTags.alice.costCentre 0815",
  ],
  [
    "studioUserProfileTags",
    { alice: { stack: "prod" } },
    "studioUserProfileTags.alice.stack",
    "config rm --stack staging",
  ],
  ["studioUserProfileTags", { alice: { team: "R&D" } }, "studioUserProfileTags.alice.team", "alice.team R-D"],
  [
    "studioUserProfileTags",
    { "a b": { team: "R" } },
    'studioUserProfileTags["a b"]',
    "config rm --stack staging --path",
  ],
  ["studioUserProfileTags", { erin: { team: "R" } }, "studioUserProfileTags.erin", "config rm --stack staging --path"],
  ["studioLandingUris", ["studio::", "app:JupyterLab:"], "studioLandingUris[1]", "config rm --stack staging --path"],
  ["studioLandingUris", ["app:CodeEditor:"], "studioLandingUris[0]", "studioLandingUris[0]' studio::"],
];
