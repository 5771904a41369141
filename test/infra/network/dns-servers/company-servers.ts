/** The DNS servers that a company may run, as small as each starts, with protection against DNS rebinding switched on. */

export interface CompanyServer {
  /** Debian's package, for who has it not. */
  readonly package: string;
  /** How the server spells another port than 53. */
  readonly forwarder: (port: number) => string;
  /** Everything that stands around the printed text. @param text what `npm run dns` prints */
  readonly config: (text: string, place: { readonly port: number; readonly folder: string }) => string;
  /** The printed text without what lets the answers pass its protection. */
  readonly unprotected: (text: string) => string;
  readonly check: (file: string) => readonly [string, ...string[]];
  readonly serve: (file: string) => readonly [string, ...string[]];
}

export const COMPANY_SERVERS: Record<"bind" | "unbound" | "dnsmasq", CompanyServer> = {
  bind: {
    package: "bind9",
    forwarder: (port) => `127.0.0.1 port ${port}`,
    config: (text, { port, folder }) => `
      options {
        directory "${folder}"; pid-file none; session-keyfile none; recursion yes; dnssec-validation no;
        listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };
        ${exceptedAnswers(text)}
      };
      controls { };
      ${text}`,
    unprotected: (text) => text.replace(/ except-from \{.*\}/, ""),
    check: (file) => ["named-checkconf", file],
    serve: (file) => ["named", "-f", "-c", file],
  },
  unbound: {
    package: "unbound",
    forwarder: (port) => `127.0.0.1@${port}`,
    config: (text, { port, folder }) => `
server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  do-not-query-localhost: no
  module-config: "iterator"
  interface: 127.0.0.1@${port}
  private-address: 10.0.0.0/8
remote-control:
  control-enable: no
${text}`,
    unprotected: (text) => text.replaceAll(/ *private-domain: .*\n/g, ""),
    check: (file) => ["unbound-checkconf", file],
    serve: (file) => ["unbound", "-c", file],
  },
  dnsmasq: {
    package: "dnsmasq-base",
    forwarder: (port) => `127.0.0.1#${port}`,
    config: (text, { port }) => `
port=${port}
listen-address=127.0.0.1
bind-interfaces
no-resolv
no-hosts
pid-file=
user=
stop-dns-rebind
${text}`,
    unprotected: (text) => text.replace(/rebind-domain-ok=.*/, ""),
    check: (file) => ["dnsmasq", "--test", `--conf-file=${file}`],
    serve: (file) => ["dnsmasq", "--keep-in-foreground", `--conf-file=${file}`],
  },
};

/** BIND's text has it as a comment, because options { } is a list of the company's own; here it is taken at its word. */
function exceptedAnswers(text: string): string {
  const line = /^# +(deny-answer-addresses .*)$/m.exec(text)?.[1] ?? "the text says nothing of deny-answer-addresses";
  return line.replace("{ ... }", "{ 10.0.0.0/8; }");
}
