/** P6, seen from the bucket: its own policy confines everybody, also who is not of this stack. */
import type { Estate } from "../estate";
import { exceptedFrom } from "../exceptions";
import type { Asker } from "../prove/question";
import { action, and, anyActionOf, type Formula, not, or, resource, through } from "../prove/vocabulary";
import { everyService } from "./askers";
import { withOpenEndpoints } from "./one-layer";
import { endpointIds, resourcesOf, subjectOf } from "./ours";
import type { RuleQuestion } from "./rule";

const LISTING = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"] as const;

/** Requests about what is in the bucket, as opposed to the bucket's own settings. */
export function aboutContent(bucketArn: string): Formula {
  return or(and(anyActionOf("s3"), resource(`${bucketArn}/*`)), and(action(...LISTING), resource(bucketArn)));
}

export function imagesThroughOurEndpoints(estate: Estate): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const doors = endpointIds(estate, ["s3"]);
  return resourcesOf(estate, "bucket").flatMap((bucket) => {
    const elsewhere = and(aboutContent(bucket.arn), not(through(doors)));
    const ask = (asker: Asker, that: Formula) => ({ estate: open, asker, route: { kind: "service" } as const, that });
    const excepted = estate.roles.map((role) => exceptedFrom("P6", estate, role));
    return [
      {
        claim: `Nobody outside this stack, of whatever account and with whatever permissions, reaches content of ${bucket.name} but through our S3 endpoints.`,
        about: subjectOf(bucket),
        expect: "never" as const,
        questions: strangers(estate).map((asker) => ask(asker, elsewhere)),
      },
      {
        claim: `The stack's own roles reach content of ${bucket.name} through our S3 endpoints only.`,
        about: subjectOf(bucket),
        expect: "never" as const,
        exceptions: [...new Set(excepted.flatMap(({ ids }) => ids))].filter((id) => id === "rekognition-reads-images"),
        questions: open.roles.map((role) =>
          ask({ kind: "role", role }, and(elsewhere, not(exceptedFrom("P6", estate, role).bounds))),
        ),
      },
    ];
  });
}

export function strangers(estate: Estate): Asker[] {
  const services = everyService(estate).map((service): Asker => ({ kind: "service", service }));
  return [{ kind: "other-role" }, { kind: "foreign-role" }, { kind: "anonymous" }, ...services];
}
