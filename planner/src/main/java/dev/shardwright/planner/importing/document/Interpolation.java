package dev.shardwright.planner.importing.document;

import dev.shardwright.planner.importing.fact.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OmegaConf's {@code ${section.key}}: the value of another key, and its place. Anything computed is left unknown. */
final class Interpolation {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");
    private static final int DEEPEST = 8;

    private Interpolation() {}

    static List<Argument> resolved(List<Argument> arguments) {
        Map<String, Argument> byName = new LinkedHashMap<>();
        arguments.forEach(argument -> byName.put(argument.name(), argument));
        return arguments.stream().map(argument -> resolved(argument, byName)).toList();
    }

    private static Argument resolved(Argument argument, Map<String, Argument> byName) {
        Argument value = argument;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Matcher reference = REFERENCE.matcher(value.text());
            Optional<Argument> next =
                    reference.matches() ? Optional.ofNullable(byName.get(reference.group(1))) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            value = next.get();
        }
        List<String> missing = value.text().contains("${") ? List.of(value.text()) : List.of();
        return new Argument(argument.name(), value.values(), missing, value.place());
    }
}
