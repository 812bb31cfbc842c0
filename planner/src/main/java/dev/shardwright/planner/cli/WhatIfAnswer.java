package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.TrainingRunJson;
import dev.shardwright.simulator.reportfile.TrainingRunText;
import dev.shardwright.simulator.reportfile.WhatIfJson;
import dev.shardwright.simulator.reportfile.WhatIfText;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.whatif.Consequences;
import dev.shardwright.simulator.whatif.Scenario;
import dev.shardwright.simulator.whatif.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked about a job beside its step: what disturbances make of it, and how long a run of such steps takes. The
 * run's step is the predicted one, as many times as long as the disturbances make the played one.
 */
record WhatIfAnswer(Optional<Consequences> consequences, Optional<TrainingRun> run) {
    static WhatIfAnswer of(Report report, WhatIfOptions whatIf, TrainingRunOptions runs) {
        OptionReader reader = new OptionReader();
        Scenario scenario = whatIf.scenario(reader, report.job());
        var run = runs.run(reader, report.job());
        reader.check();
        Optional<Consequences> consequences = scenario.isEmpty()
                ? Optional.empty()
                : Optional.of(scenario.of(Simulator.timeline(report.job(), Detail.LAYERS)));
        double factor = consequences.map(Consequences::factor).orElse(1.0);
        return new WhatIfAnswer(
                consequences, run.map(ofStep -> ofStep.apply(report.iteration().times(factor))));
    }

    void addTo(ObjectNode node) {
        consequences.ifPresent(c -> node.set("what_if", WhatIfJson.of(c)));
        run.ifPresent(r -> node.set("training_run", TrainingRunJson.of(r)));
    }

    List<String> text(Report report, Console console) {
        List<String> lines = new ArrayList<>();
        consequences.ifPresent(c -> {
            lines.add("");
            lines.addAll(console.heading(WhatIfText.block(c)));
            WhatIfText.remarks(c).forEach(remark -> lines.addAll(console.wrapped(remark, "", "")));
        });
        run.ifPresent(r -> {
            lines.add("");
            lines.addAll(console.heading(TrainingRunText.block(r, report.interval())));
        });
        return lines;
    }
}
