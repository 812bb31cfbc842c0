/** Edge: diagrams as pictures; the only place that knows the chart library. */
package dev.shardwright.profiler.chart;
