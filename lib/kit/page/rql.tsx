/** @jsxRuntime automatic @jsxImportSource preact */
import { type KitModel, schemesOf } from '../kit-model';
import { NEVER_BUILD, RQL_RULES } from '../rql-rules';
import { Points, Section, Table } from './parts';

/** Rules for writing queries. */
export function Rql({ model }: { model: KitModel }) {
  const { signs } = schemesOf(model);
  const rules = RQL_RULES.filter(({ ofSignatures = false }) => signs || !ofSignatures);
  return (
    <Section id="rql" title="Write queries">
      <p>
        The platform is queried with RQL, Resource Query Language. Its terms stand in a URL where other APIs have
        parameters{signs && ', and that is where most signatures go wrong'}.
      </p>
      <Table
        label="Rules for RQL"
        head={['Rule', 'Write', 'Not']}
        rows={rules.map(({ rule, write, instead }) => [
          rule,
          write && <code>{write}</code>,
          instead && <code>{instead}</code>,
        ])}
      />
      <Points of={NEVER_BUILD} />
    </Section>
  );
}
