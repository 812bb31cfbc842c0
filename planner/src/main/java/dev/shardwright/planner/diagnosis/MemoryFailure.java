package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.runlog.OutOfMemoryMessage;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real run of a job that had no memory left, laid beside its prediction. */
public record MemoryFailure(OutOfMemoryMessage message, Report predicted) {
    /** The order in which a training process comes to hold its memory. */
    private static final List<MemoryCategory> LIFE = List.of(
            MemoryCategory.WEIGHTS,
            MemoryCategory.GRADIENTS,
            MemoryCategory.OPTIMIZER,
            MemoryCategory.BUFFERS,
            MemoryCategory.ACTIVATIONS,
            MemoryCategory.LOGITS);

    /** Idle memory of the allocator is worth a word from this share of the device on. */
    private static final double NOTABLE = 0.05;

    /** What happened, which category grew, and how that compares with the prediction. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(event());
        if (message.allocated().isPresent()) {
            words.add(growing(message.allocated().get()));
        }
        fragmentation(words);
        words.add(comparison());
        return words;
    }

    private String event() {
        OutOfMemoryMessage.Place place = message.place();
        String rank = place.rank().isPresent() ? " (rank " + place.rank().getAsInt() + ")" : "";
        List<String> held = new ArrayList<>();
        message.allocated().ifPresent(bytes -> held.add(Wording.gib(bytes) + " in live tensors"));
        message.idle().ifPresent(bytes -> held.add(Wording.gib(bytes) + " idle in the allocator"));
        outside().ifPresent(bytes -> held.add(Wording.gib(bytes) + " outside PyTorch"));
        return "Line " + place.line() + rank + ": " + Wording.gib(message.requested()) + " more were asked for"
                + (held.isEmpty() ? "" : " with " + Wording.list(held)) + ", of "
                + Wording.gib(message.capacity().orElse(predicted.memory().limit())) + ".";
    }

    /** Libraries and the context of the device. */
    private Optional<Bytes> outside() {
        return message.process()
                .flatMap(all -> message.allocated()
                        .map(used -> new Bytes(Math.max(
                                0,
                                all.value()
                                        - used.value()
                                        - message.idle().orElse(Bytes.ZERO).value()))));
    }

    /** The category in which the predicted amounts, added in the order of their life, reach what was held. */
    MemoryCategory category(Bytes allocated) {
        long sum = 0;
        for (MemoryCategory category : LIFE) {
            sum += predicted.memory().lines().getOrDefault(category, Bytes.ZERO).value();
            if (sum >= allocated.value() + message.requested().value()) {
                return category;
            }
        }
        return MemoryCategory.ACTIVATIONS;
    }

    private String growing(Bytes allocated) {
        MemoryCategory category = category(allocated);
        List<String> before = new ArrayList<>();
        for (MemoryCategory earlier : LIFE.subList(0, LIFE.indexOf(category))) {
            Bytes bytes = predicted.memory().lines().getOrDefault(earlier, Bytes.ZERO);
            if (bytes.value() > 0) {
                before.add(earlier.label() + " " + Wording.gib(bytes));
            }
        }
        Bytes whole = predicted.memory().lines().getOrDefault(category, Bytes.ZERO);
        return "What grew: " + category.label() + ", " + Wording.gib(whole) + " at their predicted peak"
                + (before.isEmpty() ? "" : "; already there by the prediction: " + Wording.list(before)) + ".";
    }

    private void fragmentation(List<String> words) {
        message.idle()
                .filter(idle -> idle.compareTo(message.requested()) >= 0
                        || idle.value() > NOTABLE * predicted.memory().limit().value())
                .ifPresent(idle -> words.add("The allocator held " + Wording.gib(idle)
                        + " in pieces too small for the request: PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True lets"
                        + " it join them."));
    }

    private String comparison() {
        String peak = Wording.memory(predicted.memory());
        if (predicted.memory().peak().compareTo(predicted.memory().limit()) > 0) {
            return "The prediction agrees: a peak of " + peak + ".";
        }
        return "The prediction says that it fits, with " + peak + " (90 % interval to "
                + Wording.gib(predicted.peakHigh()) + "). The run needed " + Wording.gib(needed())
                + " at least, so changes are asked to stay below " + Wording.percent(share()) + " of the limit.";
    }

    /** What the process would have held, had it got the block. */
    private Bytes needed() {
        Bytes held = message.process()
                .orElse(message.allocated()
                        .map(used -> used.plus(message.idle().orElse(Bytes.ZERO)))
                        .orElse(predicted.memory().limit()));
        return held.plus(message.requested());
    }

    /** Predicted peaks must be this share of the limit at most for the run itself to fit. */
    private double share() {
        double limit = predicted.memory().limit().value();
        double predictedAtMost = predicted.memory().peak().value() * limit / Math.max(limit, needed().value());
        return Math.min(1, predictedAtMost / limit);
    }

    /** The given budget, or a smaller one where the prediction said that the job fits. */
    MemoryBudget budget(MemoryBudget asked) {
        return predicted.memory().peak().compareTo(predicted.memory().limit()) > 0
                ? asked
                : new MemoryBudget.Share(Math.min(asked.share(), share()));
    }
}
