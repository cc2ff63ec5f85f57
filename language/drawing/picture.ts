import type { Judge } from '../judging/judge.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Id } from '../names/outline.ts';
import type { Day } from '../syntax/values.ts';
import { type ReachPicture, reachPicture } from './reach.ts';
import { type TimelinePicture, timelinePicture } from './timeline.ts';

export const views = ['reach', 'timeline'] as const;
export type View = (typeof views)[number];

/** What there is to be drawn, whatever it is drawn with. */
export type Picture = { readonly view: 'reach'; readonly shown: ReachPicture } | { readonly view: 'timeline'; readonly shown: TimelinePicture };

/**
 * The picture of some contracts at a date. The same specs and the same date give the same picture.
 *
 * @param contracts in the order in which they are to be drawn; where there is no room for all, those with the most violations come first
 */
export const pictureOf = (view: View, judge: Judge, workspace: Workspace, contracts: readonly Id[], date: Day): Picture =>
    view === 'reach' ? { view, shown: reachPicture(judge, workspace, contracts, date) } : { view, shown: timelinePicture(judge, workspace, contracts, date) };
