// What a drawing is made of, and the room between its parts.
import type { Step } from "./picture.ts";

export type Shape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly step: Step;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: "frame";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly title: string;
    }
  | { readonly kind: "line"; readonly points: readonly (readonly [x: number, y: number])[]; readonly arrow: boolean }
  | { readonly kind: "label"; readonly x: number; readonly y: number; readonly text: string };

export interface Part {
  readonly width: number;
  readonly height: number;
  /** The shapes, the part's upper left corner at `x`, `y`. */
  place(x: number, y: number): readonly Shape[];
}

/** Room between things. */
export const gap = { beside: 34, below: 14, bar: 18, frame: 14, title: 22, rows: 36 } as const;

type Point = readonly [x: number, y: number];
/** A line from point to point. */
export const line = (...points: readonly Point[]): Shape => ({ kind: "line", points, arrow: false });
/** A line that ends in an arrow. */
export const arrow = (...points: readonly Point[]): Shape => ({ kind: "line", points, arrow: true });
