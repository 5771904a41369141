/** Of what table mode adds, the statements with something to spare, and what makes up for it: a list that the run has to find again. */
import type { GeneratedRun } from "./generated-run";

/** Such a Deny is there for the day on which another policy is attached that allows more. */
const NOTHING_ALLOWS_IT = "no statement allows what it refuses";

/** By statement: the one without which, beside the change, a rule breaks; or that no request is answered otherwise. */
const COVERS: Readonly<Record<string, string>> = {
  "authorizer-reads-rows DenyTheAuthorizersCodeAllElse": NOTHING_ALLOWS_IT,
  "authorizer-reads-rows DenyRowsToAnyOtherBearerOfTheRole": NOTHING_ALLOWS_IT,
  "authorizer-reads-rows DenyEveryOtherTable": NOTHING_ALLOWS_IT,
  "studio-url-policy DenyTheRowsToAllButReading": NOTHING_ALLOWS_IT,
  "studio-url-policy DenyEveryOtherTable": NOTHING_ALLOWS_IT,
  "studio-url-policy AllowReadingTheCallersRow": "studio-url-policy DenyRowsUnlessThroughOurDynamoDbEndpoint",
  "studio-url-policy DenyRowsUnlessThroughOurDynamoDbEndpoint": "studio-url-policy AllowReadingTheCallersRow",
  "image-ingest-policy AllowSingleResults": "image-ingest-policy DenyDynamoDbUnlessThroughOurEndpoint",
  "image-ingest-policy DenyDynamoDbUnlessThroughOurEndpoint": "image-ingest-policy AllowSingleResults",
  "rekognition-policy AllowSingleResults": "rekognition-policy DenyDynamoDbUnlessThroughOurEndpoint",
  "rekognition-policy DenyDynamoDbUnlessThroughOurEndpoint": "rekognition-policy AllowSingleResults",
  "minting LetTheFunctionMintAsSomebodyForOneProfile": "minting LetTheFunctionTagTheSession",
  "minting LetTheFunctionTagTheSession": "minting LetTheFunctionMintAsSomebodyForOneProfile",
};

/** @returns a sentence for each statement that is covered otherwise than the list says, or not listed */
export function coveredOtherwise({ survivors }: GeneratedRun): readonly string[] {
  const found = new Map(
    survivors
      .filter(({ why }) => why === "redundant")
      .map(({ change, cover = NOTHING_ALLOWS_IT }) => [change.where, cover]),
  );
  return [...found]
    .filter(([where, cover]) => COVERS[where] !== cover)
    .map(([where, cover]) => `UNLISTED  ${where}: ${cover}; the list says ${COVERS[where] ?? "nothing"}`);
}
