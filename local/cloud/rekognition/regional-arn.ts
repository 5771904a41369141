import { asRecord } from "../graph/graph-index";
import { ServiceError } from "./service-error";

/**
 * A human review flow and a trained adapter live in one Region and are not known in any other.
 * https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectModerationLabels.html
 *
 * @throws ServiceError
 */
export function refuseForeignArns(input: Readonly<Record<string, unknown>>, region: string): void {
  const arns = [input["ProjectVersion"], asRecord(input["HumanLoopConfig"])["FlowDefinitionArn"]];
  const foreign = arns.some((arn) => typeof arn === "string" && arn.split(":")[3] !== region);
  if (foreign)
    throw new ServiceError("ResourceNotFoundException", "The resource specified in the request cannot be found.");
}
