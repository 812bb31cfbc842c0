package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;

/** The part of a layer and of a micro-batch that one rank owns; layouts with equal shards have equal layer work. */
public record Shard(
        int tensor,
        int sequenceWays,
        ContextSplit context,
        ExpertSplit expert,
        int sequences,
        int sequenceLength,
        int documentLength) {
    /** Every sequence is one document. */
    public Shard(
            int tensor, int sequenceWays, ContextSplit context, ExpertSplit expert, int sequences, int sequenceLength) {
        this(tensor, sequenceWays, context, expert, sequences, sequenceLength, sequenceLength);
    }

    /** Ranks that share a sequence, how, and of them those that exchange heads inside a node before the ring. */
    public record ContextSplit(int ways, ContextMethod method, int inside) {
        /** One level. */
        public ContextSplit(int ways, ContextMethod method) {
            this(ways, method, 1);
        }

        /** Ranks of the outer level. */
        public int outside() {
            return ways / inside;
        }
    }

    /** Ranks that share the experts of a layer, ranks that share one expert, and tokens of the fullest over the mean. */
    public record ExpertSplit(int ways, int tensor, double load) {
        /** Every rank works on equally many tokens. */
        public ExpertSplit(int ways, int tensor) {
            this(ways, tensor, 1);
        }
    }

    /** @param inside ranks that exchange heads in hierarchical context parallelism, else 1 */
    public static Shard of(Layout layout, Workload workload, int inside) {
        return new Shard(
                layout.degrees().tensor(),
                layout.sequenceWays(),
                new ContextSplit(layout.degrees().context(), layout.contextMethod(), inside),
                new ExpertSplit(
                        layout.degrees().expert(),
                        layout.degrees().expertTensor(),
                        workload.routing().load(layout.degrees().expert())),
                layout.microBatch(),
                workload.sequenceLength(),
                workload.documentLength());
    }

    /** Tokens of a micro-batch on this rank inside tensor-parallel regions. */
    public long tokens() {
        return (long) sequences * sequenceLength / context.ways();
    }

    /** Tokens of a micro-batch on this rank outside tensor-parallel regions: fewer with sequence parallelism. */
    public double outerTokens() {
        return tokens() / (double) sequenceWays;
    }
}
