/** The function behind the pool's routes: answers for Rekognition from any Region that can, and takes images in. */
import { proxyHandler } from "../http/proxy-handler";
import { createPool } from "../pool/call/call-rekognition";
import { readPoolSettings } from "../pool/env";
import { answerOperation } from "./answer-operation";
import { answerResult } from "./answer-result";
import { offerUpload } from "./offer-upload";

const settings = readPoolSettings("rekognition", process.env);
const analyse = createPool(settings);

export const handler = proxyHandler("rekognition", settings.portalOrigins, {
  "call-rekognition": (call) => answerOperation(call, settings, analyse),
  "upload-image": (call) => offerUpload(call, settings),
  "read-result": (call) => answerResult(call, settings),
});
