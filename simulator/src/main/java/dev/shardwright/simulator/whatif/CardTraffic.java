package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.network.Group;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.timeline.Stream;
import java.util.EnumSet;
import java.util.Set;

/** Which of a rank's streams send through its network card, because their groups reach beyond the innermost links. */
public final class CardTraffic {
    private CardTraffic() {}

    public static Set<Stream> of(TrainingJob job) {
        RankGrid grid =
                new RankGrid(job.layout().degrees(), job.stack().execution().order());
        Cluster cluster = job.cluster();
        Group pipeline = grid.pipeline();
        Set<Stream> streams = EnumSet.noneOf(Stream.class);
        add(streams, cluster, grid.tensor(), Stream.TENSOR);
        add(streams, cluster, grid.context(), Stream.CONTEXT);
        add(streams, cluster, grid.expert(), Stream.EXPERT);
        add(streams, cluster, grid.data(), Stream.GATHER, Stream.DATA);
        Group neighbours = new Group(Math.min(2, pipeline.size()), pipeline.stride());
        add(streams, cluster, neighbours, Stream.SEND_FORWARD, Stream.SEND_BACKWARD);
        return streams;
    }

    private static void add(Set<Stream> streams, Cluster cluster, Group group, Stream... own) {
        boolean leaves =
                group.size() > 1 && group.span() > cluster.tiers().get(0).domain();
        if (leaves) {
            streams.addAll(Set.of(own));
        }
    }
}
