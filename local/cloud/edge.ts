import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Answer, jsonAnswer, send, textAnswer } from "./answer";
import type { Door, DoorPlan } from "./door";
import { answerDynamoDb, isDynamoDbTarget } from "./dynamodb/dynamodb";
import { answerEvents, type EventsParts, isEventsTarget } from "./events/put-events";
import { answerIam, type IamParts } from "./iam/iam";
import { headerValue, type Incoming, receive } from "./incoming";
import type { OfficeDns } from "./office-dns";
import type { PoolServices } from "./pool";
import { addressedApi } from "./private-api/address";
import { answerPrivateApi, type GatewayParts } from "./private-api/gateway";
import { answerSqs, isSqsTarget } from "./queue/sqs";
import { answerReadBack } from "./read-back/answer-read-back";
import type { ReadBackParts } from "./read-back/read-back";
import { answerRekognition, isRekognitionTarget } from "./rekognition/rekognition";
import { answerS3, isUploadForm } from "./s3/s3";
import { answerSageMaker } from "./sagemaker/sagemaker";
import type { SageMakerParts } from "./sagemaker/operation";
import { signedService } from "./signing/signature";
import { answerStudio, isStudioPath, type StudioParts } from "./studio/studio";
import type { StsParts } from "./sts/result";
import { answerSts } from "./sts/sts";

/** Everything that can be asked for at a door. */
export interface Services {
  readonly gateway: GatewayParts;
  readonly sagemaker: SageMakerParts;
  readonly sts: StsParts;
  readonly iam: IamParts;
  readonly readBack: ReadBackParts;
  readonly studio: StudioParts;
  readonly pool: PoolServices;
  readonly events: EventsParts;
  readonly officeDns: OfficeDns;
}

/** A door that listens, and what it takes to close it. */
export interface OpenDoor {
  readonly door: Door;
  readonly server: Server;
}

/** Larger than API Gateway's own limit of 10,240 bytes, so that the gateway refuses and not Node. */
const MAX_HEADER_BYTES = 64 * 1024;

/** @param port 0 takes a free one. @throws Error, one sentence, when the port is taken */
export async function openDoor(
  plan: DoorPlan,
  port: number,
  answer: (request: Incoming) => Promise<Answer>,
): Promise<OpenDoor> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `The door "${plan.name}" cannot open at port ${port}: ${error.code ?? error.message}. Free the port or choose another.`,
        ),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const opened = typeof address === "object" && address ? address.port : port;
  const door = { ...plan, port: opened, url: `http://127.0.0.1:${opened}` };
  server.on("request", (message: IncomingMessage, response: ServerResponse) => {
    void serve(message, response, door, answer);
  });
  return { door, server };
}

/**
 * Every AWS service can be asked for at every door, as on AWS: an endpoint carries whatever is sent through it, and the policies decide.
 * SigV4 names its service in the credential scope; upload forms, Studio and the API are told by path, or the API by its address.
 */
export async function dispatch(services: Services, request: Incoming): Promise<Answer> {
  const signedFor = signedService(request);
  const target = headerValue(request, "x-amz-target") ?? "";
  const { gateway, sagemaker, sts, iam, studio, pool } = services;
  const readBack = answerReadBack(services.readBack, request);
  if (readBack !== undefined) return readBack;
  if (signedFor === "sagemaker" || target.startsWith("SageMaker.")) return answerSageMaker(sagemaker, request);
  if (signedFor === "rekognition" || isRekognitionTarget(target)) return answerRekognition(pool.rekognition, request);
  if (signedFor === "sqs" || isSqsTarget(target)) return answerSqs(pool.sqs, request);
  if (signedFor === "dynamodb" || isDynamoDbTarget(target)) return answerDynamoDb(pool.dynamodb, request);
  if (signedFor === "s3" || isUploadForm(pool.s3, request)) return answerS3(pool.s3, request);
  if (signedFor === "events" || isEventsTarget(target)) return answerEvents(services.events, request);
  if (signedFor === "iam") return answerIam(iam, request);
  if (signedFor === "sts" || isQueryRpc(request)) return answerSts(sts, request);
  const { api } = gateway;
  const address = addressedApi(request);
  if (address || request.path.startsWith(`/${api.stage}/`)) {
    const answer = await answerPrivateApi(gateway, request, address);
    return request.door.ours ? services.officeDns.resolve(answer) : answer;
  }
  if (isStudioPath(request.path)) return answerStudio(studio, request);
  return textAnswer(
    404,
    `Nothing answers at this path. The private API is under /${api.stage}/, Studio under the links that it hands out.`,
  );
}

/** Unsigned calls of STS, which it answers with its own refusal. */
function isQueryRpc(request: Incoming): boolean {
  const isForm = (headerValue(request, "content-type") ?? "").startsWith("application/x-www-form-urlencoded");
  return isForm && request.path === "/" && request.body.toString("utf8").includes("Action=");
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  door: Door,
  answer: (request: Incoming) => Promise<Answer>,
): Promise<void> {
  const withBody = message.method !== "HEAD";
  try {
    const request = await receive(message, door);
    send(response, await answer(request), request.requestId, withBody);
  } catch (error) {
    // A caller that went away needs no answer; anything else is a bug of ours, and the terminal should show it.
    if (message.destroyed && !message.complete) return;
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    if (!response.headersSent)
      send(response, jsonAnswer(500, { message: "The laptop's cloud failed; see its terminal." }), "", withBody);
  }
}
