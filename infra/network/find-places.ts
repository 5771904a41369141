import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { describeProblems } from "../config/problem";
import { problemsAt } from "../config/settings";
import { faultsOfPlaces } from "./existing/faults";
import type { FoundPlaces } from "./existing/found";
import { findPlaces } from "./existing/look-up";
import { madeInterfaceServices, madeOnlyOnce } from "./gateway-network";
import type { MadeEndpoint } from "./existing/look-up";
import type { EndpointService } from "../partition";

/** Endpoints that a stack makes. */
export interface MadeThere {
  /** Of these AWS would refuse a second one. */
  readonly onlyOnce: readonly MadeEndpoint[];
  readonly interfaceServices: readonly EndpointService[];
}

/**
 * Asks AWS about what config says exists. To be awaited before anything is declared.
 *
 * @throws pulumi.RunError (printed without a stack) with everything in which AWS answers otherwise than config says
 */
export async function findExistingPlaces(settings: Settings, made = madeByGateway(settings)): Promise<FoundPlaces> {
  const found = await findPlaces(settings, made.onlyOnce, made.interfaceServices);
  const problems = problemsAt(faultsOfPlaces(settings, found));
  if (problems.length > 0) throw new pulumi.RunError(describeProblems(problems, pulumi.getStack()));
  return found;
}

export function madeByGateway(settings: Settings): MadeThere {
  return { onlyOnce: madeOnlyOnce(settings), interfaceServices: madeInterfaceServices(settings) };
}
