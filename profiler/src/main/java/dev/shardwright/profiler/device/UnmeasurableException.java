package dev.shardwright.profiler.device;

import org.jspecify.annotations.Nullable;

/** A kernel that a device cannot run, or a device that is not there; the message says why, in one sentence. */
public final class UnmeasurableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnmeasurableException(String reason) {
        super(reason);
    }

    public UnmeasurableException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
