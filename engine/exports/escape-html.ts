const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute. Control characters, which no document may hold, are left out. */
export const escapeHtml = (text: string): string => printable(text).replace(/[&<>"']/g, sign => SIGNS[sign] ?? '');

/** Text without control characters and without halves of characters: what XML and HTML may hold. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '').toWellFormed();
