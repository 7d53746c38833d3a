const needed =
  /key|token|secret|pass|credential|auth|cookie|client|tenant|account|username|ur[il]|endpoint|database|dsn$|connection_?string/i;
// `AUTH_MODE`, `TOKEN_TTL`: how something is done, and not what it is done with.
const manner = /(?:mode|type|method|strategy|enabled?|disabled?|timeout|ttl|port|prefix|limit|length)$/i;

/** Whether a server needs the variable of this name in order to start: it is run with such ones. All others are presumed not to be set. */
export function isCredential(name: string): boolean {
  return needed.test(name) && !manner.test(name);
}
