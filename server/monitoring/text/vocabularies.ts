import { Injectable } from '@nestjs/common';
import type { Vocabulary } from '@handrail/shared/monitoring';
import type { KeptVocabulary } from './vocabulary.sql.js';

/** 32 kB each. */
const KEPT = 200;
/** No decider has this name. */
const LATEST = '*';

/** The vocabularies that this process tells new words by: the latest 200, those learned first go first. */
@Injectable()
export class Vocabularies {
  private readonly known = new Map<string, Vocabulary>();

  /** Of the decider, or where it has none the latest of the project. */
  of(projectId: string, decider: string, part: string): Vocabulary | undefined {
    return this.known.get(keyOf(projectId, decider, part)) ?? this.known.get(keyOf(projectId, LATEST, part));
  }

  learn({ projectId, decider, part, vocabulary }: KeptVocabulary): void {
    for (const name of [decider, LATEST]) {
      const key = keyOf(projectId, name, part);
      this.known.delete(key);
      this.known.set(key, vocabulary);
    }
    for (const key of this.known.keys()) {
      if (this.known.size <= 2 * KEPT) return;
      this.known.delete(key);
    }
  }
}

function keyOf(...names: readonly string[]): string {
  return names.join('\0');
}
