import type { Reading } from "./reading";

/** The most that API Gateway gives in a page. https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
const MOST_IN_A_PAGE = 500;

interface Page<Part> {
  readonly items?: readonly Part[] | undefined;
  readonly position?: string | undefined;
}

export interface List<Part> {
  readonly what: string;
  readonly type: string;
  readonly page: (page: { readonly limit: number; readonly position: string | undefined }) => Promise<Page<Part>>;
}

/** Every page of a list; undefined when one of them could not be read. */
export async function everyPage<Part>(
  reading: Reading,
  { what, type, page }: List<Part>,
): Promise<readonly Part[] | undefined> {
  const all: Part[] = [];
  const question = { what, action: "apigateway:GET", covers: [{ type }], absent: ["NotFoundException"] };
  let position: string | undefined;
  do {
    const asked = { limit: reading.pageSize ?? MOST_IN_A_PAGE, position };
    const answer = await reading.ask(question, () => page(asked));
    if (answer === undefined) return undefined;
    all.push(...(answer.items ?? []));
    position = answer.position;
  } while (position !== undefined);
  return all;
}
