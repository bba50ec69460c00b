import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { createContext, use } from 'react';
import { useStore, type StateCreator, type StoreApi } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Wire } from '../bridge/follow.ts';
import type { FlowCatalog } from '../../engine/flow/flow-catalog.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { Host } from '../bridge/host.ts';
import { artefactSlice, type ArtefactSlice } from './artefact-slice.ts';
import { compareSlice, type CompareSlice } from './compare-slice.ts';
import { canvasSlice, type CanvasSlice } from './canvas-slice.ts';
import { clipboardSlice, type ClipboardSlice } from './clipboard-slice.ts';
import { conditionSlice, type ConditionSlice } from './condition-slice.ts';
import { deskSlice, type DeskSlice } from './desk-slice.ts';
import { eventsSlice, type EventsSlice } from './events-slice.ts';
import { flowShelfSlice, type FlowShelfSlice } from './flow-shelf-slice.ts';
import { findSlice, type FindSlice } from './find-slice.ts';
import { flowSlice, type FlowSlice } from './flow-slice.ts';
import { inboxSlice, type InboxSlice } from './inbox-slice.ts';
import { keysSlice, type KeysSlice } from './keys-slice.ts';
import { librarySlice, type LibrarySlice } from './library-slice.ts';
import { listsSlice, type ListsSlice } from './lists-slice.ts';
import { memorySlice, type MemorySlice } from './memory-slice.ts';
import { modelsSlice, type ModelsSlice } from './models-slice.ts';
import { notesSlice, type NotesSlice } from './notes-slice.ts';
import { noticeSlice, type NoticeSlice, type Notices } from './notice-slice.ts';
import { outlineSlice, type OutlineSlice } from './outline-slice.ts';
import { packetShelfSlice, type PacketShelfSlice } from './packet-shelf-slice.ts';
import { observatorySlice, type ObservatorySlice } from './observatory-slice.ts';
import { packetSlice, type PacketSlice } from './packet-slice.ts';
import { planSlice, type PlanSlice } from './plan-slice.ts';
import { placesSlice, type PlacesSlice } from './places-slice.ts';
import { problemsSlice, type ProblemsSlice } from './problems-slice.ts';
import { pullSlice, type PullSlice } from './pull-slice.ts';
import { recipeSlice, type RecipeSlice } from './recipe-slice.ts';
import { rowSearchSlice, type RowSearchSlice } from './row-search-slice.ts';
import { runListSlice, type RunListSlice } from './run-list-slice.ts';
import { runWaysSlice, type RunWaysSlice } from './run-ways-slice.ts';
import { runSlice, type RunSlice } from './run-slice.ts';
import { shareSlice, type ShareSlice } from './share-slice.ts';
import { skillSlice, type SkillSlice } from './skill-slice.ts';
import { tabsSlice, type TabsSlice } from './tabs-slice.ts';
import { tidySlice, type TidySlice } from './tidy-slice.ts';
import { timelineSlice, type TimelineSlice } from './timeline-slice.ts';
import { tourSlice, type TourSlice } from './tour-slice.ts';
import { testsSlice, type TestsSlice } from './tests-slice.ts';
import { valueSlice, type ValueSlice } from './value-slice.ts';
import { versionsSlice, type VersionsSlice } from './versions-slice.ts';

/** What the window holds of the world outside it. */
export interface StudioNeeds {
  readonly host: Host;
  readonly wire: Wire;
  /** Names what the window remembers, so that two workspaces do not share a desk: `wilmington`. */
  readonly workspace: string;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The window's size on opening. */
  readonly room: { readonly widthPx: number; readonly heightPx: number };
  readonly nowUs: () => number;
  /** Calls back once after `ms`; gives the function that calls it off. */
  readonly later: (ms: number, call: () => void) => () => void;
  /** What is wrong with a flow, found away from the hands and eyes; null when a later question came before its turn. Without one the window looks itself. */
  readonly check?: (flow: Flow, catalog: FlowCatalog) => Promise<readonly FlowProblem[] | null>;
  readonly clipboard: Clipboard;
  /** Without them nobody is told of anything outside the window. */
  readonly notices?: Notices;
  /** Gives a graph back with a place for each node; fails when it cannot. */
  readonly layOut: (graph: ElkNode) => Promise<ElkNode>;
  /** A word to the person at the edge of the window. */
  readonly tell: (word: Word) => void;
  /** Gives the person a file to keep, as a download. */
  readonly handOver: (file: HandedFile) => void;
}

/** The system's clipboard, for commands that no key of the browser brought: it may refuse both. */
export interface Clipboard {
  /** False when it was refused. */
  readonly write: (text: string) => Promise<boolean>;
  /** Null when it was refused. */
  readonly read: () => Promise<string | null>;
}

/** A file that leaves the window; its bytes in base64. */
export interface HandedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

export interface Word {
  readonly kind: 'done' | 'trouble';
  /** A sentence: what, where, what now. */
  readonly sentence: string;
  /** What can be done about it at once. */
  readonly action?: { readonly words: string; readonly run: () => void };
}

/** All the window knows. Each slice holds its part and the only functions that change it. */
export type Studio = DeskSlice &
  TabsSlice &
  KeysSlice &
  FlowSlice &
  FlowShelfSlice &
  LibrarySlice &
  CanvasSlice &
  ClipboardSlice &
  TidySlice &
  NotesSlice &
  OutlineSlice &
  FindSlice &
  PlacesSlice &
  ProblemsSlice &
  ConditionSlice &
  ListsSlice &
  RunSlice &
  RunWaysSlice &
  RunListSlice &
  TimelineSlice &
  InboxSlice &
  NoticeSlice &
  EventsSlice &
  PacketSlice &
  PacketShelfSlice &
  RecipeSlice &
  TourSlice &
  ValueSlice &
  ArtefactSlice &
  MemorySlice &
  ObservatorySlice &
  RowSearchSlice &
  ShareSlice &
  SkillSlice &
  ModelsSlice &
  VersionsSlice &
  PullSlice &
  PlanSlice &
  TestsSlice &
  CompareSlice;

export type StudioStore = StoreApi<Studio>;

/** One part of the store, given what it needs. */
export type Slice<Part> = (needs: StudioNeeds) => StateCreator<Studio, [], [], Part>;

export const createStudio = (needs: StudioNeeds): StudioStore =>
  createStore<Studio>()((...store) => ({
    ...deskSlice(needs)(...store),
    ...tabsSlice(needs)(...store),
    ...keysSlice(needs)(...store),
    ...flowSlice(needs)(...store),
    ...flowShelfSlice(needs)(...store),
    ...librarySlice(needs)(...store),
    ...canvasSlice(needs)(...store),
    ...clipboardSlice(needs)(...store),
    ...tidySlice(needs)(...store),
    ...notesSlice(needs)(...store),
    ...outlineSlice(needs)(...store),
    ...findSlice(needs)(...store),
    ...placesSlice(needs)(...store),
    ...problemsSlice(needs)(...store),
    ...conditionSlice(needs)(...store),
    ...listsSlice(needs)(...store),
    ...runSlice(needs)(...store),
    ...runWaysSlice(needs)(...store),
    ...runListSlice(needs)(...store),
    ...timelineSlice(needs)(...store),
    ...inboxSlice(needs)(...store),
    ...noticeSlice(needs)(...store),
    ...eventsSlice(needs)(...store),
    ...packetSlice(needs)(...store),
    ...packetShelfSlice(needs)(...store),
    ...recipeSlice(needs)(...store),
    ...tourSlice(needs)(...store),
    ...valueSlice(needs)(...store),
    ...artefactSlice(needs)(...store),
    ...memorySlice(needs)(...store),
    ...observatorySlice(needs)(...store),
    ...rowSearchSlice(needs)(...store),
    ...shareSlice(needs)(...store),
    ...skillSlice(needs)(...store),
    ...modelsSlice(needs)(...store),
    ...versionsSlice(needs)(...store),
    ...pullSlice(needs)(...store),
    ...planSlice(needs)(...store),
    ...testsSlice(needs)(...store),
    ...compareSlice(needs)(...store),
  }));

export const StudioContext = createContext<StudioStore | null>(null);

/** The store itself, for what reads it only when something happens. */
export function useStudioStore(): StudioStore {
  const store = use(StudioContext);
  if (store === null) throw new Error('A part of the window stands outside of StudioContext.');
  return store;
}

/** One value of the store; draws again only when that value changes. */
export const useStudio = <Value>(pick: (studio: Studio) => Value): Value => useStore(useStudioStore(), pick);
