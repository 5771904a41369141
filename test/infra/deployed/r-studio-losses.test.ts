import { completed, type Deployed } from "../../../infra/deployed/deployed";
import { lossesOf } from "../../../infra/deployed/losses";
import { checkSettings, type Settings } from "../../../infra/config/settings";
import { LEAST } from "../config/good-settings";

function settingsOf(change: Record<string, unknown> = {}): Settings {
  const result = checkSettings({ ...LEAST, studioUserProfiles: ["alice", "bob"], ...change });
  if ("problems" in result) throw new Error(result.problems.map(({ key, fault }) => `${key} ${fault}`).join("; "));
  return result.settings;
}

const standing = (change: Record<string, unknown> = {}): Deployed => ({ ...settingsOf(change), studioZones: 2 });
const told = (before: Deployed, change: Record<string, unknown>) =>
  lossesOf(before, settingsOf(change)).map(({ key, change: what }) => `${key} ${what}`);
const seats = (accessGroups: Record<string, string>) => ({ rStudio: { accessGroups } });
const ALICE = { alice: "R_STUDIO_USER" };

test("a domain that stands gets RStudio by hand: everything but people's seats may be made before", () => {
  const without = ["rStudio gives alice a seat, and this stack's domain was made without RStudio"];
  expect(told(standing(), seats(ALICE))).toEqual(without);
  expect(told(standing(), seats({}))).toEqual([]);
  expect(told(standing(seats({})), seats(ALICE))).toEqual([]);
  const { rStudio: _, ...older } = standing();
  expect(told(completed(older, settingsOf(seats(ALICE))), seats(ALICE))).toEqual(without);
  const existing = { studioDomainId: "d-abcd1234efgh" };
  expect(told(standing(existing), { ...existing, ...seats(ALICE) })).toEqual([]);
});

test("a seat is not taken back, whatever the switches say; what someone is there may change", () => {
  const loose = { retainStudioHomes: false };
  const before = standing({ ...loose, ...seats(ALICE) });
  expect(told(before, { ...loose, ...seats({ alice: "R_STUDIO_ADMIN", bob: "R_STUDIO_USER" }) })).toEqual([]);
  expect(told(before, { ...loose, ...seats({}) })).toEqual(["rStudio no longer gives alice a seat"]);
  expect(told(before, loose)).toEqual(["rStudio no longer gives alice a seat"]);
  // With the profile its seat goes.
  expect(told(before, { ...loose, studioUserProfiles: ["bob"] })).toEqual([]);
  const [loss] = lossesOf(before, settingsOf(loose));
  expect(loss?.back).toEqual([{ name: "rStudio", at: ".accessGroups.alice", value: "R_STUDIO_USER" }]);
});
