import { importOpenApi, type OpenApiImport } from '../../../engine/products/openapi/import-openapi.ts';

export const JSON_OK = (schema: unknown, more: Record<string, unknown> = {}) => ({
  200: { description: 'ok', content: { 'application/json': { schema, ...more } } },
});
export const api = (paths: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Pet store', version: '1' },
  paths,
  ...more,
});

export function imported(document: unknown, only?: readonly string[]): OpenApiImport {
  const result = importOpenApi(JSON.stringify(document), { product: 'pets', only });
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
export const refusal = (text: string) => {
  const result = importOpenApi(text, { product: 'pets' });
  return result.ok ? '' : result.error;
};
