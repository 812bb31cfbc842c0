package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** A computation of known extents that can be timed. */
public sealed interface Operation
        permits MatrixProduct,
                CausalAttention,
                BackendAttention,
                RmsNorm,
                GatedActivation,
                RowWise,
                Embedding,
                CrossEntropy,
                TokenRouting,
                AdamStep,
                NewtonSchulz,
                DecoderLayer,
                ExpertBlock,
                ExpertLayer,
                MemoryCopy,
                HostCopy,
                Launch {
    OperationKind kind();

    /** The extents, in the order of {@link OperationKind#extentNames()}. */
    List<Long> extents();

    /** Floating-point operations of the matrix products in one step; elementwise work counts as none. */
    Flops flops(Pass pass);

    /** Tensor elements that a step must read and write at least, if each tensor travels once per kernel. */
    double elements(Pass pass);

    <T> T accept(Cases<T> cases);

    /** The operations that this one runs one after another; empty for a single kernel. */
    default List<Operation> parts() {
        return List.of();
    }

    /** One method for each kind of operation. */
    interface Cases<T> {
        T of(MatrixProduct product);

        T of(CausalAttention attention);

        T of(RmsNorm norm);

        T of(GatedActivation activation);

        T of(DecoderLayer layer);

        T of(MemoryCopy copy);

        T of(BackendAttention attention);

        T of(RowWise rows);

        T of(Embedding embedding);

        T of(CrossEntropy loss);

        T of(TokenRouting routing);

        T of(ExpertBlock block);

        T of(ExpertLayer layer);

        T of(AdamStep step);

        T of(NewtonSchulz iteration);

        T of(HostCopy copy);

        T of(Launch launch);
    }

    /** The extents as "m=2048 n=768 k=4096". */
    default String shape() {
        StringBuilder text = new StringBuilder();
        List<String> names = kind().extentNames();
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(names.get(i))
                    .append('=')
                    .append(extents().get(i));
        }
        return text.toString();
    }
}
