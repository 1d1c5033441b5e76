import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { api, client } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { ClassificationPanel } from './classification-panel.tsx';
import { ClassifyPanel } from './classify-panel.tsx';
import type { ClassificationFile } from './pay-words.ts';

/** How a contractor is classified and why: guidance, never a verdict. */
export function ClassificationSection({ contractorId }: { readonly contractorId: string }) {
  const query = useQuery(api.classification.get.queryOptions({ input: { contractorId } }));
  const [panel, setPanel] = useState<'answer' | 'decide' | 'worksheet' | null>(null);
  const canDecide = useCan('provider.classify');
  const close = (): void => setPanel(null);
  return (
    <section aria-label="Classification file">
      <Title order={3} mb={8}>
        Classification file
      </Title>
      <Answer query={query} what="the classification file">
        {(file) => (
          <Stack gap={12}>
            <Group gap="sm">
              <Button variant="default" onClick={() => setPanel('answer')}>
                Answer the questions
              </Button>
              {canDecide && (
                <Button variant="default" onClick={() => setPanel('decide')}>
                  Decide
                </Button>
              )}
              <Button variant="default" onClick={() => setPanel('worksheet')}>
                SS-8 worksheet
              </Button>
            </Group>
            <Standing file={file} />
            {panel === 'answer' && <ClassificationPanel file={file} onClose={close} />}
            {panel === 'decide' && <ClassifyPanel file={file} onClose={close} />}
            <SidePanel opened={panel === 'worksheet'} title="Worksheet for Form SS-8" onClose={close} width={860}>
              <PdfView
                title="Worksheet for Form SS-8"
                load={() => client.classification.worksheet({ contractorId })}
                height="calc(100vh - 150px)"
              />
            </SidePanel>
          </Stack>
        )}
      </Answer>
    </section>
  );
}

function Standing({ file }: { readonly file: ClassificationFile }) {
  const { byGroup } = file.score;
  return (
    <>
      <Text>{file.score.sentence}</Text>
      {file.answered !== null && (
        <FactList
          facts={{
            'Behavioral control': lean(byGroup.behavioral),
            'Financial control': lean(byGroup.financial),
            Relationship: lean(byGroup.relationship),
            Answered: (
              <>
                by {file.answered.by}, <InstantText atMs={file.answered.atMs} />
                {file.answered.versions > 1 ? ` (${file.answered.versions} versions kept)` : ''}
              </>
            ),
          }}
        />
      )}
      {file.signals.length > 0 && (
        <div>
          <Text fw={600}>What the work orders show</Text>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {file.signals.map((signal) => (
              <li key={signal.code}>{signal.sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {file.decisions.length === 0 && <Text c="dimmed">The attorney has not decided yet.</Text>}
      {file.decisions.map((one) => (
        <Text key={one.atMs}>
          {formatDay(one.decidedOn)}, {one.by}: <b>{one.decision}</b>. {one.reasons} Review by {formatDay(one.reviewOn)}
          .
        </Text>
      ))}
    </>
  );
}

/** Where the answers of a group point, in words. */
function lean(points: number): string {
  if (points >= 40) return 'points to an employee';
  return points <= -40 ? 'points to a contractor' : 'points both ways';
}
