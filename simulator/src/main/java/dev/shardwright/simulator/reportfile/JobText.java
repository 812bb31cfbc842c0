package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.ParameterLedger;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of a job in words, one short phrase each. */
public final class JobText {
    private JobText() {}

    /** "llama-3-70b (70.6 B parameters)", with the active ones where a token does not use them all. */
    public static String model(Transformer model) {
        ParameterLedger ledger = model.parameters();
        String active = ledger.active() == ledger.total() ? "" : ", " + parameters(ledger.active()) + " active";
        return model.name() + " (" + parameters(ledger.total()) + " parameters" + active + ")";
    }

    /** "70.6 B", "124 M". */
    public static String parameters(long count) {
        double billions = count / 1e9;
        if (billions < 0.9995) {
            return String.format(Locale.ROOT, "%.0f M", count / 1e6);
        }
        return String.format(Locale.ROOT, billions < 100 ? "%.1f B" : "%,.0f B", billions);
    }

    /** "64 x h100-sxm-80gb (dgx-h100, 8 nodes)". */
    public static String cluster(Cluster cluster) {
        String nodes = cluster.nodes() == 1 ? "1 node" : number(cluster.nodes()) + " nodes";
        return number(cluster.devices()) + " x " + cluster.accelerator().name() + " (" + cluster.name() + ", " + nodes
                + ")";
    }

    /** "512 sequences of 8,192 tokens per step". */
    public static String workload(Workload workload) {
        String packed = workload.documentLength() < workload.sequenceLength()
                ? ", packed from documents of " + number(workload.documentLength())
                : "";
        return number(workload.globalBatch()) + " sequences of " + number(workload.sequenceLength())
                + " tokens per step" + packed + routing(workload.routing());
    }

    /** ", experts up to 1.2 x the mean, cut at 1.5 x"; nothing where routing is balanced. */
    private static String routing(Routing routing) {
        if (routing.equals(Routing.BALANCED)) {
            return "";
        }
        String cut = routing.dropsTokens() ? ", cut at " + plain(routing.capacity()) + " x" : "";
        return ", experts up to " + plain(routing.imbalance()) + " x the mean" + cut;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** "bf16, adamw"; "bf16, adamw, adapters of rank 16 on nf4" where the weights themselves are not trained. */
    public static String numerics(Numerics numerics) {
        String adapters = numerics.adaptation() instanceof LowRank lowRank
                ? ", adapters of rank " + lowRank.rank() + " on "
                        + lowRank.base().label()
                : "";
        return numerics.precision().label() + ", " + numerics.optimizer().name() + adapters;
    }

    /** "megatron-core 2025"; a release that the name ends with is not said twice. */
    public static String stack(SoftwareStack stack) {
        return stack.name().endsWith(stack.release()) ? stack.name() : stack.name() + " " + stack.release();
    }

    /** "tp 4, pp 2 x 5 virtual, dp 8, ZeRO-1, micro-batch 1, sequence parallel, no recompute, interleaved". */
    public static String layout(Layout layout) {
        List<String> words = new ArrayList<>(degrees(layout));
        words.add(sharding(layout.memorySaving().sharding()));
        words.add("micro-batch " + layout.microBatch());
        if (layout.sequenceParallel() == SequenceParallel.ON) {
            words.add("sequence parallel");
        }
        String recompute = layout.memorySaving().recompute().name();
        words.add(recompute.equals("none") ? "no recompute" : "recompute " + recompute);
        if (layout.degrees().pipeline() > 1) {
            words.add(layout.schedule().name());
        }
        if (layout.memorySaving().offload() != Offload.NONE) {
            words.add(offloaded(layout.memorySaving().offload()));
        }
        return String.join(", ", words);
    }

    /** "optimizer offloaded", "all states offloaded". */
    public static String offloaded(Offload offload) {
        return offload == Offload.PARAMETERS ? "all states offloaded" : "optimizer offloaded";
    }

    private static List<String> degrees(Layout layout) {
        ParallelDegrees degrees = layout.degrees();
        List<String> words = new ArrayList<>();
        words.add("tp " + degrees.tensor());
        int chunks = layout.schedule().virtualStages();
        words.add("pp " + degrees.pipeline() + (chunks > 1 ? " x " + chunks + " virtual" : ""));
        if (degrees.context() > 1) {
            words.add("cp " + degrees.context() + " (" + label(layout.contextMethod()) + ")");
        }
        if (degrees.expert() > 1) {
            words.add("ep " + degrees.expert() + " x etp " + degrees.expertTensor());
        }
        words.add("dp " + degrees.data());
        return words;
    }

    /** "ZeRO-1"; "ZeRO-3 in 4 replicas" for hybrid sharding; "no ZeRO". */
    public static String sharding(Sharding sharding) {
        int stage = sharding.stage().ordinal();
        String replicas = sharding.replicas() > 1 ? " in " + sharding.replicas() + " replicas" : "";
        return stage == 0 ? "no ZeRO" : "ZeRO-" + stage + replicas;
    }

    /** "ring", "all-gather", "ulysses". */
    public static String label(ContextMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With thousands separators. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
