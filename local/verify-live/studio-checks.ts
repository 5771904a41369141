import type { LiveCheck, LiveStack } from "./live-check";

const NOTHING = "nothing to do";

/** Calls to Studio's API of the last hour, as CloudTrail has them some 15 minutes later. */
const trail = (stack: LiveStack, event: string, fields: string) =>
  `$ aws cloudtrail lookup-events --region ${stack.region} --lookup-attributes AttributeKey=EventName,AttributeValue=${event}` +
  ` --query 'Events[].CloudTrailEvent' --output text | jq -c '${fields}'`;

const openAStudio = (stack: LiveStack) =>
  `Sign in (${stack.signInUrl}), ask for a link of your own profile, and open it in the office's browser.`;

export const STUDIO_CHECKS: readonly LiveCheck[] = [
  {
    name: "session-tags",
    question: "Does Studio, which checks a running session again, see the session tags of the role that made its link?",
    from: "office",
    steps: (stack) => [openAStudio(stack), "Work in it for ten minutes; start JupyterLab."],
    answers: [
      { seen: "Studio stays open", means: NOTHING },
      {
        seen: "Studio refuses, at once or after a while",
        means: "set `mintingMode` to rolePerProfile: a role with a literal profile, no tags",
      },
    ],
  },
  {
    name: "endpoint-in-trail",
    question: "Does CloudTrail show our endpoint in the calls that made links?",
    from: "terminal",
    steps: (stack) => [trail(stack, "CreatePresignedDomainUrl", "{eventTime, vpcEndpointId, errorCode}")],
    answers: [
      { seen: "vpcEndpointId is the stack's endpointIds.sagemakerApi", means: NOTHING },
      {
        seen: "another id, or errorCode AccessDenied",
        means: "another endpoint has the name: name it in `existingEndpoints`, or take its private DNS away",
      },
    ],
  },
  {
    name: "minting-from-a-notebook",
    question: "Does a call that a notebook makes carry the id of the stack's SageMaker endpoint?",
    from: "notebook",
    steps: (stack) => [
      `$ aws sagemaker create-presigned-domain-url --region ${stack.region} --domain-id ${stack.domainId} --user-profile-name <a colleague's>`,
    ],
    answers: [
      { seen: "AccessDenied: a notebook's role makes no links, by whichever way", means: NOTHING },
      {
        seen: "a link",
        means:
          "take the notebook's role away and report it privately (SECURITY.md): it has more than this program gave it",
      },
    ],
  },
  {
    name: "studio-endpoint-actions",
    question: "Does Studio ask more of its endpoint than AWS documents?",
    from: "office",
    steps: (stack) => [
      openAStudio(stack),
      "Start JupyterLab and Code Editor, make a space, run a notebook. After 15 minutes:",
      `$ aws cloudtrail lookup-events --region ${stack.region} --lookup-attributes AttributeKey=EventSource,AttributeValue=sagemaker.amazonaws.com` +
        ` --query 'Events[].CloudTrailEvent' --output text | jq -c 'select(.vpcEndpointId == "${stack.studioEndpointId}" and .errorCode != null) | {eventName, errorCode}'`,
    ],
    answers: [
      { seen: "nothing, and everything works", means: NOTHING },
      {
        seen: "an eventName with AccessDenied",
        means: "add the action in policies/endpoints/studio.ts, with its case; `npm run audit` then says what it opens",
      },
    ],
  },
  {
    name: "studio-name",
    question: "Is this the name under which Studio's apps answer in the stack's partition?",
    from: "office",
    steps: (stack) => [`$ dig +short ${stack.domainId}.${stack.studioHost}`],
    answers: [
      { seen: "private addresses of the stack's VPC", means: NOTHING },
      {
        seen: "public addresses, or none",
        means:
          "the forwarding is missing (`npm run dns -- --for check`) or, outside the aws partition, the suffix in infra/partition.ts",
      },
    ],
  },
  {
    name: "link-twice",
    question: "Does a link open a second time?",
    from: "office",
    steps: (stack) => [openAStudio(stack), "Open the same link again in a private window, before it has expired."],
    answers: [
      { seen: "the second time is refused", means: NOTHING },
      {
        seen: "it opens again",
        means:
          "anyone who has the link is its owner until it expires: keep `studioUrlSeconds` at what a browser needs, e.g. 30",
      },
    ],
  },
  {
    name: "app-starts",
    question: "Does SageMaker send the account and the profile's name when it takes an execution role for an app?",
    from: "office",
    steps: (stack) => [
      openAStudio(stack),
      "Start JupyterLab. If it does not start:",
      trail(stack, "AssumeRole", "select(.errorCode != null) | {eventTime, errorMessage}"),
    ],
    answers: [
      { seen: "the app starts", means: NOTHING },
      {
        seen: "AccessDenied for sagemaker.amazonaws.com",
        means:
          "the trust of execution roles asks for a key that is not sent: loosen it in policies/studio-execution-role.ts, and report it",
      },
    ],
  },
  {
    name: "closed-network",
    question: "Does JupyterLab start without S3, sagemaker:ListTags and the internet?",
    from: "office",
    steps: (stack) => [
      openAStudio(stack),
      "Start JupyterLab, and look at the browser's list of failed requests (F12, Network).",
    ],
    answers: [
      { seen: "it starts, and no request fails", means: NOTHING },
      { seen: "it waits for a bucket of AWS's", means: "name that bucket in `studioDataBuckets`" },
      {
        seen: "the browser cannot reach a host",
        means: "let the office's proxy reach that host; the VPC needs no way to it",
      },
    ],
  },
  {
    name: "rstudio",
    question: "Does the server of RStudio find its licence and write its log with the role that it has here?",
    from: "terminal",
    steps: (stack) => [
      "Where rStudio is set and the domain is the stack's own:",
      `$ aws sagemaker list-apps --region ${stack.region} --domain-id-equals ${stack.domainId} --user-profile-name-equals domain-shared`,
      trail(stack, "CheckoutLicense", "{eventTime, errorCode, errorMessage, vpcEndpointId}"),
      `$ aws logs describe-log-streams --region ${stack.region} --log-group-name /aws/sagemaker/studio --log-stream-name-prefix ${stack.domainId}/domain-shared`,
    ],
    answers: [
      { seen: "RStudioServerPro is InService, with a stream of its log", means: NOTHING },
      {
        seen: "AccessDenied for an action, or no stream",
        means: "add that action to policies/studio-apps/r-studio.ts and to what the audit declares, and report it",
      },
    ],
  },
  {
    name: "custom-image",
    question: "Is a custom image pulled with its own role, and can it be attached while its people's apps run?",
    from: "office",
    steps: (stack) => [
      "Where customImages lists an image: keep an app running, change the image's digest, and run pulumi up.",
      openAStudio(stack),
      "Start an app with the image. If it does not start:",
      trail(stack, "BatchGetImage", "select(.errorCode != null) | {eventTime, errorMessage, userIdentity}"),
    ],
    answers: [
      { seen: "the update ends, and the app starts", means: NOTHING },
      {
        seen: "ResourceInUse for UpdateUserProfile",
        means: "stop the apps first (`npm run empty-studio`), then `pulumi up` again",
      },
      {
        seen: "AccessDenied for another role than the image's",
        means: "name that role in policies/endpoints/container-images.ts, with its case, and report it",
      },
    ],
  },
];
