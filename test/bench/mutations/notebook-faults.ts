import { withoutStatements, withStatements } from "../../policies/audit/rules/changed-graph";
import { unconditional } from "../../policies/audit/rules/ways-to-change";
import type { Fault } from "./faults";

const TAGGING = ["AllowTaggingAppsWhileCreatingThem", "AllowTaggingSpacesWhileCreatingThem"];

/** P4, P10 and P15 about the people inside Studio: their own spaces and apps, and nobody else's. */
export const NOTEBOOK_FAULTS: readonly Fault[] = [
  {
    what: "apps in another person's space that is called as the profile",
    breaks: "P4",
    of: "dev",
    change: (graph) => withStatements(graph, "AllowAppsOfTheOwnProfile", unconditional),
  },
  {
    what: "shared spaces, whose apps run with a role that is not ours",
    breaks: "P4",
    of: "existing-domain",
    change: (graph) =>
      withStatements(graph, "AllowAppsAndPrivateSpacesOwnedByThisProfile", ({ Condition = {}, ...statement }) => ({
        ...statement,
        Condition: { ArnEquals: Condition["ArnEquals"] ?? {} },
      })),
  },
  {
    what: "tags on apps and spaces that exist",
    breaks: "P4",
    of: "dev",
    change: (graph) => withStatements(graph, TAGGING, unconditional),
  },
  {
    what: "no tags, so no space and no app can be made",
    breaks: "P15",
    of: "dev",
    change: (graph) => withoutStatements(graph, ...TAGGING),
  },
  {
    what: "an endpoint that lets no tags through, so no app starts",
    breaks: "P10",
    of: "dev",
    change: (graph) =>
      withStatements(graph, ["AllowStudioToRunApps", "AllowExecutionRolesTheirApps"], (statement) => ({
        ...statement,
        Action: [statement.Action ?? []].flat().filter((action) => action !== "sagemaker:AddTags"),
      })),
  },
];
