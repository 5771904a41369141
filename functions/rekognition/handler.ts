/** The function behind the pool's routes: answers for Rekognition from any Region that can, and takes images in. */
import { proxyHandler } from "../http/proxy-handler";
import { createPool } from "../pool/analyse";
import { readPoolSettings } from "../pool/env";
import { answerOperation } from "./answer-operation";
import { answerResult } from "./answer-result";
import { offerUpload } from "./offer-upload";

const settings = readPoolSettings("rekognition", process.env);
const analyse = createPool(settings);

export const handler = proxyHandler(settings.portalOrigins, {
  "POST /v1/rekognition/{operation}": (call) => answerOperation(call, settings, analyse),
  "POST /v1/images": (call) => offerUpload(call, settings),
  "GET /v1/images/{imageId}": (call) => answerResult(call, settings),
});
