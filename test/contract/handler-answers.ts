import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { answerFaults, type Answer, OPERATIONS, problemFault } from "./contract";

/**
 * Holds what a function behind the API answers to the contract.
 * @throws Error naming what does not fit
 */
export function holdToContract(event: unknown, result: unknown): void {
  if (!isProxyAnswer(result)) return;
  const { httpMethod, resource, pathParameters } = event as APIGatewayProxyEvent;
  if (httpMethod === "OPTIONS") return;
  const path = resource.replace("{operation}", pathParameters?.["operation"] ?? "");
  const described = OPERATIONS.find((each) => each.method === httpMethod && each.path === path);
  const answer = throughApiGateway(result);
  const faults = described
    ? answerFaults(described, answer)
    : [problemFault(answer.body)].filter((fault) => fault !== "");
  if (faults.length === 0) return;
  throw new Error(`${httpMethod} ${path} was answered ${answer.status}, against the contract: ${faults.join("; ")}`);
}

function isProxyAnswer(result: unknown): result is APIGatewayProxyResult {
  return typeof result === "object" && result !== null && "statusCode" in result;
}

/** API Gateway renames one header that functions set. */
function throughApiGateway({ statusCode, headers = {}, body }: APIGatewayProxyResult): Answer {
  const renamed = Object.entries(headers).map(([name, value]) => {
    const small = name.toLowerCase();
    return [small === "www-authenticate" ? `x-amzn-remapped-${small}` : small, String(value)];
  });
  return { status: statusCode, headers: Object.fromEntries(renamed) as Answer["headers"], body };
}
