import { graphOf } from "../../variants";
import { Watch } from "../../../local/cloudwatch/watch";

/** What AWS counts and nothing of ours logs, put into the alarms of the graph as AWS documents it. */
const graph = graphOf("dev");

function redAfter(play: (watch: Watch, minute: number) => void, minutes = 5): string[] {
  const watch = new Watch(graph);
  const red = new Set<string>();
  for (let minute = 0; minute < minutes; minute += 1) {
    play(watch, minute);
    for (const name of watch.red(minute)) red.add(name);
  }
  return [...red].sort();
}

const nameOf = (type: string, name: string) => String(new Watch(graph).named(type, name).outputs["name"]);
const queue = (name: string) => ({ QueueName: nameOf("aws:sqs/queue:Queue", name) });
const lambda = (name: string) => ({ FunctionName: nameOf("aws:lambda/function:Function", name) });

test.each<[string, (watch: Watch, minute: number) => void, string[]]>([
  [
    "images wait and none is finished",
    (watch, at) => watch.metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue("new-images"), at, 3),
    ["images-stuck"],
  ],
  [
    "images wait and some are finished",
    (watch, at) => {
      watch.metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue("new-images"), at, 3);
      watch.metric("AWS/SQS", "NumberOfMessagesDeleted", queue("new-images"), at, 1);
    },
    [],
  ],
  [
    "an image waits for more than an hour",
    (watch, at) => watch.metric("AWS/SQS", "ApproximateAgeOfOldestMessage", queue("new-images"), at, 3700),
    ["images-late"],
  ],
  [
    "an image is among the failed ones",
    (watch, at) => watch.metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue("new-images-failed"), at, 1),
    ["images-in-dead-letters"],
  ],
  [
    "a function ends without an answer",
    (watch, at) => watch.metric("AWS/Lambda", "Errors", lambda("studio-url"), at, 1),
    ["function-failed"],
  ],
  ["functions run and end well", (watch, at) => watch.metric("AWS/Lambda", "Errors", lambda("studio-url"), at, 0), []],
  [
    "Lambda runs no more at once",
    (watch, at) => watch.metric("AWS/Lambda", "Throttles", lambda("rekognition"), at, 2),
    ["function-throttled"],
  ],
])("%s", (_, play, expected) => {
  expect(redAfter(play)).toEqual(expected);
});

const role = (type: string, name: string) => String(new Watch(graph).named(type, name).outputs["arn"]);
const MINTING = role("aws:iam/role:Role", "minting");
const STUDIO_URL = role("aws:iam/role:Role", "studio-url-role");
const DOMAIN = new Watch(graph).named("aws:sagemaker/domain:Domain", "studio-domain").id;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html, as far as rules look */
function call(by: string | undefined, detail: Readonly<Record<string, unknown>>) {
  const session = { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", arn: by } } };
  const userIdentity = by === undefined ? { type: "IAMUser", userName: "mallory" } : session;
  return { source: "aws.sagemaker", "detail-type": "AWS API Call via CloudTrail", detail: { userIdentity, ...detail } };
}

const mint = (domainId?: string) => ({
  eventSource: "sagemaker.amazonaws.com",
  eventName: "CreatePresignedDomainUrl",
  requestParameters: { domainId, userProfileName: "alice" },
});
const ADMIN = "arn:aws:iam::111122223333:role/admin";

test.each([
  ["the minting role mints", call(MINTING, mint(DOMAIN)), []],
  ["an execution role of ours mints", call(MINTING.replace(/minting\/.*/, "studio-execution/x"), mint(DOMAIN)), []],
  ["an administrator's role mints", call(ADMIN, mint(DOMAIN)), ["mint-outside-minting-role"]],
  ["a user mints, with no role", call(undefined, mint(DOMAIN)), ["mint-outside-minting-role"]],
  ["an administrator mints in another domain", call(ADMIN, mint("d-000011112222")), []],
  [
    "a role like ours at another path mints",
    call(`${ADMIN}/minting-role`, mint(DOMAIN)),
    ["mint-outside-minting-role"],
  ],
  ["our function is refused", call(STUDIO_URL, { errorCode: "AccessDenied" }), ["role-refused"]],
  ["the minting role is refused", call(MINTING, { errorCode: "AccessDeniedException" }), ["role-refused"]],
  ["an administrator is refused elsewhere", call(ADMIN, { errorCode: "AccessDenied" }), []],
  ["our function is throttled", call(STUDIO_URL, { errorCode: "ThrottlingException" }), []],
])("CloudTrail: %s", (_, event, expected) => {
  expect(redAfter((watch, minute) => minute === 0 && watch.event(minute, event))).toEqual(expected);
});
