import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";

/** A connection was not made because its address is not a public one. */
export class RefusedAddress extends Error {
  override name = "RefusedAddress";
}

/**
 * Whether an IP address is an ordinary public one: not private, loopback, link-local, multicast, documentation or any
 * other special range (IANA special-purpose registries, as ipaddr.js has them), also when written as IPv4-mapped IPv6.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/** Resolves a name; injected so that a test can answer without a network. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

const resolveByDns: Resolve = (hostname) =>
  new Promise((done, fail) => {
    dnsLookup(hostname, { all: true }, (error, addresses) => {
      if (error) fail(error);
      else done(addresses);
    });
  });

/**
 * A DNS lookup for sockets that fails with RefusedAddress when any of a name's addresses is not public. All of them: a
 * name with one public and one private address is an attempt to get in through the private one.
 */
export function guardedLookup(resolve: Resolve = resolveByDns): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const bad = addresses.find(({ address }) => !isPublicAddress(address));
        const [first] = addresses;
        if (bad)
          callback(new RefusedAddress(`${hostname} resolves to ${bad.address}, which is not a public address`), []);
        else if (!first) callback(new Error(`${hostname} has no address`), []);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), []);
      },
    );
  };
}

/**
 * A connector for undici that reaches public addresses only. The check is on the connection, after DNS, so neither a
 * redirect nor a name that changes its address gets around it. Literal addresses need their own check: undici does not
 * call `lookup` for them.
 */
export function guardedConnector(options: buildConnector.BuildOptions, resolve?: Resolve): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guardedLookup(resolve) });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !isPublicAddress(host)) {
      callback(new RefusedAddress(`${host} is not a public address`), null);
      return;
    }
    connect(target, callback);
  };
}
