import type { Alarm } from "../alarm";
import { burnRateAlarms, failedShare, slowShare } from "../burn-rate";
import { counted, ofRoute, type Watched } from "../measures";
import { happened } from "./happened";

/** A mint is three calls to AWS, each of some tenths of a second; a cold start comes on top. */
export const MINT_WITHIN_MS = 3000;

/** URLs into Studio: that they come, and how soon. */
export function studioAlarms<N>(watched: Watched<N | string>): readonly Alarm<N | string>[] {
  const failed = ofRoute(watched, "mint-url", "5XXError", "Sum");
  const all = ofRoute(watched, "mint-url", "Count", "SampleCount");
  return [
    ...burnRateAlarms({
      name: "mint-availability",
      budget: 0.001,
      badShare: failedShare(failed, all),
      runbook: {
        means: "More Studio URLs fail with a 5xx than one in a thousand allows.",
        callersSee: "500, 502, 503 or 504 instead of a URL; Studio sessions that are open go on.",
        act: "Look which code the dashboard shows: authorizer_failure leads to the authorizer's log, upstream_* to upstream_failed in studio-url's, internal_error to unexpected_error.",
      },
    }),
    ...burnRateAlarms({
      name: "mint-latency",
      budget: 0.01,
      badShare: slowShare(ofRoute(watched, "mint-url", "Latency", "SampleCount"), MINT_WITHIN_MS),
      runbook: {
        means: `More than one in a hundred Studio URLs takes longer than ${MINT_WITHIN_MS / 1000} seconds.`,
        callersSee: "a wait before Studio opens; nothing fails yet.",
        act: "Compare authorizerMs and functionMs in the access log: the first leads to the issuer's key set or the mapping table, the second to STS and SageMaker.",
      },
    }),
    happened("studio-url-rejected", counted(watched, "StudioUrlRejected"), 1, {
      means: "SageMaker answered with a URL that does not lead to this stack's Studio, and it was not passed on.",
      callersSee: "502 upstream_refused.",
      act: "Read studio_url_rejected in studio-url's log; if the domain is right, AWS has changed Studio's host names and STUDIO_HOST_SUFFIX has to follow.",
    }),
  ];
}
