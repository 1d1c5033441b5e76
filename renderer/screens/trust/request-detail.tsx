import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { Comments } from '../../app/comments.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useMe } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { DayText } from '../../components/day-text.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Mark } from '../../components/mark.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { useAccounts } from './account-select.tsx';
import { ChosenLedger } from './ledger-figures.tsx';
import { useTrustPanel } from './trust-panels.ts';
import { describeInstrument, describeRequest, type RequestRow, requestChoices } from './trust-words.ts';

interface RequestDetailProps {
  readonly requestId: string;
  readonly onClose: () => void;
}

const requestsMax = 500;

/** One request with the figures of its ledger, and what can be done with it. */
export function RequestDetail({ requestId, onClose }: RequestDetailProps) {
  const query = useQuery(
    api.trust.listRequests.queryOptions({ input: { state: 'all', sort: 'day', descending: true, limit: requestsMax } }),
  );
  return (
    <Answer query={query} what="the request">
      {({ rows }) => {
        const request = rows.find((row) => row.requestId === requestId);
        if (request === undefined)
          return <EmptyState title="This request is not here" text="It may not have come with a sync yet." />;
        return (
          <Stack gap={16} p="md">
            <DetailHead
              over={request.ledgerTitle}
              title={`${formatCents(request.amountCents)} to ${request.payee}`}
              beside={<Mark tone={describeRequest(request.state).tone}>{describeRequest(request.state).word}</Mark>}
              onClose={onClose}
              actions={<RequestActions request={request} />}
            />
            {request.samePerson && (
              <Alert color="yellow" variant="light" p="sm">
                {request.requestedBy} both asked for it and approved it. Another person's eye is better where there is
                one.
              </Alert>
            )}
            <ChosenLedger accountId={request.accountId} ledgerId={request.ledgerId} />
            <FactList
              facts={{
                Amount: <Amount cents={request.amountCents} withSign />,
                Day: <DayText day={request.day} />,
                Payee: request.payee,
                For: requestChoices.find((one) => one.value === request.kind)?.label ?? request.kind,
                Purpose: request.purpose,
                By: describeInstrument({ instrument: request.instrument, checkNumber: null }),
                Invoice:
                  request.invoiceId === null ? null : (
                    <Link href={`/billing/invoices/${request.invoiceId}`}>{request.invoiceNumber}</Link>
                  ),
                'Asked for by': request.requestedBy,
                'Approved by': request.approvedBy,
              }}
            />
            <Comments subjectKind="request" subjectId={requestId} />
          </Stack>
        );
      }}
    </Answer>
  );
}

function RequestActions({ request }: { readonly request: RequestRow }) {
  const canApprove = useCan('trust.approve');
  const canPost = useCan('trust.post');
  const canPrepare = useCan('trust.prepare');
  const open = useTrustPanel((store) => store.open);
  const approve = useCommand(api.trust.approveRequest, {
    draft: `trust/approve/${request.requestId}`,
    say: 'Request approved',
  });
  const step = usePassphraseStep();
  const me = useMe();
  const isOwn = me !== undefined && me !== null && me.name === request.requestedBy;
  const account = useAccounts().find((row) => row.accountId === request.accountId);
  const isOpen = request.state === 'waiting' || request.state === 'approved';
  const ask = (): void => {
    void step.ask(
      {
        title: 'Approve request',
        consequence: `You approve that ${formatCents(request.amountCents)} is paid to ${request.payee} from ${request.ledgerTitle}. The custodian can post it from then on.${isOwn ? ' You asked for it yourself: another person’s eye is better where there is one, and the payment is listed for a second look.' : ''}`,
        confirmLabel: 'Approve',
      },
      async (passphrase) => {
        const answer = await approve.run({ requestId: request.requestId, passphrase });
        return answer.ok ? null : answer.refusal;
      },
    );
  };
  return (
    <>
      {request.state === 'waiting' && canApprove && <Button onClick={ask}>Approve</Button>}
      {request.state === 'approved' && canPost && account?.custodyIsHere === true && (
        <Button onClick={() => open({ kind: 'post', request })}>Post</Button>
      )}
      {request.state === 'waits for invoice' && request.invoiceId === null && canPrepare && (
        <Button onClick={() => open({ kind: 'name-invoice', request })}>Name its invoice</Button>
      )}
      {isOpen && canApprove && (
        <Button variant="default" onClick={() => open({ kind: 'decline', request })}>
          Decline
        </Button>
      )}
      {request.state === 'approved' && account !== undefined && !account.custodyIsHere && (
        <Text size="sm" c="dimmed">
          {account.custodianDeviceName} posts it: that device has custody.
        </Text>
      )}
      {approve.refusal !== null && !approve.refusal.fields.includes('passphrase') && (
        <Text size="sm" c="var(--annex-danger)" role="alert">
          {approve.refusal.sentence}
        </Text>
      )}
      {step.dialog}
    </>
  );
}
