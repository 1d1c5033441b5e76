import * as z from 'zod';
import { roles } from './rights.ts';

/** A role's name, as the roster stores it. */
export const roleSchema = z.enum(roles);
