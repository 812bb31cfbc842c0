/** Closing the loop: small transformers trained on the device against the simulator's prediction from its profile. */
package dev.shardwright.profiler.check;
