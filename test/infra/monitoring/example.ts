import type { Watched } from "../../../infra/monitoring/measures";

/** A stack with everything, by names that could be AWS's. */
export const EXAMPLE: Watched<string> = {
  namespace: "private-ml-gateway-dev",
  api: "api-1a2b3c4",
  stage: "live",
  functions: {
    authorizer: "authorizer-1a2b3c4",
    "studio-url": "studio-url-1a2b3c4",
    rekognition: "rekognition-1a2b3c4",
    "image-ingest": "image-ingest-1a2b3c4",
  },
  rules: { mintOutsideMintingRole: "mint-outside-minting-role-1a2b3c4", roleRefused: "role-refused-1a2b3c4" },
  pool: { queue: "new-images-1a2b3c4", failedQueue: "new-images-failed-1a2b3c4", latencyMs: 9000 },
};
