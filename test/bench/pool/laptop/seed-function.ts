/**
 * The published design in the rekognition function's place: same role, same network, same SDK. Draws a Region by its percentage and
 * calls it once; whatever comes of it, the caller gets.
 */
import { DetectFacesCommand, RekognitionClient } from "@aws-sdk/client-rekognition";
import { draw } from "../../../../functions/pool/router/choice";

interface Pool {
  readonly regions: readonly {
    readonly region: string;
    readonly endpoint: string;
    readonly weight?: number;
    readonly quotas: { readonly DetectFaces?: number };
  }[];
}

const { regions } = JSON.parse(process.env["POOL"] ?? "{}") as Pool;
const agent = { keepAlive: true, maxSockets: Infinity };
const clients = new Map(
  regions.map(({ region, endpoint }) => [
    region,
    new RekognitionClient({ region, endpoint, maxAttempts: 1, requestHandler: { httpAgent: agent } }),
  ]),
);
const candidates = regions.map(({ region, weight, quotas }) => ({ region, weight: weight ?? quotas.DetectFaces ?? 0 }));

export async function handler(event: { readonly body: string }) {
  const region = draw(candidates, Math.random) ?? "";
  const { Image } = JSON.parse(event.body) as { readonly Image: { readonly Bytes: string } };
  const headers = { "x-rekognition-region": region, "x-rekognition-attempts": "1" };
  try {
    const command = new DetectFacesCommand({ Image: { Bytes: Buffer.from(Image.Bytes, "base64") } });
    const answer = await clients.get(region)?.send(command);
    return { statusCode: 200, headers, body: JSON.stringify(answer) };
  } catch (error) {
    return { statusCode: 500, headers, body: JSON.stringify({ code: (error as Error).name }) };
  }
}
