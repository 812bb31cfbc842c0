package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.FullTraining;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Target;
import java.util.Set;
import java.util.stream.Collectors;

/** The adapters of a plan's job; a job that trains every weight has none. */
final class AdaptersJson {
    private static final String KEY = "adapters";

    private AdaptersJson() {}

    static void write(ObjectNode frame, Adaptation adaptation) {
        if (adaptation instanceof LowRank adapters) {
            ObjectNode node = frame.putObject(KEY);
            node.put("rank", adapters.rank());
            ArrayNode targets = node.putArray("targets");
            adapters.targets().stream().sorted().forEach(target -> targets.add(target.label()));
            node.put("dropout", adapters.dropout());
            node.put("embedding_and_head", Fields.name(adapters.ends()));
            node.put("base", adapters.base().label());
        }
    }

    static Adaptation read(Fields frame) {
        if (!frame.has(KEY)) {
            return new FullTraining();
        }
        Fields f = frame.object(KEY);
        Set<Target> targets = f.checked(
                "targets", () -> f.texts("targets").stream().map(Target::parse).collect(Collectors.toSet()));
        return f.checked(
                "",
                () -> new LowRank(
                        f.whole("rank", 0),
                        targets,
                        f.number("dropout"),
                        f.constant("embedding_and_head", LowRank.Ends.class),
                        f.read("base", BaseFormat::parse)));
    }
}
