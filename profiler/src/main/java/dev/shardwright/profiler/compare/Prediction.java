package dev.shardwright.profiler.compare;

import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.LayerWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the simulator expects of a kernel on a named accelerator under a software stack. */
public final class Prediction {
    private final Accelerator accelerator;
    private final SoftwareStack stack;
    private final DeviceModel device;

    public Prediction(Accelerator accelerator, SoftwareStack stack) {
        this.accelerator = accelerator;
        this.stack = stack;
        this.device = new DeviceModel(accelerator, stack, Precision.Scaling.NONE);
    }

    /** Device time of one step; empty when the accelerator has no units for the format. */
    public Optional<Seconds> time(Kernel kernel) {
        Optional<Precision> precision = precision(kernel);
        if (precision.isEmpty() || !accelerator.supports(kernel.format())) {
            return Optional.empty();
        }
        LayerWork work = kernel.operation().accept(new Work(kernel, Recipe.of(precision.get(), stack)));
        List<Operator> operators = new ArrayList<>(work.forward());
        if (kernel.pass() == Pass.FORWARD_BACKWARD) {
            operators.addAll(work.backward());
        }
        Seconds copies = kernel.operation() instanceof MemoryCopy ? device.stream(kernel.bytes()) : Seconds.ZERO;
        return Optional.of(copies.plus(new Seconds(device.seconds(operators))));
    }

    private static Optional<Precision> precision(Kernel kernel) {
        return switch (kernel.format()) {
            case FP32 -> Optional.of(Precision.FP32);
            case FP16 -> Optional.of(Precision.FP16);
            case BF16 -> Optional.of(Precision.BF16);
            case TF32, FP8, FP4 -> Optional.empty();
        };
    }

    /** The simulator's operators for an operation. */
    private record Work(Kernel kernel, Recipe recipe) implements Operation.Cases<LayerWork> {
        @Override
        public LayerWork of(MatrixProduct product) {
            Gemm.Shape shape = new Gemm.Shape(product.m(), product.n(), product.k(), product.count());
            return both(new Gemm("product", shape, Gemm.Role.WEIGHT, kernel.format()));
        }

        @Override
        public LayerWork of(CausalAttention attention) {
            return both(attention.core(kernel.format()));
        }

        @Override
        public LayerWork of(RmsNorm norm) {
            return OneLayer.norm(norm, recipe);
        }

        @Override
        public LayerWork of(GatedActivation activation) {
            return OneLayer.activation(activation, recipe);
        }

        @Override
        public LayerWork of(DecoderLayer layer) {
            return OneLayer.whole(layer, recipe);
        }

        /** Memory alone; see {@link DeviceModel#stream(Bytes)}. */
        @Override
        public LayerWork of(MemoryCopy copy) {
            return new LayerWork(List.of(), List.of(), List.of(), List.of());
        }

        private static LayerWork both(Operator operator) {
            return new LayerWork(List.of(operator), operator.backward(), List.of(), List.of());
        }
    }
}
