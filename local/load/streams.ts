import { didYouMean } from "../command-line/nearest";
import type { LaneMember } from "../identity/pool-people";
import { UserError } from "../user-error";

/** Calls of one person at an even rate. */
export interface Stream {
  readonly person: string;
  /** Of the person; absent while there are no lanes, and where none was asked for. */
  readonly lane?: string;
  readonly perSecond: number;
}

const MOST_PER_SECOND = 500;

/**
 * Who calls, and how often.
 *
 * @param asked lanes as `--lane` has them, `<group>` or `<group>=<calls a second>`; without any, the pool's usual member calls
 * @param perSecond of a lane that says no rate
 * @throws UserError for a lane that the program does not have
 */
export function streamsOf(
  asked: readonly string[],
  perSecond: number,
  laptop: { readonly poolMember: string; readonly laneMembers: readonly LaneMember[] },
): readonly Stream[] {
  if (asked.length === 0) return [{ person: laptop.poolMember, perSecond }];
  return asked.map((text) => {
    // The last "=": names of groups may have one.
    const [, name = text, rate] = /^(.+)=([\d.]+)$/.exec(text) ?? [];
    const known = laptop.laneMembers.find(({ lane }) => lane === name);
    if (known === undefined) throw new UserError(unknownLane(name, laptop.laneMembers));
    const own = rate === undefined ? perSecond : Number(rate);
    if (!(own > 0 && own <= MOST_PER_SECOND))
      throw new UserError(`--lane ${text}: the calls a second have to be more than 0 and at most ${MOST_PER_SECOND}.`);
    return { person: known.person, lane: known.lane, perSecond: own };
  });
}

function unknownLane(name: string, members: readonly LaneMember[]): string {
  const lanes = members.map(({ lane }) => lane);
  if (lanes.length === 0) return "The program has no lanes: list groups in rekognitionLanes first.";
  return `There is no lane "${name}".${didYouMean(name, lanes)} There are: ${lanes.join(", ")}.`;
}

/** As people read it. */
export function ratesText(streams: readonly Stream[]): string {
  const [first] = streams;
  if (streams.length === 1 && first !== undefined) return `${first.perSecond} a second`;
  return `${streams.map(({ lane, perSecond }) => `${perSecond} (${lane ?? ""})`).join(" and ")} a second`;
}
