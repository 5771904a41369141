import { commonZones, likelyZones } from "../../../infra/network/zones";

test("zones are the first ones, by name, that every service is offered in", () => {
  const offers = [
    { service: "studio", zones: ["eu-central-1c", "eu-central-1a", "eu-central-1b"] },
    { service: "sts", zones: ["eu-central-1b", "eu-central-1c", "eu-central-1d"] },
  ];
  expect(commonZones(offers, 2)).toEqual({ zones: ["eu-central-1b", "eu-central-1c"] });
});

test("one service is a choice among its own zones", () => {
  expect(commonZones([{ service: "sts", zones: ["b", "a", "b"] }], 2)).toEqual({ zones: ["a", "b"] });
});

test.each([
  [
    "too few in common",
    [
      { service: "studio", zones: ["b", "a"] },
      { service: "sts", zones: ["b", "c"] },
    ],
    "2 Availability Zones must offer all of studio (a, b); sts (b, c); found b.",
  ],
  [
    "a service that is not there at all",
    [
      { service: "studio", zones: [] },
      { service: "sts", zones: ["a", "b"] },
    ],
    "2 Availability Zones must offer all of studio (nowhere); sts (a, b); found none.",
  ],
])("%s is told with every service's zones", (_, offers, fault) => {
  expect(commonZones(offers, 2)).toEqual({ fault });
});

test.each([
  ["the first by name", ["b", "a", "c"], ["x-az1", "x-az2", "x-az3"], ["a", "b"]],
  ["a scarce one is passed over", ["a", "b", "c"], ["use1-az3", "use1-az1", "use1-az2"], ["b", "c"]],
  ["a scarce one is taken where there is no other", ["a", "b"], ["usw1-az1", "usw1-az2"], ["a", "b"]],
])("of a Region that cannot be asked, %s", (_, names, ids, zones) => {
  expect(likelyZones("us-west-1", { names, ids }, 2)).toEqual({ zones });
});

test("a Region with too few zones is told", () => {
  const fault = "2 Availability Zones of us-west-1 are needed; found a.";
  expect(likelyZones("us-west-1", { names: ["a"], ids: ["usw1-az1"] }, 2)).toEqual({ fault });
});
