import { ActionIcon, Popover } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { type DayLean, parseDay } from '../../shared/domain/calendar/parse-day.ts';
import { formatDay } from '../../shared/domain/day.ts';
import { readLocalDay } from './local-day.ts';
import { TypedInput, type TypedInputProps } from './typed-input.tsx';

interface DayInputProps extends TypedInputProps<string> {
  /** Where a day without a year is looked for. */
  readonly lean?: DayLean;
  /** The day that "today" stands for; the machine's own where absent. */
  readonly today?: string;
}

/** A day as ISO text. Understands "today", "fri", "+30", "3/15"; a calendar opens beside it. */
export function DayInput({ lean = 'near', today, value, onChange, ...rest }: DayInputProps) {
  const [isOpen, setOpen] = useState(false);
  const reference = today ?? readLocalDay();
  return (
    <TypedInput
      placeholder="MM/DD/YYYY"
      autoComplete="off"
      {...rest}
      value={value}
      onChange={onChange}
      parse={(text) => parseDay(text, reference, lean)}
      format={formatDay}
      preview={formatDay}
      rightSection={
        <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal>
          <Popover.Target>
            <ActionIcon
              size="sm"
              aria-label={`Choose ${typeof rest.label === 'string' ? rest.label.toLowerCase() : 'a day'}`}
              onClick={() => setOpen(!isOpen)}
              disabled={rest.disabled === true}
            >
              <IconCalendar size={16} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <DatePicker
              value={value}
              defaultDate={value ?? reference}
              firstDayOfWeek={0}
              onChange={(picked) => {
                onChange(picked);
                setOpen(false);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
