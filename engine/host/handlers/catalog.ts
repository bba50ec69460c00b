import { catalogOf } from '../catalog-of.ts';
import { door } from '../door.ts';

export const catalogHandlers = door.catalog.router({
  read: door.catalog.read.handler(({ context }) => catalogOf(context.workspace)),
});
