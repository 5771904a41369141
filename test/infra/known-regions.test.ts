import { partition } from "@aws-sdk/core/client";
import { KNOWN_REGIONS, nearRegion } from "../../infra/known-regions";
import { findPartition } from "../../infra/partition";

/** The SDK describes the Regions that it knows, and takes others by their form. */
function isKnownToTheSdk(region: string): boolean {
  return "description" in partition(region);
}

const AREAS = ["af", "ap", "ca", "cn", "eu", "il", "me", "mx", "sa", "us", "us-gov"];
const DIRECTIONS = ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central"];
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

test("the list holds the Regions that the SDK knows in our partitions, and no others", () => {
  const names = AREAS.flatMap((area) =>
    DIRECTIONS.flatMap((direction) => NUMBERS.map((number) => `${area}-${direction}-${number}`)),
  );
  expect([...KNOWN_REGIONS].sort()).toEqual(names.filter(isKnownToTheSdk).sort());
  expect(KNOWN_REGIONS.filter((region) => findPartition(region) === undefined)).toEqual([]);
});

test.each([
  ["eu-centrl-1", "eu-central-1"],
  ["EU_West_1", "eu-west-1"],
  [" us-east-1b", "us-east-1"],
  ["us-gov-wset-1", "us-gov-west-1"],
  ["Frankfurt", undefined],
  ["", undefined],
])("%j stands for %s", (text, region) => {
  expect(nearRegion(text)).toBe(region);
});
