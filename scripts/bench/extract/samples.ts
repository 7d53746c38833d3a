import { goSamples } from "./samples-go.ts";
import { javascriptSamples } from "./samples-javascript.ts";
import { pythonSamples } from "./samples-python.ts";
import type { Sample } from "./sample.ts";

/** The same every time: what counts is that a run can be compared with the one before. */
export const samples: Sample[] = [...javascriptSamples(), ...pythonSamples(), ...goSamples()];
