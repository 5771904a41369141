import { decodeCaller, readGroupRegions } from "../../../functions/contract/caller";
import { caller, contextOf, DOMAIN, LIMITS } from "../events";

test("a caller survives the way through API Gateway, which makes every value a string", () => {
  const alice = caller("alice");
  expect(decodeCaller(contextOf(alice))).toEqual(alice);
});

const entry = { domainId: DOMAIN, userProfileName: "alice", limits: LIMITS };

test.each([
  ["no context", undefined],
  ["an empty context", {}],
  ["another caller id", { callerId: "alice" }],
  ["no end", { expiresAt: undefined }],
  ["an end that is not a time", { expiresAt: "soon" }],
  ["entries that are not a list", { entries: "{}" }],
  ["entries that are not JSON", { entries: "[" }],
  ["an entry with another profile name", { entries: JSON.stringify([{ ...entry, userProfileName: "bob/../alice" }]) }],
  ["an entry with another domain", { entries: JSON.stringify([{ ...entry, domainId: "d-a/bob" }]) }],
  ["an entry without limits", { entries: JSON.stringify([{ ...entry, limits: undefined }]) }],
  ["an unknown reason", { denialReason: "because" }],
])("a context with %s carries no caller", (_, changes) => {
  const context = changes && (Object.keys(changes).length > 0 ? { ...contextOf(caller("alice")), ...changes } : {});
  expect(() => decodeCaller(context)).toThrow();
});

test.each(["[]", "null", '"text"', '{"a":"eu-west-1"}', '{"a":["eu-west-1","frankfurt"]}'])(
  "%s is not a list of groups' Regions",
  (text) => {
    expect(readGroupRegions(text)).toBeUndefined();
  },
);

test("an empty text confines no group", () => {
  expect(readGroupRegions("")).toEqual({});
  expect(readGroupRegions('{"a":[]}')).toEqual({ a: [] });
});
