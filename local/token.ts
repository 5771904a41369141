import { projectRoot } from "../infra/project-root";
import { signIn } from "./identity/sign-in";
import { readLocalJson } from "./local-json";
import { UserError } from "./user-error";

/** `npm run -s token -- alice`: signs a person in and prints their access token, and nothing else. */
export async function run(args: string[]): Promise<void> {
  const laptop = readLocalJson(projectRoot());
  const people = laptop.people.join(", ");
  const [person, ...more] = args;
  if (person === undefined || more.length > 0) throw new UserError(`Say whose token, one of: ${people}.`);
  if (!laptop.people.includes(person))
    throw new UserError(`Nobody named "${person}" works here. There are: ${people}.`);
  const { accessToken } = await signIn(laptop, person, laptop.scope);
  process.stdout.write(`${accessToken}\n`);
}
