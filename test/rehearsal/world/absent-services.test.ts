import { absentServicesOf, isAbsentType } from '../../../rehearsal/world/absent-services';

test.each<[string, string[]]>([
  ['eu-west-1', []],
  ['us-gov-west-1', []],
  ['mx-central-1', ['servicecatalog']],
  ['cn-northwest-1', ['controltower']],
  ['eusc-de-east-1', ['servicecatalog']],
  ['us-iso-west-1', ['controltower', 'servicecatalog']],
  ['us-isob-east-1', ['controltower', 'servicecatalog']],
  ['eu-isoe-west-1', ['controltower']],
  ['us-isof-south-1', ['controltower', 'servicecatalog']],
])('%s is without %p', (region, services) => {
  expect(absentServicesOf(region)).toEqual(services);
});

test('types go by the namespace of their service', () => {
  expect(isAbsentType('AWS::ServiceCatalog::PortfolioPrincipalAssociation', ['servicecatalog'])).toBe(true);
  expect(isAbsentType('AWS::ServiceCatalogAppRegistry::Application', ['servicecatalog'])).toBe(false);
  expect(isAbsentType('AWS::ServiceCatalog::Portfolio', ['controltower'])).toBe(false);
});
