import type { ApsResource } from './rql/evaluate';

const ACCOUNT = 'http://parallels.com/aps/types/pa/account/1.2';
const USER = 'http://parallels.com/aps/types/pa/service-user/1.3';
const SUBSCRIPTION = 'http://parallels.com/aps/types/pa/subscription/1.0';
const BRAND = 'http://parallels.com/aps/types/pa/brand/1.0';

/** Types that the types of the sample resources implement. */
const IMPLEMENTED: Readonly<Record<string, readonly string[]>> = {
  [ACCOUNT]: ['http://aps-standard.org/types/core/account/1.0'],
  [USER]: ['http://aps-standard.org/types/core/user/1.0', 'http://aps-standard.org/types/core/user/service/1.0'],
  [SUBSCRIPTION]: ['http://aps-standard.org/types/core/subscription/1.0'],
};

/** Tests whether a type is or implements another. A wanted type without a version matches every version. */
export function implementsType(apsType: string, wanted: string): boolean {
  const all = [apsType, ...(IMPLEMENTED[apsType] ?? []), 'http://aps-standard.org/types/core/resource/1.0'];
  return all.some((candidate) => candidate === wanted || candidate.replace(/\/\d+(?:\.\d+)*$/, '') === wanted);
}

/** A few resources in the shape of the APS bus. Names and ids are made up. */
export const SAMPLE_RESOURCES: readonly ApsResource[] = [
  {
    aps: { id: '992d543f-e5e7-4439-a139-38b364ce49af', type: ACCOUNT, status: 'aps:ready', revision: 3 },
    id: 1000001,
    name: 'Northwind Cloud',
    type: 'RESELLER',
  },
  {
    aps: { id: '1c5f0c2e-8c1b-4a6e-9a52-0f4f7f0b7d11', type: ACCOUNT, status: 'aps:ready', revision: 1 },
    id: 1000002,
    name: 'Alpine Bakery',
    type: 'CUSTOMER',
  },
  {
    aps: { id: '6a8513fd-c222-42f0-ab47-985477e807c6', type: SUBSCRIPTION, status: 'aps:ready', revision: 7 },
    subscriptionId: 1000010,
    name: 'Mail & More, yearly',
    disabled: false,
    trial: false,
  },
  {
    aps: { id: '0f6cbb0f-5f3c-4a52-9f39-3b4e3d0b9a27', type: USER, status: 'aps:ready', revision: 2 },
    login: 'jane@alpine-bakery.example',
    name: 'Jane Baker',
    fullName: 'Jane Baker',
    locked: false,
  },
  {
    aps: { id: '3f2b8a52-6b0e-4d0f-8f5a-7a8f6f1f2c33', type: USER, status: 'aps:provisioning', revision: 1 },
    login: 'max@alpine-bakery.example',
    name: 'Max (trial)',
    fullName: 'Max Müller',
    locked: true,
  },
  {
    aps: { id: '8d5a3c1e-1d0b-4f2d-8e7a-2b1c0d9e8f77', type: BRAND, status: 'aps:ready', revision: 1 },
    name: 'northwind.example',
    domain: 'cloud.northwind.example',
  },
];
