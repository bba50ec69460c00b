import { FlowId } from '../../../engine/base/ids.ts';

/** `fork`: the newest version of its parent; `fork/3`: its third. Null for a text that names no pull. */
export function readPullSubject(subject: string): { readonly flowId: FlowId; readonly versionNo: number | null } | null {
  const [id, number, ...more] = subject.split('/');
  const flowId = FlowId.safeParse(id).data;
  if (flowId === undefined || more.length > 0 || (number !== undefined && !/^[1-9]\d{0,8}$/.test(number))) return null;
  return { flowId, versionNo: number === undefined ? null : Number(number) };
}
