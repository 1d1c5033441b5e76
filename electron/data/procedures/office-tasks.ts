import { accept, decline } from '../../../shared/domain/refusal.ts';
import { taskAdded, taskCompleted, taskReopened } from '../../../shared/events/office.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { matterTitleSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

export interface TaskSqlRow {
  task_id: string;
  kind: 'task' | 'callback' | 'deadline' | 'appointment';
  title: string | null;
  note: string | null;
  due_on: string | null;
  urgent: number;
  assignee_member_id: string | null;
  matter_id: string | null;
  matter_title: string | null;
  completed_on: string | null;
}

export const taskColumns = `t.task_id, t.kind, t.title, t.note, t.due_on, t.urgent, t.assignee_member_id, t.matter_id,
  ${matterTitleSql('m')} AS matter_title, t.completed_on`;
export const taskJoins = 'office_task t LEFT JOIN office_matter m ON m.matter_id = t.matter_id';

/** A task as the contract shows it. */
export function taskRow(firm: OpenFirm, row: TaskSqlRow) {
  return {
    taskId: row.task_id,
    title: row.title ?? 'Task (withheld)',
    note: row.note ?? '',
    kind: row.kind,
    dueOn: row.due_on,
    urgent: row.urgent === 1,
    assigneeMemberId: row.assignee_member_id,
    assigneeName: row.assignee_member_id === null ? '' : firm.memberName(row.assignee_member_id),
    matterId: row.matter_id,
    matterTitle: row.matter_title ?? '',
    completedOn: row.completed_on,
  };
}

interface TaskState {
  matterId: string | null;
  completedOn: string | null;
  withheld: boolean;
}

function readTask(rows: RowReader, taskId: string): TaskState {
  const row = found(
    rows.get<{ matter_id: string | null; completed_on: string | null; withheld: number | null }>(
      `SELECT t.matter_id, t.completed_on, m.withheld FROM ${taskJoins} WHERE t.task_id = ?`,
      [taskId],
    ),
    'office',
    'task',
    'taskId',
  );
  return { matterId: row.matter_id, completedOn: row.completed_on, withheld: row.withheld === 1 };
}

/** Whether this matter's texts are kept from outside members; a refusal where it is not known. */
export function isMatterWithheld(rows: RowReader, matterId: string, area: string): boolean {
  const matter = rows.get<{ withheld: number }>('SELECT withheld FROM office_matter WHERE matter_id = ?', [matterId]);
  return found(matter, area, 'matter', 'matterId').withheld === 1;
}

/** Procedures on tasks. */
export function createTaskProcedures(os: Implementer) {
  return {
    listTasks: os.office.listTasks.handler(({ input, context }) => {
      const firm = context.firm();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.state !== 'all') where.push(`t.completed_on IS ${input.state === 'open' ? '' : 'NOT '}NULL`);
      if (input.assigneeMemberId !== undefined) {
        where.push('t.assignee_member_id = @assignee');
        parameters.assignee = input.assigneeMemberId;
      }
      if (input.matterId !== undefined) {
        where.push('t.matter_id = @matterId');
        parameters.matterId = input.matterId;
      }
      if (input.filter.trim() !== '') {
        where.push("t.title LIKE @filter ESCAPE '\\'");
        parameters.filter = containsPattern(input.filter);
      }
      const page = readPage<TaskSqlRow>(firm.rows, input, {
        select: taskColumns,
        from: `${taskJoins} LEFT JOIN roster_member r ON r.member_id = t.assignee_member_id`,
        countFrom: 'office_task t',
        where,
        parameters,
        sorts: {
          // No day sorts last whichever way, so it never hides what is due.
          dueOn: input.descending ? 't.due_on' : "COALESCE(t.due_on, '9999')",
          title: 't.title COLLATE NOCASE',
          assigneeName: 'r.name COLLATE NOCASE',
        },
        tieBreak: 't.task_id',
      });
      return { rows: page.rows.map((row) => taskRow(firm, row)), total: page.total };
    }),

    addTask: os.office.addTask.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const taskId = turn.newId();
        const withheld = input.matterId !== undefined && isMatterWithheld(turn.rows, input.matterId, 'office');
        if (input.assigneeMemberId !== undefined && !isActiveMember(turn.rows, input.assigneeMemberId)) {
          return { ok: false, refusal: notFound('office', 'person', 'assigneeMemberId') };
        }
        const head = {
          kind: input.kind,
          urgent: input.urgent,
          ...(input.dueOn === undefined ? {} : { dueOn: input.dueOn }),
          ...(input.assigneeMemberId === undefined ? {} : { assigneeMemberId: input.assigneeMemberId }),
        };
        const body = { title: input.title, note: input.note };
        const event = newEvent(taskAdded, taskId, head, body, { matterId: input.matterId, withheld });
        return accept({ events: [event], answer: { id: taskId } });
      }),
    ),

    completeTask: os.office.completeTask.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const task = readTask(turn.rows, input.taskId);
        if (task.completedOn !== null) {
          return decline('office.task-is-done', 'This task is done already. Open it again to change it.', ['taskId']);
        }
        const event = newEvent(
          taskCompleted,
          input.taskId,
          { completedOn: input.completedOn },
          { outcome: input.outcome },
          { matterId: task.matterId ?? undefined, withheld: task.withheld },
        );
        return accept({ events: [event], answer: { id: input.taskId } });
      }),
    ),

    reopenTask: os.office.reopenTask.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const task = readTask(turn.rows, input.taskId);
        if (task.completedOn === null) {
          return decline('office.task-is-open', 'This task is open already.', ['taskId']);
        }
        const event = newEvent(taskReopened, input.taskId, {}, {}, { matterId: task.matterId ?? undefined });
        return accept({ events: [event], answer: { id: input.taskId } });
      }),
    ),
  };
}

/** True for a member of the firm who has not left it. */
export function isActiveMember(rows: RowReader, memberId: string): boolean {
  return rows.get('SELECT 1 AS known FROM roster_member WHERE member_id = ? AND active = 1', [memberId]) !== undefined;
}
