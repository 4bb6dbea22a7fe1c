import { random } from '@handrail/shared/stats/simulate';
import sharp from 'sharp';
import { Examples } from '../../../server/dist/deciders/trainer/examples.js';
import { fitBest } from '../../../server/dist/deciders/trainer/fit-best.js';
import { answerOf } from '../../../server/dist/deciders/trainer/linear-model.js';
import { readMails, TRAINING_MAILS } from '../../../server/dist/demo/mails.js';
import { measureMedium } from '../../../server/dist/monitoring/media/media-thread.js';

export const FIELDS = [
  { name: 'subject', type: 'text' },
  { name: 'body', type: 'text' },
  { name: 'fromDomain', type: 'category' },
  { name: 'links', type: 'number' },
  { name: 'html', type: 'boolean' },
  { name: 'scan', type: 'image-url' },
];
export const OUTPUT = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };
export const MACHINE = 'filter@1';
const LEVEL = 'PARTIAL_AUTOMATION';
const THRESHOLD = 0.9;
const AUDIT_RATE = 0.2;
const IMAGES = 40;

/** Real mails with what a model that was trained on others of them says, and generated pictures as the product measures them. */
export async function materials() {
  const mails = readMails();
  const inputSchema = { fields: FIELDS.slice(0, 2) };
  const labels = ['spam', 'ham'];
  const examples = new Examples(inputSchema, labels, 18);
  for (const { input, label } of mails.slice(0, TRAINING_MAILS)) examples.add({ input, label, weight: 1 });
  examples.normalise();
  const { model } = await fitBest(examples, { inputSchema, labels, seed: 1, champion: null }, () => undefined);
  const traffic = mails.slice(TRAINING_MAILS).map(({ input, label, isHard }) => ({
    ...{ input, label, isHard },
    answer: answerOf(model, input),
    // What changes when people call what came with links spam, whoever sent it.
    changed: input.links >= 2 ? 'spam' : label,
  }));
  return {
    usual: traffic.filter(({ isHard }) => !isHard),
    newsletters: traffic.filter(({ isHard }) => isHard),
    bright: await pictures(150, 1),
    dark: await pictures(70, 2),
  };
}

async function pictures(mean, seed) {
  const draw = random(seed);
  const made = Array.from({ length: IMAGES }, async () => {
    const level = mean + 60 * (draw() - 0.5);
    const pixels = Uint8Array.from({ length: 64 * 64 }, () => Math.max(0, Math.min(255, level + 80 * (draw() - 0.5))));
    const png = await sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } })
      .png()
      .toBuffer();
    return measureMedium({ kind: 'image', bytes: png });
  });
  return Promise.all(made);
}

/** One case at `at`, with what goes wrong then. `fault`: what does, or nothing. */
export class Stream {
  constructor(material, seed) {
    this.material = material;
    this.draw = random(seed);
  }

  pick(list) {
    return list[Math.floor(this.draw() * list.length)];
  }

  /** What the live path tells of it. */
  next(project, at, fault = {}) {
    const { draw, material } = this;
    const mail = this.pick(draw() < (fault.newsletters ?? 0) ? material.newsletters : material.usual);
    const input = { ...mail.input, scan: 'https://media.example/1' };
    if (draw() < (fault.missing ?? 0)) delete input.fromDomain;
    const { value, confidence } = mail.answer;
    const predict = (fault.isSlow ? project.latencyBudgetMs * (0.5 + draw()) : 4) + 6 * draw();
    const isLate = predict > project.latencyBudgetMs;
    const isAutomated = !isLate && confidence >= THRESHOLD;
    const isAudited = draw() < AUDIT_RATE;
    const model = { kind: 'model', name: MACHINE, value, confidence };
    const route = {
      level: LEVEL,
      machine: MACHINE,
      failure: isLate ? { kind: 'timeout' } : null,
      review: !isAutomated || isAudited ? { reason: isAutomated ? 'audit' : 'low_confidence' } : null,
      decider: isAutomated ? model : { kind: 'human' },
    };
    const truth = fault.concept ? mail.changed : mail.label;
    return {
      seen: {
        project,
        at,
        segment: null,
        input,
        route,
        answers: [{ kind: 'model', model: MACHINE, value, confidence, error: isLate ? 'too late' : null }],
        stages: { predict, route: 0.2, store: 1 + 3 * draw() },
      },
      request: { projectId: project.id, at, status: draw() < 0.002 ? 500 : 200, totalMs: predict + 4, authMs: 0.3 },
      picture: this.pick(fault.isDark ? material.dark : material.bright),
      isRepeated: draw() < (fault.repeated ?? 0.01),
      label: isAudited && !isLate ? this.labelOf({ at, value, confidence, truth }) : null,
    };
  }

  labelOf({ at, value, confidence, truth }) {
    const [pi, uniform] = [AUDIT_RATE, this.draw()];
    const isError = value !== truth;
    return { at, segment: '', predicted: value, confidence, isError, pi, piMin: pi, uniform, corrects: null, truth };
  }
}
