package dev.shardwright.profiler.steptrace;

import java.util.List;
import java.util.Map;

/**
 * What a trace holds of one process: calls of operators, launches by correlation, what ran on devices, the marks of
 * training steps, and the devices' names by number.
 */
record Trace(
        String file,
        List<OperatorCall> calls,
        Map<Long, Launch> launches,
        List<GpuWork> work,
        List<GpuWork.Span> steps,
        Map<Integer, String> devices) {}
