package dev.shardwright.planner.importing.fact;

import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has been read of a job so far, in the words of job files. A fact that a file states stands above one that is
 * assumed; everything that is wrong is collected.
 */
public final class Facts {
    /** A script may ask for many variables; a message names the first of them. */
    private static final int MOST_NAMED = 4;

    private final Map<JobField, String> values = new EnumMap<>(JobField.class);
    private final Map<JobField, Stated> stated = new EnumMap<>(JobField.class);
    private final Map<ShapeField, String> shape = new EnumMap<>(ShapeField.class);
    private final Map<ShapeField, Stated> shapeStated = new EnumMap<>(ShapeField.class);
    private final Set<Assumption> assumptions = new LinkedHashSet<>();
    private final List<UnknownKey> unknown = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<FlagSpan> flags = new ArrayList<>();
    private final Set<JobField> open = EnumSet.noneOf(JobField.class);
    private final Map<String, String> choosing = new LinkedHashMap<>();
    private Optional<Stages> stages = Optional.empty();
    private boolean evenStages;
    private Optional<Stated> model = Optional.empty();

    /** Decoder layers of every virtual stage as a file states them. */
    public record Stages(List<Integer> layers, Stated source) {}

    /** The file says so. */
    public void state(JobField field, String value, Stated source) {
        values.put(field, value);
        stated.put(field, source);
    }

    /** The user says so, above all files. */
    public void override(JobField field, String value) {
        String before = values.put(field, value);
        Stated source = stated.remove(field);
        if (source != null && !value.equals(before)) {
            assumptions.add(
                    new Assumption(field.label(), value, "stated beside the file, which has " + source.where()));
        }
    }

    /** No file says so; nothing happens where one does. */
    public void assume(JobField field, String value, String reason) {
        if (values.putIfAbsent(field, value) == null) {
            assumptions.add(new Assumption(field.label(), value, reason));
        }
    }

    /** As good as stated, and of no interest where it is the usual: another field or the framework implies it. */
    public void imply(JobField field, String value) {
        values.putIfAbsent(field, value);
    }

    /** The model is known by its name: what was assumed of its shape does not count. */
    public void forgetShape() {
        Set<String> labels =
                Arrays.stream(ShapeField.values()).map(ShapeField::label).collect(Collectors.toSet());
        assumptions.removeIf(assumption -> labels.contains(assumption.subject()));
    }

    public void remark(String subject, String value, String reason) {
        assumptions.add(new Assumption(subject, value, reason));
    }

    public void unknown(String key, String value, Place place) {
        unknown.add(new UnknownKey(key, value, place));
    }

    /** A file states the field, by a value that is not in the files: which problem that is has been said. */
    public void open(JobField field) {
        open.add(field);
    }

    public boolean isOpen(JobField field) {
        return open.contains(field);
    }

    /** By a variable that nobody sets, the script chooses what it starts. */
    public void chosenBy(String variable, String where) {
        choosing.putIfAbsent(variable, where);
    }

    /** What may help where the files leave something out: the variables that the script chooses by, or an option. */
    public String suggestion(String option) {
        if (choosing.isEmpty()) {
            return "Add " + option + ".";
        }
        List<String> names = choosing.keySet().stream().limit(MOST_NAMED).toList();
        String where = choosing.get(names.get(0));
        return "Maybe add "
                + names.stream().map(name -> "--set " + name + "=VALUE").collect(Collectors.joining(" "))
                + (names.size() == 1
                        ? ", by which " + where + " chooses"
                        : ", by which the script chooses from " + where + " on")
                + ", or add " + option + ".";
    }

    public void problem(String where, String rule, String suggestion) {
        problems.add(new Problem(where, rule, suggestion));
    }

    public void problem(Problem problem) {
        problems.add(problem);
    }

    public void shape(ShapeField field, String value, Stated source) {
        shape.put(field, value);
        shapeStated.put(field, source);
    }

    /** What follows from the framework or another value. */
    public void implyShape(ShapeField field, String value) {
        shape.putIfAbsent(field, value);
    }

    public void assumeShape(ShapeField field, String value, String reason) {
        if (shape.putIfAbsent(field, value) == null) {
            assumptions.add(new Assumption(field.label(), value, reason));
        }
    }

    /** Decoder layers of every virtual stage, in the order of the model. */
    public void stages(List<Integer> layers, Stated source) {
        stages = Optional.of(new Stages(List.copyOf(layers), source));
    }

    /** Where the flags of the command stand that starts the program. */
    public void flags(List<FlagSpan> spans) {
        flags.addAll(spans);
    }

    public List<FlagSpan> flags() {
        return List.copyOf(flags);
    }

    /** What a file calls its model: a published name. */
    public void model(Stated source) {
        model = Optional.of(source);
    }

    public Optional<Stated> model() {
        return model;
    }

    /** Where nothing is said of the stages, the framework deals equally many layers to each. */
    public void evenStages() {
        evenStages = true;
    }

    public boolean dealsEvenly() {
        return evenStages && stages.isEmpty();
    }

    public Optional<Stages> stages() {
        return stages;
    }

    public Optional<String> get(JobField field) {
        return Optional.ofNullable(values.get(field));
    }

    public Optional<String> get(ShapeField field) {
        return Optional.ofNullable(shape.get(field));
    }

    public Optional<Stated> source(JobField field) {
        return Optional.ofNullable(stated.get(field));
    }

    public Optional<Stated> source(ShapeField field) {
        return Optional.ofNullable(shapeStated.get(field));
    }

    /** A whole number of at least {@code least}; anything else is noted as a problem and absent. */
    public Optional<Integer> number(JobField field, int least) {
        return get(field).flatMap(text -> parsed(text, least, where(field)));
    }

    public Optional<Integer> number(ShapeField field, int least) {
        String where = source(field).map(Stated::where).orElse(field.label());
        return get(field).flatMap(text -> parsed(text, least, where));
    }

    private Optional<Integer> parsed(String text, int least, String where) {
        try {
            int value = Integer.parseInt(text.strip().replace("_", ""));
            if (value >= least) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            // Noted below, as a number that is too small is.
        }
        problem(where, "must be a whole number of " + least + " or more, not '" + text + "'.", "");
        return Optional.empty();
    }

    /** Where a field was stated, for messages; its key in a job file where none did. */
    public String where(JobField field) {
        return source(field)
                .map(Stated::where)
                .orElse(field.key() + get(field).map(v -> " = " + v).orElse(""));
    }

    public Map<JobField, Stated> stated() {
        return new EnumMap<>(stated);
    }

    public Map<JobField, String> values() {
        return new EnumMap<>(values);
    }

    public Map<ShapeField, Stated> shapeStated() {
        return new EnumMap<>(shapeStated);
    }

    public List<Assumption> assumptions() {
        return List.copyOf(assumptions);
    }

    public List<UnknownKey> unknown() {
        return List.copyOf(unknown);
    }

    /** Throws InvalidInputException with every problem so far. */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems.stream().distinct().toList());
        }
    }
}
