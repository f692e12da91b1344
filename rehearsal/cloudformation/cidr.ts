/** `Fn::Cidr` for IPv4. */

const BITS = 32;

/** So many blocks of `2^hostBits` addresses from the beginning of a block; undefined where that can't be, or for IPv6. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  if (match === null) {
    return undefined;
  }
  const prefix = Number(match[5]);
  const octets = match.slice(1, 5).map(Number);
  const size = 2 ** hostBits;
  const isBlock = octets.every(octet => octet <= 255) && prefix <= BITS;
  const isCut = Number.isInteger(count) && count >= 1 && count <= 256 && Number.isInteger(hostBits) && hostBits >= 1;
  if (!isBlock || !isCut || count * size > 2 ** (BITS - prefix)) {
    return undefined;
  }
  const first = octets.reduce((address, octet) => address * 256 + octet, 0);
  const start = first - first % 2 ** (BITS - prefix);
  return Array.from({ length: count }, (_, index) => {
    const address = start + index * size;
    return `${[24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join('.')}/${BITS - hostBits}`;
  });
}
