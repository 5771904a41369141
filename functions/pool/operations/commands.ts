import {
  CompareFacesCommand,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  DetectProtectiveEquipmentCommand,
  DetectTextCommand,
  RecognizeCelebritiesCommand,
  type RekognitionClient,
} from "@aws-sdk/client-rekognition";
import type { OperationName } from ".";

/** A request as the SDK takes it: AWS's own members, images as bytes. It has been checked, so its type is told here once. */
export type OperationInput = Readonly<Record<string, unknown>>;
export type OperationOutput = Readonly<Record<string, unknown>>;

type Send = (client: RekognitionClient, input: never, abortSignal: AbortSignal) => Promise<object>;

const SENDERS: Readonly<Record<OperationName, Send>> = {
  CompareFaces: (client, input, abortSignal) => client.send(new CompareFacesCommand(input), { abortSignal }),
  DetectFaces: (client, input, abortSignal) => client.send(new DetectFacesCommand(input), { abortSignal }),
  DetectLabels: (client, input, abortSignal) => client.send(new DetectLabelsCommand(input), { abortSignal }),
  DetectModerationLabels: (client, input, abortSignal) =>
    client.send(new DetectModerationLabelsCommand(input), { abortSignal }),
  DetectProtectiveEquipment: (client, input, abortSignal) =>
    client.send(new DetectProtectiveEquipmentCommand(input), { abortSignal }),
  DetectText: (client, input, abortSignal) => client.send(new DetectTextCommand(input), { abortSignal }),
  RecognizeCelebrities: (client, input, abortSignal) =>
    client.send(new RecognizeCelebritiesCommand(input), { abortSignal }),
};

/** One HTTP request. @throws whatever the SDK makes of the answer */
export async function sendOperation(
  client: RekognitionClient,
  operation: OperationName,
  input: OperationInput,
  abortSignal: AbortSignal,
): Promise<OperationOutput> {
  return (await SENDERS[operation](client, input as never, abortSignal)) as OperationOutput;
}
