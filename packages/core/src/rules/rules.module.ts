import { type DynamicModule, Module } from '@nestjs/common';
import { RULE_THREADS, Rules, type RuleThreads } from './rules.js';

@Module({})
export class RulesModule {
  static with(threads: RuleThreads | undefined): DynamicModule {
    return {
      module: RulesModule,
      global: true,
      providers: [{ provide: RULE_THREADS, useValue: threads ?? null }, Rules],
      exports: [Rules],
    };
  }
}
