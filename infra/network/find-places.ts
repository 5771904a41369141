import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { describeProblems } from "../config/problem";
import { problemsAt } from "../config/settings";
import { faultsOfPlaces } from "./existing/faults";
import type { FoundPlaces } from "./existing/found";
import { findPlaces } from "./existing/look-up";
import { madeInterfaceServices, madeOnlyOnce } from "./gateway-network";

/**
 * Asks AWS about what config says exists. To be awaited before anything is declared.
 *
 * @throws pulumi.RunError (printed without a stack) with everything in which AWS answers otherwise than config says
 */
export async function findExistingPlaces(settings: Settings): Promise<FoundPlaces> {
  const found = await findPlaces(settings, madeOnlyOnce(settings), madeInterfaceServices(settings));
  const problems = problemsAt(faultsOfPlaces(settings, found));
  if (problems.length > 0) throw new pulumi.RunError(describeProblems(problems, pulumi.getStack()));
  return found;
}
