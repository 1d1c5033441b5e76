import { Button, Checkbox, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'wouter';
import { formatDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { Mark, type MarkTone } from '../../components/mark.tsx';
import { Section } from './section.tsx';
import classes from './today.module.css';
import type { TodayWork } from './today-screen.tsx';

type Task = TodayWork['tasks'][number];

/** Tasks, deadlines and appointments. A tick completes one; it can be undone. */
export function TaskSection({ tasks, today }: { tasks: TodayWork['tasks']; today: string }) {
  const complete = useCommand(api.office.completeTask);
  const reopen = useCommand(api.office.reopenTask);
  const tick = async (task: Task): Promise<void> => {
    const answer = await complete.run({ taskId: task.taskId, completedOn: today });
    if (!answer.ok) {
      notifications.show({ message: answer.refusal.sentence, color: 'red' });
      return;
    }
    const id = notifications.show({
      autoClose: 8_000,
      message: (
        <Group gap="sm">
          Done: {task.title}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              void reopen.run({ taskId: task.taskId });
            }}
          >
            Undo
          </Button>
        </Group>
      ),
    });
  };
  return (
    <Section title="To do" count={tasks.length}>
      {tasks.map((task) => (
        <li key={task.taskId} className={classes.item}>
          <Checkbox
            aria-label={`Done: ${task.title}`}
            checked={false}
            disabled={complete.isRunning}
            onChange={() => void tick(task)}
          />
          {task.kind !== 'task' && <Mark tone={task.kind === 'deadline' ? 'look' : 'info'}>{task.kind}</Mark>}
          {task.urgent && <Mark tone="look">urgent</Mark>}
          <span className={classes.main} title={task.note}>
            {task.title}{' '}
            {task.matterId !== null && (
              <Link href={`/matters/${task.matterId}`}>
                <span className={classes.quiet}>{task.matterTitle}</span>
              </Link>
            )}
          </span>
          {task.dueOn !== null && <Mark tone={toneOf(task, today)}>{sayDue(task.dueOn, today)}</Mark>}
        </li>
      ))}
    </Section>
  );
}

/** Red is for a deadline in danger; anything else that is late needs a look. */
function toneOf(task: Task, today: string): MarkTone {
  if (task.dueOn === null || task.dueOn > today) return 'plain';
  if (task.kind === 'deadline') return 'danger';
  return task.dueOn < today ? 'look' : 'plain';
}

function sayDue(dueOn: string, today: string): string {
  if (dueOn === today) return 'today';
  return dueOn < today ? `was due ${formatDay(dueOn)}` : formatDay(dueOn);
}
