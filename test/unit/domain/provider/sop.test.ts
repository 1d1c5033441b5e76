import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  declineQuiz,
  declineReviewDay,
  diffLines,
  gradeQuiz,
  type SopContent,
  sopLines,
} from '../../../../shared/domain/provider/sop.ts';

const content: SopContent = {
  title: 'Opening mail',
  purpose: 'Nothing is lost.',
  trigger: '',
  inputs: 'Mail',
  steps: [{ text: 'Stamp it', tag: 'required', source: 'RPC 1.15' }],
  decisions: [{ when: 'a check is inside', action: 'log it' }],
  checks: [],
  escalation: '',
  forms: '',
  quiz: [{ question: 'Stamp?', options: ['Yes', 'No'], answer: 0 }],
};

describe('an SOP', () => {
  it('[SO3] is reviewed within twelve months', () => {
    expect(declineReviewDay('2027-11-23', '2026-11-23', '2026-11-23')).toBeNull();
    expect(declineReviewDay('2027-11-24', '2026-11-23', '2026-11-23')?.code).toBe('provider.review-day');
    expect(declineReviewDay('2026-11-23', '2026-11-01', '2026-11-23')?.sentence).toContain('Nov 23, 2027');
    expect(declineReviewDay('2025-02-28', '2024-02-29', '2024-02-01')).toBeNull();
  });

  it('[SO4] has a quiz that can be answered, and says which answers are wrong', () => {
    expect(declineQuiz(content.quiz)).toBeNull();
    expect(declineQuiz([{ question: 'Q', options: ['One'], answer: 0 }])?.code).toBe('provider.quiz-incomplete');
    expect(declineQuiz([...content.quiz, { question: 'Q', options: ['A', 'B'], answer: 2 }])?.sentence).toContain(
      'Question 2',
    );
    const quiz = [...content.quiz, { question: 'Log?', options: ['No', 'Yes'], answer: 1 }];
    expect(gradeQuiz(quiz, [0, 1])).toBeNull();
    expect(gradeQuiz(quiz, [1, 1])?.sentence).toContain('Question 1 is not right');
    expect(gradeQuiz(quiz, [])?.sentence).toContain('Questions 1, 2 are');
  });

  it('[SO5] is compared line by line', () => {
    const next = { ...content, steps: [...content.steps, { text: 'Scan it', tag: 'quality' as const, source: '' }] };
    expect(diffLines(sopLines(content), sopLines(next)).filter((line) => line.kind !== 'same')).toEqual([
      { kind: 'added', text: 'Scan it [quality]' },
    ]);
    expect(sopLines(content)).toContain('When a check is inside: log it');
    expect(sopLines(content)).toContain('Stamp it [required: RPC 1.15]');
  });

  it('[SO5] the difference holds both versions, in order', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        expect(diff.filter((line) => line.kind !== 'added').map((line) => line.text)).toEqual(before);
        expect(diff.filter((line) => line.kind !== 'removed').map((line) => line.text)).toEqual(after);
      }),
      { numRuns: 100 },
    );
  });
});
