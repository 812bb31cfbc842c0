package dev.shardwright.profiler.compare;

import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.BackendAttention;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.CrossEntropy;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.Embedding;
import dev.shardwright.profiler.kernel.ExpertBlock;
import dev.shardwright.profiler.kernel.ExpertLayer;
import dev.shardwright.profiler.kernel.Family;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.HostCopy;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Launch;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.NewtonSchulz;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.profiler.kernel.RowWise;
import dev.shardwright.profiler.kernel.TokenRouting;
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
        Optional<LayerWork> modelled = kernel.operation().accept(new Work(kernel, Recipe.of(precision.get(), stack)));
        if (modelled.isEmpty()) {
            return kernel.family() == Family.STREAMING ? Optional.of(device.stream(kernel.bytes())) : Optional.empty();
        }
        LayerWork work = modelled.get();
        List<Operator> operators = new ArrayList<>(work.forward());
        if (kernel.pass() == Pass.FORWARD_BACKWARD) {
            operators.addAll(work.backward());
        }
        return Optional.of(new Seconds(device.seconds(operators)));
    }

    private static Optional<Precision> precision(Kernel kernel) {
        return switch (kernel.format()) {
            case FP32 -> Optional.of(Precision.FP32);
            case FP16 -> Optional.of(Precision.FP16);
            case BF16 -> Optional.of(Precision.BF16);
            case TF32, FP8, FP4 -> Optional.empty();
        };
    }

    /** The simulator's operators for an operation; none where it has no operator of that kind alone. */
    private record Work(Kernel kernel, Recipe recipe) implements Operation.Cases<Optional<LayerWork>> {
        @Override
        public Optional<LayerWork> of(MatrixProduct product) {
            Gemm.Shape shape = new Gemm.Shape(product.m(), product.n(), product.k(), product.count());
            return both(new Gemm("product", shape, Gemm.Role.WEIGHT, kernel.format()));
        }

        @Override
        public Optional<LayerWork> of(CausalAttention attention) {
            return both(attention.core(kernel.format()));
        }

        @Override
        public Optional<LayerWork> of(RmsNorm norm) {
            return Optional.of(OneLayer.norm(norm, recipe));
        }

        @Override
        public Optional<LayerWork> of(GatedActivation activation) {
            return Optional.of(OneLayer.activation(activation, recipe));
        }

        @Override
        public Optional<LayerWork> of(DecoderLayer layer) {
            return Optional.of(OneLayer.whole(layer, recipe));
        }

        /** Memory alone; see {@link DeviceModel#stream(Bytes)}. */
        @Override
        public Optional<LayerWork> of(MemoryCopy copy) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(BackendAttention attention) {
            return of(attention.attention());
        }

        @Override
        public Optional<LayerWork> of(RowWise rows) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(Embedding embedding) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(CrossEntropy loss) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(TokenRouting routing) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(ExpertBlock block) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(ExpertLayer layer) {
            return Optional.of(OneLayer.whole(layer, recipe));
        }

        @Override
        public Optional<LayerWork> of(AdamStep step) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(NewtonSchulz iteration) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(HostCopy copy) {
            return Optional.empty();
        }

        @Override
        public Optional<LayerWork> of(Launch launch) {
            return Optional.empty();
        }

        private static Optional<LayerWork> both(Operator operator) {
            return Optional.of(new LayerWork(List.of(operator), operator.backward(), List.of(), List.of()));
        }
    }
}
