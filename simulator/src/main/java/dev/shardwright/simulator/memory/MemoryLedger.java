package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.unit.Bytes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Peak bytes of one pipeline stage's ranks by category, against what the device offers. */
public record MemoryLedger(int stage, Map<MemoryCategory, Bytes> lines, Bytes limit, Verdict verdict) {
    public MemoryLedger {
        lines = Collections.unmodifiableMap(new EnumMap<>(lines));
    }

    public Bytes peak() {
        return lines.values().stream().reduce(Bytes.ZERO, Bytes::plus);
    }
}
