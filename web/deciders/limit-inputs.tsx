import { Accordion } from '@mantine/core';
import { useState } from 'react';
import type { ConfigForm } from './config-field';
import { HeaderRows } from './header-rows';
import { WholeNumberField } from './inputs';

const LIMITS = ['timeoutMs', 'maxConcurrent', 'retries', 'breaker', 'maxResponseBytes'];

/** What has good defaults: further headers, and how patient Handrail is with it. */
export function LimitInputs({ form }: { readonly form: ConfigForm }) {
  const [opened, setOpened] = useState<string[]>([]);
  // Nothing that is wrong stays folded away.
  const wrong = [
    ...(form.error(['headers']) === undefined ? [] : ['headers']),
    ...(LIMITS.some((limit) => form.error([limit]) !== undefined) ? ['limits'] : []),
  ];
  return (
    <Accordion variant="contained" multiple value={[...new Set([...opened, ...wrong])]} onChange={setOpened}>
      <Accordion.Item value="headers">
        <Accordion.Control>Further headers</Accordion.Control>
        <Accordion.Panel>
          <HeaderRows form={form} />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="limits">
        <Accordion.Control>Limits: timeout, retries, circuit breaker</Accordion.Control>
        <Accordion.Panel>
          <div className="filters-even">
            <WholeNumberField
              form={form}
              path={['timeoutMs']}
              label="Timeout in ms, retries included"
              standard={5000}
            />
            <WholeNumberField form={form} path={['maxConcurrent']} label="Requests at once" standard={8} />
            <WholeNumberField form={form} path={['retries']} label="Retries of a broken connection" standard={1} />
            <WholeNumberField
              form={form}
              path={['breaker', 'failures']}
              label="Failures until left alone"
              standard={5}
            />
            <WholeNumberField form={form} path={['breaker', 'openMs']} label="Left alone for ms" standard={10_000} />
            <WholeNumberField
              form={form}
              path={['maxResponseBytes']}
              label="Longest answer in bytes"
              standard={1_000_000}
            />
          </div>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
