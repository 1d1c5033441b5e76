import { DraftForm, type DraftFormProps } from './draft-form.tsx';
import { SidePanel } from './side-panel.tsx';

interface FormPanelProps<Values extends object> extends Omit<DraftFormProps<Values>, 'onSaved' | 'onCancel'> {
  readonly opened: boolean;
  readonly title: string;
  /** Closes the panel. What was typed is kept. */
  readonly onClose: () => void;
  readonly onSaved?: () => void;
  /** In pixels. */
  readonly width?: number;
  /** While a question stands over the panel, Esc belongs to the question. */
  readonly isCovered?: boolean;
}

/** A form in a panel over the list: Enter saves, Esc closes and keeps what was typed, Ctrl-Enter saves and starts the next. */
export function FormPanel<Values extends object>({
  opened,
  title,
  onClose,
  onSaved,
  width,
  isCovered = false,
  ...form
}: FormPanelProps<Values>) {
  return (
    <SidePanel
      opened={opened}
      title={title}
      onClose={onClose}
      isCovered={isCovered}
      {...(width === undefined ? {} : { width })}
    >
      <DraftForm
        {...form}
        onCancel={onClose}
        onSaved={() => {
          onSaved?.();
          onClose();
        }}
      />
    </SidePanel>
  );
}
