import type { z } from 'zod';
import type { ResellerGatewayProps } from '../../lib';
import { GATEWAY_PROPS } from '../../lib/config/shapes/props-shape';
import { reference, shapeKeys } from '../../lib/config/shapes/reference';
import { NOT_PROPS } from '../../lib/constructs/not-props';
import { type Prop, propsInterfaces } from '../docs/construct-props';

type Deep<T> = T extends readonly (infer E)[]
  ? readonly Deep<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;
type OfTheCdk = 'alarmTopic' | 'encryptionKey' | 'removalPolicy' | 'webAclArn';
type Declared = Deep<Omit<z.input<typeof GATEWAY_PROPS>, OfTheCdk>>;
type Props = Omit<ResellerGatewayProps, OfTheCdk>;
/** Does not compile unless each accepts the values of the other. */
const SAME_TYPES: [Props, Declared] extends [Declared, Props] ? true : never = true;

const interfaces = new Map(propsInterfaces().map((one) => [one.name, one.props]));

/** Keys of an interface and of those within it, as the reference of the files writes them. */
function keysOf(name: string, prefix = ''): readonly string[] {
  return (interfaces.get(name) ?? []).flatMap(({ name: prop, type }: Prop) => {
    const key = prefix ? `${prefix}.${prop}` : prop;
    const [inner] = [...interfaces.keys()].filter((known) => new RegExp(`\\b${known}\\b`).test(type));
    if (!inner) return [key];
    const place = type.includes('Record<') ? `${key}.*` : /\[\]/.test(type) ? `${key}[]` : key;
    return [key, ...keysOf(inner, place)];
  });
}

const props = keysOf('ResellerGatewayProps');

test('the types of the props are those of the shape that checks them', () => expect(SAME_TYPES).toBe(true));

test('every prop is a key of the shape, and every key of the shape is a prop', () => {
  const keys = shapeKeys(GATEWAY_PROPS).flatMap(({ key }) => (key in NOT_PROPS ? [] : [key]));
  expect([...new Set(props)].toSorted()).toEqual([...new Set(keys)].toSorted());
});

test('a prop has a default exactly if it is optional', () => {
  const wrong = [...interfaces].flatMap(([name, members]) =>
    members
      .filter(({ required, fallback }) => required === (fallback !== undefined))
      .map((prop) => `${name}.${prop.name}`),
  );
  expect(wrong).toEqual([]);
});

test('every key of the files is a prop, or named with what takes its place', () => {
  const keys = [...reference('platform'), ...reference('reseller')].map(({ key }) => key);
  const missing = keys.filter(
    (key) =>
      !props.includes(key) &&
      !Object.keys(NOT_PROPS).some(
        (known) => key === known || key.startsWith(`${known}.`) || key.startsWith(`${known}[`),
      ),
  );
  expect(missing).toEqual([]);
});

test('what takes the place of a key is named only for keys of the files that are not props', () => {
  const keys = [...reference('platform'), ...reference('reseller')].map(({ key }) => key);
  expect(Object.keys(NOT_PROPS).filter((key) => !keys.includes(key) || props.includes(key))).toEqual([]);
});
