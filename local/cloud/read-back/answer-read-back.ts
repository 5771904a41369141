import type { Answer } from "../answer";
import type { Incoming } from "../incoming";
import { signedService } from "../signing/signature";
import { answerApiGateway } from "./api-gateway";
import { answerCarriedPolicy, isCarriedPolicyRead } from "./carried-policies";
import { answerEc2 } from "./ec2";
import { answerIamRead, isIamRead } from "./iam";
import { answerLambda } from "./lambda";
import type { ReadBackParts } from "./read-back";

/** Settings and policies as they stand, for who reads them back; undefined for every request that asks for something else. */
export function answerReadBack(parts: ReadBackParts, request: Incoming): Promise<Answer> | undefined {
  switch (signedService(request)) {
    case "apigateway":
      return answerApiGateway(parts, request);
    case "lambda":
      return answerLambda(parts, request);
    case "ec2":
      return answerEc2(parts, request);
    case "iam":
      return isIamRead(request) ? answerIamRead(parts, request) : undefined;
    default:
      return isCarriedPolicyRead(request) ? answerCarriedPolicy(parts, request) : undefined;
  }
}
