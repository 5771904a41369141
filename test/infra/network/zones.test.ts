import { nextZone, placementOf, type ZoneOffer } from "../../../infra/network/zones";

/** The zones of as many subnets, one after the other. */
function chosen(offers: readonly ZoneOffer[], count: number, standing: readonly string[] = []): readonly string[] {
  if (standing.length >= count) return standing;
  const next = nextZone(offers, standing);
  if ("fault" in next) throw new Error(next.fault);
  return chosen(offers, count, [...standing, next.zone]);
}

const offer = (service: string, zones: string): ZoneOffer => ({ service, zones: zones.split("") });

test.each([
  ["the first by name that all services are offered in", [offer("studio", "cab"), offer("sts", "bcd")], ["b", "c"]],
  ["the first by name of one service", [offer("sts", "bab")], ["a", "b"]],
  ["a second one for whom the first one serves", [offer("studio", "ab"), offer("sts", "bc")], ["b", "a"]],
  ["one for each service where they have none in common", [offer("studio", "ab"), offer("sts", "cd")], ["a", "c"]],
  ["a second one for all where only one has all", [offer("a", "xyz"), offer("b", "yz"), offer("c", "z")], ["z", "y"]],
])("zones are %s", (_, offers, zones) => {
  expect(chosen(offers, 2)).toEqual(zones);
});

test("a zone that is added later is not one that is in use, whatever sorts before it today", () => {
  const offers = [offer("studio", "abcd"), offer("sts", "abcd")];
  expect(chosen(offers, 3, ["b", "d"])).toEqual(["b", "d", "a"]);
  expect(chosen(offers, 3, ["a", "b"])).toEqual(["a", "b", "c"]);
});

test("a zone that is added later serves whom the standing ones do not", () => {
  expect(chosen([offer("studio", "abc"), offer("rekognition", "de")], 3, ["a", "b"])).toEqual(["a", "b", "d"]);
});

test("too few zones are told, with every service's", () => {
  expect(nextZone([offer("studio", "ba"), offer("sts", "")], ["a", "b"])).toEqual({
    fault: "One more Availability Zone is needed than a, b; AWS offers studio (a, b), sts (no zone).",
  });
});

test("an endpoint stands in those subnets whose zones offer its service", () => {
  expect(placementOf(offer("sts", "abc"), ["a", "b"])).toEqual({ positions: [0, 1] });
  expect(placementOf(offer("sts", "ca"), ["a", "b", "c"])).toEqual({ positions: [0, 2] });
});

test("an endpoint in one zone is a warning, and one in none a fault, with what is offered, where the subnets are, and what to do", () => {
  const cure = "raise availabilityZoneCount for the home Region; in another one, name its zones in rekognitionRegions.";
  const said = (zones: string) => `AWS offers rekognition in ${zones}, and the subnets are in a, b: `;
  expect(placementOf(offer("rekognition", "cb"), ["b", "a"])).toEqual({
    positions: [0],
    warning: `${said("b, c")}its endpoint stands in one zone only; to have two, ${cure}`,
  });
  expect(placementOf(offer("rekognition", "dc"), ["b", "a"])).toEqual({ fault: `${said("c, d")}${cure}` });
});
