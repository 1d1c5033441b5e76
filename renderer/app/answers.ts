import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';

/** What each procedure answers, by area and name: `Answers['trust']['getLedger']`. */
export type Answers = InferContractRouterOutputs<Contract>;
