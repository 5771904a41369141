/** Whether the authorizer whose answers are proved is the one that the graph deploys, by its bytes. */
import { createHash } from "node:crypto";
import { builtFunction } from "../../../infra/functions/bundle";
import { FUNCTION_ENTRIES, type FunctionName } from "../../../infra/functions/entries";
import type { CoverageFault, Estate } from "../../../policies/audit/estate";
import type { AuthorizerCase } from "../../../policies/audit/report";
import type { ReadBundle } from "../actions/declared-actions";

interface Deployed {
  /** A row for each function that an API asks, with the SHA-256 of its bundle. */
  readonly cases: readonly AuthorizerCase[];
  /** Functions that API Gateway would ask in place of the code that was looked at. */
  readonly faults: readonly CoverageFault[];
}

const IS_AUTHORIZER = /^authorizer-/;

/**
 * The answers come from the sources of this folder. They say something about the stack only if the function that its API asks is
 * made of the same sources: its code has to be an authorizer's bundle, byte for byte as it is built now.
 */
export function deployedAuthorizers(estate: Estate, readBundle: ReadBundle): Deployed {
  const asked = estate.apis.flatMap(({ authorizers }) => authorizers.flatMap(({ functionName }) => functionName ?? []));
  const functions = estate.functions.filter(({ name }) => asked.includes(name));
  const looked = functions.map(({ name, urn, code = "" }) => {
    const bundle = readBundle(code);
    const entry = code.split("/").at(-1) ?? "";
    const why = fault(name, code, bundle, isFunction(entry) ? entry : undefined);
    if (why !== undefined) return { cases: [], faults: [{ urn, pointer: "/code", why }] };
    const sha256 = createHash("sha256")
      .update(bundle ?? "")
      .digest("hex");
    const documentSummary = `${code}/index.js, SHA-256 ${sha256}, is what the sources that were looked at make`;
    const claims = `the bundle of the function ${name}, which the API asks`;
    return { cases: [{ claims, samples: 0, documentSummary, status: "PROVED" } as const], faults: [] };
  });
  return { cases: looked.flatMap(({ cases }) => cases), faults: looked.flatMap(({ faults }) => faults) };
}

function fault(
  name: string,
  code: string,
  bundle: string | undefined,
  entry: FunctionName | undefined,
): string | undefined {
  if (entry === undefined || !IS_AUTHORIZER.test(entry))
    return `The API asks function ${name}, whose code (${code || "none of this folder"}) is not an authorizer of this folder: the answers that were looked at are not its.`;
  if (bundle === builtFunction(entry)) return undefined;
  return `The bundle of function ${name} (${code}/index.js) is not what ${FUNCTION_ENTRIES[entry]} makes now, so the answers that were looked at are not its. \`npm run synth\` builds it anew.`;
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTION_ENTRIES, name);
}
