/** Times of single kernels from measured curves, and how far they are from timings. */
package dev.shardwright.profiler.predict;
