package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Target;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.stack.StageRule;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of job files for the choices of a job. */
public final class JobWords {
    public static final Map<String, Precision> PRECISIONS = precisions();
    public static final Map<String, ContextMethod> CONTEXT_METHODS = words(ContextMethod.values());
    public static final Map<String, Offload> OFFLOADS = words(Offload.values());
    public static final Map<String, Optimizer> OPTIMIZERS = optimizers();
    public static final Map<String, BaseFormat> BASE_FORMATS = baseFormats();
    public static final Map<String, StageRule> STAGE_RULES = words(StageRule.values());
    public static final Map<String, LowRank.Ends> ENDS = words(LowRank.Ends.values());

    /** JSON's own true and false are read too. */
    public static final Map<String, SequenceParallel> SEQUENCE_PARALLEL = sequenceParallel();

    private static final Pattern LAYERS = Pattern.compile("layers:([1-9][0-9]{0,3})");

    private JobWords() {}

    /** The word that stands for a value; throws IllegalArgumentException if files have none for it. */
    public static <T> String word(Map<String, T> words, T value) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("job files have no word for " + value));
    }

    /** Reads what {@link Recompute#parse} does; throws IllegalArgumentException for anything else. */
    public static Recompute recompute(String text) {
        Matcher layers = LAYERS.matcher(text);
        if (layers.matches()) {
            return new Recompute.PerRank(Integer.parseInt(layers.group(1)));
        }
        if (text.startsWith("layers:")) {
            throw new IllegalArgumentException("layers: needs a whole number from 1 to 9999, as in layers:4");
        }
        return Recompute.parse(text);
    }

    /** Reads "all-linear" or a comma-separated list of linear maps; throws IllegalArgumentException. */
    public static Set<Target> targets(String text) {
        if (text.equals("all-linear")) {
            return Target.ALL_LINEAR;
        }
        Set<Target> targets = new LinkedHashSet<>();
        for (String name : text.split(",", -1)) {
            targets.add(Target.parse(name.strip()));
        }
        return targets;
    }

    private static Map<String, BaseFormat> baseFormats() {
        Map<String, BaseFormat> words = new LinkedHashMap<>();
        for (BaseFormat format : BaseFormat.values()) {
            words.put(format.label(), format);
        }
        return Collections.unmodifiableMap(words);
    }

    private static <T extends Enum<T>> Map<String, T> words(T[] values) {
        Map<String, T> words = new LinkedHashMap<>();
        Arrays.stream(values)
                .forEach(
                        value -> words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value));
        return Collections.unmodifiableMap(words);
    }

    private static Map<String, Precision> precisions() {
        Map<String, Precision> words = new LinkedHashMap<>();
        for (Precision precision : Precision.values()) {
            words.put(precision.label(), precision);
        }
        return Collections.unmodifiableMap(words);
    }

    private static Map<String, SequenceParallel> sequenceParallel() {
        Map<String, SequenceParallel> words = new LinkedHashMap<>(words(SequenceParallel.values()));
        words.put("false", SequenceParallel.OFF);
        words.put("true", SequenceParallel.ON);
        return Collections.unmodifiableMap(words);
    }

    private static Map<String, Optimizer> optimizers() {
        Map<String, Optimizer> words = new LinkedHashMap<>();
        for (Optimizer optimizer : Optimizer.ALL) {
            words.put(optimizer.name(), optimizer);
        }
        return Collections.unmodifiableMap(words);
    }
}
