import { z } from 'zod';

export const prose = z.object({ prose: z.string(), body: z.string().nullable() });
