/** The sample project with its accounts, its past and its traffic. Nothing imports it but main. */
export { DemoModule } from './demo.module.js';
export { DemoTraffic } from './demo-traffic.js';
export { HandOverDemo } from './hand-over-demo.js';
export { SeedDemo } from './seed-demo.js';
