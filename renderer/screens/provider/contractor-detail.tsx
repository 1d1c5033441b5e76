import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Mark } from '../../components/mark.tsx';
import { ClassificationSection } from './classification-section.tsx';
import { ContractorPanel } from './contractor-panel.tsx';
import { describeTaxForm } from './pay-words.ts';
import { TaxpayerNumberPanel } from './taxpayer-number-panel.tsx';

interface ContractorDetailProps {
  readonly contractorId: string;
  readonly onClose: () => void;
}

/** One contractor: tax form, terms, laws on paying on time, and the classification file. */
export function ContractorDetail({ contractorId, onClose }: ContractorDetailProps) {
  const query = useQuery(api.pay.getContractor.queryOptions({ input: { contractorId } }));
  const canPay = useCan('provider.pay');
  const [panel, setPanel] = useState<'change' | 'number' | null>(null);
  return (
    <Answer query={query} what="the contractor">
      {(contractor) => (
        <Stack gap={16} p="md">
          <DetailHead
            over={contractor.entity}
            title={contractor.name}
            beside={<Mark tone={describeTaxForm(contractor).tone}>{describeTaxForm(contractor).word}</Mark>}
            onClose={onClose}
            actions={
              canPay && (
                <>
                  <Button variant="default" onClick={() => setPanel('change')}>
                    Change
                  </Button>
                  <Button variant="default" onClick={() => setPanel('number')}>
                    Taxpayer number
                  </Button>
                </>
              )
            }
          />
          <FactList
            facts={{
              'Taxpayer number': contractor.taxpayerLastFour === '' ? '' : `ends in ${contractor.taxpayerLastFour}`,
              State: contractor.state,
              'Paid within': `${contractor.termDays} days`,
              'Interest if late':
                contractor.interestBasisPoints === 0 ? '' : `${contractor.interestBasisPoints / 100} %`,
              'Backup withholding': contractor.backupBasisPoints === 0 ? '' : `${contractor.backupBasisPoints / 100} %`,
              'To pay': formatCents(contractor.openCents),
              Note: contractor.note,
            }}
          />
          {contractor.laws.map((law) => (
            <Text key={law.name} size="sm">
              {law.name}: from {formatCents(law.fromCents)} on, pay by the day agreed, or within {law.longestDays} days
              where none is. {law.source}.{' '}
              <Mark tone={law.isVerified ? 'good' : 'look'}>
                {law.isVerified ? 'verified' : 'not verified: ask counsel'}
              </Mark>
            </Text>
          ))}
          {canPay && <ClassificationSection contractorId={contractorId} />}
          {!canPay && contractor.signedOn !== null && (
            <Text c="dimmed">Your form was signed on {formatDay(contractor.signedOn)}.</Text>
          )}
          {panel === 'change' && <ContractorPanel contractor={contractor} onClose={() => setPanel(null)} />}
          {panel === 'number' && <TaxpayerNumberPanel contractor={contractor} onClose={() => setPanel(null)} />}
        </Stack>
      )}
    </Answer>
  );
}
