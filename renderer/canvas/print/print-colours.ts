import type { StepKind } from '../../../engine/steps/step-definition.ts';

/** The colours of a drawing on paper or in a file: those of the window's themes, which a file cannot read. */
export interface PrintColours {
  readonly ground: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  readonly edge: string;
  /** Mark and ground, by kind. */
  readonly kinds: Readonly<Record<StepKind, readonly [string, string]>>;
  /** Mark and ground, by the token of a state. */
  readonly states: Readonly<
    Record<'pending' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'halted' | 'reused', readonly [string, string]>
  >;
}

export type PrintTheme = 'light' | 'dark';

export const PRINT_COLOURS: Readonly<Record<PrintTheme, PrintColours>> = {
  light: {
    ground: '#f3f4f6',
    raised: '#ffffff',
    line: '#c6cbd3',
    text: '#1a1e25',
    quiet: '#545d6b',
    accent: '#3f4fc0',
    edge: '#939ba8',
    kinds: {
      sage_skill: ['#6d3fc4', '#f0eafb'],
      human_task: ['#96590a', '#fcf0da'],
      product_action: ['#1c63b8', '#e5effb'],
      event_wait: ['#0b7371', '#def3f1'],
      gate: ['#4c5868', '#e8ebef'],
    },
    states: {
      pending: ['#667080', '#eceef2'],
      running: ['#1c63b8', '#e5effb'],
      waiting: ['#96590a', '#fcf0da'],
      succeeded: ['#1e7441', '#e0f3e7'],
      failed: ['#b8283a', '#fce8ea'],
      halted: ['#8a3277', '#f8e6f4'],
      reused: ['#0b7371', '#def3f1'],
    },
  },
  dark: {
    ground: '#0f1216',
    raised: '#1b2028',
    line: '#3d4653',
    text: '#e6e9ee',
    quiet: '#a3adba',
    accent: '#8494f5',
    edge: '#66717f',
    kinds: {
      sage_skill: ['#b79af2', '#2c2542'],
      human_task: ['#e0ab58', '#362a17'],
      product_action: ['#79b1f0', '#1b2d42'],
      event_wait: ['#5cc2bd', '#163330'],
      gate: ['#a9b4c2', '#272e37'],
    },
    states: {
      pending: ['#95a0ae', '#232932'],
      running: ['#79b1f0', '#1b2d42'],
      waiting: ['#e0ab58', '#362a17'],
      succeeded: ['#6cc48c', '#183021'],
      failed: ['#f08a95', '#3d1e23'],
      halted: ['#dd92cd', '#371f33'],
      reused: ['#5cc2bd', '#163330'],
    },
  },
};
