import type { Answer } from "./answer";

/**
 * What the office's DNS does on AWS: `https://<domain>.studio.<region>.sagemaker.aws` leads to our Studio endpoint. A laptop has no such
 * name, so in an answer body that leaves through one of our execute-api doors exactly this origin, of a domain of the program, becomes
 * the Studio door's address. Nothing else in any body is touched, and the function, its checks and its logs see AWS's own URL.
 */
export class OfficeDns {
  constructor(
    /** Origins as SageMaker writes them, e.g. `https://d-abc.studio.eu-central-1.sagemaker.aws`. */
    private readonly studioOrigins: readonly string[],
    private readonly studioDoorUrl: string,
  ) {}

  resolve(answer: Answer): Answer {
    if (typeof answer.body !== "string") return answer;
    let body = answer.body;
    // With the slash behind it: `https://d-abc.studio…aws.example.net` is another origin.
    for (const origin of this.studioOrigins) body = body.replaceAll(`${origin}/`, `${this.studioDoorUrl}/`);
    return body === answer.body ? answer : { ...answer, body };
  }
}
