import { Module } from '@nestjs/common';
import { DemoTraffic } from './demo-traffic.js';
import { DemoResolver } from './demo.resolver.js';
import { SeedDemo } from './seed-demo.js';

@Module({ providers: [DemoResolver, DemoTraffic, SeedDemo], exports: [DemoTraffic, SeedDemo] })
export class DemoModule {}
