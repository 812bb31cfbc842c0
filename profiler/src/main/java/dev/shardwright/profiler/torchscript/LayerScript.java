package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.AttentionBlock;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.ExpertBlock;
import dev.shardwright.profiler.kernel.ExpertLayer;
import dev.shardwright.profiler.kernel.TokenRouting;
import java.util.ArrayList;
import java.util.List;

/** Whole layers, and the routing of tokens, as TorchScript. */
final class LayerScript {
    private static final String GATED = "inner = torch.mul(torch.silu(halves[0]), halves[1])";

    private final AttentionScript attention;

    LayerScript(AttentionScript attention) {
        this.attention = attention;
    }

    static String norm(String input, String weight, long width) {
        return "torch.rms_norm(" + input + ", [" + width + "], " + weight + ", 1.0000000000000001e-05)";
    }

    Body layer(DecoderLayer layer) {
        List<String> steps = new ArrayList<>(attentionSteps(layer.attentionBlock()));
        steps.add("h1 = torch.matmul(" + norm("x1", "norm2", layer.hidden()) + ", gate_up)");
        steps.add("halves = torch.chunk(h1, 2, -1)");
        steps.add(GATED);
        return attentionOperands(Body.of(steps, "torch.add(x1, torch.matmul(inner, down))"), layer.attentionBlock())
                .differentiable("gate_up", List.of(layer.hidden(), 2 * layer.inner()))
                .differentiable("down", List.of(layer.inner(), layer.hidden()));
    }

    Body layer(ExpertLayer layer) {
        AttentionBlock first = layer.attention();
        TokenRouting routing = layer.experts().routing();
        List<String> steps = new ArrayList<>(attentionSteps(first));
        steps.add("x2 = torch.reshape(" + norm("x1", "norm2", first.hidden()) + ", "
                + List.of(routing.tokens(), routing.width()) + ")");
        steps.addAll(expertSteps(layer.experts(), "x2"));
        String experts = "torch.reshape(" + combine("back", "x2") + ", " + stream(first) + ")";
        return expertOperands(
                attentionOperands(Body.of(steps, "torch.add(x1, " + experts + ")"), first), layer.experts());
    }

    private static List<Long> stream(AttentionBlock block) {
        return List.of(block.sequences(), block.length(), block.hidden());
    }

    /** The result is the stream of tokens again, whatever follows the attention. */
    private static Body attentionOperands(Body body, AttentionBlock block) {
        DecoderLayer.Heads heads = block.heads();
        return body.differentiable("x", stream(block))
                .differentiable("norm1", List.of(block.hidden()))
                .differentiable("qkv", List.of(block.hidden(), heads.columns()))
                .differentiable("o", List.of(heads.query() * heads.width(), block.hidden()))
                .differentiable("norm2", List.of(block.hidden()))
                .result(stream(block));
    }

    /** Splits at once, whose gradients are joined by one copy; slices would each fill and add a whole tensor. */
    private List<String> attentionSteps(AttentionBlock block) {
        DecoderLayer.Heads heads = block.heads();
        long query = heads.query() * heads.width();
        long keyValue = heads.keyValue() * heads.width();
        return List.of(
                "h0 = torch.matmul(" + norm("x", "norm1", block.hidden()) + ", qkv)",
                "heads = torch.split_with_sizes(h0, " + List.of(query, keyValue, keyValue) + ", -1)",
                "q0 = " + byHead("heads[0]", block, heads.query()),
                "k0 = " + byHead("heads[1]", block, heads.keyValue()),
                "v0 = " + byHead("heads[2]", block, heads.keyValue()),
                "c0 = " + attention.call("q0", "k0", "v0", block.core()),
                "c1 = torch.reshape(torch.transpose(c0, 1, 2), " + List.of(block.sequences(), block.length(), query)
                        + ")",
                "x1 = torch.add(x, torch.matmul(c1, o))");
    }

    /** Columns as [sequences, heads, length, width]. */
    private static String byHead(String columns, AttentionBlock block, long heads) {
        List<Long> dims = List.of(
                block.sequences(), block.length(), heads, (long) block.heads().width());
        return "torch.transpose(torch.reshape(" + columns + ", " + dims + "), 1, 2)";
    }

    Body routing(TokenRouting routing) {
        return Body.of(dispatch(routing, "x"), combine("sent", "x"))
                .differentiable("x", List.of(routing.tokens(), routing.width()))
                .differentiable("scores", List.of(routing.tokens(), routing.experts()))
                .result(List.of(routing.tokens(), routing.width()));
    }

    private static List<String> dispatch(TokenRouting routing, String tokens) {
        long copies = routing.tokens() * routing.topK();
        return List.of(
                "weights, choice, = torch.topk(torch.softmax(scores, -1), " + routing.topK() + ", -1)",
                "order = torch.argsort(torch.reshape(choice, [" + copies + "]))",
                "token = torch.floor_divide(order, " + routing.topK() + ")",
                "share = torch.unsqueeze(torch.index_select(torch.reshape(weights, [" + copies + "]), 0, order), 1)",
                "sent = torch.index_select(" + tokens + ", 0, token)");
    }

    private static String combine(String copies, String tokens) {
        return "torch.index_add(torch.zeros_like(" + tokens + "), 0, token, torch.mul(" + copies + ", share))";
    }

    Body experts(ExpertBlock block) {
        List<Long> rows = List.of(block.routing().tokens(), block.routing().width());
        return expertOperands(
                Body.of(expertSteps(block, "x"), combine("back", "x"))
                        .differentiable("x", rows)
                        .result(rows),
                block);
    }

    private static Body expertOperands(Body body, ExpertBlock block) {
        TokenRouting routing = block.routing();
        return body.differentiable("router", List.of(routing.width(), routing.experts()))
                .differentiable("gate_up", List.of(routing.experts(), routing.width(), 2 * block.inner()))
                .differentiable("down", List.of(routing.experts(), block.inner(), routing.width()));
    }

    private static List<String> expertSteps(ExpertBlock block, String tokens) {
        TokenRouting routing = block.routing();
        List<String> steps = new ArrayList<>(List.of("scores = torch.matmul(" + tokens + ", router)"));
        steps.addAll(dispatch(routing, tokens));
        List<Long> batch = List.of(routing.experts(), block.tokensEach(), routing.width());
        steps.add("halves = torch.chunk(torch.matmul(torch.reshape(sent, " + batch + "), gate_up), 2, -1)");
        steps.add(GATED);
        steps.add("back = torch.reshape(torch.matmul(inner, down), "
                + List.of(routing.tokens() * routing.topK(), routing.width()) + ")");
        return steps;
    }
}
