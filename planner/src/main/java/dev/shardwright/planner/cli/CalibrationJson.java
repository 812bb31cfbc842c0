package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.calibration.Gain;
import dev.shardwright.simulator.validation.ErrorStatistics;

/** The machine format of a calibration. Times are in seconds; errors and effects are fractions. */
final class CalibrationJson {
    private CalibrationJson() {}

    static ObjectNode of(Calibration calibration) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("stack", calibration.request().stack());
        node.put("runs", calibration.runs().runs().size());
        node.put("groups", calibration.groups());
        node.put("skipped", calibration.runs().skipped().size());
        ArrayNode constants = node.putArray("constants");
        calibration
                .movements()
                .forEach(m -> constants
                        .addObject()
                        .put("key", m.setting().dial().key())
                        .put("unit", m.setting().dial().unit())
                        .put("from", m.from())
                        .put("to", m.to())
                        .put("step_time_effect", m.effect())
                        .put("uncertainty_left", m.uncertainty()));
        Gain gain = calibration.gain();
        ObjectNode errors = node.putObject("errors");
        errors(errors.putObject("before"), gain.before());
        errors(errors.putObject("after"), gain.after());
        errors(errors.putObject("cross_validated"), gain.crossValidated());
        node.put("folds", calibration.folds());
        node.put("gain", gain.better()).put("gain_standard_error", gain.uncertain());
        node.put("gain_is_real", gain.real());
        return node;
    }

    private static void errors(ObjectNode node, ErrorStatistics errors) {
        node.put("count", errors.count());
        node.put("mean", errors.mean());
        node.put("median", errors.median());
        node.put("p90", errors.p90());
        node.put("bias", errors.bias());
    }
}
