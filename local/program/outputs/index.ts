import { API_GATEWAY_MODELS } from "./api-gateway";
import { COGNITO_MODELS } from "./cognito";
import { CORPORATE_NETWORK_MODELS } from "./corporate-network";
import { CORPORATE_SANDBOX_MODELS } from "./corporate-sandbox";
import { EC2_MODELS } from "./ec2";
import { hex } from "./identifiers";
import { IAM_MODELS } from "./iam";
import { LAMBDA_MODELS } from "./lambda";
import type { OutputModel, OutputModels } from "./model";
import { IMAGE_STORE_MODELS } from "./image-store";
import { MONITORING_MODELS } from "./monitoring";
import { SAGEMAKER_MODELS } from "./sagemaker";
import { VPC_ENDPOINT_MODELS } from "./vpc-endpoint";

const MODELS: OutputModels = {
  ...EC2_MODELS,
  ...VPC_ENDPOINT_MODELS,
  ...CORPORATE_NETWORK_MODELS,
  ...CORPORATE_SANDBOX_MODELS,
  ...IAM_MODELS,
  ...LAMBDA_MODELS,
  ...API_GATEWAY_MODELS,
  ...COGNITO_MODELS,
  ...SAGEMAKER_MODELS,
  ...IMAGE_STORE_MODELS,
  ...MONITORING_MODELS,
};

/** The model of a resource type, or undefined: a type without a model is refused, never guessed. */
export function modelOf(type: string): OutputModel | undefined {
  if (type.startsWith("pulumi:providers:")) return (resource) => ({ id: `provider-${hex(resource.urn, 32)}` });
  return MODELS[type];
}

/** IAM is the one service of ours without Regions. */
export function isRegional(type: string): boolean {
  return type.startsWith("aws:") && !type.startsWith("aws:iam/");
}
