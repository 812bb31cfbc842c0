/** Edge: kernel profiles as the profiler writes them, curves with the times behind them; docs/profile-file.md. */
package dev.shardwright.profiler.curvefile;
