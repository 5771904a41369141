/** The API's page as one file, for the company's own site. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Html, html } from "../html";
import { API_PAGE_STYLES, apiPage } from "./page";

export function apiPageFile(root: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return apiPage(
    html`<meta http-equiv="Content-Security-Policy" content="${policy}" />
      <style>
        ${new Html(apiPageStyle(root))}
      </style>`,
  );
}

/** All its style sheets, one after the other. */
export function apiPageStyle(root: string): string {
  return API_PAGE_STYLES.map((file) => fs.readFileSync(path.join(root, "local", file), "utf8")).join("\n");
}
