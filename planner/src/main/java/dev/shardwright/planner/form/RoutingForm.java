package dev.shardwright.planner.form;

import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Map;

/** How tokens spread over experts, as it is typed: texts by option; absent ones mean evenly, and no token dropped. */
record RoutingForm(Map<String, String> texts) {
    private static final String IMBALANCE = "--expert-imbalance";
    private static final String CAPACITY = "--capacity-factor";

    Routing routing(OptionReader reader, List<Transformer> models) {
        double imbalance = read(reader, IMBALANCE, 1, 1, "must be a number of 1 or more");
        double capacity = read(reader, CAPACITY, 0, 0, "must be a number of 0 (no token is dropped) or more");
        Routing routing = new Routing(imbalance, capacity > 0 ? capacity : Double.POSITIVE_INFINITY);
        boolean experts = models.stream().allMatch(Transformer::hasExperts);
        String given = imbalance > 1 ? IMBALANCE : CAPACITY;
        reader.require(
                experts || routing.equals(Routing.BALANCED),
                given + " = " + texts.get(given),
                "the model has no experts.",
                "Leave it out.");
        return routing;
    }

    private double read(OptionReader reader, String option, double least, double fallback, String rule) {
        return reader.read(option, texts.getOrDefault(option, ""), fallback, text -> {
            double number;
            try {
                number = Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule, e);
            }
            if (!(number >= least) || Double.isInfinite(number)) {
                throw new IllegalArgumentException(rule);
            }
            return number;
        });
    }
}
