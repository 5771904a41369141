/** P6, seen from the bucket: its own policy confines every principal, also those outside this stack. */
import type { Estate } from "../../estate";
import { exceptedFrom } from "../../exceptions";
import type { Asker } from "../../question";
import { action, and, anyActionOf, type Formula, not, or, resource, through } from "../../encode/vocabulary";
import { everyService } from "./askers";
import { withOpenEndpoints } from "./one-layer";
import { endpointIds, resourcesOf, subjectOf } from "../ours";
import type { RuleQuestion } from "../rule";

const LISTING_VERSIONS_AND_UPLOADS = ["s3:ListBucketVersions", "s3:ListBucketMultipartUploads"] as const;

/** Requests about what is in the bucket, as opposed to the bucket's own settings. */
export function aboutContent(bucketArn: string): Formula {
  return or(aboutImages(bucketArn), and(action("s3:ListBucket"), resource(bucketArn)));
}

/** The same without the names of current images: HeadBucket, which every deployment sends, is the same permission as listing them. */
function aboutImages(bucketArn: string): Formula {
  const listing = and(action(...LISTING_VERSIONS_AND_UPLOADS), resource(bucketArn));
  return or(and(anyActionOf("s3"), resource(`${bucketArn}/*`)), listing);
}

export function imagesThroughOurEndpoints(estate: Estate): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const doors = endpointIds(estate, ["s3"]);
  return resourcesOf(estate, "bucket").flatMap((bucket) => {
    const elsewhere = (that: Formula) => and(that, not(through(doors)));
    const content = elsewhere(aboutContent(bucket.arn));
    const ask = (asker: Asker, that: Formula) => ({ estate: open, asker, route: { kind: "service" } as const, that });
    const excepted = estate.roles.map((role) => exceptedFrom("P6", estate, role));
    return [
      {
        claim: `No other account, no unsigned caller and no service of AWS reaches content of ${bucket.name} but through our S3 endpoints.`,
        about: subjectOf(bucket),
        expect: "never" as const,
        questions: strangers(estate).map((asker) => ask(asker, content)),
      },
      {
        claim: `A role of this account that is not of this stack, with whatever permissions, reaches images in ${bucket.name} through our S3 endpoints only, and elsewhere lists no more than the names of current ones.`,
        about: subjectOf(bucket),
        expect: "never" as const,
        questions: [ask({ kind: "other-role" }, elsewhere(aboutImages(bucket.arn)))],
      },
      {
        claim: `The stack's own roles reach content of ${bucket.name} through our S3 endpoints only.`,
        about: subjectOf(bucket),
        expect: "never" as const,
        exceptions: [...new Set(excepted.flatMap(({ ids }) => ids))].filter((id) => id === "rekognition-reads-images"),
        questions: open.roles.map((role) =>
          ask({ kind: "role", role }, and(content, not(exceptedFrom("P6", estate, role).bounds))),
        ),
      },
    ];
  });
}

/** All principals outside this account, and AWS's own services. */
export function strangers(estate: Estate): Asker[] {
  const services = everyService(estate).map((service): Asker => ({ kind: "service", service }));
  return [{ kind: "foreign-role" }, { kind: "anonymous" }, ...services];
}
