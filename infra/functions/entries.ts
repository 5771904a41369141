/** Every function of the gateway: the name of its bundle and the file that exports its `handler`. */
export const FUNCTION_ENTRIES = {
  "authorizer-fetched-keys": "functions/authorizer/fetched-keys.ts",
  "authorizer-pinned-keys": "functions/authorizer/pinned-keys.ts",
  "studio-url": "functions/studio-url/handler.ts",
  rekognition: "functions/rekognition/handler.ts",
  "image-ingest": "functions/image-ingest/handler.ts",
} as const;

export type FunctionName = keyof typeof FUNCTION_ENTRIES;
