// The types of values that do not exist yet. `T` is what the value will be; a reference to an object has its fields, a
// reference to a list has none, and null is carried along a path until the author decides it.
import type { Opaque } from "../../actions/kit/contract/index.ts";
import type { Node } from "./node.ts";

/** Where a reference keeps its node. Symbols cannot be fields of a finding or of an output. */
export const EXPRESSION: unique symbol = Symbol("riposte.expression");
declare const TYPE: unique symbol;

/** A value of type `T` that a playbook will have when it runs. */
export interface Expression<out T> {
  readonly [EXPRESSION]: Node;
  readonly [TYPE]: T;
}

/** A yes-or-no value. Callable in its type only, so that `if (x.failed)` is a compile error: use `when` or `choose`. */
export type Condition = Expression<boolean> & (() => never);

type Scalar = string | number | boolean;
type Nulls<T> = Extract<T, null | undefined> extends never ? never : null;

type Fields<T> =
  NonNullable<T> extends Opaque<string> | Scalar | readonly unknown[]
    ? unknown
    : { readonly [K in keyof NonNullable<T> & string]-?: Reference<Present<NonNullable<T>[K]> | Nulls<T>> };

/** Optional reads as null: there is one absence. */
type Present<T> = undefined extends T ? Exclude<T, undefined> | null : T;

/** A typed reference: its fields are references too. */
export type Reference<T> = [T] extends [boolean] ? Condition : Expression<T> & Fields<T>;

/** What a step's input accepts: a value written down, a reference, or an object or list of both. */
export type Input<T> =
  | Expression<T>
  | (T extends Opaque<string>
      ? never
      : T extends Scalar | null | undefined
        ? T
        : T extends readonly (infer Item)[]
          ? readonly Input<Item>[]
          : { readonly [K in keyof T]: Input<T[K]> });
