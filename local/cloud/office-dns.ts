import type { Answer } from "./answer";

/** An address as AWS or a function writes it, and where the office's DNS leads it. Both without a slash at the end. */
export interface Name {
  readonly origin: string;
  readonly doorUrl: string;
}

/**
 * What the office's DNS does on AWS: `https://<domain>.studio.<region>.sagemaker.aws` leads to our Studio endpoint, and S3's name to the
 * S3 endpoint of the office, where a function's own network has another way. A laptop has no such names, so in an answer body that leaves
 * through one of our execute-api doors exactly these origins become the doors' addresses. Nothing else in any body is touched, and the
 * functions, their checks and their logs see AWS's own addresses.
 */
export class OfficeDns {
  constructor(private readonly names: readonly Name[]) {}

  resolve(answer: Answer): Answer {
    if (typeof answer.body !== "string") return answer;
    let body = answer.body;
    // With the slash behind it: `https://d-abc.studio…aws.example.net` is another origin.
    for (const { origin, doorUrl } of this.names) body = body.replaceAll(`${origin}/`, `${doorUrl}/`);
    return body === answer.body ? answer : { ...answer, body };
  }
}
