import type { Implementer } from './implementer.ts';
import { createCommentProcedures } from './talk-comments.ts';
import { createConversationProcedures } from './talk-conversations.ts';
import { createNewsProcedures } from './talk-news.ts';

/** Every procedure by which people talk to each other. */
export function createTalkProcedures(os: Implementer) {
  return {
    ...createCommentProcedures(os),
    ...createConversationProcedures(os),
    ...createNewsProcedures(os),
  };
}
