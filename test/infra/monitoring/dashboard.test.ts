import type { Widget } from "../../../infra/monitoring/dashboard";
import { graphOf, type Variant } from "../../variants";

function widgetsOf(variant: Variant): readonly Widget[] {
  const [dashboard] = graphOf(variant).resources.filter(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard");
  return (JSON.parse(String(dashboard?.inputs["dashboardBody"])) as { readonly widgets: readonly Widget[] }).widgets;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
describe.each(["dev", "strict"] as const)("the dashboard of %s", (variant) => {
  const widgets = widgetsOf(variant);
  const ofType = (type: Widget["type"]) => widgets.filter((each) => each.type === type);

  test("has widgets within 24 columns that do not lie on each other", () => {
    for (const { x, width, height } of widgets)
      expect([x + width <= 24, width >= 1, height >= 1]).toEqual([true, true, true]);
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, index) => `${x + (index % width)}:${y + Math.floor(index / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  test("draws metrics with their dimensions in pairs, and each search once", () => {
    const lines = ofType("metric").flatMap(
      ({ properties }) => properties["metrics"] as readonly (readonly unknown[])[],
    );
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const [first] = line;
      if (typeof first === "object")
        expect(first).toMatchObject({ expression: expect.stringMatching(/^SEARCH\('\{"/) as string });
      // Namespace, name, pairs, options.
      else expect([line.length % 2, line.slice(0, -1).every((each) => typeof each === "string")]).toEqual([1, true]);
    }
    for (const { properties } of ofType("metric"))
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(["region", "metrics", "title"]));
  });

  test("shows every alarm that tells someone, and the runbook", () => {
    const graph = graphOf(variant);
    const telling = graph.resources.filter(
      ({ type, inputs }) => /:(Metric|Composite)Alarm$/.test(type) && inputs["alarmActions"] !== undefined,
    );
    expect(ofType("alarm").map(({ properties }) => [...(properties["alarms"] as string[])].sort())).toEqual([
      telling.map(({ outputs }) => String(outputs["arn"])).sort(),
    ]);
    const [text] = ofType("text");
    for (const { name } of telling) expect(text?.properties["markdown"]).toContain(`**${name}**: `);
  });
});
