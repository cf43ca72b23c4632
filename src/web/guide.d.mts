/** A part of a page under one heading. */
export interface GuidePart {
  readonly id: string;
  readonly title: string;
  /** 1 to 3: of the heading. */
  readonly depth: number;
  /** Its words without the heading, for the search. */
  readonly text: string;
}

/** A page of the guide; `name` is the last part of its address, empty for the first. */
export interface GuidePage {
  readonly name: string;
  readonly title: string;
  readonly html: string;
  readonly parts: readonly GuidePart[];
}

export function readGuide(folder: string): readonly GuidePage[];
