// Durations are whole or fractional seconds whose type says so: a bare number is refused where a duration is meant.
import * as z from "zod";
import { opaque } from "./opaque.ts";

declare const unit: unique symbol;

/** A length of time in seconds. Made by `seconds`, `minutes`, `hours`, `days`; JSON carries the number of seconds. */
export type Duration = number & { readonly [unit]: "seconds" };

/** The schema of a duration: 0 seconds to 366 days. */
export const duration = opaque<Duration>(z.number().min(0).max(31_622_400));

export const seconds = (count: number): Duration => count as Duration;
export const minutes = (count: number): Duration => (count * 60) as Duration;
export const hours = (count: number): Duration => (count * 3_600) as Duration;
export const days = (count: number): Duration => (count * 86_400) as Duration;
