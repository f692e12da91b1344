/** Ranges of addresses in event patterns, of IPv4 and of IPv6. */

import { BlockList, isIP } from 'node:net';

/** @param fail throws for what is no range */
export function matchesCidr(text: string, fail: (reason: string) => never): (address: string) => boolean {
  const [network, bits, ...others] = text.split('/');
  const version = isIP(network);
  const most = version === 4 ? 32 : 128;
  if (version === 0 || others.length > 0 || !/^\d{1,3}$/.test(bits ?? '') || Number(bits) > most) {
    fail(`Malformed CIDR, one '/' required: ${text}`);
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return address => isIP(address) === version && list.check(address, family);
}
