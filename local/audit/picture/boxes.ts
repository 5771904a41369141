import type { AuditedEndpoint, AuditedRole, Estate } from "../../../policies/audit/estate";
import type { Box, Picture, Way } from "../../../policies/audit/report";
import type { IntendedRequest } from "../../../policies/audit/rules/rule";
import { ELSEWHERE, INTERNET, NO_ENDPOINT, waysOf } from "./ways";

const SERVICES: Readonly<Partial<Record<string, string>>> = {
  dynamodb: "DynamoDB",
  "ecr.api": "ECR",
  "ecr.dkr": "ECR's registry",
  "license-manager": "License Manager",
  logs: "CloudWatch Logs",
  rekognition: "Rekognition",
  s3: "S3",
  "sagemaker.api": "SageMaker API",
  "sagemaker.runtime": "SageMaker Runtime",
  sts: "STS",
  studio: "Studio",
};

/** @param intended the requests that must stay possible, of all rules */
export function pictureOf(estate: Estate, intended: readonly IntendedRequest[]): Picture {
  const ways = waysOf(estate, intended);
  const used = new Set(ways.flatMap(({ from, to }) => [from, to]));
  return { boxes: boxesOf(estate, ways).filter(({ id }) => used.has(id)), ways };
}

function boxesOf(estate: Estate, ways: readonly Way[]): readonly Box[] {
  const { endpoints, apis, roles } = estate;
  return [
    ...endpoints.map(({ name, id }): Box => ({ id: `door:${name}`, column: "door", title: name, detail: id })),
    { id: ELSEWHERE, column: "door", title: "any other endpoint", detail: "in any VPC, of any account" },
    { id: INTERNET, column: "door", title: "the internet", detail: "through no endpoint" },
    ...apis.map(({ name, endpointTypes, stages }): Box => {
      const detail = [...endpointTypes, ...stages.map((stage) => `stage ${stage}`)].join(", ").toLowerCase();
      return { id: `api:${name}`, column: "api", title: `API ${name}`, detail };
    }),
    ...roles.map((role): Box => ({ id: `role:${role.name}`, column: "role", title: role.name, detail: purpose(role) })),
    ...endpoints.map((endpoint) => serviceBehind(endpoint, estate)),
    withoutEndpoint(ways),
  ];
}

function purpose({ purpose: kind, usedBy }: AuditedRole): string {
  const whom = usedBy.join(", ");
  switch (kind) {
    case "function":
      return `function ${whom}`;
    case "minting":
      return usedBy.length > 0 ? `makes URLs for ${whom}` : "makes a tagged user's URL";
    case "execution":
      return `Studio apps of ${whom}`;
    case "r-studio":
      return "RStudio's server";
    case "studio-image":
      return `SageMaker's, to read the image of ${whom}`;
    case "studio-default":
      return "Studio's default";
    case "api-gateway-logging":
      return "API Gateway's logging";
    case "workstation":
      return `workstation ${whom}`;
    case "rollout":
      return "CodeDeploy's, to move aliases";
    case "other":
      return "of another kind";
  }
}

function serviceBehind({ name, service, region }: AuditedEndpoint, { homeRegion }: Estate): Box {
  const title = `${SERVICES[service] ?? service}${region === homeRegion ? "" : ` ${region}`}`;
  return { id: `service:${name}`, column: "service", title, detail: name };
}

/** What AWS's services call for us from their own network: one box, since each is a declared exception. */
function withoutEndpoint(ways: readonly Way[]): Box {
  const services = ways.filter(({ to }) => to === NO_ENDPOINT).map(({ action }) => action.split(":")[0] ?? "");
  const detail = [...new Set(services)].sort().join(", ");
  return { id: NO_ENDPOINT, column: "service", title: "from AWS's own network", detail };
}
