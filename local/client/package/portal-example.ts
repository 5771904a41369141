/** A portal in small. GATEWAY_URL=<one of apiUrls> ACCESS_TOKEN=<token> node portal-example.js picture.jpg */
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { answerOf, gatewayClient } from "./gateway-client.js";

const { GATEWAY_URL = "", ACCESS_TOKEN = "" } = process.env;
// In a portal: the access token of its session, from the code flow with PKCE that the stack's output signIn describes.
const gateway = gatewayClient({ baseUrl: GATEWAY_URL, accessToken: () => ACCESS_TOKEN });

// A Studio link of one's own: a secret that lives for minutes. Redirect the browser to it, and keep it nowhere.
const { profiles } = answerOf(await gateway.GET("/v1/studio/profiles"));
for (const { domainId, userProfileName } of profiles) {
  const link = await gateway.POST("/v1/studio/domains/{domainId}/profiles/{userProfileName}/presigned-url", {
    params: { path: { domainId, userProfileName } },
    body: { landingUri: "studio::" },
  });
  console.log(`Studio of ${userProfileName}: a link that opens until ${answerOf(link).expiresAt}`);
}

// One image at once. The headers say which Region answered, and after how many tries.
const picture = await readFile(process.argv[2] ?? "picture.jpg");
const body = { Image: { Bytes: picture.toString("base64") } };
const sent = await gateway.POST("/v1/rekognition/detect-faces", { body });
const { FaceDetails = [] } = answerOf(sent);
console.log(`Faces: ${FaceDetails.length}, found in ${sent.response.headers.get("x-rekognition-region") ?? "?"}`);

// One image through the bucket: larger ones, and answered when a Region has quota left.
const offered = await gateway.POST("/v1/images", { body: { operations: [{ operation: "DetectLabels" }] } });
const { imageId, upload } = answerOf(offered);
const form = new FormData();
for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
form.append("file", new Blob([picture]));
const uploaded = await fetch(upload.url, { method: "POST", body: form });
if (!uploaded.ok) throw new Error(`The bucket answered ${uploaded.status.toString()}.`);
for (let wait = 1; wait > 0;) {
  await setTimeout(wait * 1000);
  const asked = await gateway.GET("/v1/images/{imageId}", { params: { path: { imageId } } });
  const { state, results } = answerOf(asked);
  // Retry-After is there while the state may change by itself.
  wait = Number(asked.response.headers.get("retry-after"));
  console.log(`Upload: ${state} ${JSON.stringify(results).slice(0, 70)}`);
}
