/** Edge: traces of PyTorch's profiler, read as a stream; docs/profile-import.md. */
package dev.shardwright.profiler.steptrace;
