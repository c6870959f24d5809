import { z } from 'zod';
import { verdicts } from '#src/domain/health.ts';

export const health = z.array(z.object({ service: z.string(), verdict: z.enum(verdicts) })).readonly();
