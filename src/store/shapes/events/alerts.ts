import { z } from 'zod';
import { alertSeverities } from '#src/domain/alert/events.ts';
import { prose } from '#src/store/shapes/prose.ts';
import { event } from './event.ts';

const alert = { alert: z.int() };
const named = { ...alert, name: z.string(), title: prose, severity: z.enum(alertSeverities) };
const heard = z.object({ ...named, firing: z.int() });

export const attachedEvents = [
  event('alert-joined', 1, z.object(named)),
  event('alert-left', 1, z.object(alert)),
  event('alert-fired-again', 1, heard),
  event('alert-grew', 1, heard),
  event('alert-resolved', 1, heard),
] as const;
