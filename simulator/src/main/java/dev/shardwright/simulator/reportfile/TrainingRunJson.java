package dev.shardwright.simulator.reportfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.whatif.TrainingRun;

/** The machine format of a training run; keys are stable, and what is not stated is 0. */
public final class TrainingRunJson {
    private TrainingRunJson() {}

    public static ObjectNode of(TrainingRun run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (TrainingRunFigure figure : TrainingRunFigure.values()) {
            node.put(figure.key(), ReportJson.rounded(figure.value(run)));
        }
        return node;
    }
}
