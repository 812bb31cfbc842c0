/** Edge: files of other tools that hold timings of kernels; docs/profile-import.md. */
package dev.shardwright.profiler.imports;
