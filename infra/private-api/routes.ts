import type { Settings } from "../config";

/** One method of the API. The contract, with every field and answer, is functions/http/openapi.json. */
export interface Route {
  /** Logical name of the method's resources; stable, because renaming it replaces them. */
  readonly name: string;
  readonly method: "GET" | "POST";
  /** With `{parameter}` segments, as API Gateway writes it. */
  readonly path: string;
  readonly function: "studio-url" | "rekognition";
  /** A schema of the contract that API Gateway checks the body against before our code runs. */
  readonly bodySchema?: "PresignedUrlRequest";
}

/** The routes of this environment: the pool's are there when the pool is. */
export function routesOf(settings: Pick<Settings, "rekognitionRegions">): readonly Route[] {
  return settings.rekognitionRegions.length > 0 ? [...STUDIO_ROUTES, ...POOL_ROUTES] : STUDIO_ROUTES;
}

const STUDIO_ROUTES: readonly Route[] = [
  { name: "list-profiles", method: "GET", path: "/v1/studio/profiles", function: "studio-url" },
  {
    name: "mint-url",
    method: "POST",
    path: "/v1/studio/domains/{domainId}/profiles/{userProfileName}/presigned-url",
    function: "studio-url",
    bodySchema: "PresignedUrlRequest",
  },
];

/**
 * Without models: these bodies are AWS's own requests, of a shape that hangs on the operation, and a model could only say that something
 * in them is wrong. The function names every field at fault before it calls anybody.
 */
const POOL_ROUTES: readonly Route[] = [
  { name: "call-rekognition", method: "POST", path: "/v1/rekognition/{operation}", function: "rekognition" },
  { name: "upload-image", method: "POST", path: "/v1/images", function: "rekognition" },
  { name: "read-result", method: "GET", path: "/v1/images/{imageId}", function: "rekognition" },
];

/** The path as policies name it: `*` for each parameter, because an ARN holds the caller's value, not the parameter's name. */
export function pathPattern(path: string): string {
  return path.replaceAll(/\{[^}]+\}/g, "*");
}

/** Every path that leads to a route, parents first: `/v1`, `/v1/studio`, … */
export function resourcePaths(routes: readonly Route[]): string[] {
  const paths = routes.flatMap(({ path }) => {
    const parts = path.split("/").slice(1);
    return parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
  });
  return [...new Set(paths)].sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
}

/** A method's key in stage settings: slashes as `~1`. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export function methodSettingsPath(route: { readonly method: string; readonly path: string }): string {
  return `${route.path.replaceAll("/", "~1")}/${route.method}`;
}
