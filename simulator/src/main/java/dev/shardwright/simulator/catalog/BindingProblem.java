package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.shardwright.simulator.problem.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the JSON library says of a file that does not fit a record, in the words of our problems. */
final class BindingProblem {
    private BindingProblem() {}

    static Problem of(JsonMappingException e, String file) {
        String key = e.getPath().stream().map(BindingProblem::step).collect(Collectors.joining("."));
        String where = file + ", " + key.replace(".[", "[");
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new Problem(where, "is not a known key.", nearest(unknown));
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            String words = Arrays.stream(format.getTargetType().getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            return new Problem(where + " = " + format.getValue(), "must be one of " + words + ".", "");
        }
        if (e.getOriginalMessage().startsWith("Missing ")) {
            return new Problem(where, "is missing.", "");
        }
        return new Problem(where, reason(e) + ".", "");
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName();
    }

    private static String nearest(UnrecognizedPropertyException e) {
        @Nullable Collection<Object> known = e.getKnownPropertyIds();
        List<String> names =
                known == null ? List.of() : known.stream().map(Object::toString).toList();
        return NameIndex.nearest(e.getPropertyName(), names);
    }

    /** A record's own words where it refused its values, else the library's first line. */
    private static String reason(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException refusal && refusal.getMessage() != null) {
            return refusal.getMessage();
        }
        return e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
    }
}
