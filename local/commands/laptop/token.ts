import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { didYouMean } from "../../command-line/nearest";
import { signIn } from "../../identity/sign-in";
import { UserError } from "../../user-error";

export const run = command(
  {
    command: "npm run -s token",
    about:
      "Signs a person in at the running laptop's company sign-in and prints their access token, and nothing else. With -s npm prints " +
      "no line of its own, so that $(…) holds only the token.",
    operands: { shown: "<person>", least: 0, most: 1 },
    options: { name: nameOption() },
    examples: ["TOKEN=$(npm run -s token -- alice)"],
    exitCodes: { 0: "the token is printed", 1: "the laptop is not running, or it knows no such person" },
  },
  async ({ name }, [person]) => {
    const laptop = await runningLaptop(projectRoot(), name);
    const people = laptop.people.join(", ");
    if (person === undefined) throw new UserError(`Say whose token, one of: ${people}.`);
    if (!laptop.people.includes(person))
      throw new UserError(`The company has no "${person}".${didYouMean(person, laptop.people)} There are: ${people}.`);
    const { accessToken } = await signIn(laptop, person, laptop.scope);
    process.stdout.write(`${accessToken}\n`);
    return 0;
  },
);
