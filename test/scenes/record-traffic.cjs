// Preloaded into the walkthrough's process: writes every exchange with the private API to TRAFFIC_FILE, a line each, without the token.
const fs = require("node:fs");
const { URL } = require("node:url");

const plain = globalThis.fetch;

globalThis.fetch = async (address, init = {}) => {
  const response = await plain(address, init);
  const { pathname } = new URL(String(address));
  const [, path] = /^\/live(\/v1\/.*)$/.exec(pathname) ?? [];
  if (path !== undefined) {
    const exchange = {
      method: init.method ?? "GET",
      path,
      ...(typeof init.body === "string" && { sent: init.body }),
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.clone().text(),
    };
    fs.appendFileSync(process.env.TRAFFIC_FILE, `${JSON.stringify(exchange)}\n`);
  }
  return response;
};
