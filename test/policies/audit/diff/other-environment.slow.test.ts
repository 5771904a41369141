import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import { graphOf, type Variant } from "../../../variants";

function changes(from: Variant, to: Variant): readonly string[] {
  const difference = differenceFrom(baselineOf(collectEstate(graphOf(from))), collectEstate(graphOf(to)));
  return difference.kind === "compared" ? difference.changes.map(({ kind, sentence }) => `${kind}: ${sentence}`) : [];
}

test("a role more is told by what it may do, and a role less by its name", () => {
  expect(changes("strict", "dev")).toContainEqual(
    expect.stringMatching(/^NEW: .*rekognition-role.* may rekognition:DetectFaces/),
  );
  expect(changes("dev", "strict")).toContain("GONE: role rekognition-role, and whatever it could do");
});
