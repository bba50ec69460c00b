/** More than any answer in words takes. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/**
 * The fetch that providers are asked with. It follows no redirect, because a key in a provider's own header would go along to wherever that leads; and
 * it reads so much of an answer and no more, because a server may send without end.
 */
export const guardedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new Error(
      `it sends the call on to ${response.headers.get('location')?.slice(0, 200) ?? 'another address'}. Set that address, if it is right.`,
    );
  }
  if (response.body === null) return response;
  let bytes = 0;
  const bounded = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > MAX_ANSWER_BYTES) controller.error(new Error('its answer does not end: 16 MB were read.'));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(bounded, { status: response.status, statusText: response.statusText, headers: response.headers });
};
