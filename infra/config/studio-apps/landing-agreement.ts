import type { AgreeingValues, Disagreement } from "../disagreement";
import { rStudioOf } from "./r-studio";

/** Landing pages that would open for no one. */
export function landingDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [...landingWithoutRStudio(values), ...landingWithoutSpace(values)];
}

/** Apps that run in a space only: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-spaces.html */
const IN_SPACES = ["app:JupyterLab:", "app:CodeEditor:"];

/** The first is what a caller gets who asks for none, and then no space is named either. */
function landingWithoutSpace({ studioLandingUris = [], studioSpaces }: Partial<AgreeingValues>): Disagreement[] {
  if (studioSpaces === undefined) return [];
  return studioLandingUris.flatMap((found, index): Disagreement[] => {
    if (!IN_SPACES.includes(found) || (index > 0 && studioSpaces.length > 0)) return [];
    const fault =
      studioSpaces.length === 0
        ? "opens in a space only, and studioSpaces lists none that a caller may name"
        : "opens in a space only, and is what a caller gets who names neither page nor space: studio:: has to be first";
    const place = { key: "studioLandingUris", at: `[${index}]`, found, fault } as const;
    return [
      index > 0 || studioLandingUris.includes("studio::") ? { ...place, remove: true } : { ...place, fix: "studio::" },
    ];
  });
}

/** A link that lands in RStudio opens for profiles with a seat; what profiles of other stacks have, nothing here knows. */
function landingWithoutRStudio(values: Partial<AgreeingValues>): Disagreement[] {
  const { rStudio, studioLandingUris = [], existingStudioUserProfiles, studioDomainIds, studioAccounts } = values;
  const others = [existingStudioUserProfiles, studioDomainIds, studioAccounts];
  if (rStudio === undefined || others.some((each) => each?.length !== 0)) return [];
  if (Object.keys(rStudioOf(rStudio)?.accessGroups ?? {}).length > 0) return [];
  const fault = "opens for no profile: rStudio.accessGroups gives none a seat";
  return studioLandingUris.flatMap((found, index): Disagreement[] =>
    found === "app:RStudioServerPro:"
      ? [{ key: "studioLandingUris", at: `[${index}]`, found, fault, remove: true }]
      : [],
  );
}
