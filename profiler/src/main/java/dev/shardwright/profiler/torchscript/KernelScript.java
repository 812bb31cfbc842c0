package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.RmsNorm;
import java.util.Arrays;
import java.util.List;

/** The forward computation of each operation in TorchScript. */
public final class KernelScript implements Operation.Cases<Body> {
    private final GroupedHeads grouping;

    /** How queries reach the keys and values that several heads share. */
    private enum GroupedHeads {
        /** The attention kernel reads them where they are. */
        SHARED,
        /** Copied for each head, since the processor's fast kernel wants as many keys as queries. */
        COPIED
    }

    private KernelScript(GroupedHeads grouping) {
        this.grouping = grouping;
    }

    /**
     * A module with two methods: {@code prepare} makes random operands on the device, {@code forward(steps)} runs the
     * kernel so many times and returns one element of the last result in fp32; reading it waits for the device.
     *
     * @param device the tensor library's name of the device, such as "cpu" or "cuda:0"
     */
    public static ScriptModule of(Kernel kernel, String device) {
        KernelScript script = new KernelScript(device.equals("cpu") ? GroupedHeads.COPIED : GroupedHeads.SHARED);
        return new ModuleText(kernel, device).module(kernel.operation().accept(script));
    }

    @Override
    public Body of(MatrixProduct product) {
        boolean single = product.count() == 1;
        return Body.of("torch.matmul(a, b)")
                .differentiable(
                        "a", single ? dims(product.m(), product.k()) : dims(product.count(), product.m(), product.k()))
                .differentiable(
                        "b", single ? dims(product.k(), product.n()) : dims(product.count(), product.k(), product.n()))
                .result(single ? dims(product.m(), product.n()) : dims(product.count(), product.m(), product.n()));
    }

    @Override
    public Body of(CausalAttention attention) {
        long keyValueHeads = attention.keyValueHeads();
        return Body.of(attention("q", "k", "v", attention))
                .differentiable("q", dims(1, attention.heads(), attention.length(), attention.queryKeyWidth()))
                .differentiable("k", dims(1, keyValueHeads, attention.length(), attention.queryKeyWidth()))
                .differentiable("v", dims(1, keyValueHeads, attention.length(), attention.valueWidth()))
                .result(dims(1, attention.heads(), attention.length(), attention.valueWidth()));
    }

    private String attention(String query, String key, String value, CausalAttention shape) {
        boolean grouped = shape.heads() != shape.keyValueHeads();
        boolean copied = grouped && grouping == GroupedHeads.COPIED;
        long copies = shape.heads() / shape.keyValueHeads();
        String keys = copied ? repeated(key, copies) : key;
        String values = copied ? repeated(value, copies) : value;
        String arguments = String.join(", ", query, keys, values, "None", "0.", "True");
        String sharing = grouped && !copied ? ", scale=None, enable_gqa=True" : "";
        return "torch.scaled_dot_product_attention(" + arguments + sharing + ")";
    }

    /** Each head of [sequences, heads, length, width] so many times in a row. */
    private static String repeated(String tensor, long copies) {
        return "torch.repeat_interleave(" + tensor + ", " + copies + ", 1)";
    }

    @Override
    public Body of(RmsNorm norm) {
        return Body.of(norm("x", "w", norm.width()))
                .differentiable("x", dims(norm.rows(), norm.width()))
                .differentiable("w", dims(norm.width()))
                .result(dims(norm.rows(), norm.width()));
    }

    private static String norm(String input, String weight, long width) {
        return "torch.rms_norm(" + input + ", [" + width + "], " + weight + ", 1.0000000000000001e-05)";
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
    public Body of(MemoryCopy copy) {
        return Body.of("torch.copy_(target, source)")
                .fixed("source", dims(copy.size()))
                .fixed("target", dims(copy.size()))
                .result(dims(copy.size()));
    }

    @Override
    public Body of(DecoderLayer layer) {
        DecoderLayer.Heads heads = layer.attention();
        List<Long> stream = dims(layer.sequences(), layer.length(), layer.hidden());
        long queryWidth = heads.query() * heads.width();
        return Body.of(layerSteps(layer), "torch.add(x1, torch.matmul(inner, down))")
                .differentiable("x", stream)
                .differentiable("norm1", dims(layer.hidden()))
                .differentiable("qkv", dims(layer.hidden(), heads.columns()))
                .differentiable("o", dims(queryWidth, layer.hidden()))
                .differentiable("norm2", dims(layer.hidden()))
                .differentiable("gate_up", dims(layer.hidden(), 2 * layer.inner()))
                .differentiable("down", dims(layer.inner(), layer.hidden()))
                .result(stream);
    }

    private List<String> layerSteps(DecoderLayer layer) {
        DecoderLayer.Heads heads = layer.attention();
        long query = heads.query() * heads.width();
        long keyValue = heads.keyValue() * heads.width();
        return List.of(
                "h0 = torch.matmul(" + norm("x", "norm1", layer.hidden()) + ", qkv)",
                "q0 = " + split("h0", 0, query, layer, heads.query(), heads.width()),
                "k0 = " + split("h0", query, query + keyValue, layer, heads.keyValue(), heads.width()),
                "v0 = " + split("h0", query + keyValue, query + 2 * keyValue, layer, heads.keyValue(), heads.width()),
                "c0 = " + attention("q0", "k0", "v0", layer.core()),
                "c1 = torch.reshape(torch.transpose(c0, 1, 2), " + dims(layer.sequences(), layer.length(), query) + ")",
                "x1 = torch.add(x, torch.matmul(c1, o))",
                "h1 = torch.matmul(" + norm("x1", "norm2", layer.hidden()) + ", gate_up)",
                "gate = torch.slice(h1, -1, 0, " + layer.inner() + ")",
                "up = torch.slice(h1, -1, " + layer.inner() + ", " + 2 * layer.inner() + ")",
                "inner = torch.mul(torch.silu(gate), up)");
    }

    /** Columns [from, to) of a tensor as [sequences, heads, length, width]. */
    private static String split(String tensor, long from, long to, DecoderLayer layer, long heads, int width) {
        String columns = "torch.slice(" + tensor + ", -1, " + from + ", " + to + ")";
        List<Long> dims = dims(layer.sequences(), layer.length(), heads, width);
        return "torch.transpose(torch.reshape(" + columns + ", " + dims + "), 1, 2)";
    }

    private static List<Long> dims(long... extents) {
        return Arrays.stream(extents).boxed().toList();
    }
}
