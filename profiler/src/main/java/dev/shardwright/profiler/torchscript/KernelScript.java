package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.BackendAttention;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.CrossEntropy;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.Embedding;
import dev.shardwright.profiler.kernel.ExpertBlock;
import dev.shardwright.profiler.kernel.ExpertLayer;
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
import dev.shardwright.profiler.torchscript.Body.Filling;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.Arrays;
import java.util.List;

/** The forward computation of each operation in TorchScript. */
public final class KernelScript implements Operation.Cases<Body> {
    private final Kernel kernel;
    private final AttentionScript attention;
    private final LayerScript layers;

    private KernelScript(Kernel kernel, String device) {
        this.kernel = kernel;
        this.attention = new AttentionScript(device);
        this.layers = new LayerScript(attention);
    }

    /**
     * A module with two methods: {@code prepare} makes random operands on the device, {@code forward(steps)} runs the
     * kernel so many times and returns one element of the last result in fp32; reading it waits for the device. Throws
     * IllegalArgumentException for a kernel that the tensor library does not have in its format.
     *
     * @param device the tensor library's name of the device, such as "cpu" or "cuda:0"
     */
    public static ScriptModule of(Kernel kernel, String device) {
        return of(kernel, device, 1);
    }

    /**
     * As above, with so many sets of operands, of which each step takes the next, also from one call of {@code forward} to
     * the next.
     */
    public static ScriptModule of(Kernel kernel, String device, int copies) {
        return new ModuleText(kernel, device, new OperandSets(copies))
                .module(kernel.operation().accept(new KernelScript(kernel, device)));
    }

    @Override
    public Body of(MatrixProduct product) {
        if (kernel.format() == NumberFormat.FP8) {
            return scaledProduct(product);
        }
        boolean single = product.count() == 1;
        return Body.of("torch.matmul(a, b)")
                .differentiable(
                        "a", single ? dims(product.m(), product.k()) : dims(product.count(), product.m(), product.k()))
                .differentiable(
                        "b", single ? dims(product.k(), product.n()) : dims(product.count(), product.k(), product.n()))
                .result(single ? dims(product.m(), product.n()) : dims(product.count(), product.m(), product.n()));
    }

    /** Operands of 8 bits with one scale each, the second by columns as the units want it; the result has 16 bits. */
    private Body scaledProduct(MatrixProduct product) {
        if (product.count() > 1 || kernel.pass() != Pass.FORWARD) {
            throw new IllegalArgumentException("products in fp8 are measured one at a time, forward");
        }
        String scale = "torch.ones([], dtype=" + ModuleText.FLOAT32 + ", layout=None, device=a.device)";
        return Body.of(
                        List.of("scale = " + scale),
                        "torch._scaled_mm(a, torch.t(b), scale, scale, None, None, " + ModuleText.BFLOAT16 + ", False)")
                .fixed("a", dims(product.m(), product.k()))
                .fixed("b", dims(product.n(), product.k()))
                .result(dims(product.m(), product.n()));
    }

    @Override
    public Body of(CausalAttention shape) {
        return attention.body(shape);
    }

    @Override
    public Body of(BackendAttention named) {
        return attention.body(named);
    }

    @Override
    public Body of(RmsNorm norm) {
        return Body.of(LayerScript.norm("x", "w", norm.width()))
                .differentiable("x", dims(norm.rows(), norm.width()))
                .differentiable("w", dims(norm.width()))
                .result(dims(norm.rows(), norm.width()));
    }

    @Override
    public Body of(GatedActivation activation) {
        List<Long> dims = dims(activation.rows(), activation.width());
        return Body.of("torch.mul(torch.silu(gate), up)")
                .differentiable("gate", dims)
                .differentiable("up", dims)
                .result(dims);
    }

    @Override
    public Body of(RowWise rows) {
        List<Long> dims = dims(rows.rows(), rows.width());
        return switch (rows.form()) {
            case LAYER_NORM ->
                Body.of("torch.layer_norm(x, [" + rows.width() + "], w, b, 1.0000000000000001e-05, True)")
                        .differentiable("x", dims)
                        .differentiable("w", dims(rows.width()))
                        .differentiable("b", dims(rows.width()))
                        .result(dims);
            case GELU ->
                Body.of("torch.gelu(x, approximate=\"tanh\")")
                        .differentiable("x", dims)
                        .result(dims);
            case ROTARY -> rotary(rows);
            case RESIDUAL_ADD ->
                Body.of("torch.add(x, r)")
                        .differentiable("x", dims)
                        .differentiable("r", dims)
                        .result(dims);
        };
    }

    /** (a, b) becomes (a cos - b sin, b cos + a sin), the halves of a row being a and b. */
    private static Body rotary(RowWise rows) {
        List<Long> half = dims(rows.rows(), rows.width() / 2);
        return Body.of(
                        List.of("halves = torch.chunk(x, 2, -1)", "a = halves[0]", "b = halves[1]"),
                        "torch.cat([torch.sub(torch.mul(a, cos), torch.mul(b, sin)), "
                                + "torch.add(torch.mul(b, cos), torch.mul(a, sin))], -1)")
                .differentiable("x", dims(rows.rows(), rows.width()))
                .fixed("cos", half)
                .fixed("sin", half)
                .result(dims(rows.rows(), rows.width()));
    }

    @Override
    public Body of(Embedding embedding) {
        return Body.of("torch.embedding(table, tokens)")
                .differentiable("table", dims(embedding.vocabulary(), embedding.width()))
                .indices("tokens", dims(embedding.tokens()), embedding.vocabulary())
                .result(dims(embedding.tokens(), embedding.width()));
    }

    @Override
    public Body of(CrossEntropy loss) {
        return Body.of("torch.cross_entropy_loss(logits, targets)")
                .differentiable("logits", dims(loss.tokens(), loss.vocabulary()))
                .indices("targets", dims(loss.tokens()), loss.vocabulary())
                .result(dims());
    }

    @Override
    public Body of(TokenRouting routing) {
        return layers.routing(routing);
    }

    @Override
    public Body of(ExpertBlock block) {
        return layers.experts(block);
    }

    @Override
    public Body of(ExpertLayer layer) {
        return layers.layer(layer);
    }

    @Override
    public Body of(DecoderLayer layer) {
        return layers.layer(layer);
    }

    @Override
    public Body of(AdamStep step) {
        return OptimizerScript.adam(step);
    }

    @Override
    public Body of(NewtonSchulz iteration) {
        return OptimizerScript.newtonSchulz(iteration);
    }

    @Override
    public Body of(MemoryCopy copy) {
        return Body.of("torch.copy_(target, source)")
                .fixed("source", dims(copy.size()))
                .fixed("target", dims(copy.size()))
                .result(dims(copy.size()));
    }

    @Override
    public Body of(HostCopy copy) {
        return Body.of("torch.copy_(target, source)")
                .fixed("target", dims(copy.size()))
                .filled("source", dims(copy.size()), Filling.HOST)
                .result(dims(copy.size()));
    }

    @Override
    public Body of(Launch launch) {
        return Body.of("torch.neg_(x)").fixed("x", dims(launch.size())).result(dims(launch.size()));
    }

    private static List<Long> dims(long... extents) {
        return Arrays.stream(extents).boxed().toList();
    }
}
