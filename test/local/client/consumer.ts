/** A portal elsewhere that got the package as a folder: it has no node_modules, and a strict compiler. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";

/** Every line that has to be refused is refused, so nothing in it is `any`; every other line is accepted. */
const PORTAL = `
import { answerOf, gatewayClient, type ProblemCode, type Schemas } from "./client/gateway-client.js";

const gateway = gatewayClient({ baseUrl: "https://gateway.example/live", accessToken: () => Promise.resolve("token") });
const { error } = await gateway.GET("/v1/studio/profiles");
// @ts-expect-error a code that the API does not have
if (error?.code === "no_such_code") throw error;
export const code: ProblemCode | undefined = error?.code;
// @ts-expect-error a path that the API does not have
await gateway.POST("/v1/rekognition/detect-cats", { body: {} });
// @ts-expect-error a text in place of seconds
export const body: Schemas["PresignedUrlRequest"] = { expiresInSeconds: "30" };
// @ts-expect-error no image
await gateway.POST("/v1/rekognition/detect-faces", { body: { Attributes: ["SMILE"] } });
const order = { operations: [{ operation: "DetectText" as const }] };
const { url, fields } = answerOf(await gateway.POST("/v1/images", { body: order })).upload;
export const texts: string[] = [url, ...Object.values(fields)];
`;

const OPTIONS = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  lib: ["es2022", "dom", "dom.iterable"],
  types: [],
};

/** @returns what the compiler complains about; "" when nothing */
export function consumerFaults(packageFolder: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-"));
  try {
    fs.cpSync(packageFolder, path.join(folder, "client"), { recursive: true });
    fs.writeFileSync(path.join(folder, "portal.mts"), PORTAL);
    const config = JSON.stringify({ compilerOptions: OPTIONS, files: ["portal.mts"] });
    fs.writeFileSync(path.join(folder, "tsconfig.json"), config);
    const compiler = path.join(projectRoot(), "node_modules/typescript/bin/tsc");
    const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, "--project", folder], {
      encoding: "utf8",
    });
    return status === 0 ? "" : `ended with ${status ?? "a signal"}: ${stdout}${stderr}`;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
