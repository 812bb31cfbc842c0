package dev.shardwright.profiler.shape;

import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.CrossEntropy;
import dev.shardwright.profiler.kernel.Embedding;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.RowWise;
import dev.shardwright.profiler.kernel.TokenRouting;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.HierarchicalContext;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.HeadWork;
import dev.shardwright.simulator.operator.LayerWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The kernels that the ranks of a job run, each once: layers, embedding, head, loss and optimizer. */
public final class JobShapes {
    /** Parameters of the optimizer's step: beyond this its time only grows in proportion. */
    private static final long OPTIMIZER_PARAMETERS = 1L << 25;

    private final TrainingJob job;
    private final Shard shard;
    private final Recipe recipe;
    private final NumberFormat format;
    private final Set<Kernel> kernels = new LinkedHashSet<>();

    private JobShapes(TrainingJob job, NumberFormat format) {
        this.job = job;
        this.shard = Shard.of(job.layout(), job.workload(), inside(job));
        this.recipe = Recipe.of(job.numerics(), job.stack());
        this.format = format;
    }

    /** The cheapest kernels come first, so that a short budget measures most of them. */
    public static ShapeList of(TrainingJob job, NumberFormat format) {
        JobShapes shapes = new JobShapes(job, format);
        ShapeList layers = ModelShapes.of(job.model(), shapes.shard, shapes.recipe, format);
        shapes.kernels.addAll(layers.kernels());
        shapes.ends();
        job.model().groups().forEach(shapes::routing);
        shapes.kernels.add(Kernel.forward(
                new RowWise(
                        RowWise.Form.RESIDUAL_ADD,
                        Math.round(shapes.shard.outerTokens()),
                        job.model().hidden()),
                format));
        shapes.kernels.add(Kernel.forward(new AdamStep(OPTIMIZER_PARAMETERS), NumberFormat.FP32));
        return new ShapeList(ShapeList.cheapestFirst(new ArrayList<>(shapes.kernels)), layers.remarks());
    }

    /** Those of several jobs, such as the candidates of a plan: what they share is measured once. */
    public static ShapeList ofAll(List<TrainingJob> jobs, NumberFormat format) {
        Set<Kernel> all = new LinkedHashSet<>();
        Set<String> remarks = new LinkedHashSet<>();
        for (TrainingJob job : jobs) {
            ShapeList shapes = of(job, format);
            all.addAll(shapes.kernels());
            remarks.addAll(shapes.remarks());
        }
        return new ShapeList(ShapeList.cheapestFirst(new ArrayList<>(all)), new ArrayList<>(remarks));
    }

    private static int inside(TrainingJob job) {
        Layout layout = job.layout();
        return layout.contextMethod() == ContextMethod.HIERARCHICAL
                ? HierarchicalContext.inside(
                        layout.degrees().context(),
                        layout.degrees().tensor(),
                        job.cluster().node().devices(),
                        HierarchicalContext.keyValueHeads(job.model()))
                : 1;
    }

    private void ends() {
        Transformer model = job.model();
        long columns = model.vocabulary().padded(shard.tensor()) / shard.tensor();
        LayerWork head = HeadWork.head(model, shard, recipe);
        head.forward().forEach(this::product);
        head.backward().forEach(this::product);
        Embedding embedding = new Embedding(shard.tokens(), model.hidden(), columns);
        CrossEntropy loss = new CrossEntropy(shard.tokens(), columns);
        kernels.add(Kernel.forward(embedding, format));
        kernels.add(Kernel.training(embedding, format));
        kernels.add(Kernel.forward(loss, format));
        kernels.add(Kernel.training(loss, format));
    }

    private void product(Operator operator) {
        if (operator instanceof Gemm gemm) {
            kernels.add(Kernel.forward(MatrixProduct.of(gemm.shape()), format));
        }
    }

    private void routing(LayerGroup group) {
        if (group.layer().feedForward() instanceof MixtureOfExperts moe) {
            long tokens = Math.max(1, shard.tokens() / shard.tensor());
            TokenRouting routing = new TokenRouting(tokens, job.model().hidden(), moe.experts(), moe.topK());
            kernels.add(Kernel.forward(routing, format));
            kernels.add(Kernel.training(routing, format));
        }
    }
}
