/** Every function of the gateway: the name of its bundle and the file that exports its `handler`. */
export const FUNCTION_ENTRIES = {
  "authorizer-fetched-keys": "functions/authorizer/fetched-keys.ts",
  "authorizer-pinned-keys": "functions/authorizer/pinned-keys.ts",
  "authorizer-fetched-keys-by-row": "functions/authorizer/rows/fetched-keys.ts",
  "authorizer-pinned-keys-by-row": "functions/authorizer/rows/pinned-keys.ts",
  "studio-url": "functions/studio-url/handler.ts",
  "studio-url-by-row": "functions/studio-url/rows/handler.ts",
  rekognition: "functions/rekognition/handler.ts",
  "image-ingest": "functions/image-ingest/handler.ts",
  "smoke-test": "functions/smoke-test/handler.ts",
} as const;

export type FunctionName = keyof typeof FUNCTION_ENTRIES;
