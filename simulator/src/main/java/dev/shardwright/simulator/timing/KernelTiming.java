package dev.shardwright.simulator.timing;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;

/** One timing of one kernel at one shape, by whatever tool took it. */
public sealed interface KernelTiming {
    KernelCurve.Kernel kernel();

    Seconds time();

    /** The same kernel at the same shape with another time. */
    KernelTiming lasting(Seconds other);

    /** A matrix product C[m, n] = A[m, k] B[k, n]. */
    record Product(KernelCurve.Kernel kernel, NumberFormat format, Gemm.Shape shape, Seconds time)
            implements KernelTiming {
        /** The simulator's operator. */
        public Gemm gemm() {
            return new Gemm("product", shape, Gemm.Role.WEIGHT, format);
        }

        @Override
        public KernelTiming lasting(Seconds other) {
            return new Product(kernel, format, shape, other);
        }
    }

    /** Causal self-attention, forward or backward. */
    record Attention(KernelCurve.Kernel kernel, AttentionCore core, Seconds time) implements KernelTiming {
        /** Causal attention over whole sequences. */
        public static AttentionCore causal(
                NumberFormat format, long heads, long keyValueHeads, long length, int width) {
            return new AttentionCore(
                    "attention",
                    new AttentionCore.Extent(heads, keyValueHeads, length, (length + 1) / 2.0, width, width),
                    AttentionCore.Pass.FORWARD,
                    format);
        }

        @Override
        public KernelTiming lasting(Seconds other) {
            return new Attention(kernel, core, other);
        }
    }

    /** A collective over ranks of one node; {@code buffer} is the whole buffer as nccl-tests counts it. */
    record Exchange(KernelCurve.Kernel kernel, Collective collective, int ranks, Bytes buffer, Seconds time)
            implements KernelTiming {
        @Override
        public KernelTiming lasting(Seconds other) {
            return new Exchange(kernel, collective, ranks, buffer, other);
        }
    }

    /** A kernel of a kind that only moves memory. */
    record Stream(KernelCurve.Kernel kernel, String kind, Bytes bytes, Seconds time) implements KernelTiming {
        @Override
        public KernelTiming lasting(Seconds other) {
            return new Stream(kernel, kind, bytes, other);
        }
    }
}
