package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.ExpertBlock;
import dev.shardwright.profiler.kernel.TokenRouting;
import java.util.ArrayList;
import java.util.List;

/** Whole layers, and the routing of tokens, as TorchScript. */
final class LayerScript {
    private final AttentionScript attention;

    LayerScript(AttentionScript attention) {
        this.attention = attention;
    }

    static String norm(String input, String weight, long width) {
        return "torch.rms_norm(" + input + ", [" + width + "], " + weight + ", 1.0000000000000001e-05)";
    }

    Body layer(DecoderLayer layer) {
        DecoderLayer.Heads heads = layer.attention();
        List<Long> stream = List.of(layer.sequences(), layer.length(), layer.hidden());
        long queryWidth = heads.query() * heads.width();
        return Body.of(layerSteps(layer), "torch.add(x1, torch.matmul(inner, down))")
                .differentiable("x", stream)
                .differentiable("norm1", List.of(layer.hidden()))
                .differentiable("qkv", List.of(layer.hidden(), heads.columns()))
                .differentiable("o", List.of(queryWidth, layer.hidden()))
                .differentiable("norm2", List.of(layer.hidden()))
                .differentiable("gate_up", List.of(layer.hidden(), 2 * layer.inner()))
                .differentiable("down", List.of(layer.inner(), layer.hidden()))
                .result(stream);
    }

    /** Splits at once, whose gradients are joined by one copy; slices would each fill and add a whole tensor. */
    private List<String> layerSteps(DecoderLayer layer) {
        DecoderLayer.Heads heads = layer.attention();
        long query = heads.query() * heads.width();
        long keyValue = heads.keyValue() * heads.width();
        return List.of(
                "h0 = torch.matmul(" + norm("x", "norm1", layer.hidden()) + ", qkv)",
                "heads = torch.split_with_sizes(h0, " + List.of(query, keyValue, keyValue) + ", -1)",
                "q0 = " + byHead("heads[0]", layer, heads.query()),
                "k0 = " + byHead("heads[1]", layer, heads.keyValue()),
                "v0 = " + byHead("heads[2]", layer, heads.keyValue()),
                "c0 = " + attention.call("q0", "k0", "v0", layer.core()),
                "c1 = torch.reshape(torch.transpose(c0, 1, 2), " + List.of(layer.sequences(), layer.length(), query)
                        + ")",
                "x1 = torch.add(x, torch.matmul(c1, o))",
                "h1 = torch.matmul(" + norm("x1", "norm2", layer.hidden()) + ", gate_up)",
                "halves = torch.chunk(h1, 2, -1)",
                "inner = torch.mul(torch.silu(halves[0]), halves[1])");
    }

    /** Columns as [sequences, heads, length, width]. */
    private static String byHead(String columns, DecoderLayer layer, long heads) {
        List<Long> dims = List.of(layer.sequences(), layer.length(), heads, (long)
                layer.attention().width());
        return "torch.transpose(torch.reshape(" + columns + ", " + dims + "), 1, 2)";
    }

    Body routing(TokenRouting routing) {
        return Body.of(dispatch(routing), combine("sent"))
                .differentiable("x", List.of(routing.tokens(), routing.width()))
                .differentiable("scores", List.of(routing.tokens(), routing.experts()))
                .result(List.of(routing.tokens(), routing.width()));
    }

    private static List<String> dispatch(TokenRouting routing) {
        long copies = routing.tokens() * routing.topK();
        return List.of(
                "weights, choice, = torch.topk(torch.softmax(scores, -1), " + routing.topK() + ", -1)",
                "order = torch.argsort(torch.reshape(choice, [" + copies + "]))",
                "token = torch.floor_divide(order, " + routing.topK() + ")",
                "share = torch.unsqueeze(torch.index_select(torch.reshape(weights, [" + copies + "]), 0, order), 1)",
                "sent = torch.index_select(x, 0, token)");
    }

    private static String combine(String copies) {
        return "torch.index_add(torch.zeros_like(x), 0, token, torch.mul(" + copies + ", share))";
    }

    Body experts(ExpertBlock block) {
        TokenRouting routing = block.routing();
        List<String> steps = new ArrayList<>(List.of("scores = torch.matmul(x, router)"));
        steps.addAll(dispatch(routing));
        List<Long> batch = List.of(routing.experts(), block.tokensEach(), routing.width());
        steps.add("halves = torch.chunk(torch.matmul(torch.reshape(sent, " + batch + "), gate_up), 2, -1)");
        steps.add("inner = torch.mul(torch.silu(halves[0]), halves[1])");
        steps.add("back = torch.reshape(torch.matmul(inner, down), "
                + List.of(routing.tokens() * routing.topK(), routing.width()) + ")");
        return Body.of(steps, combine("back"))
                .differentiable("x", List.of(routing.tokens(), routing.width()))
                .differentiable("router", List.of(routing.width(), routing.experts()))
                .differentiable("gate_up", List.of(routing.experts(), routing.width(), 2 * block.inner()))
                .differentiable("down", List.of(routing.experts(), block.inner(), routing.width()))
                .result(List.of(routing.tokens(), routing.width()));
    }
}
