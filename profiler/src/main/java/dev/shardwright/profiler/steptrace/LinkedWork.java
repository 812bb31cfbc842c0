package dev.shardwright.profiler.steptrace;

import java.util.Optional;

/** Work on a device, who started it, and what kind it is. */
record LinkedWork(GpuWork work, Optional<OperatorCall> caller, WorkKind kind) {
    static LinkedWork of(GpuWork work, Linker linker) {
        Optional<OperatorCall> caller = linker.caller(work);
        return new LinkedWork(work, caller, WorkKind.of(work, caller));
    }
}
