package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.hardware.Efficiency;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mirror of one file of profiles/accelerators: every figure with its source. */
record AcceleratorFile(
        String name,
        String label,
        List<String> aliases,
        String architecture,
        String server,
        Figure<Integer> multiprocessors,
        Map<String, Figure<FlopsPerSecond>> peak,
        Memory memory,
        Speeds efficiency) {
    /** Device memory. */
    record Memory(Figure<Bytes> usable, Figure<BytesPerSecond> bandwidth) {}

    /** Shares of peak in short bursts, and what is left of them in a long run; no 8-bit units, no figure for them. */
    record Speeds(
            Figure<Double> sustainedOverBurst,
            Figure<Double> gemmBurst,
            @Nullable Figure<Double> eightBitGemmBurst,
            @Nullable Figure<Double> fourBitGemmBurst,
            Figure<Double> attentionForwardBurst,
            Figure<Double> attentionBackwardBurst,
            Figure<Double> memory) {
        private Figure<Double> eightBit() {
            return eightBitGemmBurst == null ? gemmBurst : eightBitGemmBurst;
        }

        Efficiency sustained() {
            double share = sustainedOverBurst.value();
            return new Efficiency(
                    share * gemmBurst.value(),
                    share * eightBit().value(),
                    share * (fourBitGemmBurst == null ? eightBit() : fourBitGemmBurst).value(),
                    memory.value(),
                    share * attentionForwardBurst.value(),
                    share * attentionBackwardBurst.value());
        }
    }

    Accelerator accelerator() {
        Map<NumberFormat, FlopsPerSecond> peaks = new EnumMap<>(NumberFormat.class);
        peak.forEach((format, rate) -> peaks.put(NumberFormat.valueOf(format.toUpperCase(Locale.ROOT)), rate.value()));
        return new Accelerator(
                name,
                architecture,
                peaks,
                new DeviceMemory(memory.usable().value(), memory.bandwidth().value()),
                multiprocessors.value(),
                efficiency.sustained());
    }
}
