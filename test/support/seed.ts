// Property tests draw the same values everywhere unless told otherwise: a change is judged by what it changed. Another
// seed looks elsewhere: RIPOSTE_SEED=$RANDOM npm test
import { configureGlobal } from "fast-check";

configureGlobal({ seed: Number(process.env.RIPOSTE_SEED ?? 20_261_123) });
