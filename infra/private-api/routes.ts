import { type RouteRecord, ROUTES } from "../../functions/contract/routes";
import type { Settings } from "../config";

/** One method of the API, as far as a deployment depends on it: the trigger of a redeployment is a hash of exactly these members. */
export interface Route extends Omit<RouteRecord, "whoMay"> {
  /** Logical name of the method's resources; stable, because renaming it replaces them. */
  readonly name: string;
}

/** The routes of this environment: the pool's are there when the pool is. */
export function routesOf(settings: Pick<Settings, "rekognitionRegions">): readonly Route[] {
  const hasPool = settings.rekognitionRegions.length > 0;
  const routes: [string, RouteRecord][] = Object.entries(ROUTES);
  return routes
    .filter(([, { whoMay }]) => hasPool || whoMay !== "pool-members")
    .map(([name, { whoMay: _, ...route }]) => ({ name, ...route }));
}

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
