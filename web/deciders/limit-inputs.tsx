import { Accordion } from '@mantine/core';
import type { ConfigForm } from './config-field';
import { NumberField } from './inputs';

/** How patient Handrail is with it; the defaults are good ones. */
export function LimitInputs({ form }: { readonly form: ConfigForm }) {
  return (
    <Accordion variant="contained">
      <Accordion.Item value="limits">
        <Accordion.Control>Limits: timeout, retries, circuit breaker</Accordion.Control>
        <Accordion.Panel>
          <div className="filters-even">
            <NumberField form={form} path={['timeoutMs']} label="Timeout in ms, retries included" standard={5000} />
            <NumberField form={form} path={['maxConcurrent']} label="Requests at once" standard={8} />
            <NumberField form={form} path={['retries']} label="Retries of a broken connection" standard={1} />
            <NumberField form={form} path={['breaker', 'failures']} label="Failures until left alone" standard={5} />
            <NumberField form={form} path={['breaker', 'openMs']} label="Left alone for ms" standard={10_000} />
            <NumberField form={form} path={['maxResponseBytes']} label="Longest answer in bytes" standard={1_000_000} />
          </div>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
