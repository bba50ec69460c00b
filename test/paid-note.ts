/** SKILL.md of a prompt skill that a model is paid for, as a workspace's own: `paid_note`, from a note to a text. */
export const PAID_NOTE_SKILL = `---
name: paid_note
title: Paid note
description: Says what the note says.
version: 1.0.0
model: drafting
effect: llm
input: { type: object, required: [note], properties: { note: { type: string } } }
output: { type: object, required: [text], properties: { text: { type: string } } }
---

Say in a sentence what this note says: {{ input.note }}
`;
