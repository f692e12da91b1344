/** A large organization as a world file: 1,140 accounts, 2,900 products of which some are broken, and 60 units beside the pool's. */

const UNITS = 60;
const ACCOUNTS = 1120;
const PRODUCTS = 1780;

/** Its text. Accounts of other teams have a product each. */
export function largeWorld(): string {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  return [
    'organization:',
    '  managementAccountId: \'111122223333\'',
    '  homeRegion: eu-west-1',
    '  accountQuota: 2000',
    `  foreignAccounts: ${ACCOUNTS}`,
    '  organizationalUnits:',
    '    - { id: ou-abcd-11112222, name: Pool }',
    ...numbers(UNITS).map(index => `    - { id: ou-abcd-${String(index).padStart(8, '0')}, name: Unit ${index} }`),
    '  products:',
    ...numbers(PRODUCTS).map(index => `    - { name: left-${index}, status: ${index % 7 === 0 ? 'ERROR' : 'AVAILABLE'} }`),
    'sandbox: { namespace: myisb, region: us-west-2 }',
    '',
  ].join('\n');
}
