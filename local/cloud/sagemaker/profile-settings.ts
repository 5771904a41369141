/** A profile's settings as the program gives them, in the two forms that the laptop shows. Pure. */
import { asRecord, type GraphIndex, textOf } from "../graph/graph-index";

/** As SageMaker answers: the same fields, written its way. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UserSettings.html */
export function asSageMakerWrites(settings: unknown): unknown {
  if (Array.isArray(settings)) return settings.map(asSageMakerWrites);
  if (typeof settings !== "object" || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      asSageMakerWrites(value),
    ]),
  );
}

/** The profile's seat in RStudio: its group, "" for none, or undefined where the program says nothing of RStudio. */
export function seatIn(settings: Readonly<Record<string, unknown>>): string | undefined {
  const { rStudioServerProAppSettings: seat } = settings;
  if (seat === undefined) return undefined;
  const { accessStatus, userGroup } = asRecord(seat);
  return accessStatus === "ENABLED" ? String(userGroup) : "";
}

/** What Studio's launcher offers beside AWS's own images: "Forecasting (JupyterLab)". */
export function imagesOffered(graph: GraphIndex, settings: Readonly<Record<string, unknown>>): string[] {
  const shown = new Map(
    graph.all("sagemaker/image:Image").map((image) => [textOf(image, "imageName"), textOf(image, "displayName")]),
  );
  return Object.entries(settings).flatMap(([name, ofApp]) => {
    const { customImages } = asRecord(ofApp);
    if (!Array.isArray(customImages)) return [];
    const app = name.charAt(0).toUpperCase() + name.slice(1).replace(/AppSettings$/, "");
    return customImages.map((each: unknown) => {
      const imageName = String(asRecord(each)["imageName"]);
      return `${shown.get(imageName) ?? imageName} (${app})`;
    });
  });
}
