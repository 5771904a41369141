import { type Found, type FoundApp, type FoundSpace, ofProfiles } from "../../../local/empty-studio/found";
import { keyOf, nextStep } from "../../../local/empty-studio/next-step";

const inSpace = (name: string, status: string, space = "lab"): FoundApp => ({
  owner: { kind: "space", name: space },
  type: "JupyterLab",
  name,
  status,
});
const ofAlice = (name: string, status: string): FoundApp => ({
  owner: { kind: "profile", name: "alice" },
  type: "JupyterServer",
  name,
  status,
});
const space = (name: string, status = "InService", owner = "alice"): FoundSpace => ({
  name,
  owner,
  isPrivate: true,
  status,
});
const NOTHING = { deleteApps: [], deleteSpaces: [], failed: [], done: false };
const step = (found: Partial<Found>, ...asked: (FoundApp | FoundSpace)[]) =>
  nextStep({ apps: [], spaces: [], ...found }, new Set(asked.map(keyOf)));

test("apps go first, those of profiles and those in spaces; no space is touched meanwhile", () => {
  const apps = [ofAlice("default", "InService"), inSpace("default", "Pending")];
  expect(step({ apps, spaces: [space("lab")] })).toEqual({ ...NOTHING, deleteApps: apps });
});

test("an app that is being deleted is waited for and not asked for again", () => {
  expect(step({ apps: [inSpace("default", "Deleting")], spaces: [space("lab")] })).toEqual(NOTHING);
});

test("one that AWS took is not asked for twice, though the list still says InService", () => {
  const app = inSpace("default", "InService");
  expect(step({ apps: [app] }, app)).toEqual(NOTHING);
});

test("an app of the same name in another space is another app", () => {
  const [first, second] = [inSpace("default", "InService", "one"), inSpace("default", "InService", "two")];
  expect(step({ apps: [first, second] }, first)).toEqual({ ...NOTHING, deleteApps: [second] });
});

test("deleted and failed apps hold nothing up", () => {
  const apps = [inSpace("old", "Deleted"), ofAlice("broken", "Failed")];
  expect(step({ apps, spaces: [space("lab")] })).toEqual({ ...NOTHING, deleteSpaces: [space("lab")] });
  expect(step({ apps })).toEqual({ ...NOTHING, done: true });
});

test("a space that could not be deleted last time is tried once more, and then said to have failed", () => {
  const stuck = space("lab", "Delete_Failed");
  expect(step({ spaces: [stuck] })).toEqual({ ...NOTHING, deleteSpaces: [stuck] });
  expect(step({ spaces: [stuck] }, stuck)).toEqual({ ...NOTHING, failed: [stuck], done: true });
});

test("one failed space does not keep the others from being waited for", () => {
  const stuck = space("stuck", "Delete_Failed");
  expect(step({ spaces: [stuck, space("lab", "Deleting")] }, stuck)).toEqual({ ...NOTHING, failed: [stuck] });
});

test("an app that is started meanwhile goes before the spaces that are left", () => {
  const late = inSpace("late", "InService");
  const lab = space("lab");
  expect(step({ apps: [late], spaces: [lab] }, lab)).toEqual({ ...NOTHING, deleteApps: [late] });
});

test("a profile's are the apps it launched, the spaces it owns and the apps in them, and no others", () => {
  const apps = [ofAlice("own", "InService"), inSpace("hers", "InService", "lab"), inSpace("his", "InService", "alice")];
  const spaces = [space("lab"), space("alice", "InService", "bob")];
  expect(ofProfiles({ apps, spaces }, ["alice"])).toEqual({ apps: apps.slice(0, 2), spaces: spaces.slice(0, 1) });
});
