/** Every alarm of a stack, in the runbook's order. Pure. */
import type { Alarm } from "../alarm";
import type { Watched } from "../measures";
import { accessAlarms } from "./access";
import { functionAlarms } from "./functions";
import { poolAlarms } from "./pool";
import { studioAlarms } from "./studio";

export function alarmsOf<N>(watched: Watched<N>): readonly Alarm<N | string>[] {
  return [
    ...studioAlarms<N>(watched),
    ...accessAlarms<N | string>(watched),
    ...functionAlarms<N | string>(watched),
    ...(watched.pool ? poolAlarms<N>(watched, watched.pool) : []),
  ];
}
