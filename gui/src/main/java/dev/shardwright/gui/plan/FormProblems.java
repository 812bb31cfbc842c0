package dev.shardwright.gui.plan;

import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Problems of a request, sorted to the fields of the form that can mend them. */
final class FormProblems {
    /** A rule that starts like this continues the value that breaks it. */
    private static final Pattern VERB =
            Pattern.compile("(is|are|must|has|have|cannot|lies|needs|does) .*", Pattern.DOTALL);

    private final Map<PlanField, String> texts;
    private final Map<PlanField, List<String>> byField = new EnumMap<>(PlanField.class);
    private final List<String> others = new ArrayList<>();

    private FormProblems(Map<PlanField, String> texts) {
        this.texts = texts;
    }

    static FormProblems of(List<Problem> problems, Map<PlanField, String> texts) {
        FormProblems sorted = new FormProblems(texts);
        problems.forEach(sorted::add);
        return sorted;
    }

    /** What to say under a field; empty when nothing is wrong with it. */
    String at(PlanField field) {
        return String.join("\n", byField.getOrDefault(field, List.of()));
    }

    /** What belongs to no field. */
    String elsewhere() {
        return String.join("\n", others);
    }

    private void add(Problem problem) {
        List<PlanField> fields = fields(problem.where());
        for (PlanField field : fields) {
            byField.computeIfAbsent(field, f -> new ArrayList<>())
                    .add(texts.getOrDefault(field, "").isEmpty() ? field.label() + " is missing." : sentence(problem));
        }
        if (fields.isEmpty()) {
            others.add(sentence(problem));
        }
    }

    /** "--tp = 3", "--model, --gpus", or a place in the file that a field names. */
    private List<PlanField> fields(String where) {
        List<PlanField> named = new ArrayList<>();
        int equals = where.indexOf(" = ");
        for (String option : (equals < 0 ? where : where.substring(0, equals)).split(", ", -1)) {
            PlanField.ofOption(option).ifPresent(named::add);
        }
        if (named.isEmpty()) {
            texts.forEach((field, text) -> {
                if (text.length() > 1 && where.startsWith(text)) {
                    named.add(field);
                }
            });
        }
        return named;
    }

    /** The value (or the place in a file), the rule that it breaks and what to do about it. */
    private static String sentence(Problem problem) {
        String where = problem.where();
        int equals = where.indexOf(" = ");
        String subject = !where.startsWith("--") ? where : equals < 0 ? "" : where.substring(equals + 3);
        String rule = problem.rule();
        boolean named = subject.isEmpty() || rule.contains("'" + subject + "'");
        String joint = VERB.matcher(rule).matches() ? " " : ": ";
        String sentence = named ? capitalised(rule) : subject + joint + rule;
        return problem.suggestion().isEmpty() ? sentence : sentence + " " + problem.suggestion();
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
