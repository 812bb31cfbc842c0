package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/** A step of 1F1B, with hand-overs and, beside each backward pass, gradients on their way. */
record MadeUpStep(int ranks, int microBatches, double send, double reduce) {
    /** Forward 1 s; backward 2 s, of which a half second is tensor communication. */
    TaskGraph graph() {
        TaskGraphBuilder builder = new TaskGraphBuilder(ranks);
        int forward = builder.work(work("forward", part(Category.FORWARD, 1)));
        int backward = builder.work(work("backward", part(Category.BACKWARD, 1.5), part(Category.TENSOR, 0.5)));
        int sends = builder.work(work("send", part(Category.PIPELINE, send)));
        int reduces = builder.work(work("reduce", part(Category.DATA, reduce)));
        int[][] forwards = new int[ranks][microBatches];
        int[][] backwards = new int[ranks][microBatches];
        for (int rank = 0; rank < ranks; rank++) {
            int warmUp = Math.min(microBatches, ranks - rank);
            for (int i = 0; i < microBatches + warmUp; i++) {
                if (i < microBatches) {
                    forwards[rank][i] = builder.add(rank, Stream.COMPUTE, forward, i);
                }
                if (i >= warmUp) {
                    backwards[rank][i - warmUp] = builder.add(rank, Stream.COMPUTE, backward, i - warmUp);
                }
            }
        }
        for (int i = 0; i < microBatches; i++) {
            for (int rank = 0; rank < ranks; rank++) {
                int reducing = builder.add(rank, Stream.DATA, reduces, -1);
                builder.after(reducing, backwards[rank][i]);
                if (rank > 0) {
                    int ahead = builder.add(rank - 1, Stream.SEND_FORWARD, sends, i);
                    builder.after(ahead, forwards[rank - 1][i]);
                    builder.after(forwards[rank][i], ahead);
                    int back = builder.add(rank, Stream.SEND_BACKWARD, sends, i);
                    builder.after(back, backwards[rank][i]);
                    builder.after(backwards[rank - 1][i], back);
                }
            }
        }
        return builder.build();
    }

    private static Work work(String name, Work.Part... parts) {
        return new Work(name, "what-if", Work.Amount.NONE, List.of(parts), List.of());
    }

    private static Work.Part part(Category category, double seconds) {
        return new Work.Part(category, new Seconds(seconds));
    }
}
