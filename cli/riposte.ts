#!/usr/bin/env node
// `riposte …` for people. Compiled code is kept between calls, since most of a short command's time is reading its own.
import { enableCompileCache } from "node:module";

enableCompileCache();
await import("./program.ts");
