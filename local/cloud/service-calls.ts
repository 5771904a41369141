import { requestIdOf } from "../lambda/trace-id";
import type { Answer } from "./answer";
import { headerValue, type Incoming } from "./incoming";
import { signedService } from "./signing/signature";

/** A call that a function made for a request to the API. What was sent and answered is not kept. */
export interface ServiceCall {
  /** Of the request to the API. */
  readonly requestId: string;
  /** Of the call itself; its decisions have it. */
  readonly callId: string;
  readonly door: string;
  readonly service: string;
  /** The operation, e.g. `DetectFaces`; "" where the protocol has none. */
  readonly operation: string;
  /** Of the door, when that is not the home Region's alone. */
  readonly region?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  /** Absent when nothing whole was answered. */
  readonly status?: number;
  /** The error's name, of a refusal. */
  readonly error?: string;
}

const KEPT_CALLS = 2000;

/** The last calls of the functions, oldest first. */
export class ServiceCalls {
  private readonly kept: ServiceCall[] = [];

  /** Keeps the call if it belongs to a request to the API, and hands on its answer. */
  async watch(request: Incoming, answering: () => Promise<Answer>): Promise<Answer> {
    const requestId = requestIdOf(headerValue(request, "x-amzn-trace-id"));
    const service = signedService(request);
    if (requestId === undefined || service === undefined) return answering();
    const startedAt = Date.now();
    const answer = await answering();
    const { name: door, region } = request.door;
    const operation = operationOf(request);
    const error = answer.status >= 400 ? errorIn(answer) : undefined;
    this.kept.push({
      ...{ requestId, callId: request.requestId, door, service, operation, startedAt },
      milliseconds: Date.now() - startedAt,
      ...(region !== undefined && { region }),
      ...(answer.manner === undefined && { status: answer.status }),
      ...(error !== undefined && { error }),
    });
    if (this.kept.length > KEPT_CALLS) this.kept.shift();
    return answer;
  }

  /** In the order in which they ended. */
  of(requestId: string): readonly ServiceCall[] {
    return this.kept.filter((call) => call.requestId === requestId);
  }
}

/** In a header of the JSON protocols, in the form of the Query protocol that STS speaks; S3 has none. */
function operationOf(request: Incoming): string {
  const target = headerValue(request, "x-amz-target")?.split(".").at(-1);
  const isForm = (headerValue(request, "content-type") ?? "").startsWith("application/x-www-form-urlencoded");
  return target ?? (isForm ? (/(?:^|&)Action=(\w+)/.exec(request.body.toString("utf8"))?.[1] ?? "") : "");
}

/** In JSON or in XML; nothing else of the body is read. */
function errorIn({ body }: Answer): string | undefined {
  const text = body.toString("utf8").slice(0, 1000);
  return /"__type"\s*:\s*"(?:[\w.]+#)?(\w{1,80})"|<Code>(\w{1,80})<\/Code>/.exec(text)?.slice(1).find(Boolean);
}
