import { text } from "../../../policies/audit/collect/graph/graph";
import { ANYTHING, type Kind, shown } from "./kind";

const FUNCTION = "lambda/function:Function";

/** Functions, who may invoke them, and the doors past the API. */
export const FUNCTION_KINDS: Readonly<Record<string, Kind>> = {
  [FUNCTION]: {
    title: ({ key }) => `function ${key}`,
    settings: {
      codeSha256: ANYTHING,
      runtime: undefined,
      handler: undefined,
      role: undefined,
      timeout: 3,
      memorySize: 128,
      architectures: "x86_64",
      reservedConcurrentExecutions: undefined,
      kmsKeyArn: undefined,
      layers: undefined,
      "environment.variables": undefined,
      "vpcConfig.subnetIds": undefined,
      "vpcConfig.securityGroupIds": undefined,
      "loggingConfig.logGroup": ANYTHING,
      "tracingConfig.mode": "PassThrough",
      "deadLetterConfig.targetArn": undefined,
    },
    hidden: ["environment.variables"],
  },
  "lambda/alias:Alias": {
    title: ({ key }) => `alias ${key.split(":")[1] ?? key} of function ${key.split(":")[0] ?? ""}`,
    settings: {
      functionVersion: ANYTHING,
      codeSha256: ANYTHING,
      "routingConfig.additionalVersionWeights": undefined,
    },
    describe: ({ inputs }) => `it leads to version ${shown(inputs["functionVersion"])}`,
    partOf: [FUNCTION, (key) => key.split(":")[0] ?? key],
  },
  "lambda/permission:Permission": {
    title: ({ key }) => `permission ${key.split(" ")[1] ?? key} on function ${key.split(" ")[0] ?? ""}`,
    settings: {
      action: undefined,
      principal: undefined,
      sourceArn: undefined,
      sourceAccount: undefined,
      principalOrgId: undefined,
      functionUrlAuthType: undefined,
      eventSourceToken: undefined,
    },
    describe: ({ inputs }) =>
      `it lets ${shown(inputs["principal"])} do ${shown(inputs["action"])}${text(inputs["sourceArn"]) === undefined ? "" : ` for ${shown(inputs["sourceArn"])}`}`,
    partOf: [FUNCTION, (key) => key.split(/[: ]/)[0] ?? key],
  },
  "lambda/functionUrl:FunctionUrl": {
    title: ({ key }) => `URL of function ${key}`,
    settings: { authorizationType: "NONE" },
    describe: ({ inputs }) => `authorization ${shown(inputs["authorizationType"])}`,
    partOf: [FUNCTION, (key) => key.split(":")[0] ?? key],
  },
};
