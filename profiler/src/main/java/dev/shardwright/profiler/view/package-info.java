/** What a measured device looks like: figures, and diagrams of its curves and samples. */
package dev.shardwright.profiler.view;
